import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptVector, fitAdaptation } from '../../src/knowledge-base/adapt-vectors.ts';
import { seededRandom } from '../../training/encoder/random.ts';

const dimension = 8;

/** Unit rows that all lean towards the first axis: what every article of a shop is about. */
function leaningRows(count: number): Float32Array {
  const random = seededRandom(7);
  const rows = new Float32Array(count * dimension);
  for (let row = 0; row < count; row += 1) {
    const vector = Float32Array.from({ length: dimension }, (_, d) => (d === 0 ? 1 + random() : random() - 0.5));
    const length = Math.hypot(...vector);
    rows.set(vector.map((value) => value / length), row * dimension);
  }
  return rows;
}

function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
}

describe('vectors adapted to their collection', () => {
  const rows = leaningRows(300);
  const row = (at: number): Float32Array => rows.subarray(at * dimension, (at + 1) * dimension);

  it('lose what all of them share', () => {
    const adaptation = fitAdaptation(rows, dimension, 0.2);
    if (adaptation === null) throw new Error('there is enough to learn from');
    const meanCosine = (read: (at: number) => Float32Array): number => {
      let sum = 0;
      for (let at = 1; at < 300; at += 1) sum += cosine(read(0), read(at));
      return sum / 299;
    };
    expect(meanCosine(row)).toBeGreaterThan(0.6);
    expect(Math.abs(meanCosine((at) => adaptVector(row(at), adaptation)))).toBeLessThan(0.1);
  });

  it('have even directions when evened out wholly', () => {
    const adaptation = fitAdaptation(rows, dimension, 0.5);
    if (adaptation === null) throw new Error('there is enough to learn from');
    const variances = Array.from({ length: dimension }, () => 0);
    for (let at = 0; at < 300; at += 1) {
      const changed = adaptVector(row(at), adaptation);
      changed.forEach((value, d) => (variances[d] = (variances[d] ?? 0) + value * value));
    }
    expect(Math.max(...variances) / Math.min(...variances)).toBeLessThan(2);
  });

  it('are left alone where there are too few to learn from, or none with a direction', () => {
    expect(fitAdaptation(leaningRows(99), dimension, 0.2)).toBeNull();
    expect(fitAdaptation(new Float32Array(300 * dimension), dimension, 0.2)).toBeNull();
    expect(fitAdaptation(new Float32Array(0), dimension, 0.2)).toBeNull();
  });

  it('keep their number of values, stay of unit length and finite, whatever comes', () => {
    const adaptation = fitAdaptation(rows, dimension, 0.2);
    if (adaptation === null) throw new Error('there is enough to learn from');
    fc.assert(
      fc.property(fc.array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: dimension, maxLength: dimension }), (values) => {
        const changed = adaptVector(Float32Array.from(values), adaptation);
        expect(changed).toHaveLength(dimension);
        const length = Math.hypot(...changed);
        expect(length === 0 || Math.abs(length - 1) < 1e-4).toBe(true);
      }),
    );
    expect(adaptVector(new Float32Array(dimension), adaptation)).toEqual(new Float32Array(dimension));
    expect(() => adaptVector(new Float32Array(3), adaptation)).toThrow(/3 values, not 8/);
  });

  it('survive a collection of equal passages', () => {
    const same = new Float32Array(200 * dimension);
    for (let at = 0; at < 200; at += 1) same[at * dimension] = 1;
    const adaptation = fitAdaptation(same, dimension, 0.2);
    if (adaptation !== null) expect(adaptVector(row(1), adaptation).every(Number.isFinite)).toBe(true);
  });
});
