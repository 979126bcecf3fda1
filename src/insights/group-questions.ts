import { dot, linkClusters, type Rows } from './link-clusters.ts';

/** Questions as unit vectors, row-major, with the intent of each where triage knows one. */
export interface QuestionVectors {
  readonly dimension: number;
  readonly data: Float32Array;
  readonly intents: readonly (string | null)[];
}

export interface GroupingOptions {
  /** Mean similarity below which two groups stay apart. */
  readonly threshold: number;
  /** What the same intent adds to the similarity of two questions, 0..1; the cosine has the rest. */
  readonly intentWeight: number;
  /** Groups smaller than this are no groups. */
  readonly smallest: number;
}

/** Questions that ask the same. */
export interface QuestionGroup {
  /** Rows of the questions, the most central first. */
  readonly members: readonly number[];
  /** Mean similarity of two of its questions, 0..1. */
  readonly cohesion: number;
}

/**
 * Measured by `training/encoder/measure-likeness.ts` on questions that have finer labels than intents: between 0.49 and 0.55 the
 * pairs that are together rightly, and those that are not apart, balance best (HWU64's scenarios: 53 to 69% and 73 to 52%). It goes
 * with the encoder.
 */
export const defaultGrouping: GroupingOptions = { threshold: 0.5, intentWeight: 0.2, smallest: 2 };

/** So many rows are linked at once: quadratic time, about a second. */
const linkedAtOnce = 1200;
/** Rows in a cell, where there are more than can be linked at once. */
const cellSize = 120;
const rounds = 3;

/**
 * Groups questions by average linkage over cosine and intent, largest group first. Up to 1,200 questions it is exact;
 * beyond that questions are first linked within cells of near ones, then the groups found are, with new cells each round, and
 * at last across all. No randomness: the same questions in the same order give the same groups. 10,000 take under two seconds.
 */
export function groupQuestions(questions: QuestionVectors, options: GroupingOptions = defaultGrouping): QuestionGroup[] {
  const points = withIntents(questions, options.intentWeight);
  const total = questions.intents.length;
  let groups: number[][] = Array.from({ length: total }, (_, at) => [at]);
  for (let round = 0; round < rounds && groups.length > linkedAtOnce; round += 1) {
    const rows = meansOf(points, groups);
    const before = groups.length;
    groups = cellsOf(rows, round).flatMap((cell) => linked(rows, cell, groups, options.threshold));
    if (groups.length === before) break;
  }
  if (groups.length > linkedAtOnce) {
    // What found no other near it three times over is alone.
    groups = groups.filter((group) => group.length > 1).sort((a, b) => b.length - a.length || (a[0] ?? 0) - (b[0] ?? 0));
  }
  const linkable = groups.slice(0, linkedAtOnce);
  const rows = meansOf(points, linkable);
  groups = [...linked(rows, linkable.map((_, at) => at), linkable, options.threshold), ...groups.slice(linkedAtOnce)];
  return groups
    .filter((group) => group.length >= options.smallest)
    .map((group) => describe(points, group))
    .sort((a, b) => b.members.length - a.members.length || Math.min(...a.members.slice(0, 50)) - Math.min(...b.members.slice(0, 50)));
}

/** Each vector with its intent as one more direction, so that a dot product is the weighted similarity of both. */
function withIntents({ dimension, data, intents }: QuestionVectors, weight: number): Rows {
  const names = [...new Set(intents.filter((intent): intent is string => intent !== null))].sort();
  const places = new Map(names.map((name, at) => [name, dimension + at]));
  const wide = dimension + names.length;
  const points = new Float32Array(intents.length * wide);
  const share = Math.sqrt(1 - weight);
  const mark = Math.sqrt(weight);
  intents.forEach((intent, row) => {
    for (let i = 0; i < dimension; i += 1) points[row * wide + i] = (data[row * dimension + i] ?? 0) * share;
    const place = intent === null ? undefined : places.get(intent);
    if (place !== undefined) points[row * wide + place] = mark;
  });
  return { dimension: wide, data: points, weights: new Float64Array(intents.length).fill(1) };
}

function meansOf(points: Rows, groups: readonly (readonly number[])[]): Rows {
  const { dimension } = points;
  const data = new Float32Array(groups.length * dimension);
  const weights = new Float64Array(groups.length);
  groups.forEach((group, at) => {
    for (const row of group) {
      for (let i = 0; i < dimension; i += 1) data[at * dimension + i] = (data[at * dimension + i] ?? 0) + (points.data[row * dimension + i] ?? 0);
    }
    for (let i = 0; i < dimension; i += 1) data[at * dimension + i] = (data[at * dimension + i] ?? 0) / group.length;
    weights[at] = group.length;
  });
  return { dimension, data, weights };
}

/** The groups that the rows of a cell make together. */
function linked(rows: Rows, cell: readonly number[], groups: readonly (readonly number[])[], threshold: number): number[][] {
  const first = linkClusters(rows, cell, threshold);
  const joined = new Map<number, number[]>();
  cell.forEach((row, at) => {
    const root = first[at] ?? at;
    const members = joined.get(root) ?? [];
    members.push(...(groups[row] ?? []));
    joined.set(root, members);
  });
  return [...joined.values()];
}

/** Rows in cells of near ones, by three rounds of k-means from evenly spread rows; each round of linking spreads them anew. */
function cellsOf(rows: Rows, round: number): number[][] {
  const { dimension, data } = rows;
  const total = rows.weights.length;
  const count = Math.ceil(total / cellSize);
  const centres = new Float32Array(count * dimension);
  for (let cell = 0; cell < count; cell += 1) {
    const row = Math.floor(((cell + (round + 1) / (rounds + 1)) * total) / count);
    centres.set(data.subarray(row * dimension, (row + 1) * dimension), cell * dimension);
  }
  const place = new Int32Array(total);
  for (let step = 0; step < 3; step += 1) {
    normalise(centres, dimension);
    for (let row = 0; row < total; row += 1) place[row] = nearest(centres, count, data, row * dimension, dimension);
    if (step === 2) break;
    centres.fill(0);
    for (let row = 0; row < total; row += 1) {
      const at = (place[row] ?? 0) * dimension;
      for (let i = 0; i < dimension; i += 1) centres[at + i] = (centres[at + i] ?? 0) + (data[row * dimension + i] ?? 0);
    }
  }
  const cells = Array.from({ length: count }, (): number[] => []);
  place.forEach((cell, row) => cells[cell]?.push(row));
  // One cell with nearly all of them (the same question a thousand times) is cut as it comes.
  return cells.flatMap((cell) => pieces(cell, linkedAtOnce / 2));
}

function pieces(cell: readonly number[], size: number): number[][] {
  const cut: number[][] = [];
  for (let from = 0; from < cell.length; from += size) cut.push(cell.slice(from, from + size));
  return cut;
}

function nearest(centres: Float32Array, count: number, data: Float32Array, at: number, dimension: number): number {
  let best = 0;
  let most = -Infinity;
  for (let cell = 0; cell < count; cell += 1) {
    const similarity = dot(centres, cell * dimension, data, at, dimension);
    if (similarity > most) {
      most = similarity;
      best = cell;
    }
  }
  return best;
}

function normalise(rows: Float32Array, dimension: number): void {
  for (let at = 0; at < rows.length; at += dimension) {
    const length = Math.sqrt(dot(rows, at, rows, at, dimension)) || 1;
    for (let i = at; i < at + dimension; i += 1) rows[i] = (rows[i] ?? 0) / length;
  }
}

function describe(points: Rows, group: readonly number[]): QuestionGroup {
  const { dimension } = points;
  const { data: mean } = meansOf(points, [group]);
  const near = new Map(group.map((row) => [row, dot(points.data, row * dimension, mean, 0, dimension)]));
  const members = [...group].sort((a, b) => (near.get(b) ?? 0) - (near.get(a) ?? 0) || a - b);
  const size = group.length;
  // Of all pairs, those of a question with itself (similarity about 1) are taken out.
  const own = group.reduce((sum, row) => sum + dot(points.data, row * dimension, points.data, row * dimension, dimension), 0);
  const cohesion = size < 2 ? 1 : (dot(mean, 0, mean, 0, dimension) * size * size - own) / (size * (size - 1));
  return { members, cohesion: Math.min(1, Math.max(0, cohesion)) };
}
