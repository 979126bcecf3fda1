/** Draws that are the same each time. */
function createDraw(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export interface PlantedQuestions {
  readonly dimension: number;
  readonly data: Float32Array;
  readonly intents: readonly (string | null)[];
  /** Which group each belongs to; -1 for those that belong to none. */
  readonly truth: readonly number[];
}

/** Unit vectors around `groups` centres in a shuffled order, `spread` apart from them, and `loners` about nothing anybody else asks. */
export function plantQuestions({ groups, each, spread, loners, intents = 7, dimension = 64, seed = 7 }: { readonly groups: number; readonly each: number; readonly spread: number; readonly loners: number; readonly intents?: number; readonly dimension?: number; readonly seed?: number }): PlantedQuestions {
  const draw = createDraw(seed);
  const normal = (): number => draw() + draw() + draw() + draw() + draw() + draw() - 3;
  const centres = Array.from({ length: groups }, () => Float64Array.from({ length: dimension }, normal));
  const truth = [...Array.from({ length: groups * each }, (_, at) => at % groups), ...Array.from({ length: loners }, () => -1)];
  for (let at = truth.length - 1; at > 0; at -= 1) {
    const other = Math.floor(draw() * (at + 1));
    [truth[at], truth[other]] = [truth[other] ?? 0, truth[at] ?? 0];
  }
  const data = new Float32Array(truth.length * dimension);
  truth.forEach((group, at) => {
    let length = 0;
    for (let i = 0; i < dimension; i += 1) {
      const value = (centres[group]?.[i] ?? 0) + (group === -1 ? 1 : spread) * normal();
      data[at * dimension + i] = value;
      length += value * value;
    }
    for (let i = 0; i < dimension; i += 1) data[at * dimension + i] = (data[at * dimension + i] ?? 0) / Math.sqrt(length);
  });
  return { dimension, data, truth, intents: truth.map((group) => (group === -1 ? null : `intent-${group % intents}`)) };
}
