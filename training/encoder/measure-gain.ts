/**
 * `npx tsx training/encoder/measure-gain.ts --datasets DIR [--encoder NAME_OR_DIR] [--shots 10] [--json]`: what the sentence
 * embedding adds to the n-grams when a head has few examples of each label. Of each train file that many texts a label are
 * learnt from and others of the same file judged, over several seeds; test splits are not touched.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createHead } from '../../src/classifier/create-head.ts';
import { seededRandom, shuffle } from '../../src/classifier/seeded-random.ts';
import { describeHead, trainHead, type LabelledTexts } from '../../src/classifier/train-head.ts';
import { printResult, readOptions, required, UsageError } from '../command-line.ts';
import { readLabelledCsv } from '../read-labelled-csv.ts';
import { customSettings } from '../shipped-settings.ts';
import { readEncoder } from './read-encoder.ts';
import type { StaticEncoder } from './static-encoder.ts';

const usage = 'measure-gain --datasets DIR [--encoder NAME_OR_DIR] [--shots N] --json';
const sets = [
  { name: 'clinc150', file: 'clinc150.train.csv', label: 'intent' },
  { name: 'hwu64', file: 'hwu64.train.csv', label: 'intent' },
  { name: 'banking77', file: 'banking77.train.csv', label: 'category' },
] as const;
const seeds = [1, 2, 3, 4, 5];
/** Enough for half a point of error; all 15,000 would take minutes. */
const mostJudged = 3_000;

/** Rows to learn from, `shots` of each label, and rows to judge. */
function deal(labels: readonly string[], shots: number, seed: number): { readonly learnt: readonly number[]; readonly judged: readonly number[] } {
  const order = Int32Array.from(labels.keys());
  shuffle(order, seededRandom(seed));
  const taken = new Map<string, number>();
  const learnt: number[] = [];
  const judged: number[] = [];
  for (const row of order) {
    const label = labels[row] ?? '';
    const count = taken.get(label) ?? 0;
    taken.set(label, count + 1);
    if (count < shots) learnt.push(row);
    else if (judged.length < mostJudged) judged.push(row);
  }
  return { learnt, judged };
}

function accuracy(rows: LabelledTexts, { learnt, judged }: ReturnType<typeof deal>, seed: number, dimension: number): number {
  const at = <T>(items: readonly T[], chosen: readonly number[]): T[] => chosen.map((row) => items[row]).filter((item) => item !== undefined);
  const base = customSettings(seed);
  const settings = { ...base, calibrationFolds: 0, features: dimension === 0 ? base.features : { ...base.features, embedding: { model: 'encoder', dimension } } };
  const trained = trainHead(
    { texts: at(rows.texts, learnt), labels: at(rows.labels, learnt), ...(rows.embeddings && { embeddings: at(rows.embeddings, learnt) }) },
    settings,
  );
  const described = { kind: 'intent', name: 'gain', version: '0', metrics: {}, dataHash: '', checksum: '', trainer: '', createdAt: '' } as const;
  const head = createHead(describeHead(trained, described), trained.weights);
  const right = judged.filter((row) => {
    const found = head.probabilities(rows.texts[row] ?? '', rows.embeddings?.[row]);
    let best = 0;
    for (let k = 1; k < found.length; k++) if ((found[k] ?? 0) > (found[best] ?? 0)) best = k;
    return trained.labels[best] === rows.labels[row];
  });
  return right.length / Math.max(1, judged.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

await printResult(() => {
  const options = readOptions({ datasets: { type: 'string' }, encoder: { type: 'string' }, shots: { type: 'string' }, json: { type: 'boolean' } }, usage);
  const folder = required(options.datasets, 'datasets', usage);
  const shots = Number(options.shots ?? 10);
  if (!Number.isInteger(shots) || shots < 1) throw new UsageError('--shots must be a whole number above 0.');
  const name = options.encoder ?? 'desk-encoder';
  const shipped = join(fileURLToPath(new URL('../../public/models', import.meta.url)), name);
  const encoder: StaticEncoder = readEncoder(existsSync(join(shipped, 'metadata.json')) ? shipped : name);
  return Object.fromEntries(
    sets.map(({ name: set, file, label }) => {
      const read = readLabelledCsv(join(folder, file), 'text', label);
      if (!read.ok) throw new UsageError(read.message);
      const { texts, labels } = read.value;
      const plain = { texts, labels };
      const embedded = { ...plain, embeddings: texts.map((text) => encoder.embed(text)) };
      const found = seeds.map((seed) => {
        const dealt = deal(labels, shots, seed);
        return { without: accuracy(plain, dealt, seed, 0), with: accuracy(embedded, dealt, seed, encoder.dimension) };
      });
      const gains = found.map((one) => one.with - one.without);
      return [set, { without: mean(found.map((one) => one.without)), with: mean(found.map((one) => one.with)), gain: mean(gains), gainOfEachSeed: gains }];
    }),
  );
});
