import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { chooseVectorIndex } from '../../src/inference/choose-vector-index.ts';
import { loadVoy } from '../../src/inference/load-voy.ts';
import { VoyIndex } from '../../src/inference/voy-index.ts';
import type { VectorIndex } from '../../src/knowledge-base/article.ts';
import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';

const wanted = 50;
const queriesRun = 60;

/** Bytes held by this process, garbage taken out first. */
function bytesHeld(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().rss;
}

/** What a vector index costs with so many rows, and whether it finds what a scan of every row finds. */
async function measureIndex(kind: 'voy' | 'exact', rows: readonly Float32Array[], queries: readonly Float32Array[], reference: VectorIndex): Promise<BenchRow[]> {
  const dimension = rows[0]?.length ?? 1;
  const module = await loadVoy();
  const before = bytesHeld();
  const began = performance.now();
  const index = kind === 'voy' ? new VoyIndex(dimension, module) : new ExactIndex(dimension, rows.length);
  rows.forEach((row, at) => index.add(String(at), row));
  if (index instanceof VoyIndex) while (index.feed() > 0);
  const built = performance.now() - began;
  const held = bytesHeld() - before;
  const times: number[] = [];
  let [found, right] = [0, 0];
  for (const query of queries) {
    const started = performance.now();
    const matches = index.search(query, wanted);
    times.push(performance.now() - started);
    const ids = new Set(matches.map(({ id }) => id));
    const expected = reference.search(query, wanted);
    found += expected.length;
    // As near as the last of the expected is as good as it.
    right += expected.filter(({ id }) => ids.has(id)).length;
  }
  const answeredBy = index.kind;
  index.dispose();
  const name = `${kind === 'voy' ? 'voy' : 'exact scan'}, ${rows.length.toLocaleString('en')} passages`;
  const chosen = chooseVectorIndex(rows.length) === kind ? 'chosen at this size' : undefined;
  return [
    { name: `${name}: build`, value: toHundredth(built / 1000), unit: 's', ...(chosen === undefined ? {} : { note: chosen }) },
    { name: `${name}: memory`, value: Math.round(held / 1e6), unit: 'MB' },
    { name: `${name}: query, p50`, value: toHundredth(quantile(times, 0.5)), unit: 'ms', ...(answeredBy === kind ? {} : { note: 'answered by the exact scan: voy had trapped' }) },
    { name: `${name}: recall at ${wanted} against exact`, value: Number((right / found).toFixed(4)), unit: '', bar: { atLeast: 1 } },
  ];
}

/** Both vector indexes at three sizes, over the vectors of the bench's passages. */
export async function measureIndexes(vectors: readonly Float32Array[], queries: readonly Float32Array[]): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const count of [1_000, 10_000, 50_000]) {
    const some = vectors.slice(0, count);
    const reference = new ExactIndex(some[0]?.length ?? 1, count);
    some.forEach((row, at) => reference.add(String(at), row));
    for (const kind of ['exact', 'voy'] as const) rows.push(...(await measureIndex(kind, some, queries.slice(0, queriesRun), reference)));
    reference.dispose();
  }
  return rows;
}
