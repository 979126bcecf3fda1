/** Tells the cosines of one encoder as another's: `factor × cosine + offset`. */
export interface CosineScale {
  readonly factor: number;
  readonly offset: number;
}

/** Questions lie otherwise to passages than to each other, so each kind of pair has its own. */
export interface CosineScales {
  readonly passages: CosineScale | null;
  readonly questions: CosineScale | null;
}

/** Fewer pairs than this say nothing of a distribution. */
const fewestPairs = 30;
/** A model that tells no two pairs apart has no scale; a spread of this little is noise. */
const leastSpread = 1e-3;
/** The spread of a normal distribution by its median deviation. */
const deviations = 1.4826;

/**
 * The scale that lays one encoder's cosines over another's. `own` and `known` are cosines of the same unrelated pairs, by
 * both: where the middle and the spread of chance lie is what tells encoders apart (one gives unrelated texts 0.1, another
 * 0.8), and how far above chance a pair lies means about the same in each. Medians, because some pairs are related after
 * all. Null when there are too few pairs, or when the encoder tells none apart.
 */
export function fitCosineScale(own: readonly number[], known: readonly number[]): CosineScale | null {
  if (own.length < fewestPairs || own.length !== known.length) return null;
  const mine = describe(own);
  const theirs = describe(known);
  if (mine.spread < leastSpread || theirs.spread < leastSpread) return null;
  const factor = theirs.spread / mine.spread;
  return { factor, offset: theirs.middle - factor * mine.middle };
}

/** A cosine on the other scale, never above 1. Ordering is kept. */
export function onScale(scale: CosineScale | null, cosine: number): number {
  return scale === null ? cosine : Math.min(1, scale.factor * cosine + scale.offset);
}

function parseCosineScale(value: unknown): CosineScale | null {
  const { factor, offset } = (value ?? {}) as Record<string, unknown>;
  if (typeof factor !== 'number' || typeof offset !== 'number' || !(factor > 0) || !Number.isFinite(factor) || !Number.isFinite(offset)) return null;
  return { factor, offset };
}

export function parseCosineScales(value: unknown): CosineScales {
  const { passages, questions } = (value ?? {}) as Record<string, unknown>;
  return { passages: parseCosineScale(passages), questions: parseCosineScale(questions) };
}

function describe(values: readonly number[]): { readonly middle: number; readonly spread: number } {
  const middle = median(values);
  return { middle, spread: deviations * median(values.map((value) => Math.abs(value - middle))) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
