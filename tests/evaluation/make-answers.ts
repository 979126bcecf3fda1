import type { Answers } from '../../src/evaluation/scored-rows.ts';

/** Answers from pairs such as "ab": truth a, taken for b; "-" is out of scope. Confidence is 0.9 unless given. */
export function makeAnswers(labels: string, pairs: readonly string[], confidences: readonly number[] = []): Answers {
  const numberOf = (letter: string | undefined): number => (letter === '-' ? -1 : labels.indexOf(letter ?? ''));
  return {
    labels: Array.from(labels),
    truth: Int32Array.from(pairs, (pair) => numberOf(pair[0])),
    predicted: Int32Array.from(pairs, (pair) => numberOf(pair[1])),
    confidence: Float32Array.from(pairs, (_, row) => confidences[row] ?? 0.9),
  };
}
