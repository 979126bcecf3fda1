import type { RankingSettings } from './article.ts';

/** The weights a person can set, with how far each goes. */
export const rankingWeights = {
  titleWeight: { most: 5 },
  headingWeight: { most: 5 },
  leadWeight: { most: 5 },
  vectorWeightCovered: { most: 10 },
  vectorWeightUncovered: { most: 20 },
  feedbackWeight: { most: 5 },
} as const satisfies Partial<Record<keyof RankingSettings, { readonly most: number }>>;

export type RankingWeight = keyof typeof rankingWeights;

/** Settings of the ranking as they were saved; null for what are none. Weights are 0 or more and no larger than they can be set. */
export function parseRanking(value: unknown): RankingSettings | null {
  if (typeof value !== 'object' || value === null) return null;
  const given = value as Readonly<Record<string, unknown>>;
  const weights: Partial<Record<RankingWeight, number>> = {};
  for (const [name, { most }] of Object.entries(rankingWeights)) {
    const weight = given[name];
    if (typeof weight !== 'number' || !(weight >= 0 && weight <= most)) return null;
    weights[name as RankingWeight] = weight;
  }
  if (typeof given.collapse !== 'boolean') return null;
  return { ...(weights as Record<RankingWeight, number>), collapse: given.collapse };
}

export function sameRanking(a: RankingSettings, b: RankingSettings): boolean {
  return a.collapse === b.collapse && Object.keys(rankingWeights).every((name) => a[name as RankingWeight] === b[name as RankingWeight]);
}
