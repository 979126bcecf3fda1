import type { Judgement, Passage, RankingSettings } from '../knowledge-base/article.ts';
import type { PassageChange, PassageVectors } from './api.ts';

/** Why these can't be made searchable, in words; null when they can. What comes here has crossed a worker's boundary. */
export function passagesProblem(passages: readonly Passage[], known: PassageVectors | null): string | null {
  if (!Array.isArray(passages)) return 'The passages are no list.';
  const bad = passages.findIndex((passage: Partial<Passage> | null) => typeof passage?.id !== 'string' || typeof passage.text !== 'string');
  if (bad >= 0) return `Passage ${bad + 1} has no id or no text.`;
  if (known !== null && known.data.length !== known.ids.length * known.dimension) {
    return 'The stored vectors do not fit their list of passages. Build the index again.';
  }
  return null;
}

export function changeProblem(change: PassageChange): string | null {
  if (!Array.isArray(change.removed) || change.removed.some((id) => typeof id !== 'string')) return 'The passages to remove are no list of ids.';
  return passagesProblem(change.put, null);
}

export function rankingProblem(ranking: RankingSettings, judgements: readonly Judgement[]): string | null {
  const { titleWeight, headingWeight, vectorWeightCovered, vectorWeightUncovered, feedbackWeight } = ranking;
  for (const weight of [titleWeight, headingWeight, vectorWeightCovered, vectorWeightUncovered, feedbackWeight]) {
    if (!Number.isFinite(weight) || weight < 0) return 'Each weight of the ranking must be a number from 0 up.';
  }
  if (!Array.isArray(judgements) || judgements.some((one: Partial<Judgement>) => typeof one.query !== 'string' || typeof one.passageId !== 'string')) {
    return 'Each judgement needs a question and the id of a passage.';
  }
  return null;
}
