import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { parseHead } from '../../src/classifier/parse-head.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { headOf } from '../../src/classifier/train-head.ts';
import { trainByRecipe } from '../../src/classifier/train-recipe.ts';
import { datasetOf } from '../../src/datasets/dataset.ts';
import { applyCorrections } from '../../src/studio/correct-head.ts';
import type { LabelledSet } from '../../src/studio/labelled-set.ts';
import { planCorrections } from '../../src/studio/plan-corrections.ts';
import { Studio } from '../../src/studio/studio.ts';
import type { TrainedRun } from '../../src/studio/studio-job.ts';

const labels = ['cancel', 'refund', 'track', 'address'];
const own = [['stop', 'cancel', 'quit', 'annul', 'drop'], ['money', 'refund', 'paid', 'return', 'cash'], ['where', 'parcel', 'late', 'courier', 'shipped'], ['street', 'address', 'moved', 'house', 'town']];
const shared = ['the', 'my', 'order', 'please', 'now', 'i', 'have', 'with', 'help', 'for', 'you', 'can', 'was', 'it', 'today'];

/** Sentences of which some can not be told. */
function drawText(label: number, random: () => number): string {
  return Array.from({ length: 7 }, () => {
    const words = random() < 0.3 ? (own[label] ?? []) : shared;
    return words[Math.floor(random() * words.length)] ?? '';
  }).join(' ');
}

function makeSet(rows: number, seed: number): LabelledSet {
  const random = seededRandom(seed);
  return {
    name: 'made up', column: 'intent', kind: 'intent', dataHash: 'f'.repeat(64),
    ids: Int32Array.from({ length: rows }, (_, row) => 10 + row),
    texts: Array.from({ length: rows }, (_, row) => drawText(row % 4, random)),
    labels: Array.from({ length: rows }, (_, row) => labels[row % 4] ?? ''),
    groups: null, outOfScopeLabel: null,
  };
}

let ticks = 0;
const newStudio = (): Studio =>
  new Studio({
    clock: () => ticks++,
    now: () => 0,
    sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
    yieldToEvents: () => Promise.resolve(),
    reader: () => Promise.resolve(null), solver: () => Promise.resolve(null) });
const silent = (): void => undefined;
const set = makeSet(400, 1);
let run: TrainedRun;
const studio = newStudio();

beforeAll(async () => {
  const trained = await studio.train(set, { name: 'intent', seed: 3, heldOut: 0.3, readsMeaning: false }, null, silent);
  if (!trained.ok) throw new Error(trained.message);
  run = trained.value;
});

async function correct(corrections: Parameters<typeof applyCorrections>[2], by = studio) {
  const corrected = await by.correct(set, run.head, run.report.heldOutIds, corrections, silent);
  if (!corrected.ok) throw new Error(corrected.message);
  return corrected.value;
}

describe('retraining with corrections', () => {
  it('answers every held-out row as before where nothing was corrected', async () => {
    const { report: { answers, heldOutIds, trainingRows }, replacement } = await correct({ added: [], relabelled: [] });
    expect(heldOutIds).toEqual(run.report.heldOutIds);
    expect(trainingRows).toBe(run.report.trainingRows);
    expect(answers.predicted).toEqual(run.report.answers.predicted);
    expect(replacement).toMatchObject({ allowed: true });
  });

  it('comes near what a whole training with the corrections comes to', async () => {
    const random = seededRandom(51);
    const added = Array.from({ length: 60 }, (_, row) => ({ text: drawText(row % 2, random), label: labels[row % 2] ?? '' }));
    const { report: { answers, heldOutIds } } = await correct({ added, relabelled: [] });
    const places = Array.from(set.ids, (id, place) => ({ id, place }));
    const held = new Set(heldOutIds);
    const learnt = places.filter(({ id }) => !held.has(id)).map(({ place }) => place);
    const whole = headOf(
      trainByRecipe({ texts: [...learnt.map((place) => set.texts[place] ?? ''), ...added.map(({ text }) => text)], labels: [...learnt.map((place) => set.labels[place] ?? ''), ...added.map(({ label }) => label)] }, null, { seed: 3 }),
      'whole',
    );
    const same = places.filter(({ id }) => held.has(id)).filter(({ place }, at) => whole.predict(set.texts[place] ?? '').label === answers.labels[answers.predicted[at] ?? -1]).length;
    expect(same / held.size).toBeGreaterThan(0.93);
  });

  it('leaves the labels that no correction is about as they were', async () => {
    const { head, report: { answers } } = await correct({ added: [{ text: 'the courier drove by twice', label: 'track' }], relabelled: [] });
    const parsed = await parseHead(JSON.stringify(head.metadata), new Uint8Array(head.weights), (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')));
    const before = await parseHead(JSON.stringify(run.head.metadata), new Uint8Array(run.head.weights), (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')));
    if (!parsed.ok || !before.ok) throw new Error('a head was to be read');
    const k = parsed.value.metadata.labels.indexOf('refund');
    const scoreOf = (of: typeof parsed.value, text: string): number => of.scores(of.vectorise(text))[k] ?? Number.NaN;
    for (const text of set.texts.slice(0, 40)) expect(scoreOf(parsed.value, text)).toBeCloseTo(scoreOf(before.value, text), 1);
    expect(answers.truth.length).toBe(run.report.heldOutIds.length);
  });

  it('learns from what was added, a new label too, and is offered when macro-F1 does not fall', async () => {
    const random = seededRandom(50);
    const added = Array.from({ length: 300 }, (_, row) => ({ text: drawText(row % 4, random), label: labels[row % 4] ?? '' }));
    const gift = ['a gift card for my sister', 'the gift card code', 'buy a gift voucher', 'is the gift card valid', 'gift card balance please'].map((text) => ({ text, label: 'gift' }));
    const { head, replacement } = await correct({ added: [...added, ...gift], relabelled: [] });
    expect(head.metadata.labels).toContain('gift');
    expect(replacement.comparison.macroF1.next).toBeGreaterThan(replacement.comparison.macroF1.current - 0.02);
    expect(replacement.allowed).toBe(replacement.comparison.macroF1.next >= replacement.comparison.macroF1.current - 1e-9);
    const again = await correct({ added: [...added, ...gift], relabelled: [] }, newStudio());
    expect(again.head.metadata.checksum).toBe(head.metadata.checksum);
  });

  it('is refused with the figures when the labels are broken', async () => {
    const held = new Set(run.report.heldOutIds);
    const relabelled = Array.from(set.ids).flatMap((id, row) => (held.has(id) || row % 3 === 0 ? [] : [{ id, label: labels[(row + 1) % 4] ?? '' }]));
    const { replacement } = await correct({ added: [], relabelled });
    expect(replacement).toMatchObject({ allowed: false, reason: 'macro-f1-falls' });
    expect(replacement.message).toMatch(/macro-F1 \d+\.\d+% before, \d+\.\d+% now, on \d+ held-out rows/);
  });

  it('never learns from a near copy of a held-out row, and judges a relabelled one by what it is now', () => {
    const [first = 0] = run.report.heldOutIds;
    const text = set.texts[Array.from(set.ids).indexOf(first)] ?? '';
    const { learnt, held, leftOut } = applyCorrections(set, run.report.heldOutIds, { added: [{ text: `${text}!`, label: 'track' }, { text: 'something else entirely', label: 'track' }], relabelled: [{ id: first, label: 'refund' }] });
    expect(leftOut).toBe(1);
    expect(learnt.texts).toContain('something else entirely');
    expect(learnt.texts).not.toContain(`${text}!`);
    expect(held.labels[Array.from(held.ids).indexOf(first)]).toBe('refund');
    expect(learnt.texts.length + held.texts.length).toBe(set.texts.length + 1);
  });

  it('says in words what it can not do', async () => {
    const none = await studio.correct(set, run.head, Int32Array.of(99_999), { added: [], relabelled: [] }, silent);
    expect(!none.ok && none.message).toContain('judged by');
    const weights = run.head.weights.slice(0);
    new Uint8Array(weights)[200] = (new Uint8Array(weights)[200] ?? 0) ^ 1;
    const damaged = await studio.correct(set, { ...run.head, weights }, run.report.heldOutIds, { added: [], relabelled: [] }, silent);
    expect(damaged.ok).toBe(false);
  });
});

describe('what the labels of tickets change about a dataset', () => {
  it('is the tickets it has not, and those it has with another label', () => {
    const dataset = datasetOf([
      { text: 'a', labels: { topic: 'refund' }, ticketId: 't1' },
      { text: 'b', labels: { topic: 'track' }, ticketId: 't2' },
      { text: 'c', labels: { topic: 'oos' } },
    ], [{ name: 'topic', kind: 'intent' }]);
    const labelled = [['t1', 'refund'], ['t2', 'refund'], ['t3', 'track'], ['t4', 'out_of_scope'], ['t5', '']].map(([ticketId = '', intent = '']) => ({ text: `text of ${ticketId}`, labels: { intent }, ticketId }));
    const { corrections, examples, count } = planCorrections(dataset, 'topic', labelled, 'oos');
    expect(corrections.relabelled).toEqual([{ id: 1, label: 'refund' }]);
    expect(corrections.added).toEqual([{ text: 'text of t3', label: 'track' }, { text: 'text of t4', label: 'oos' }]);
    expect(examples.map(({ ticketId }) => ticketId)).toEqual(['t3', 't4']);
    expect(count).toBe(3);
  });
});
