import { describe, expect, it } from 'vitest';
import { pool } from '../../src/inference/encoder.ts';

describe('the mean over tokens', () => {
  it('counts no padding, and gives unit length', () => {
    const out = new Float32Array(4);
    // Two rows of two tokens; the second token of the second row is padding.
    pool(Float32Array.from([1, 0, 0, 1, 0, 3, 9, 9]), [2, 2, 2], [1n, 1n, 1n, 0n], 2, out);
    expect(Array.from(out)).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2), 0, 1]);
  });

  it('gives zeros where no token is known or a value is no number', () => {
    const out = new Float32Array(4).fill(7);
    out.fill(0);
    pool(Float32Array.from([0, 0, Number.NaN, 1]), [2, 1, 2], [1n, 1n], 2, out);
    expect(Array.from(out)).toEqual([0, 0, 0, 0]);
  });

  it('takes one vector a text as it is, brought to unit length', () => {
    for (const dims of [[2, 2], [2, 1, 2]]) {
      const out = new Float32Array(4);
      // The mask is of three tokens a text: it does not fit, and must not be read as if it did.
      pool(Float32Array.from([3, 4, 0, 2]), dims, [1n, 0n, 0n, 1n, 1n, 1n], 2, out);
      expect(Array.from(out)).toEqual([Math.fround(0.6), Math.fround(0.8), 0, 1]);
    }
  });

  it('refuses a model of another dimension', () => {
    expect(() => pool(new Float32Array(3), [1, 1, 3], [1n], 2, new Float32Array(2))).toThrow('3 values');
  });
});
