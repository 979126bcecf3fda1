import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { outOfScope, type Answers } from './scored-rows.ts';
import { dot, unitRows, type VectorRows } from './vector-rows.ts';

/** The labels of a set as they would be if some of them were one: every row of a label in `merged` gets the label `into`. */
export function mergeLabels(labels: readonly string[], merged: readonly string[], into: string): string[] {
  const gone = new Set(merged);
  return labels.map((label) => (gone.has(label) ? into : label));
}

/**
 * Answers told in merged labels, so that a model trained before a merge and one trained after it are judged on the same label set
 * (for a split the other way round: the answers of the model with both halves, merged back). A row that was given one of the merged
 * labels for another becomes right; confidences stay those of the single label, which is too low for the merged one.
 */
export function mergeAnswers(answers: Answers, merged: readonly string[], into: string): Answers {
  const renamed = mergeLabels(answers.labels, merged, into);
  const labels = [...new Set(renamed)];
  const numbers = new Map(labels.map((label, at) => [label, at]));
  const numberOf = (label: number): number => (label === outOfScope ? outOfScope : (numbers.get(renamed[label] ?? '') ?? outOfScope));
  return { labels, truth: answers.truth.map(numberOf), predicted: answers.predicted.map(numberOf), confidence: answers.confidence };
}

export interface LabelHalf {
  readonly label: string;
  readonly rows: Int32Array;
  /** The rows that are most of this half and least of the other, most telling first. */
  readonly telling: Int32Array;
}

export interface SplitLabel {
  /** The labels of all rows, those of the split label renamed. */
  readonly labels: readonly string[];
  /** The larger half first. */
  readonly halves: readonly [LabelHalf, LabelHalf];
  /** Cosine between the middles of the halves: near 1, there is nothing to part. */
  readonly likeness: number;
}

const mostRounds = 50;
const tellingAtMost = 5;

/**
 * Parts the rows of one label in two by 2-means over their vectors (by cosine; Dhillon and Modha 2001), begun from the row farthest
 * from the middle and the row farthest from that one, so that nothing is drawn at random. `names` are the labels of the larger and
 * the smaller half. Fails where there are fewer than four rows, or their vectors are all the same. O(rows × dimension × rounds).
 */
export function splitLabel(labels: readonly string[], label: string, vectors: VectorRows, names: readonly [string, string]): Outcome<SplitLabel, 'too-few-rows' | 'all-alike'> {
  const rows = Int32Array.from([...labels.keys()].filter((row) => labels[row] === label));
  if (rows.length < 4) return failure('too-few-rows', `“${label}” has ${rows.length} ${rows.length === 1 ? 'row' : 'rows'}: too few to part in two. Label more rows first.`);
  const { dimension } = vectors;
  const units = unitRows(vectors, rows);
  const everyRow = new Int32Array(rows.length);
  const middle = middlesOf(units, dimension, everyRow);
  const first = farthest(units, dimension, middle, 0);
  const second = farthest(units, dimension, units, first);
  const alike = failure('all-alike', `The rows of “${label}” are all alike: there is nothing to part them by.`);
  if (dot(units, first, units, second, dimension) > 1 - 1e-6) return alike;

  let middles = new Float32Array(2 * dimension);
  middles.set(units.subarray(first * dimension, (first + 1) * dimension));
  middles.set(units.subarray(second * dimension, (second + 1) * dimension), dimension);
  const lean = (at: number): number => dot(units, at, middles, 0, dimension) - dot(units, at, middles, 1, dimension);
  const half = new Int32Array(rows.length).fill(-1);
  for (let round = 0; round < mostRounds; round++) {
    let moved = 0;
    for (let at = 0; at < rows.length; at++) {
      const to = lean(at) >= 0 ? 0 : 1;
      if (half[at] !== to) moved++;
      half[at] = to;
    }
    if (moved === 0) break;
    middles = middlesOf(units, dimension, half);
  }

  const sizes = [half.filter((side) => side === 0).length, half.filter((side) => side === 1).length] as const;
  // Texts without a vector lean neither way.
  if (sizes[0] === 0 || sizes[1] === 0) return alike;
  const larger = sizes[0] >= sizes[1] ? 0 : 1;
  const make = (side: number, name: string): LabelHalf => {
    const own = [...half.keys()].filter((at) => half[at] === side);
    const toward = side === 0 ? 1 : -1;
    const telling = [...own].sort((a, b) => toward * (lean(b) - lean(a)) || a - b).slice(0, tellingAtMost);
    return { label: name, rows: Int32Array.from(own, (at) => rows[at] ?? 0), telling: Int32Array.from(telling, (at) => rows[at] ?? 0) };
  };
  const renamed = [...labels];
  half.forEach((side, at) => (renamed[rows[at] ?? 0] = side === larger ? names[0] : names[1]));
  return success({
    labels: renamed,
    halves: [make(larger, names[0]), make(1 - larger, names[1])],
    likeness: dot(middles, 0, middles, 1, dimension),
  });
}

/** The mean vectors of both halves at length 1; half 1 is zeros where no row is in it. */
function middlesOf(units: Float32Array, dimension: number, half: Int32Array): Float32Array<ArrayBuffer> {
  const sums = new Float32Array(2 * dimension);
  for (let at = 0; at < half.length; at++) {
    const to = (half[at] ?? 0) * dimension;
    for (let i = 0; i < dimension; i++) sums[to + i] = (sums[to + i] ?? 0) + (units[at * dimension + i] ?? 0);
  }
  return Float32Array.from(unitRows({ dimension, data: sums }, [0, 1]));
}

function farthest(units: Float32Array, dimension: number, from: Float32Array, place: number): number {
  let best = 0;
  let least = Infinity;
  for (let at = 0; at < units.length / dimension; at++) {
    const near = dot(units, at, from, place, dimension);
    if (near >= least - 1e-7) continue;
    least = near;
    best = at;
  }
  return best;
}
