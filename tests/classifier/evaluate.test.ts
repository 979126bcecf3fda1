import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrateScores, fitCalibration, fitOutOfScopeThreshold, fitThresholdForLoss } from '../../src/classifier/calibrate.ts';
import { dealFolds } from '../../src/classifier/deal-folds.ts';
import { evaluate, listConfusions } from '../../src/classifier/evaluate.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';

describe('evaluate', () => {
  const rows = [
    { label: 'a', predicted: 'a', confidence: 0.9 },
    { label: 'a', predicted: 'b', confidence: 0.6 },
    { label: 'b', predicted: 'b', confidence: 0.8 },
    { label: 'b', predicted: 'c', confidence: 0.5 },
  ];

  it('counts accuracy, and precision, recall and F1 a label', () => {
    const metrics = evaluate(rows);
    expect(metrics.accuracy).toBe(0.5);
    expect(metrics.perLabel.a).toEqual({ precision: 1, recall: 0.5, f1: 2 / 3, support: 2 });
    expect(metrics.perLabel.b).toEqual({ precision: 0.5, recall: 0.5, f1: 0.5, support: 2 });
    expect(metrics.perLabel.c).toMatchObject({ support: 0, precision: 0 });
    // Labels that never occur have no F1 to average.
    expect(metrics.macroF1).toBeCloseTo((2 / 3 + 0.5) / 2, 10);
  });

  it('measures how far confidence lies from accuracy, bin by bin', () => {
    expect(evaluate(rows).ece).toBeCloseTo((0.1 + 0.6 + 0.2 + 0.5) / 4, 10);
    const honest = Array.from({ length: 10 }, (_, i) => ({ label: 'a', predicted: i < 7 ? 'a' : 'b', confidence: 0.7 }));
    expect(evaluate(honest).ece).toBeCloseTo(0, 10);
    expect(evaluate([]).accuracy).toBe(0);
  });

  it('lists what was taken for what', () => {
    expect(listConfusions(rows)).toEqual([
      { label: 'a', predicted: 'b', rows: 1 },
      { label: 'b', predicted: 'c', rows: 1 },
    ]);
  });
});

describe('fitCalibration', () => {
  it('finds the temperature and offset at which the labels were drawn', () => {
    const random = seededRandom(3);
    const labelCount = 4;
    const rows = 20_000;
    const wanted = { temperature: 0.25, offset: -1.5 };
    const scores = Float32Array.from({ length: rows * labelCount }, () => random() * 2 - 1);
    const labels = Int32Array.from({ length: rows }, (_, i) => {
      const own = calibrateScores(scores.slice(i * labelCount, (i + 1) * labelCount), wanted);
      let left = random();
      return Math.max(0, own.findIndex((value) => (left -= value) < 0));
    });
    const found = fitCalibration({ scores, labels, labelCount });
    expect(found.temperature).toBeCloseTo(wanted.temperature, 1);
    expect(found.offset).toBeCloseTo(wanted.offset, 0);
  });

  it('gives finite figures when every row is right, and leaves scores alone without rows', () => {
    const { temperature, offset } = fitCalibration({ scores: Float32Array.of(5, -5, -5, 5), labels: Int32Array.of(0, 1), labelCount: 2 });
    expect(temperature).toBeGreaterThan(0);
    expect(Number.isFinite(offset)).toBe(true);
    expect(fitCalibration({ scores: new Float32Array(2), labels: Int32Array.of(-1), labelCount: 2 })).toEqual({ temperature: 1 });
  });
});

describe('calibrateScores', () => {
  it('is a softmax without an offset, and keeps the order of the labels in any case', () => {
    const plain = calibrateScores(Float32Array.of(1, 2, 3), { temperature: 2 });
    const sum = Math.exp(0.5) + Math.exp(1) + Math.exp(1.5);
    expect(plain[2]).toBeCloseTo(Math.exp(1.5) / sum, 6);
    fc.assert(
      fc.property(fc.array(fc.float({ min: -500, max: 500, noNaN: true }), { minLength: 2, maxLength: 30 }), fc.float({ min: -9, max: 9, noNaN: true }), (scores, offset) => {
        const made = calibrateScores(Float32Array.from(scores), { temperature: 0.05, offset });
        expect(made.reduce((total, value) => total + value, 0)).toBeCloseTo(1, 4);
        scores.forEach((score, k) => {
          expect((made[k] ?? 0) > (made[scores.indexOf(Math.max(...scores))] ?? 0) && score < Math.max(...scores)).toBe(false);
        });
      }),
    );
  });
});

describe('fitOutOfScopeThreshold', () => {
  it('lies between the guesses worth keeping and those that are not', () => {
    const rows = [
      { best: 0.1, right: false, outside: true },
      { best: 0.2, right: false, outside: true },
      { best: 0.6, right: true, outside: false },
      { best: 0.9, right: true, outside: false },
    ];
    expect(fitOutOfScopeThreshold(rows)).toBeCloseTo(0.4, 10);
  });

  it('is zero when calling anything out of scope would only lose', () => {
    expect(fitOutOfScopeThreshold([{ best: 0.1, right: true, outside: false }])).toBe(0);
    expect(fitOutOfScopeThreshold([])).toBe(0);
  });
});

describe('fitThresholdForLoss', () => {
  const rows = Array.from({ length: 100 }, (_, i) => ({ best: i / 100, right: i >= 10, outside: false }));

  it('loses no more in-scope rows than it may, wrong ones not counted', () => {
    const threshold = fitThresholdForLoss(rows, 0.05);
    expect(rows.filter((row) => row.right && row.best < threshold)).toHaveLength(5);
    expect(fitThresholdForLoss(rows, 0)).toBe(0.1);
  });

  it('is the same whatever came from out of scope, and zero for nothing', () => {
    const outside = Array.from({ length: 30 }, () => ({ best: 0.5, right: false, outside: true }));
    expect(fitThresholdForLoss([...rows, ...outside], 0.05)).toBe(fitThresholdForLoss(rows, 0.05));
    expect(fitThresholdForLoss(outside, 0.05)).toBe(0);
  });
});

describe('dealFolds', () => {
  it('keeps groups together and gives every fold its share of every label', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 30 })), { minLength: 20, maxLength: 120 }), fc.integer(), (rows, seed) => {
        const labels = rows.map(([label]) => `label ${label}`);
        const groups = rows.map(([label, group]) => `${label} ${group}`);
        const folds = dealFolds(labels, 4, seed, groups);
        const foldOf = new Map<string, number>();
        groups.forEach((group, row) => {
          expect(foldOf.get(group) ?? folds[row]).toBe(folds[row]);
          foldOf.set(group, folds[row] ?? -1);
        });
      }),
    );
    const labels = Array.from({ length: 100 }, (_, i) => (i < 80 ? 'many' : 'few'));
    const folds = dealFolds(labels, 5, 1);
    for (let fold = 0; fold < 5; fold++) {
      expect(labels.filter((label, row) => label === 'many' && folds[row] === fold)).toHaveLength(16);
      expect(labels.filter((label, row) => label === 'few' && folds[row] === fold)).toHaveLength(4);
    }
  });
});
