import type { Passage } from '../knowledge-base/article.ts';
import { passageText } from '../knowledge-base/passage-text.ts';
import type { IndexProgress, PassageVectors } from './api.ts';
import type { Encoder } from './encoder.ts';

/** Passages embedded between two breaths. */
const embedAtATime = 32;
/** The same for those whose vectors are known. */
const copyAtATime = 2_000;

export interface EmbedPassages {
  readonly passages: readonly Passage[];
  readonly encoder: Encoder;
  /** What vectors of this encoder are marked with. */
  readonly mark: string;
  /** A vector known already, or undefined. */
  readonly known: (passage: Passage) => Float32Array | undefined;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: IndexProgress) => void;
  /** Hears of vectors as they are made. */
  readonly onMade?: (made: PassageVectors) => void;
  /** Passages embedded between two breaths; fewer for a slow encoder. */
  readonly atATime?: number;
  readonly yieldToEvents: () => Promise<void>;
}

/** Rows in the passages' order: known ones as they are, the rest embedded. Null when stopped. */
export async function embedPassages(job: EmbedPassages): Promise<PassageVectors | null> {
  const { passages, encoder, mark, known, signal, onProgress, onMade, atATime = embedAtATime, yieldToEvents } = job;
  const { dimension } = encoder;
  const data = new Float32Array(passages.length * dimension);
  const wanted: number[] = [];
  for (const [at, passage] of passages.entries()) {
    const vector = known(passage);
    // A stored vector that is no number, or of another length, would poison the index for every query.
    if (vector?.length === dimension && isFiniteRow(vector)) data.set(vector, at * dimension);
    else wanted.push(at);
    if ((at + 1) % copyAtATime !== 0) continue;
    await yieldToEvents();
    if (signal.aborted) return null;
  }
  for (let start = 0; start < wanted.length; start += atATime) {
    const part = wanted.slice(start, start + atATime);
    const texts = part.flatMap((at) => {
      const passage = passages[at];
      return passage === undefined ? [] : [passageText(passage)];
    });
    const embedded = await encoder.embed(texts, 'passage');
    part.forEach((at, i) => data.set(embedded.subarray(i * dimension, (i + 1) * dimension), at * dimension));
    onMade?.({ model: mark, dimension, ids: part.map((at) => passages[at]?.id ?? ''), data: embedded });
    onProgress({ status: 'embedding', done: start + part.length, total: wanted.length });
    await yieldToEvents();
    if (signal.aborted) return null;
  }
  return { model: mark, dimension, ids: passages.map((passage) => passage.id), data };
}

function isFiniteRow(row: Float32Array): boolean {
  let sum = 0;
  for (const value of row) sum += Math.abs(value);
  return Number.isFinite(sum);
}

/** One row of vectors, as a view. */
export function vectorAt(vectors: PassageVectors, at: number): Float32Array {
  return vectors.data.subarray(at * vectors.dimension, (at + 1) * vectors.dimension);
}

/** The rows by id; of an id that stands there twice the last counts. */
export function rowsOf(vectors: PassageVectors): Map<string, number> {
  return new Map(vectors.ids.map((id, at) => [id, at]));
}
