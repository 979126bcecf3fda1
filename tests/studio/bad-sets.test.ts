import { describe, expect, it } from 'vitest';
import { examineLabels } from '../../src/studio/examine-labels.ts';
import { mostCharacters, rowsThatFit } from '../../src/studio/learn-within.ts';
import type { TrainedRun, TrainStep } from '../../src/studio/studio-job.ts';
import { trainPart } from '../../src/studio/train-part.ts';
import { tryLabelChange } from '../../src/studio/try-label-change.ts';
import type { Outcome } from '../../src/tickets/outcome.ts';
import { prepared, request, requests, setOf, studioWith, topics, wordReader, type Topic } from './small-set.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { createHead } from '../../src/classifier/create-head.ts';
import { mostWeights } from '../../src/classifier/train-head.ts';
import { decodeWeights } from '../../src/classifier/weights-file.ts';

type Row = [text: string, label: string];
const silent = (): void => undefined;
const reader = wordReader(['parcel', 'money']);
const each = ['lamp', 'kettle', 'jacket', 'bicycle', 'desk', 'phone', 'curtain', 'guitar', 'blender', 'mirror'];

function train(rows: readonly Row[], readsMeaning = false, report: (step: TrainStep) => void = silent): Promise<Outcome<TrainedRun, 'bad-input'>> {
  return studioWith(reader).train(setOf(rows), { name: 'intent', seed: 1, heldOut: 0.2, readsMeaning }, null, report);
}

async function trained(rows: readonly Row[], readsMeaning = false): Promise<TrainedRun> {
  const run = await train(rows, readsMeaning);
  if (!run.ok) throw new Error(run.message);
  return run.value;
}

/** A head tells every text something: numbers throughout, and probabilities that sum to one. */
function expectAnswers({ head }: TrainedRun, texts: readonly string[]): void {
  const weights = decodeWeights(new Uint8Array(head.weights));
  if (!weights.ok) throw new Error(weights.message);
  const made = createHead(head.metadata, weights.value);
  for (const text of texts) expect(made.probabilities(text, new Float32Array(reader.dimension)).reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 4);
}

describe('a set that nothing can be learnt from', () => {
  it.each([
    ['of no row', [] as Row[], /^No row has a label .* Label some rows/],
    ['of one label', each.map((thing): Row => [`a ${thing}`, 'only']), /^All 10 rows have the same label .*“only”.* two or more/],
    ['of equal texts', each.map((_, at): Row => ['the same', `${at % 2}`]), /^All texts are the same.* add rows that differ/],
    ['of texts that differ in marks and spaces alone', each.map((_, at): Row => [at % 3 === 0 ? 'The same!' : ' the  SAME ', `${at % 2}`]), /^All texts are the same/],
    ['of empty texts', each.map((_, at): Row => [' '.repeat(at), `${at % 2}`]), /^All texts are the same/],
    ['of 2,001 labels', Array.from({ length: 2001 }, (_, at): Row => [`text ${at}`, `label ${at}`]), /^“intent” has 2001 different labels.* 2000 .* Is it a column of labels\?/],
  ])('%s is refused in words that say what to do, by a training and by every other job', async (_, rows, words) => {
    expect(await train(rows)).toMatchObject({ ok: false, code: 'bad-input', message: expect.stringMatching(words) as string });
    expect(await studioWith(null).prepare(setOf(rows), true, silent)).toMatchObject({ ok: false, code: 'bad-input', message: expect.stringMatching(words) as string });
  });
});

describe('one example a label', () => {
  const rows = each.map((thing): Row => [`${thing} please`, thing]);

  it.each([false, true])('is learnt, and nothing is claimed of how well (meaning read: %s)', async (readsMeaning) => {
    const run = await trained(rows, readsMeaning);
    expect(run.report).toMatchObject({ trainingRows: 10, judgement: { accuracy: null, macroF1: null }, beside: [] });
    expect(run.report.heldOutIds).toHaveLength(0);
    expect(run.report.notes.join()).toMatch(/^No row could be held out.*nothing is known.*Add different texts to each label/);
    expectAnswers(run, ['a lamp', '', '😀']);
  });

  it('is not judged by the doctor either, and no change of it can be tried: both say so', async () => {
    const set = await prepared(setOf(rows));
    expect(examineLabels(set, 1, silent)).toMatchObject({ suspects: [], agreed: null, notes: [expect.stringContaining('too few different texts')] });
    expect(tryLabelChange(set, { kind: 'merge', labels: ['lamp', 'desk'], into: 'lamp' }, 1, silent)).toMatchObject({ ok: false, message: expect.stringMatching(/^Too few rows/) as string });
  });
});

describe('strange texts', () => {
  const marks = ['!', '?', '...', '?!', '!!!', '—', '???', '*', '%', '!?!'];
  it.each([
    ['of emoji only', Array.from({ length: 60 }, (_, at): Row => [`${(at % 2 === 0 ? ['😀', '🎉', '🎁', '😍', '🥳'] : ['😡', '💔', '👎', '🔥', '💣'])[at % 5] ?? ''}${'👍🏽'.repeat(at % 3)}`, at % 2 === 0 ? 'joy' : 'anger'])],
    ['of punctuation only', Array.from({ length: 60 }, (_, at): Row => [marks.slice(at % 7, (at % 7) + 3).join(' '), `${at % 2}`])],
    ['mostly empty', Array.from({ length: 60 }, (_, at): Row => [at % 3 === 0 ? (each[at % 10] ?? '') : '', `${at % 2}`])],
    ['of 100,000 characters', Array.from({ length: 24 }, (_, at): Row => [`${each[at % 10] ?? ''} ${each[at % 7] ?? ''} ${at % 2 === 0 ? 'parcel' : 'money'} `.repeat(6000).slice(0, 100_000), `${at % 2}`])],
    ['of one word of 100,000 letters', Array.from({ length: 12 }, (_, at): Row => [String.fromCharCode(97 + at).repeat(100_000), `${at % 2}`])],
    ['written from right to left', Array.from({ length: 60 }, (_, at): Row => [`${at % 2 === 0 ? 'אני רוצה החזר כספי' : 'أين طردي رقم'} ${['כיסא', 'שולחן', 'مصباح', 'كتاب', 'דלת', 'סירה'][at % 6] ?? ''} ${['היום', 'מחר', 'غدا', 'שבוע', 'لاحقا'][at % 5] ?? ''}\u202e\u200f`, at % 2 === 0 ? 'refund' : 'track'])],
    ['of halves of pairs and characters that mean nothing', Array.from({ length: 40 }, (_, at): Row => [`${each[at % 10] ?? ''}\ud83d\u0000\ufffe ${'e\u0301'.repeat(at % 9)}`, `${at % 2}`])],
  ])('%s are trained on, looked over, and answered', async (_, rows) => {
    for (const readsMeaning of [false, true]) {
      const run = await trained(rows, readsMeaning);
      const { accuracy } = run.report.judgement;
      if (accuracy !== null) for (const figure of [accuracy.value, accuracy.low, accuracy.high]) expect(figure).toBeGreaterThanOrEqual(0);
      expectAnswers(run, ['', '😀', '?!', rows[0]?.[0] ?? '', 'where is my parcel']);
    }
    const found = examineLabels(await prepared(setOf(rows)), 1, silent);
    expect(found.rows).toBe(rows.length);
  });

  it('from right to left are told apart by their words', async () => {
    const rows = Array.from({ length: 60 }, (_, at): Row => [`${at % 2 === 0 ? 'אני רוצה החזר כספי' : 'أين طردي رقم'} ${['כיסא', 'שולחן', 'مصباح', 'كتاب', 'דלת', 'סירה'][at % 6] ?? ''} ${['היום', 'מחר', 'غدا', 'שבוע', 'لاحقا'][at % 5] ?? ''}`, at % 2 === 0 ? 'refund' : 'track']);
    expect((await trained(rows)).report.judgement.accuracy?.value).toBe(1);
  });
});

describe('more than the memory of a tab holds', () => {
  it('is counted in characters and in rows × labels', () => {
    expect(rowsThatFit([3, 3, 3], 2)).toBe(3);
    expect(rowsThatFit([3, 3, 3], 2, 8)).toBe(2);
    expect(rowsThatFit([9], 2, 8)).toBe(0);
    expect(rowsThatFit(new Uint8Array(200_000).fill(20), 50)).toBe(200_000);
    expect(rowsThatFit(new Uint8Array(200_000).fill(85), 50)).toBe(Math.floor(mostCharacters / 85));
    expect(rowsThatFit(new Uint8Array(200_000).fill(1), 2000)).toBe(10_000);
  });

  it('is learnt from in a fair share of each label, and the report says of how many', async () => {
    const random = seededRandom(4);
    const names = Object.keys(topics) as Topic[];
    const filler = Array.from({ length: 2000 }, (_, at) => `w${at.toString(36)}`);
    // 20,000 characters each, as much as is read of a text: 5 million are reached with 250 of them.
    const rows = Array.from({ length: 400 }, (_, at): Row => {
      const topic = names[at % 4] ?? 'refund';
      return [`${request(topic, random)} ${Array.from({ length: 40 }, () => filler[Math.floor(random() * 2000)]).join(' ')} ${'. '.repeat(9_800)}`, topic];
    });
    const { report } = await trained(rows);
    expect(report.trainingRows).toBeLessThan(280);
    expect(report.trainingRows).toBeGreaterThan(200);
    expect(report.heldOutIds.length).toBeGreaterThan(60);
    expect(report.notes[0]).toBe(`To fit in memory, the model learnt from ${report.trainingRows} of ${400 - report.heldOutIds.length} rows, a fair share of each label.`);
    expect(report.judgement.accuracy?.value).toBeGreaterThan(0.7);
  });

  it('is refused in words where not even one text of each label fits', async () => {
    const rows = Array.from({ length: 300 }, (_, at): Row => [`${each[at % 10] ?? ''} number ${at}`.padEnd(20_000, ` ${at}`), `label ${at}`]);
    expect(await train(rows)).toMatchObject({ ok: false, message: expect.stringMatching(/^The texts are so long that not even one of each of the 300 labels.* Shorten the texts, or learn fewer labels\.$/) as string });
  });

  it('has a table of words of a bounded size for 2,000 labels: the commonest', { timeout: 60_000 }, async () => {
    const random = seededRandom(9);
    const word = (): string => Array.from({ length: 5 }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(random() * 26)] ?? '').join('');
    const rows = Array.from({ length: 2000 }, word).flatMap((own, at): Row[] => [[`${own} ${word()}`, `label ${at}`], [`${word()} ${own}`, `label ${at}`]]);
    // One pass: what is looked at is the size of the table.
    const { metadata, weights } = trainPart(await prepared(setOf(rows)), [...rows.keys()], 1, silent, 1);
    expect(metadata.labels).toHaveLength(2000);
    expect(weights.weights.length).toBe(mostWeights);
  });

  it('learns all of what fits, with nothing to say', async () => {
    expect((await trained(requests(15, 3))).report.notes).toEqual([]);
  });
});
