/**
 * `npx tsx training/encoder/measure-likeness.ts --datasets DIR [--encoder NAME_OR_DIR] [--json]`: from which cosine on two
 * questions ask the same, by the project's own requests, and what groups of questions the gaps are made of at each threshold,
 * by the train files of HWU64, whose labels lie in scenarios, and of BANKING77, 77 questions that all are of one kind. What `feedback.ts` and `group-questions.ts` go by.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom, shuffle } from '../../src/classifier/seeded-random.ts';
import { defaultGrouping, groupQuestions } from '../../src/insights/group-questions.ts';
import { cosine } from '../../src/knowledge-base/exact-index.ts';
import { printResult, readOptions, required, UsageError } from '../command-line.ts';
import { readLabelledCsv, type LabelledRows } from '../read-labelled-csv.ts';
import { readEncoderData } from './read-data.ts';
import { readEncoder } from './read-encoder.ts';
import type { StaticEncoder } from './static-encoder.ts';

const usage = 'measure-likeness --datasets DIR [--encoder NAME_OR_DIR] --json';
const root = fileURLToPath(new URL('../..', import.meta.url));
const cosines = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85];
const thresholds = [0.4, 0.43, 0.46, 0.49, 0.52, 0.55, 0.58, 0.62];
/** Questions grouped at once: as many as are linked exactly. */
const grouped = 1_200;

/** Of the pairs of a validation and a training request at or above each cosine: how many have one intent, and how many requests have such a pair. */
function measurePairs(encoder: StaticEncoder): object[] {
  const data = readEncoderData(join(root, 'data'));
  const known = data.train.map(({ text, intent }) => ({ intent, vector: encoder.embed(text) }));
  const asked = data.validation.map(({ text, intent }) => ({ intent, vector: encoder.embed(text) }));
  const counts = cosines.map((from) => ({ from, pairs: 0, alike: 0, requests: 0 }));
  for (const request of asked) {
    const reached = new Set<number>();
    for (const other of known) {
      const near = cosine(request.vector, other.vector);
      for (const [at, count] of counts.entries()) {
        if (near < count.from) break;
        count.pairs += 1;
        if (other.intent === request.intent) count.alike += 1;
        reached.add(at);
      }
    }
    for (const at of reached) {
      const count = counts[at];
      if (count !== undefined) count.requests += 1;
    }
  }
  return counts.map(({ from, pairs, alike, requests }) => ({ cosine: from, pairs, alike: alike / Math.max(1, pairs), requests: requests / asked.length }));
}

/** Groups made of questions that triage gave the intents `coarse`: of the pairs within groups how many ask the same, and of the pairs that ask the same how many are together. */
function measureGroups(encoder: StaticEncoder, { texts, labels }: LabelledRows, coarse: (label: string) => string): object[] {
  const order = Int32Array.from(texts.keys());
  shuffle(order, seededRandom(1));
  const rows = Array.from(order.subarray(0, grouped));
  const vectors = rows.map((row) => encoder.embed(texts[row] ?? ''));
  const dimension = vectors[0]?.length ?? 0;
  const data = new Float32Array(rows.length * dimension);
  vectors.forEach((vector, at) => data.set(vector, at * dimension));
  const truth = rows.map((row) => labels[row] ?? '');
  const pairsOf = (members: readonly string[]): number => {
    const counts = new Map<string, number>();
    for (const label of members) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  };
  const wanted = pairsOf(truth);
  return thresholds.map((threshold) => {
    const groups = groupQuestions({ dimension, data, intents: truth.map(coarse) }, { ...defaultGrouping, threshold });
    const together = groups.reduce((sum, { members }) => sum + (members.length * (members.length - 1)) / 2, 0);
    const right = groups.reduce((sum, { members }) => sum + pairsOf(members.map((at) => truth[at] ?? '')), 0);
    const members = groups.reduce((sum, group) => sum + group.members.length, 0);
    return { threshold, groups: groups.length, inGroups: members / rows.length, precision: right / Math.max(1, together), recall: right / wanted };
  });
}

await printResult(() => {
  const options = readOptions({ datasets: { type: 'string' }, encoder: { type: 'string' }, json: { type: 'boolean' } }, usage);
  const folder = required(options.datasets, 'datasets', usage);
  const read = (file: string, label: string): LabelledRows => {
    const rows = readLabelledCsv(join(folder, file), 'text', label);
    if (!rows.ok) throw new UsageError(rows.message);
    return rows.value;
  };
  const name = options.encoder ?? 'desk-encoder';
  const shipped = join(root, 'public/models', name);
  const encoder = readEncoder(existsSync(join(shipped, 'metadata.json')) ? shipped : name);
  return {
    pairs: measurePairs(encoder),
    hwu64: measureGroups(encoder, read('hwu64.train.csv', 'intent'), (label) => label.split('_')[0] ?? ''),
    banking77: measureGroups(encoder, read('banking77.train.csv', 'category'), () => 'bank'),
  };
});
