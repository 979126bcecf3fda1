import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { createEncoder } from '../../src/inference/encoder.ts';
import { openVectorIndex } from '../../src/inference/choose-vector-index.ts';
import { loadVoy } from '../../src/inference/load-voy.ts';
import { VoyIndex } from '../../src/inference/voy-index.ts';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { PassageSearch } from '../../src/knowledge-base/passage-search.ts';
import { passageText } from '../../src/knowledge-base/passage-text.ts';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveFixture } from '../../tests/browser/serve-fixture.ts';
import { pick, seededRandom } from '../encoder/random.ts';
import { readEncoderData } from '../encoder/read-data.ts';
import { readEncoder, readEncoderFiles } from '../encoder/read-encoder.ts';
import type { BenchRow } from './bench-row.ts';
import { measureIndexes } from './indexes.ts';
import { quantile, toHundredth } from './quantile.ts';
import type * as SearchPage from './search-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const count = 10_000;
/** Passages the search is measured with, and the bar for the median query. */
const sizes = [
  { passages: 1_000, below: 10 },
  { passages: count, below: 10 },
  { passages: 50_000, below: 40 },
] as const;
const queriesRun = 300;
const embeddedAtOnce = 32;

/**
 * Search over up to 50,000 passages made of the articles' own sentences put together anew: through the engine's worker in
 * Chromium, and in process in Node. The queries are labelled requests of the validation part.
 */
export async function measure(): Promise<BenchRow[]> {
  const data = readEncoderData(join(root, 'data'));
  const passages = recombine(data.passages, 50_000);
  const queries = data.validation.slice(0, queriesRun).map(({ text }) => text);
  const rows: BenchRow[] = [];
  for (const { passages: some, below } of sizes) rows.push(...(await measureInWorker(passages.slice(0, some), queries, below)));
  return [...rows, ...(await measureInNode(passages.slice(0, count), queries)), ...(await measureVectorIndexes(passages, queries))];
}

/** Both vector indexes by themselves, with the passages' own vectors. */
async function measureVectorIndexes(passages: readonly Passage[], queries: readonly string[]): Promise<BenchRow[]> {
  const encoder = readEncoder(join(root, 'public/models/desk-encoder'));
  return measureIndexes(
    passages.map((passage) => encoder.embed(passageText(passage))),
    queries.map((text) => encoder.embed(text)),
  );
}

async function measureInWorker(passages: readonly Passage[], queries: readonly string[], below: number): Promise<BenchRow[]> {
  const [server, browser] = await Promise.all([serveFixture('training/bench/search-page.ts'), launchChromium()]);
  try {
    const page = await server.open(browser);
    const before = await residentBytes(browser);
    const measured = await page.evaluate(
      ([known, asked]) => (globalThis as unknown as { readonly fixture: typeof SearchPage }).fixture.measureSearch(known, asked),
      [passages, queries] as const,
    );
    const figures = { ...measured, megabytes: Math.max(0, Math.round((await residentBytes(browser)) / 1e6 - before / 1e6)) };
    const size = `${passages.length.toLocaleString('en')} passages`;
    const name = `search among ${size} in the worker`;
    return [
      { name: `${name}, p50`, value: toHundredth(figures.p50Ms), unit: 'ms', bar: { below }, note: `index: ${figures.index}, the query's embedding and the way there included` },
      { name: `${name}, p95`, value: toHundredth(figures.p95Ms), unit: 'ms' },
      { name: `${name} without embedding and way there, p50`, value: toHundredth(figures.searchP50Ms), unit: 'ms' },
      { name: `slowest search while ${size} are indexed`, value: toHundredth(figures.slowestMeanwhileMs), unit: 'ms', note: 'answered from the set before' },
      {
        name: `${size} from a cold start of the worker to searchable`,
        value: toHundredth(figures.coldSeconds),
        unit: 's',
        ...(passages.length === count ? { bar: { below: 30 } } : {}),
        note: 'start, models and embedding included',
      },
      {
        name: `a changed article of three passages among ${size}`,
        value: toHundredth(figures.changeMs),
        unit: 'ms',
        ...(passages.length === count ? { bar: { below: 200 } } : {}),
        note: 'saved until it is found, as the desk does it',
      },
      { name: `memory of the page and its worker with ${size}`, value: figures.megabytes, unit: 'MB', note: 'resident, above that of the page before' },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function measureInNode(passages: readonly Passage[], queries: readonly string[]): Promise<BenchRow[]> {
  const { dimension, files } = readEncoderFiles(join(root, 'public/models/desk-encoder'));
  const encoder = await createEncoder('desk-encoder', dimension, files, null);

  const embedStarted = performance.now();
  const rows: Float32Array[] = [];
  for (let start = 0; start < passages.length; start += embeddedAtOnce) {
    const batch = await encoder.embed(passages.slice(start, start + embeddedAtOnce).map(passageText));
    for (let at = 0; at < batch.length; at += dimension) rows.push(batch.subarray(at, at + dimension));
  }
  const indexStarted = performance.now();
  const vectorIndex = await openVectorIndex(dimension, passages.length, loadVoy);
  const search = new PassageSearch({ clock: () => performance.now(), vectorIndex });
  passages.forEach((passage, at) => search.add(passage, rows[at] ?? null));
  if (vectorIndex instanceof VoyIndex) while (vectorIndex.feed() > 0);
  const built = performance.now();

  const whole: number[] = [];
  const embedding: number[] = [];
  let index = 'none';
  for (const text of queries) {
    const started = performance.now();
    const vector = await encoder.embed([text]);
    embedding.push(performance.now() - started);
    index = search.search({ text, vector }).index;
    whole.push(performance.now() - started);
  }
  search.dispose();
  await encoder.dispose();
  const note = `${passages.length} passages, index: ${index}`;
  return [
    { name: 'search in Node, p50', value: toHundredth(quantile(whole, 0.5)), unit: 'ms', note: `${note}, the query's embedding included` },
    { name: 'search in Node, p95', value: toHundredth(quantile(whole, 0.95)), unit: 'ms', note },
    { name: 'embedding of a query in Node, p50', value: toHundredth(quantile(embedding, 0.5)), unit: 'ms' },
    { name: 'embedding of 10,000 passages in Node', value: toHundredth((indexStarted - embedStarted) / 1000), unit: 's' },
    { name: 'indexing of 10,000 passages in Node', value: toHundredth((built - indexStarted) / 1000), unit: 's', note },
  ];
}

/** What the browser's page processes hold, where the system tells (Linux); 0 elsewhere. */
async function residentBytes(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const pageSize = 4096;
  const sizes = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const file = `/proc/${id}/statm`;
      return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) * pageSize : 0;
    });
  return Math.max(0, ...sizes);
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
