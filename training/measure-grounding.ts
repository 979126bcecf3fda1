import type { Passage } from '../src/knowledge-base/article.ts';
import { groundReply } from '../src/replies/ground-reply.ts';
import type { GroundingPair } from '../tests/replies/grounding-pairs.ts';

/** How well sentences of replies are judged: shares of labelled ones. */
export interface PairFigures {
  readonly pairs: number;
  /** Of what should be marked, how much is; of what is marked, how much should be. */
  readonly recall: number;
  readonly precision: number;
  /** Wrong figures, dates, amounts and links found. */
  readonly values: number;
  /** Marked as what it is. */
  readonly kinds: number;
  /** Supported, and marked all the same. */
  readonly supportedMarked: number;
  /** What is judged wrongly, as written. */
  readonly faults: readonly { readonly says: string; readonly label: string; readonly marked: readonly string[] }[];
}

/** Judges labelled sentences with the passages of their articles in sight. */
export function measurePairs(pairs: readonly GroundingPair[], passages: readonly Passage[], own: readonly string[]): PairFigures {
  const told = pairs.map(({ articles, says, label }) => {
    const inSight = passages.filter(({ articleId }) => articles.includes(articleId)).map((each, at): [number, Passage] => [at + 1, each]);
    return { says, label, marked: groundReply({ text: says, passages: new Map(inSight), own }).problems.map(({ kind }): string => kind) };
  });
  const should = told.filter(({ label }) => label !== 'supported' && label !== 'other');
  const values = should.filter(({ label }) => label !== 'unsupported');
  const supported = told.filter(({ label }) => label === 'supported');
  const isMarked = ({ marked }: { readonly marked: readonly string[] }): boolean => marked.length > 0;
  return {
    pairs: pairs.length,
    recall: should.filter(isMarked).length / should.length,
    precision: should.filter(isMarked).length / told.filter(isMarked).length,
    values: values.filter(isMarked).length / values.length,
    kinds: should.filter(({ marked, label }) => marked.includes(label)).length / should.length,
    supportedMarked: supported.filter(isMarked).length / supported.length,
    faults: told.filter((each) => isMarked(each) !== should.includes(each)),
  };
}
