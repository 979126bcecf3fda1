import { cellsOf } from './judge.ts';
import { labelWords } from '../text/label-words.ts';
import { outOfScope, type Answers } from './scored-rows.ts';

/** Rows of one true label that were given one label, the same or another. -1 stands for out of scope. */
export interface ConfusionCell {
  readonly truth: number;
  readonly predicted: number;
  /** Row numbers, ascending. */
  readonly rows: Int32Array;
}

/** A confusion matrix without its empty cells, by true label and then by given label. */
export interface Confusion {
  readonly labels: readonly string[];
  readonly cells: readonly ConfusionCell[];
  /** Rows of each true label; the last place is out of scope. */
  readonly support: Int32Array;
}

export interface ConfusedPair extends ConfusionCell {
  /** Rows of the true label. */
  readonly of: number;
}

/** The confusion matrix of answers with the row numbers behind each cell. O(rows + cells × log cells). */
export function countConfusion(answers: Answers): Confusion {
  const { labels } = answers;
  const { truth, predicted, cellOf } = cellsOf(answers);
  const sizes = new Int32Array(truth.length);
  for (const cell of cellOf) sizes[cell] = (sizes[cell] ?? 0) + 1;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(truth.length);
  const support = new Int32Array(labels.length + 1);
  cellOf.forEach((cell, row) => {
    const at = filled[cell] ?? 0;
    const list = rows[cell];
    if (list) list[at] = row;
    filled[cell] = at + 1;
    const t = truth[cell] ?? 0;
    support[t] = (support[t] ?? 0) + 1;
  });
  const numberOf = (place: number | undefined): number => (place === undefined || place === labels.length ? outOfScope : place);
  const order = Array.from(truth.keys()).sort((a, b) => (truth[a] ?? 0) - (truth[b] ?? 0) || (predicted[a] ?? 0) - (predicted[b] ?? 0));
  return { labels, cells: order.map((cell) => ({ truth: numberOf(truth[cell]), predicted: numberOf(predicted[cell]), rows: rows[cell] ?? new Int32Array() })), support };
}

function supportOf({ support, labels }: Confusion, label: number): number {
  return support[label === outOfScope ? labels.length : label] ?? 0;
}

/** The pairs of labels most often taken one for the other, most rows first; with as many rows, the larger share of the true label first. */
export function mostConfused(confusion: Confusion, most = 10): ConfusedPair[] {
  return confusion.cells
    .filter((cell) => cell.truth !== cell.predicted)
    .map((cell) => ({ ...cell, of: supportOf(confusion, cell.truth) }))
    .sort((a, b) => b.rows.length - a.rows.length || a.of - b.of || a.truth - b.truth || a.predicted - b.predicted)
    .slice(0, most);
}

/**
 * A confused pair in a sentence: "Track order is taken for Delivery period 12 of 80 times, mostly with “arrive” and “when”."
 * `words` are those that tell these rows from the others of the true label (insights/telling-words.ts); without them the
 * sentence says nothing of words.
 */
export function describeConfusion({ labels }: Confusion, pair: ConfusedPair, words: readonly string[] = []): string {
  const name = (label: number): string => (label === outOfScope ? 'Out of scope' : labelWords(labels[label] ?? ''));
  const quoted = words.map((word) => `“${word}”`);
  const listed = quoted.length > 1 ? `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}` : quoted.join('');
  const times = `${pair.rows.length} of ${pair.of} ${pair.of === 1 ? 'time' : 'times'}`;
  return `${name(pair.truth)} is taken for ${pair.predicted === outOfScope ? 'out of scope' : name(pair.predicted)} ${times}${listed === '' ? '' : `, mostly with ${listed}`}.`;
}

/**
 * An order of the labels for drawing that puts those beside one another that are taken for each other: labels are joined by the
 * strongest confusion first (share of either's rows), and the two chains are laid so that the confused ones come close together.
 * Labels that are confused with nothing come last, in their own order. O(cells × log cells + labels²) at worst.
 */
export function orderLabels(confusion: Confusion): Int32Array {
  const weights = new Map<number, { readonly a: number; readonly b: number; weight: number }>();
  const size = confusion.labels.length;
  for (const { truth, predicted, rows } of confusion.cells) {
    if (truth === predicted || truth === outOfScope || predicted === outOfScope) continue;
    const [a, b] = truth < predicted ? [truth, predicted] : [predicted, truth];
    const share = rows.length / supportOf(confusion, truth);
    const known = weights.get(a * size + b);
    if (known) known.weight += share;
    else weights.set(a * size + b, { a, b, weight: share });
  }
  const chains = confusion.labels.map((_, label) => [label]);
  for (const { a, b } of [...weights.values()].sort((x, y) => y.weight - x.weight || x.a - y.a || x.b - y.b)) {
    const left = chains[a] ?? [];
    const right = chains[b] ?? [];
    if (left === right) continue;
    if (left.indexOf(a) < left.length / 2 - 0.5) left.reverse();
    if (right.indexOf(b) > right.length / 2 - 0.5) right.reverse();
    const joined = [...left, ...right];
    for (const label of joined) chains[label] = joined;
  }
  const confused = [...new Set(chains)].sort((x, y) => Number(y.length > 1) - Number(x.length > 1) || Math.min(...x) - Math.min(...y));
  return Int32Array.from(confused.flat());
}
