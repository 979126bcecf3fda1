import { addLead, leadOf } from '../../src/knowledge-base/passage-text.ts';
import type { QuantisedTable } from './write-onnx.ts';
import type { WordPieces } from './wordpieces.ts';

/** What a passage's beginning counts besides the whole, and how far a collection's vectors are evened out; see README.md. */
export const leadWeight = 0.4;
export const whitening = 0.1;

/** The forward pass in plain TypeScript: what the ONNX file computes, then unit length. */
export class StaticEncoder {
  readonly dimension: number;
  readonly #pieces: WordPieces;
  readonly #rowOf: (id: number, add: Float32Array) => void;

  private constructor(pieces: WordPieces, dimension: number, rowOf: (id: number, add: Float32Array) => void) {
    this.#pieces = pieces;
    this.dimension = dimension;
    this.#rowOf = rowOf;
  }

  static fromTable(pieces: WordPieces, table: Float32Array, dimension: number): StaticEncoder {
    return new StaticEncoder(pieces, dimension, (id, add) => {
      for (let d = 0; d < dimension; d += 1) add[d] = (add[d] ?? 0) + (table[id * dimension + d] ?? 0);
    });
  }

  static fromQuantised(pieces: WordPieces, { values, scales, dimension }: QuantisedTable): StaticEncoder {
    return new StaticEncoder(pieces, dimension, (id, add) => {
      const scale = scales[id] ?? 0;
      for (let d = 0; d < dimension; d += 1) add[d] = (add[d] ?? 0) + (values[id * dimension + d] ?? 0) * scale;
    });
  }

  /** A passage's vector as the desk makes it: the whole and its beginning. */
  embedPassage(text: string): Float32Array {
    const whole = this.embed(text);
    addLead(whole, this.embed(leadOf(text)), leadWeight);
    return whole;
  }

  /** Ids of the text's word pieces. */
  encode(text: string): Int32Array {
    return this.#pieces.encode(text);
  }

  /** A unit vector, or zeros for a text without a known word. */
  embed(text: string): Float32Array {
    const sum = new Float32Array(this.dimension);
    for (const id of this.#pieces.encode(text)) this.#rowOf(id, sum);
    let squares = 0;
    for (const value of sum) squares += value * value;
    return squares === 0 ? sum : sum.map((value) => value / Math.sqrt(squares));
  }
}
