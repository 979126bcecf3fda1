import { rankLabels, widthOf, type ScoredRows } from './scored-rows.ts';
import { dot, lengthOf, unitRows, type VectorRows } from './vector-rows.ts';

/** Why a row is worth a person's time. */
export type ChoiceReason =
  /** The model can not decide between two labels. */
  | { readonly kind: 'unsure-between'; readonly labels: readonly [number, number]; readonly probabilities: readonly [number, number] }
  /** Nothing that was labelled is as near to it as labelled rows are to one another. `cosine` is that of the nearest. */
  | { readonly kind: 'unlike-labelled'; readonly cosine: number }
  /** No label is likely, though one is ahead. */
  | { readonly kind: 'unsure'; readonly label: number; readonly probability: number };

export interface Choice {
  readonly row: number;
  readonly reason: ChoiceReason;
  /** Uncertainty times distance (times how common), by which it was chosen; only the order means anything. */
  readonly score: number;
  /** Rows of the pool that are nearly the same, itself included: what labelling it settles. */
  readonly alike: number;
}

export interface ChoosingOptions {
  /** How many to choose; 20 unless told. */
  readonly count?: number;
  /** Vectors of the rows that have a label. */
  readonly labelled?: VectorRows;
  /** Groups of near-duplicates in the pool (group-alike.ts), a number a row: of each one row is chosen at most. */
  readonly groups?: Int32Array;
  /** Whether many alike make a row more useful; needs `groups`. */
  readonly preferCommon?: boolean;
}

/** Rows looked at for diversity: the most uncertain ones. */
const candidatesLeast = 1000;
const candidatesEach = 20;
/** Labelled rows that candidates are held against, spread over all: distances to more would cost seconds and change little. */
const labelledAtMost = 400;
/** Cosine from which two rows say the same. */
const sameCosine = 0.98;
/** Lead of the best label from which two labels are no longer called a choice between them. */
const narrowLead = 0.3;
/** Share of labelled rows that lie as far from the nearest other one as what is called unlike anything labelled. */
const strangeShare = 0.05;

/**
 * The rows of a pool that are most useful to label next: of the most uncertain (1 - lead of the best label: margin sampling, Scheffer
 * et al. 2001) those that lie farthest from what is labelled and from each other, taken greedily by uncertainty × distance
 * (farthest-first, Gonzalez 1985; Sener and Savarese 2018), near-duplicates once. `pool` are the answers (their truth is not read),
 * `vectors` theirs, row by row; rows without a vector are left out. The same for the same pool. O(rows × width + candidates ×
 * (labelled + count) × dimension): 50,000 rows of 384 numbers take under a second.
 */
export function chooseNext(pool: ScoredRows, vectors: VectorRows, { count = 20, labelled, groups, preferCommon = false }: ChoosingOptions = {}): Choice[] {
  const rows = pool.truth.length;
  const { dimension } = vectors;
  if (vectors.data.length !== rows * dimension) throw new RangeError(`${vectors.data.length / dimension} vectors for ${rows} rows`);
  const sizes = new Map<number, number>();
  for (const group of groups ?? []) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const alikeOf = (row: number): number => sizes.get(groups?.[row] ?? -1) ?? 1;

  const uncertainty = uncertaintyOf(pool);
  const worth = (row: number): number => (uncertainty[row] ?? 0) * (preferCommon ? 1 + Math.log(alikeOf(row)) : 1);
  const ranked = Int32Array.from(uncertainty.keys()).sort((a, b) => worth(b) - worth(a) || a - b);
  const candidates: number[] = [];
  const met = new Set<number>();
  for (const row of ranked) {
    if (candidates.length >= Math.max(candidatesLeast, candidatesEach * count)) break;
    const group = groups?.[row];
    if ((group !== undefined && met.has(group)) || lengthOf(vectors, row) === 0) continue;
    if (group !== undefined) met.add(group);
    candidates.push(row);
  }

  const units = unitRows(vectors, candidates);
  const known = labelled ? spreadUnits(labelled) : new Float32Array();
  const toKnown = Float32Array.from(candidates, (_, at) => nearest(units, at, known, dimension));
  const strange = strangeCosine(known, dimension);
  const nearestTo = Float32Array.from(toKnown);
  const chosen: Choice[] = [];
  const taken = new Uint8Array(candidates.length);
  while (chosen.length < count) {
    let best = -1;
    let most = -1;
    candidates.forEach((row, at) => {
      // With nothing labelled or chosen yet, all are as far.
      const cosine = Math.max(-1, nearestTo[at] ?? -1);
      if (taken[at] === 1 || (chosen.length > 0 && cosine > sameCosine && cosine > (toKnown[at] ?? -1))) return;
      const score = worth(row) * (1 - Math.min(1, cosine));
      if (score <= most) return;
      most = score;
      best = at;
    });
    const row = candidates[best];
    if (row === undefined) break;
    taken[best] = 1;
    chosen.push({ row, reason: reasonOf(pool, row, toKnown[best] ?? -1, strange), score: most, alike: alikeOf(row) });
    for (let at = 0; at < candidates.length; at++) nearestTo[at] = Math.max(nearestTo[at] ?? -1, dot(units, at, units, best, dimension));
  }
  return chosen;
}

/** 1 - (best - second) of each row: 0 where the model is sure, 1 where two labels are equally likely or none is known. */
function uncertaintyOf(pool: ScoredRows): Float32Array {
  const width = widthOf(pool);
  const uncertainty = new Float32Array(pool.truth.length);
  for (let row = 0; row < uncertainty.length; row++) {
    let best = 0;
    let second = 0;
    for (let at = row * width; at < (row + 1) * width; at++) {
      const p = pool.probabilities[at] ?? Number.NaN;
      if (Number.isNaN(p)) throw new RangeError(`row ${row} has a probability that is not a number`);
      if (p > best) {
        second = best;
        best = p;
      } else if (p > second) second = p;
    }
    uncertainty[row] = 1 - (best - second);
  }
  return uncertainty;
}

function spreadUnits(labelled: VectorRows): Float32Array {
  const rows = labelled.data.length / labelled.dimension;
  const taken = Math.min(rows, labelledAtMost);
  return unitRows(labelled, Int32Array.from({ length: taken }, (_, at) => Math.floor((at * rows) / taken)));
}

/** Cosine of the nearest of `known`, -1 if there is none; `but` is left out. */
function nearest(units: Float32Array, row: number, known: Float32Array, dimension: number, but = -1): number {
  let best = -1;
  for (let at = 0; at < known.length / dimension; at++) if (at !== but) best = Math.max(best, dot(units, row, known, at, dimension));
  return best;
}

/** The cosine to the nearest other labelled row that one in twenty labelled rows does not reach; -1 (nothing is strange) with fewer than 20. */
function strangeCosine(known: Float32Array, dimension: number): number {
  const rows = known.length / dimension;
  if (rows < 1 / strangeShare) return -1;
  const cosines = Float32Array.from({ length: rows }, (_, row) => nearest(known, row, known, dimension, row)).sort();
  return cosines[Math.floor(strangeShare * rows)] ?? -1;
}

function reasonOf(pool: ScoredRows, row: number, cosine: number, strange: number): ChoiceReason {
  if (cosine < strange) return { kind: 'unlike-labelled', cosine };
  const [best, second] = rankLabels(pool, row, 2);
  if (best && second && best.probability - second.probability < narrowLead) {
    return { kind: 'unsure-between', labels: [best.label, second.label], probabilities: [best.probability, second.probability] };
  }
  return { kind: 'unsure', label: best?.label ?? -1, probability: best?.probability ?? 0 };
}
