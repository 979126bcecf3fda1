import { describe, expect, it } from 'vitest';
import { headOf, trainHead, type TrainProgress } from '../../src/classifier/train-head.ts';
import { tinyData, tinySettings, tinyTrained } from './tiny-head.ts';

describe('trainHead', () => {
  it('learns its training texts', () => {
    const head = headOf(trainHead(tinyData, tinySettings), 'tiny');
    expect(tinyData.texts.map((text) => head.predict(text).ranked[0]?.label)).toEqual(tinyData.labels);
  });

  it('gives the same bytes for the same data and seed, whatever was trained before', () => {
    const again = trainHead(tinyData, tinySettings);
    expect(again.bytes).toEqual(tinyTrained().bytes);
    expect(again.calibration).toEqual(tinyTrained().calibration);
  });

  it('reports each fold and pass, and stops when told to, with a head that works', () => {
    const told: TrainProgress[] = [];
    const head = trainHead(tinyData, { ...tinySettings, tolerance: 0 }, (progress) => {
      told.push(progress);
      return progress.status !== 'training' || progress.pass < 2;
    });
    expect(told.filter((progress) => progress.status === 'calibrating')).toHaveLength(5);
    expect(told.filter((progress) => progress.status === 'training')).toHaveLength(2);
    expect(headOf(head, 'tiny').predict('forgot my password').ranked).toHaveLength(4);
  });

  it('stops in the middle of calibration, too', () => {
    let told = 0;
    const head = trainHead(tinyData, tinySettings, () => ++told < 2);
    expect(told).toBeLessThanOrEqual(4);
    expect(head.calibration).toEqual({ temperature: 1 });
  });

  it('reads a sentence embedding beside the n-grams when given one', () => {
    const meaning = new Map([...new Set(tinyData.labels)].map((label, k) => [label, Float32Array.from({ length: 4 }, (_, d) => (d === k ? 1 : 0))]));
    const embeddings = tinyData.labels.map((label) => meaning.get(label) ?? new Float32Array(4));
    const features = { ...tinySettings.features, embedding: { model: 'test', dimension: 4 } };
    const head = headOf(trainHead({ ...tinyData, embeddings }, { ...tinySettings, features }), 'tiny');
    for (const [label, embedding] of meaning) expect(head.predict('zzz', embedding).ranked[0]?.label).toBe(label);
  });

  it('needs two labels', () => {
    expect(() => trainHead({ texts: ['a', 'b'], labels: ['x', 'x'] }, tinySettings)).toThrow(/two labels/);
  });
});
