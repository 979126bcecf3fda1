/** One measured figure, and what it has to meet. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar?: { readonly below?: number; readonly atLeast?: number };
  readonly note?: string;
}
