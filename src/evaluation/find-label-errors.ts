import { outOfScope, widthOf, type ScoredRows } from './scored-rows.ts';

/** A row whose label is likely wrong: for a person to look at, never to be changed by itself. */
export interface LabelSuspect {
  readonly row: number;
  readonly given: number;
  /** The likeliest other label. */
  readonly suggested: number;
  /** Out-of-fold probabilities of the two. */
  readonly givenProbability: number;
  readonly suggestedProbability: number;
  /** Normalised margin: (given - suggested + 1) / 2, 0..1; the lower, the surer that the label is wrong. */
  readonly score: number;
  /** Found by both ways of looking (see `findLabelErrors`), or by one of them. */
  readonly foundBy: 'both' | 'joint' | 'noise-rate';
}

export interface LabelErrors {
  /** The surest first. */
  readonly suspects: readonly LabelSuspect[];
  readonly rows: number;
  /** Share of the rows that likely have a wrong label: what lies beside the diagonal of the estimated joint distribution. */
  readonly expectedWrong: number;
  /** How many rows of one label are likely of another, most first: the estimated joint distribution without its diagonal. */
  readonly mixedUp: readonly { readonly given: number; readonly truth: number; readonly rows: number }[];
  /** Labels with too few rows to learn what they look like: their rows are not suspected, nor are they suggested. */
  readonly notJudged: readonly number[];
}

/**
 * A calibrated probability that is enough, whatever the mean: where a model tells labels well, its probabilities all lie close under
 * one, and half of the rows of another label lie a hair below that label's mean.
 */
const enough = 0.9;
/** Out of fold, a label with fewer rows is hardly known to the model that judges it. */
const fewestRows = 3;

/**
 * Likely wrong labels by confident learning (Northcutt, Jiang and Chuang 2021). `scored` holds out-of-fold probabilities of rows
 * with the labels they were given (`truth`); rows out of scope are left alone. A row counts as label j in the confident joint when
 * j's probability is the highest of those that reach the mean that j's own rows get, or `enough`. The joint, calibrated to the rows of each
 * label, says how many rows of i are likely j; so many are pruned of i, those with the largest margin of j over i (prune by noise
 * rate). Suspected is what is off the joint's diagonal or pruned, and has another label as likeliest; `foundBy` says which.
 * O(rows × width + pruned × log). Throws a RangeError on NaN.
 */
export function findLabelErrors(scored: ScoredRows): LabelErrors {
  const { labels, truth, probabilities, columns } = scored;
  const width = widthOf(scored);
  const sizes = new Int32Array(labels.length);
  for (const given of truth) if (given !== outOfScope) sizes[given] = (sizes[given] ?? 0) + 1;
  const judged = (label: number): boolean => label !== outOfScope && (sizes[label] ?? 0) >= fewestRows;

  const own = new Float64Array(truth.length);
  const sums = new Float64Array(labels.length);
  forEachProbability((row, label, p) => {
    if (label !== truth[row]) return;
    own[row] = p;
    sums[label] = (sums[label] ?? 0) + p;
  });
  // The best other label of each row, and the label it counts as.
  const other = new Int32Array(truth.length).fill(outOfScope);
  const otherP = new Float64Array(truth.length);
  const counted = new Int32Array(truth.length).fill(outOfScope);
  const countedP = new Float64Array(truth.length).fill(-1);
  forEachProbability((row, label, p) => {
    if (!judged(label)) return;
    // Sums of float32 rounded: a row of a label whose rows all get the same must reach their mean.
    if (p >= Math.min(enough, (sums[label] ?? 0) / (sizes[label] ?? 1) - 1e-7) && p > (countedP[row] ?? 0)) {
      counted[row] = label;
      countedP[row] = p;
    }
    if (label !== truth[row] && (other[row] === outOfScope || p > (otherP[row] ?? 0))) {
      other[row] = label;
      otherP[row] = p;
    }
  });

  const rowsOf = new Map<number, number[]>();
  let rows = 0;
  const joint = new Map<number, number>();
  const confident = new Int32Array(labels.length);
  truth.forEach((given, row) => {
    if (!judged(given)) return;
    rows++;
    const list = rowsOf.get(given);
    if (list) list.push(row);
    else rowsOf.set(given, [row]);
    const as = counted[row] ?? outOfScope;
    if (as === outOfScope) return;
    confident[given] = (confident[given] ?? 0) + 1;
    if (as !== given) joint.set(given * labels.length + as, (joint.get(given * labels.length + as) ?? 0) + 1);
  });
  const mixedUp = [...joint]
    .map(([key, count]) => {
      const given = Math.floor(key / labels.length);
      return { given, truth: key % labels.length, rows: (count / (confident[given] ?? 1)) * (sizes[given] ?? 0) };
    })
    .sort((a, b) => b.rows - a.rows || a.given - b.given || a.truth - b.truth);

  const pruned = new Set<number>();
  for (const { given, truth: likely, rows: count } of mixedUp) {
    const margins = (rowsOf.get(given) ?? [])
      .map((row) => ({ row, margin: probabilityAt(row, likely) - (own[row] ?? 0) }))
      .filter(({ margin }) => margin > 0)
      .sort((a, b) => b.margin - a.margin || a.row - b.row);
    for (const { row } of margins.slice(0, Math.round(count))) pruned.add(row);
  }

  const suspects: LabelSuspect[] = [];
  truth.forEach((given, row) => {
    const givenProbability = own[row] ?? 0;
    const suggestedProbability = otherP[row] ?? 0;
    const off = counted[row] !== outOfScope && counted[row] !== given;
    if (!judged(given) || suggestedProbability <= givenProbability || !(off || pruned.has(row))) return;
    const foundBy = off ? (pruned.has(row) ? 'both' : 'joint') : 'noise-rate';
    suspects.push({ row, given, suggested: other[row] ?? outOfScope, givenProbability, suggestedProbability, score: (givenProbability - suggestedProbability + 1) / 2, foundBy });
  });
  suspects.sort((a, b) => a.score - b.score || a.row - b.row);
  const notJudged = Array.from(labels.keys()).filter((label) => (sizes[label] ?? 0) > 0 && !judged(label));
  return { suspects, rows, expectedWrong: rows > 0 ? mixedUp.reduce((sum, cell) => sum + cell.rows, 0) / rows : 0, mixedUp, notJudged };

  function forEachProbability(visit: (row: number, label: number, p: number) => void): void {
    for (let row = 0; row < truth.length; row++) {
      if (truth[row] === outOfScope) continue;
      for (let column = 0, at = row * width; column < width; column++, at++) {
        const label = columns ? (columns[at] ?? outOfScope) : column;
        const p = probabilities[at] ?? Number.NaN;
        if (Number.isNaN(p)) throw new RangeError(`row ${row} has a probability that is not a number`);
        if (label !== outOfScope) visit(row, label, p);
      }
    }
  }

  function probabilityAt(row: number, label: number): number {
    if (!columns) return probabilities[row * width + label] ?? 0;
    const place = columns.subarray(row * width, (row + 1) * width).indexOf(label);
    return place < 0 ? 0 : (probabilities[row * width + place] ?? 0);
  }
}
