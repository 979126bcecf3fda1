import { describe, expect, it } from 'vitest';
import { tryLabelChange } from '../../src/studio/try-label-change.ts';
import { drawLearningCurve } from '../../src/studio/draw-learning-curve.ts';
import type { CurvePoint } from '../../src/evaluation/learning-curve.ts';
import { prepared, requests, setOf, wordReader } from './small-set.ts';

const silent = (): void => undefined;

/** Of the requests for money back, every second is called otherwise: nothing tells the two apart. */
function overlapping() {
  let turn = 0;
  return setOf(requests(60, 5).map(([text, label]): [string, string] => [text, label === 'refund' && turn++ % 2 === 0 ? 'money' : label]));
}

describe('merging two labels, tried', () => {
  it('brings labels that nothing tells apart to be told, and judges both models by the merged labels', async () => {
    const tried = tryLabelChange(await prepared(overlapping()), { kind: 'merge', labels: ['refund', 'money'], into: 'refund' }, 1, silent);
    if (!tried.ok) throw new Error(tried.message);
    const { present, changed, compared } = tried.value;
    expect(present.accuracy.value).toBeLessThan(0.93);
    expect(changed.accuracy.value).toBeGreaterThan(0.97);
    // Mistakes between the two are forgiven the present model.
    expect(compared.accuracy.current).toBeGreaterThan(present.accuracy.value);
    expect(compared.accuracy.next).toBeCloseTo(changed.accuracy.value, 6);
    expect(compared.rows).toBe(tried.value.heldOutRows);
  });

  it('can give the merged label a name of its own', async () => {
    const tried = tryLabelChange(await prepared(overlapping()), { kind: 'merge', labels: ['refund', 'money'], into: 'payment' }, 1, silent);
    expect(tried.ok).toBe(true);
  });

  it.each([
    [['refund', 'refund'], 'refund', 'two different'],
    [['refund', 'gone'], 'refund', '“gone”'],
    [['refund', 'money'], 'invoice', '“invoice”'],
    [['refund', 'money'], ' ', 'name'],
    [['refund', 'money', 'tracking', 'password', 'invoice'], 'all', 'Two labels or more'],
  ])('refuses to make %j into “%s”, in words', async (labels, into, words) => {
    const tried = tryLabelChange(await prepared(overlapping()), { kind: 'merge', labels, into }, 1, silent);
    expect(tried).toMatchObject({ ok: false, code: 'bad-input' });
    if (!tried.ok) expect(tried.message).toContain(words);
  });

  it('leaves alone the label that stands for none of the others', async () => {
    const set = { ...overlapping(), outOfScopeLabel: 'money' };
    expect(tryLabelChange(await prepared(set), { kind: 'merge', labels: ['refund', 'money'], into: 'refund' }, 1, silent)).toMatchObject({ ok: false });
  });
});

describe('splitting a label, tried', () => {
  const twoInOne = () => setOf(requests(40, 5).map(([text, label]): [string, string] => [text, label === 'invoice' ? 'refund' : label]));
  const reader = wordReader(['refund', 'money back', 'reimburse', 'payment', 'paid', 'invoice', 'bill', 'receipt', 'tax', 'parcel', 'password']);

  it('parts it by what its texts say, and tells whether a model keeps the halves apart', async () => {
    const set = twoInOne();
    const tried = tryLabelChange(await prepared(set, reader), { kind: 'split', label: 'refund', names: ['refund', 'refund 2'] }, 1, silent);
    if (!tried.ok) throw new Error(tried.message);
    const { halves, compared } = tried.value;
    const [larger, smaller] = halves?.parts ?? [];
    expect((larger?.ids.length ?? 0) + (smaller?.ids.length ?? 0)).toBe(80);
    expect(smaller?.telling.length).toBeGreaterThan(0);
    expect([...(smaller?.ids ?? [])].every((id) => set.labels[set.ids.indexOf(id)] === 'refund')).toBe(true);
    expect(halves?.toldApart).toBeGreaterThan(0.6);
    expect(compared.rows).toBe(tried.value.heldOutRows);
  });

  it('refuses without an encoder, and under a name that is taken', async () => {
    expect(tryLabelChange(await prepared(twoInOne()), { kind: 'split', label: 'refund', names: ['refund', 'other'] }, 1, silent)).toMatchObject({ ok: false, code: 'bad-input' });
    expect(tryLabelChange(await prepared(twoInOne(), reader), { kind: 'split', label: 'refund', names: ['refund', 'password'] }, 1, silent)).toMatchObject({ ok: false });
  });
});

describe('the learning curve', () => {
  it('judges five sizes by the same held-out rows, told one by one, and expects no more errors of twice the rows', async () => {
    const noisy = requests(80, 9).map(([text, label], row): [string, string] => [text, row % 9 === 0 ? 'password' : label]);
    const set = setOf(noisy);
    const heldOut = set.ids.filter((id) => id % 5 === 0);
    const told: CurvePoint[] = [];
    const drawn = drawLearningCurve(await prepared(set), heldOut, 1, silent, (point) => told.push(point));
    if (!drawn.ok) throw new Error(drawn.message);
    expect(drawn.value.points.map(({ trainingRows }) => trainingRows)).toEqual([16, 32, 64, 128, 256]);
    expect(told).toEqual(drawn.value.points);
    expect(new Set(told.map(({ heldOutRows }) => heldOutRows))).toEqual(new Set([64]));
    expect(told[4]?.error).toBeLessThan(told[0]?.error ?? 0);
    expect(drawn.value.doubled?.value).toBeLessThanOrEqual((told[4]?.error ?? 0) + 0.02);
    expect(drawn.value.doubled?.low).toBeLessThanOrEqual(drawn.value.doubled?.high ?? 0);
  });

  it('has no fit with too few sizes, and is refused where no row is held out', async () => {
    const set = setOf(requests(4, 9));
    const few = drawLearningCurve(await prepared(set), set.ids.slice(0, 4), 1, silent, silent);
    expect(few.ok && few.value.fit).toBeNull();
    expect(drawLearningCurve(await prepared(set), Int32Array.from([999]), 1, silent, silent)).toMatchObject({ ok: false, code: 'bad-input' });
  });
});
