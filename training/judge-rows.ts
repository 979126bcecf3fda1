import type { Head } from '../src/classifier/create-head.ts';
import type { Judged } from '../src/classifier/evaluate.ts';
import type { TextEncoder } from '../src/classifier/train-recipe.ts';

/** Predicts every text, with its embedding by `encoder` where there is one; `micros` is the median time a text took, in microseconds. */
export function judgeRows(
  head: Head,
  texts: readonly string[],
  labels: readonly string[],
  encoder: TextEncoder | null = null,
): { judged: Judged[]; micros: number } {
  const times = new Float64Array(texts.length);
  const judged = texts.map((text, i) => {
    const start = performance.now();
    const { label, confidence } = head.predict(text, encoder?.embed(text));
    times[i] = (performance.now() - start) * 1000;
    return { label: labels[i] ?? '', predicted: label, confidence };
  });
  times.sort();
  return { judged, micros: times[Math.floor(times.length / 2)] ?? 0 };
}
