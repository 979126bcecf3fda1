import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';
import { createPassageSearch, type PassageSearch } from '../../src/knowledge-base/passage-search.ts';

function passage(id: string, title: string, text: string, more: Partial<Passage> = {}): Passage {
  return { id, articleId: `article-${id}`, title, headings: [], text, position: 0, ...more };
}

const passages = [
  passage('late', 'Your parcel is late', 'If your parcel has not come within five working days, open the tracking link and start a search.'),
  passage('refund', 'How long a refund takes', 'We send refunds back to the same card within 5 working days after the return arrives.'),
  passage('lamp', 'Tansy lamp flickers', 'Switch the lamp off, turn the bulb firmly and try another socket.', { products: ['Tansy lamp'] }),
  passage('desk', 'Alder desk wobbles', 'Tighten every bolt of the desk crosswise and set its feet.', { products: ['Alder desk'], headings: ['Loose bolts'] }),
  passage('card', 'Card declined', 'Your bank declined the card. Ask your bank, or pay another way.'),
];
const clock = (): number => 0;

function search(extra: readonly Passage[] = []): PassageSearch {
  return createPassageSearch({ passages: [...passages, ...extra], clock });
}

function ids(found: PassageSearch, text: string): string[] {
  return found.search({ text }).hits.map(({ passage: { id } }) => id);
}

describe('searching passages by words', () => {
  it('puts the passage that says it first, whatever the form of the words', () => {
    expect(ids(search(), 'My desk is wobbling!')[0]).toBe('desk');
    expect(ids(search(), 'when do I get my refunded money')[0]).toBe('refund');
  });

  it('names the words of the passage that matched, as they stand in it', () => {
    const [hit] = search().search({ text: 'refunds to my card, how many day' }).hits;
    expect(hit?.passage.id).toBe('refund');
    expect(hit?.matched).toEqual(expect.arrayContaining(['refund', 'refunds', 'card', 'days']));
    expect(hit?.bm25?.rank).toBe(1);
    expect(hit?.vector).toBeUndefined();
  });

  it('forgives a slip in a word that no passage has, and does not blur words that passages have', () => {
    expect(ids(search(), 'wobling')[0]).toBe('desk');
    expect(search().search({ text: 'wobling' }).hits[0]?.coverage).toBe(1);
    const found = search([passage('cart', 'Basket', 'Items stay in the cart for a week.')]);
    expect(ids(found, 'cart')).toEqual(['cart']);
  });

  it('finds numbers and product codes', () => {
    const found = search([passage('ide', 'IDE 2', 'Version 2.0.4 of the IDE needs 4 GB.'), passage('old', 'IDE 1', 'Version 1.8.19 of the IDE needs 1 GB.')]);
    expect(ids(found, 'version 1.8.19')[0]).toBe('old');
  });

  it('finds nothing for courtesies, an empty text or words from elsewhere', () => {
    for (const text of ['', 'Hi there, thanks so much!', '???', 'quantum chromodynamics']) {
      expect(search().search({ text })).toMatchObject({ hits: [], confident: false, index: 'none' });
    }
  });

  it('covers less of a query the more of it is about something else', () => {
    const near = search().search({ text: 'late parcel tracking' }).hits[0]?.coverage ?? 0;
    const far = search().search({ text: 'late parcel helicopter insurance premium' }).hits[0]?.coverage ?? 0;
    expect(near).toBeCloseTo(1);
    expect(far).toBeLessThan(0.5);
  });

  it('leaves out passages about another product, and keeps those about none', () => {
    const found = search().search({ text: 'lamp parcel desk', product: 'Alder desk' }).hits.map(({ passage: { id } }) => id);
    expect(found).toContain('desk');
    expect(found).toContain('late');
    expect(found).not.toContain('lamp');
  });

  it('keeps to the articles it is told', () => {
    const found = search().search({ text: 'card refund parcel', articleIds: ['article-card'] }).hits;
    expect(found.map(({ passage: { id } }) => id)).toEqual(['card']);
  });

  it('shows one of two passages that say the same', () => {
    const twin = passage('twin', 'Refund times', passages[1]?.text ?? '');
    const found = ids(search([twin]), 'how long does a refund take');
    expect(found.filter((id) => id === 'refund' || id === 'twin')).toHaveLength(1);
  });

  it('keeps up with passages that come, change and go', () => {
    const found = search();
    found.add(passage('new', 'Gift wrap', 'We wrap presents in linen.'));
    expect(ids(found, 'gift wrap')[0]).toBe('new');
    found.add(passage('new', 'Opening hours', 'The showroom opens at ten.'));
    expect(ids(found, 'gift wrap linen')).toEqual([]);
    expect(ids(found, 'showroom at ten')).toEqual(['new']);
    found.remove('new');
    found.remove('never there');
    expect(ids(found, 'showroom at ten')).toEqual([]);
    expect(found.size).toBe(passages.length);
  });

  it('gives at most the hits asked for and refuses a limit that is none', () => {
    expect(search().search({ text: 'card desk lamp parcel', limit: 2 }).hits).toHaveLength(2);
    for (const limit of [0, -1, 1.5, Number.NaN]) expect(() => search().search({ text: 'card', limit })).toThrow(RangeError);
  });

  it('reads only so much of a very long request', () => {
    const text = `My desk wobbles. ${'lorem ipsum dolor '.repeat(50_000)}`;
    expect(search().search({ text }).hits[0]?.passage.id).toBe('desk');
  });
});

describe('searching by words and vectors together', () => {
  const vectors = new Map(passages.map(({ id }, at) => [id, Float32Array.from({ length: 5 }, (_, i) => (i === at ? 1 : 0.1))]));
  const hybrid = (): PassageSearch => createPassageSearch({ passages, vectors, vectorIndex: new ExactIndex(5), clock });
  const towards = (id: string): Float32Array => vectors.get(id) ?? new Float32Array(5);

  it('finds by vector what shares no word with the query, and says so', () => {
    const result = hybrid().search({ text: 'illumination unsteady', vector: towards('lamp') });
    expect(result.index).toBe('exact');
    expect(result.hits[0]?.passage.id).toBe('lamp');
    expect(result.hits[0]?.vector).toMatchObject({ rank: 1 });
    expect(result.hits[0]?.vector?.score).toBeCloseTo(1, 5);
    expect(result.hits[0]?.bm25).toBeUndefined();
    expect(result.hits[0]?.coverage).toBe(0);
  });

  it('lets vectors decide between passages that match equally by words', () => {
    const twoCards = [...passages, passage('card2', 'Card declined', 'Your bank declined the card again at the till of the showroom.')];
    const found = createPassageSearch({ passages: twoCards, vectors: new Map([...vectors, ['card2', Float32Array.of(0, 0, 1, 0, 1)]]), vectorIndex: new ExactIndex(5), clock });
    expect(found.search({ text: 'bank declined card', vector: towards('card') }).hits[0]?.passage.id).toBe('card');
    expect(found.search({ text: 'bank declined card', vector: Float32Array.of(0, 0, 1, 0, 1) }).hits[0]?.passage.id).toBe('card2');
  });

  it('goes by words for a query vector without a direction and for passages without a vector', () => {
    expect(hybrid().search({ text: 'desk wobbles', vector: new Float32Array(5) }).hits[0]?.passage.id).toBe('desk');
    const found = hybrid();
    found.add(passage('plain', 'Gift wrap', 'We wrap presents in linen.'));
    expect(found.search({ text: 'linen gift wrap', vector: towards('lamp') }).hits[0]?.passage.id).toBe('plain');
  });

  it('keeps to its filters among neighbours too', () => {
    const result = hybrid().search({ text: 'unsteady', vector: towards('lamp'), articleIds: ['article-desk', 'article-late'] });
    expect(result.hits.map(({ passage: { id } }) => id).sort()).toEqual(['desk', 'late']);
    expect(hybrid().search({ text: 'unsteady', vector: towards('lamp'), product: 'Alder desk' }).hits.map(({ passage: { id } }) => id)).not.toContain('lamp');
  });

  it('forgets the vector of a removed passage', () => {
    const found = hybrid();
    found.remove('lamp');
    expect(found.search({ text: 'unsteady', vector: towards('lamp') }).hits.map(({ passage: { id } }) => id)).not.toContain('lamp');
  });

  it('refuses a vector that cannot be right and adds nothing with it', () => {
    const found = hybrid();
    expect(() => found.search({ text: 'x', vector: new Float32Array(4) })).toThrow(RangeError);
    expect(() => found.add(passage('bad', 'Bad', 'Bad text'), new Float32Array(5).fill(Number.NaN))).toThrow(RangeError);
    expect(found.size).toBe(passages.length);
    expect(() => search().add(passage('bad', 'Bad', 'Bad text'), new Float32Array(5))).toThrow(/vector index/);
  });
});
