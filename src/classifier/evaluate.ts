import type { HeadMetrics, LabelMetrics } from './head.ts';

/** What a classifier answered for one row whose label is known. */
export interface Judged {
  readonly label: string;
  readonly predicted: string;
  /** Probability given to `predicted`, 0..1. */
  readonly confidence: number;
}

const bins = 15;

/**
 * Accuracy, macro-F1 over the labels that occur in the data, precision, recall and F1 a label, and the expected
 * calibration error: the mean gap between confidence and accuracy over 15 equal-width bins, weighted by rows.
 */
export function evaluate(rows: readonly Judged[]): HeadMetrics {
  const counts = new Map<string, { right: number; support: number; predicted: number }>();
  const of = (label: string): { right: number; support: number; predicted: number } => {
    let count = counts.get(label);
    if (!count) counts.set(label, (count = { right: 0, support: 0, predicted: 0 }));
    return count;
  };
  const confidences = new Float64Array(bins);
  const hits = new Float64Array(bins);
  let right = 0;
  for (const row of rows) {
    of(row.label).support++;
    of(row.predicted).predicted++;
    const bin = Math.min(bins - 1, Math.max(0, Math.floor(row.confidence * bins)));
    confidences[bin] = (confidences[bin] ?? 0) + row.confidence;
    if (row.predicted !== row.label) continue;
    of(row.label).right++;
    hits[bin] = (hits[bin] ?? 0) + 1;
    right++;
  }
  const perLabel: Record<string, LabelMetrics> = {};
  let f1Sum = 0;
  let present = 0;
  for (const label of [...counts.keys()].sort()) {
    const count = of(label);
    const precision = count.predicted > 0 ? count.right / count.predicted : 0;
    const recall = count.support > 0 ? count.right / count.support : 0;
    const f1 = precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0;
    perLabel[label] = { precision, recall, f1, support: count.support };
    if (count.support === 0) continue;
    f1Sum += f1;
    present++;
  }
  const gap = confidences.reduce((sum, confidence, bin) => sum + Math.abs(confidence - (hits[bin] ?? 0)), 0);
  const total = Math.max(1, rows.length);
  return { accuracy: right / total, macroF1: present > 0 ? f1Sum / present : 0, ece: gap / total, perLabel, rows: rows.length };
}

/** Which label was taken for which, most frequent first; right answers are left out. */
export function listConfusions(rows: readonly Judged[]): { label: string; predicted: string; rows: number }[] {
  const counts = new Map<string, { label: string; predicted: string; rows: number }>();
  for (const { label, predicted } of rows) {
    if (label === predicted) continue;
    const key = JSON.stringify([label, predicted]);
    const known = counts.get(key);
    if (known) known.rows++;
    else counts.set(key, { label, predicted, rows: 1 });
  }
  return [...counts.values()].sort((a, b) => b.rows - a.rows || (a.label < b.label ? -1 : 1));
}
