import { exactInterval, type Figure } from './proportion-bounds.ts';
import { outOfScope, type Answers } from './scored-rows.ts';

/**
 * What a threshold on the score of a row does: rows below it are taken for out of scope. One place a distinct score, the lowest
 * first (nothing is refused there), and one more that refuses all.
 */
export interface OutOfScopeCurve {
  readonly inScopeRows: number;
  readonly outOfScopeRows: number;
  /** Rows in scope that are answered rightly when nothing is refused. */
  readonly rightRows: number;
  readonly threshold: Float32Array;
  /** Rows out of scope that are refused. */
  readonly found: Int32Array;
  /** Rows in scope that are refused, and those of them that would have been right. */
  readonly refused: Int32Array;
  readonly lost: Int32Array;
  /** Chance that a row in scope scores higher than one out of scope, ties by half; null without rows of both kinds. */
  readonly auroc: number | null;
  /** Share of the rows out of scope that are answered when 95% of those in scope are (FPR at 95% TPR, in scope being positive); null without rows of both kinds. */
  readonly falseShareAt95: number | null;
}

export interface OutOfScopePoint {
  readonly threshold: number;
  /** Share of the rows out of scope that are refused, with its exact 95% interval; null without such rows. */
  readonly recall: Figure | null;
  /** Accuracy over the rows in scope, refused ones counted as wrong. */
  readonly inScopeAccuracy: number;
  /** How far it fell from answering everything, 0..1. */
  readonly accuracyLost: number;
}

/**
 * The curve of answers to rows of which some are out of scope (truth -1). `scores` says how surely a row is in scope, the higher
 * the surer; the confidence unless given. Answers should be those without a threshold. Throws a RangeError on NaN.
 * O(rows × log rows).
 */
export function drawOutOfScope(answers: Answers, scores: Float32Array = answers.confidence): OutOfScopeCurve {
  const { truth, predicted } = answers;
  if (scores.length !== truth.length) throw new RangeError(`${scores.length} scores for ${truth.length} rows`);
  if (scores.some(Number.isNaN)) throw new RangeError('a score is not a number');
  const order = [...truth.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const places: { threshold: number; found: number; refused: number; lost: number }[] = [];
  let found = 0;
  let refused = 0;
  let lost = 0;
  let before: number | undefined;
  for (const row of order) {
    const score = scores[row] ?? 0;
    if (score !== before) places.push({ threshold: score, found, refused, lost });
    before = score;
    const own = truth[row] ?? outOfScope;
    if (own === outOfScope) found++;
    else {
      refused++;
      if (predicted[row] === own) lost++;
    }
  }
  // The next float32 above the highest score refuses all.
  if (before !== undefined) places.push({ threshold: before + Math.max(Math.abs(before), 1e-30) * 2 ** -23, found, refused, lost });
  const both = found > 0 && refused > 0;
  return {
    inScopeRows: refused,
    outOfScopeRows: found,
    rightRows: lost,
    threshold: Float32Array.from(places, (place) => place.threshold),
    found: Int32Array.from(places, (place) => place.found),
    refused: Int32Array.from(places, (place) => place.refused),
    lost: Int32Array.from(places, (place) => place.lost),
    auroc: both ? areaOf(places, found, refused) : null,
    falseShareAt95: both ? 1 - (places.findLast((place) => refused - place.refused >= 0.95 * refused)?.found ?? 0) / found : null,
  };
}

/** Area by trapezoids over found against refused: a slanted piece is a tie, and counts by half. */
function areaOf(places: readonly { readonly found: number; readonly refused: number }[], found: number, refused: number): number {
  let area = 0;
  for (let at = 1; at < places.length; at++) {
    const [from, to] = [places[at - 1], places[at]];
    if (from && to) area += ((to.refused - from.refused) * (to.found + from.found)) / 2;
  }
  return area / (found * refused);
}

/** What the curve says at one of its places. */
export function outOfScopeAt(curve: OutOfScopeCurve, place: number): OutOfScopePoint {
  const { inScopeRows, outOfScopeRows, rightRows } = curve;
  const lost = curve.lost[place] ?? 0;
  return {
    threshold: curve.threshold[place] ?? 0,
    recall: outOfScopeRows > 0 ? exactInterval(curve.found[place] ?? 0, outOfScopeRows, 0.95) : null,
    inScopeAccuracy: inScopeRows > 0 ? (rightRows - lost) / inScopeRows : 0,
    accuracyLost: inScopeRows > 0 ? lost / inScopeRows : 0,
  };
}

/**
 * The highest threshold at which the accuracy in scope falls by `acceptedLoss` (0..1) at most: it finds the most that is out of
 * scope. The loss is that seen on these rows: choose on rows kept for it, and report on others. Null without rows in scope, since
 * any threshold would do.
 */
export function thresholdForLoss(curve: OutOfScopeCurve, acceptedLoss: number): OutOfScopePoint | null {
  if (curve.inScopeRows === 0) return null;
  const most = acceptedLoss * curve.inScopeRows + 1e-9;
  return outOfScopeAt(curve, Math.max(0, curve.lost.findLastIndex((lost) => lost <= most)));
}

/**
 * What a model does as it is set, whatever decides there besides a threshold: `decided` are its answers to the rows of the curve. It may
 * lie off the curve, since a model can also have a label of its own for what is out of scope.
 */
export function outOfScopeAsSet({ inScopeRows, outOfScopeRows, rightRows }: OutOfScopeCurve, { truth, predicted }: Answers): Omit<OutOfScopePoint, 'threshold'> {
  let found = 0;
  let right = 0;
  truth.forEach((own, row) => {
    if (predicted[row] !== own) return;
    if (own === outOfScope) found++;
    else right++;
  });
  return {
    recall: outOfScopeRows > 0 ? exactInterval(found, outOfScopeRows, 0.95) : null,
    inScopeAccuracy: inScopeRows > 0 ? right / inScopeRows : 0,
    accuracyLost: inScopeRows > 0 ? Math.max(0, rightRows - right) / inScopeRows : 0,
  };
}

/** The curve with `most` of its places at most, the ends among them: closer together where little is lost, since there one chooses. */
export function thinOutOfScope(curve: OutOfScopeCurve, most = 200): OutOfScopeCurve {
  const size = curve.threshold.length;
  if (size <= most) return curve;
  const lastLost = curve.lost.at(-1) ?? 0;
  const places = new Set([0]);
  for (let i = 0; i < most - 2; i++) {
    const wanted = (i / (most - 2)) ** 2 * lastLost;
    places.add(curve.lost.findLastIndex((lost) => lost <= wanted));
  }
  places.add(size - 1);
  const kept = [...places].sort((a, b) => a - b);
  return {
    ...curve,
    threshold: Float32Array.from(kept, (place) => curve.threshold[place] ?? 0),
    found: Int32Array.from(kept, (place) => curve.found[place] ?? 0),
    refused: Int32Array.from(kept, (place) => curve.refused[place] ?? 0),
    lost: Int32Array.from(kept, (place) => curve.lost[place] ?? 0),
  };
}
