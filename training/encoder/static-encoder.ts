import type { QuantisedTable } from './write-onnx.ts';
import type { WordPieces } from './wordpieces.ts';

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
