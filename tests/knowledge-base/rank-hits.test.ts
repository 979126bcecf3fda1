import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asHit, rankHits, vectorWeight, type Candidate } from '../../src/knowledge-base/rank-hits.ts';

function candidate(id: string, bm25: number, cosine: number | null): Candidate {
  const passage = { id, articleId: id, title: id, headings: [], text: id, position: 0 };
  return { passage, bm25, bm25Rank: bm25 > 0 ? 1 : null, cosine, vectorRank: cosine === null ? null : 2 };
}

const order = (candidates: readonly Candidate[], weight = 0.4): string[] => rankHits(candidates, weight).map(({ passage }) => passage.id);

describe('ranking hits from both lists', () => {
  it('keeps the order of BM25 where there are no vectors', () => {
    expect(order([candidate('b', 2, null), candidate('a', 9, null), candidate('c', 1, null)])).toEqual(['a', 'b', 'c']);
  });

  it('keeps the order given among equals', () => {
    expect(order([candidate('x', 1, 0.5), candidate('y', 1, 0.5), candidate('z', 1, 0.5)])).toEqual(['x', 'y', 'z']);
  });

  it('lets a clear lead in one list outweigh a small one in the other', () => {
    const candidates = [candidate('word', 20, 0.3), candidate('sense', 19, 0.9), candidate('neither', 3, 0.2)];
    expect(order(candidates)[0]).toBe('sense');
    expect(order(candidates, 0)[0]).toBe('word');
  });

  it('trusts vectors more the less of the query the words cover', () => {
    expect(vectorWeight(0)).toBeGreaterThan(vectorWeight(0.5));
    expect(vectorWeight(0.5)).toBeGreaterThan(vectorWeight(1));
    expect(vectorWeight(1)).toBeGreaterThan(0);
  });

  it('neither helps nor hurts a passage without a vector', () => {
    const scores = new Map(rankHits([candidate('high', 5, 0.9), candidate('none', 5, null), candidate('low', 5, 0.1)], 0.4).map((one) => [one.passage.id, one.score]));
    expect(scores.get('none')).toBeCloseTo(0);
  });

  it('does not depend on the scale of either list', () => {
    const rows = fc.array(fc.record({ bm25: fc.integer({ min: 0, max: 50 }), cosine: fc.integer({ min: -10, max: 10 }) }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 2, max: 9 }), (values, factor) => {
        const plain = rankHits(values.map(({ bm25, cosine }, at) => candidate(`p${at}`, bm25, cosine / 10)), 0.4);
        const scaled = rankHits(values.map(({ bm25, cosine }, at) => candidate(`p${at}`, bm25 * factor, cosine / (10 * factor))), 0.4);
        plain.forEach(({ score }, at) => expect(scaled[at]?.score).toBeCloseTo(score, 5));
      }),
    );
  });

  it('tells rank and score in each list where a passage stands in it', () => {
    const [ranked] = rankHits([candidate('a', 3, 0.5)], 0.4);
    expect(ranked && asHit(ranked, { matched: ['word'], coverage: 0.7 })).toMatchObject({ bm25: { rank: 1, score: 3 }, vector: { rank: 2, score: 0.5 }, matched: ['word'], coverage: 0.7 });
    const [words] = rankHits([candidate('a', 3, null)], 0.4);
    expect(words && asHit(words, { matched: [], coverage: 0.7 })).not.toHaveProperty('vector');
  });
});
