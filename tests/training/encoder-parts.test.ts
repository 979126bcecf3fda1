import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialVectors } from '../../training/encoder/initial-vectors.ts';
import { learnVocabulary } from '../../training/encoder/learn-vocabulary.ts';
import { seededRandom } from '../../training/encoder/random.ts';
import { trainContrastive, type Task, type TrainingSettings } from '../../training/encoder/train-contrastive.ts';
import { specialTokens, WordPieces } from '../../training/encoder/wordpieces.ts';
import { quantiseRows } from '../../training/encoder/write-onnx.ts';

const texts = ['the parcel is late', 'the parcel came late', 'refund the card', 'refund to the card', 'parcel parcels parcelled', 'carded cards carding'];

const settings: TrainingSettings = { dimension: 8, steps: 60, batch: 4, temperature: 0.1, rate: 0.05, tokenDropout: 0, pull: 0, longest: 32 };

function toyTask(rows: number): Task {
  // Token 3+2i and 4+2i mean the same.
  return {
    name: 'toy',
    weight: 1,
    draw: (random) => {
      const group = Math.floor((random() * (rows - 3)) / 2);
      return { left: Int32Array.of(2, 3 + 2 * group), right: Int32Array.of(2, 4 + 2 * group), group };
    },
  };
}

function cosineOf(table: Float32Array, a: number, b: number, dimension: number): number {
  const row = (at: number): number[] => [...table.subarray(at * dimension, (at + 1) * dimension)];
  const dot = (x: number[], y: number[]): number => x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(row(a), row(b)) / Math.sqrt(dot(row(a), row(a)) * dot(row(b), row(b)));
}

describe('learning a vocabulary', () => {
  it('keeps frequent words whole, special tokens first, and has no row twice', () => {
    const vocabulary = learnVocabulary(texts, 200);
    expect(vocabulary.slice(0, 3)).toEqual([...specialTokens]);
    expect(vocabulary).toContain('parcel');
    expect(new Set(vocabulary).size).toBe(vocabulary.length);
    expect(learnVocabulary(texts, 200)).toEqual(vocabulary);
    expect(learnVocabulary(texts, 90).length).toBeLessThanOrEqual(90);
  });

  it('covers any word of its letters', () => {
    const pieces = new WordPieces(learnVocabulary(texts, 120));
    fc.assert(fc.property(fc.stringMatching(/^[a-z0-9]{1,30}$/), (word) => {
      expect([...pieces.encode(word)]).not.toContain(1);
    }));
  });
});

describe('starting vectors', () => {
  it('are finite, zeros for special tokens only, and the same for the same seed', () => {
    const pieces = new WordPieces(learnVocabulary(texts, 120));
    const rows = pieces.vocabulary.length;
    const make = (): Float32Array => initialVectors(texts.map((text) => pieces.encode(text)), rows, 8, seededRandom(3));
    const vectors = make();
    expect(vectors.every((value) => Number.isFinite(value))).toBe(true);
    expect(vectors.subarray(0, 24).every((value) => value === 0)).toBe(true);
    expect(make()).toEqual(vectors);
  });
});

describe('contrastive training', () => {
  it('brings together what belongs together, leaves frozen rows alone and repeats itself exactly', async () => {
    const rows = 23;
    const train = async (): Promise<{ table: Float32Array; losses: number[] }> => {
      const random = seededRandom(5);
      const table = Float32Array.from({ length: rows * 8 }, (_, at) => (at < 24 ? 0 : random() - 0.5));
      const losses: number[] = [];
      await trainContrastive(table, 3, [toyTask(rows)], { ...settings, steps: 300 }, random, (_, loss) => losses.push(loss));
      return { table, losses };
    };
    const { table, losses } = await train();
    expect(losses.at(-1) ?? 9).toBeLessThan((losses[0] ?? 0) / 2);
    const others = [6, 8, 10, 12].map((other) => cosineOf(table, 3, other, 8));
    expect(cosineOf(table, 3, 4, 8)).toBeGreaterThan(Math.max(...others) + 0.2);
    expect(table.subarray(0, 24).every((value) => value === 0)).toBe(true);
    expect((await train()).table).toEqual(table);
  });

  it('does not push pairs of one group apart', async () => {
    // All four pairs of each batch are of one group: there is no negative, so nothing moves.
    const table = Float32Array.from({ length: 7 * 8 }, (_, at) => Math.sin(at));
    const before = table.slice();
    const task: Task = { name: 'one', weight: 1, draw: (random) => ({ left: Int32Array.of(3), right: Int32Array.of(4 + Math.floor(random() * 3)), group: 0 }) };
    await trainContrastive(table, 3, [task], settings, seededRandom(1), () => undefined);
    table.forEach((value, at) => expect(value).toBeCloseTo(before[at] ?? 0, 4));
  });

  it('has the gradient that the loss has', async () => {
    // One step of Adagrad moves each value by the rate against the sign of its slope: the loss must fall for a small rate.
    const rows = 23;
    const start = Float32Array.from({ length: rows * 8 }, (_, at) => (at < 24 ? 0 : Math.sin(at * 1.7)));
    const lossAfter = async (rate: number): Promise<number> => {
      const table = start.slice();
      const losses: number[] = [];
      const fixed = { ...settings, rate, steps: 2 };
      // The same batch twice: the second loss is the loss after one step.
      const draws = [3, 5, 7, 9].map((at, group) => ({ left: Int32Array.of(at), right: Int32Array.of(at + 1), group }));
      let next = 0;
      const task: Task = { name: 'fixed', weight: 1, draw: () => draws[next++ % 4] ?? { left: Int32Array.of(3), right: Int32Array.of(4), group: 0 } };
      await trainContrastive(table, 3, [task], fixed, seededRandom(1), (_, loss) => losses.push(loss * 2));
      return losses[0] ?? 0;
    };
    expect(await lossAfter(0.002)).toBeLessThan(await lossAfter(0));
  });
});

describe('int8 rows', () => {
  it('stay within half a step of the true values', () => {
    const table = Float32Array.from({ length: 64 }, (_, at) => Math.sin(at * 3.3) * (at % 7));
    const { values, scales } = quantiseRows(table, 8);
    table.forEach((value, at) => {
      const scale = scales[Math.floor(at / 8)] ?? 0;
      expect(Math.abs((values[at] ?? 0) * scale - value)).toBeLessThanOrEqual(scale / 2 + 1e-6);
    });
    expect([...quantiseRows(new Float32Array(8), 8).values]).toEqual(Array(8).fill(0));
  });
});
