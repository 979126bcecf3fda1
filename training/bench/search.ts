import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEncoder } from '../../src/inference/encoder.ts';
import { openVectorIndex } from '../../src/inference/choose-vector-index.ts';
import { loadVoy } from '../../src/inference/load-voy.ts';
import { VoyIndex } from '../../src/inference/voy-index.ts';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { PassageSearch } from '../../src/knowledge-base/passage-search.ts';
import { passageText } from '../../src/knowledge-base/passage-text.ts';
import { pick, seededRandom } from '../encoder/random.ts';
import { readEncoderData } from '../encoder/read-data.ts';
import { readEncoderFiles } from '../encoder/read-encoder.ts';

/** Milliseconds, except where the name says otherwise. */
export interface SearchBench {
  readonly passages: number;
  readonly queries: number;
  readonly index: 'voy' | 'exact' | 'none';
  /** A query with its embedding. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The embedding's part of it. */
  readonly embedP50Ms: number;
  readonly embedSeconds: number;
  readonly indexSeconds: number;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const queriesRun = 300;
const embeddedAtOnce = 32;

/** Search as the desk runs it, on `count` passages made of the articles' own sentences put together anew. */
export async function benchSearch(count = 10_000): Promise<SearchBench> {
  const data = readEncoderData(join(root, 'data'));
  const passages = recombine(data.passages, count);
  const { dimension, files } = readEncoderFiles(join(root, 'public/models/desk-encoder'));
  const encoder = await createEncoder('desk-encoder', dimension, files, null);

  const embedStarted = performance.now();
  const rows: Float32Array[] = [];
  for (let start = 0; start < count; start += embeddedAtOnce) {
    const batch = await encoder.embed(passages.slice(start, start + embeddedAtOnce).map(passageText));
    for (let at = 0; at < batch.length; at += dimension) rows.push(batch.subarray(at, at + dimension));
  }
  const indexStarted = performance.now();
  const vectorIndex = await openVectorIndex(dimension, count, loadVoy);
  const search = new PassageSearch({ clock: () => performance.now(), vectorIndex });
  passages.forEach((passage, at) => search.add(passage, rows[at] ?? null));
  if (vectorIndex instanceof VoyIndex) while (vectorIndex.feed() > 0);
  const built = performance.now();

  const whole: number[] = [];
  const embedding: number[] = [];
  let index: SearchBench['index'] = 'none';
  for (const { text } of data.validation.slice(0, queriesRun)) {
    const started = performance.now();
    const vector = await encoder.embed([text]);
    embedding.push(performance.now() - started);
    index = search.search({ text, vector }).index;
    whole.push(performance.now() - started);
  }
  search.dispose();
  await encoder.dispose();
  return {
    passages: count,
    queries: whole.length,
    index,
    p50Ms: quantile(whole, 0.5),
    p95Ms: quantile(whole, 0.95),
    embedP50Ms: quantile(embedding, 0.5),
    embedSeconds: (indexStarted - embedStarted) / 1000,
    indexSeconds: (built - indexStarted) / 1000,
  };
}

function recombine(passages: readonly Passage[], count: number): Passage[] {
  const random = seededRandom(7);
  const sentences = passages.flatMap(({ text }) => text.split(/(?<=[.!?])\s+|\n+/));
  return Array.from({ length: count }, (_, at) => {
    const { title, headings } = pick(passages, random);
    const text = Array.from({ length: 6 }, () => pick(sentences, random)).join('\n');
    return { id: `p${at}`, articleId: `a${Math.floor(at / 3)}`, title, headings, text, position: at % 3 };
  });
}

function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
}
