import { describe, expect, it } from 'vitest';
import type { Hit } from '../../src/knowledge-base/article.ts';
import { describeFeedback } from '../../src/knowledge-base/ui/describe-feedback.ts';
import { compareHits, orderHits, placesByFeedback, shownBy, withBare } from '../../src/knowledge-base/compare-hits.ts';

function hit(id: string, changes: Partial<Hit> = {}): Hit {
  const passage = { id, articleId: id, title: id, headings: [], text: '', position: 0 };
  return { passage, score: 1, matched: [], coverage: 0, ...changes };
}

const ids = (hits: readonly Hit[]): string[] => hits.map(({ passage }) => passage.id);

describe('two rankings of one question', () => {
  it('tell how many places each hit gained or lost, and which is new', () => {
    const { moves } = compareHits([hit('a'), hit('b'), hit('c')], [hit('c'), hit('a'), hit('d')], 3);
    expect([...moves]).toEqual([
      ['c', 2],
      ['a', -1],
      ['d', 'new'],
    ]);
  });

  it('name what is no longer among the first, with its place now if it has one', () => {
    const { left } = compareHits([hit('a'), hit('b'), hit('c')], [hit('c'), hit('d'), hit('a')], 2);
    expect(left.map(({ hit: { passage }, was, now }) => [passage.id, was, now])).toEqual([
      ['a', 1, 3],
      ['b', 2, null],
    ]);
  });

  it('take a passage that another one stands for as standing where that one does', () => {
    const { moves, left } = compareHits([hit('a'), hit('b', { same: ['c'] })], [hit('c', { same: ['b'] }), hit('a')], 2);
    expect(moves.get('c')).toBe(1);
    expect(left).toEqual([]);
  });
});

describe('the three orders', () => {
  const hits = [
    hit('a', { bm25: { rank: 2, score: 3 }, vector: { rank: 1, score: 0.9 } }),
    hit('b', { vector: { rank: 3, score: 0.5 } }),
    hit('c', { bm25: { rank: 1, score: 9 } }),
  ];

  it('sort by the list asked for, what it does not have last', () => {
    expect(ids(orderHits(hits, 'together'))).toEqual(['a', 'b', 'c']);
    expect(ids(orderHits(hits, 'words'))).toEqual(['c', 'a', 'b']);
    expect(ids(orderHits(hits, 'meaning'))).toEqual(['a', 'b', 'c']);
  });

  it('have what only the list itself holds, and the fused hit where both hold it', () => {
    const merged = withBare(hits, [hit('z'), hit('a')]);
    expect(ids(merged)).toEqual(['z', 'a', 'b', 'c']);
    expect(merged[1]).toBe(hits[0]);
  });

  it('know by which hit each passage is shown', () => {
    expect([...shownBy([hit('a', { same: ['x', 'y'] }), hit('b')])]).toEqual([
      ['a', 'a'],
      ['x', 'a'],
      ['y', 'a'],
      ['b', 'b'],
    ]);
  });
});

describe('what feedback did to a place', () => {
  it('is told from the order without it, for those it added to only', () => {
    const said = (added: number) => ({ feedback: { added, helped: 1, notHelped: 0 } });
    const places = placesByFeedback([hit('a', { score: 5, ...said(3) }), hit('b', { score: 4 }), hit('c', { score: 3, ...said(0.1) }), hit('d', { score: 1, ...said(-3) })]);
    expect([...places]).toEqual([
      ['a', 3],
      ['c', 0],
      ['d', -2],
    ]);
  });

  it('is said in words, by what it added and not by what others lost', () => {
    const said = (added: number, helped: number, notHelped: number) => hit('a', { feedback: { added, helped, notHelped } });
    expect(describeFeedback(said(1, 2, 0), 3)).toBe('Moved up: its article helped 2 times for such questions');
    expect(describeFeedback(said(1, 1, 0), 0)).toBe('Scores higher: its article helped once for such questions');
    expect(describeFeedback(said(-1, 1, 2), -1)).toBe('Moved down: its article helped once and was no help 2 times for such questions');
    expect(describeFeedback(said(-0.5, 0, 1), 1)).toBe('Scores lower: its article was no help once for such questions');
    expect(describeFeedback(hit('a'), 0)).toBeNull();
  });
});
