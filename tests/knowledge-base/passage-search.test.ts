import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';
import { createPassageSearch, type PassageSearch } from '../../src/knowledge-base/passage-search.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';

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

  it('names the passages that say the same as the one it shows, or shows them all when told', () => {
    const twins = ['t1', 't2'].map((id) => passage(id, 'Refund times', passages[1]?.text ?? ''));
    const found = search(twins);
    const [hit] = found.search({ text: 'how long does a refund take' }).hits;
    expect([hit?.passage.id, ...(hit?.same ?? [])].sort()).toEqual(['refund', 't1', 't2']);
    expect(found.search({ text: 'refund', limit: 1 }).hits[0]?.same).toHaveLength(2);
    const all = found.search({ text: 'how long does a refund take', ranking: { ...defaultRanking, collapse: false } }).hits;
    expect(all.filter(({ passage: { id } }) => ['refund', 't1', 't2'].includes(id))).toHaveLength(3);
    expect(all.every((each) => each.same === undefined)).toBe(true);
  });

  it('finds 33 identical articles as one, and each of them by its product', () => {
    const alike = Array.from({ length: 33 }, (_, i) => passage(`same${i}`, 'Gift wrap', 'We wrap presents in linen.', { products: [`Lamp ${i}`] }));
    const hits = search(alike).search({ text: 'gift wrap' }).hits.filter((hit) => hit.passage.id.startsWith('same'));
    expect(hits).toHaveLength(1);
    expect(hits[0]?.same).toHaveLength(32);
    expect(search(alike).search({ text: 'gift wrap', product: 'Lamp 17' }).hits[0]?.passage.id).toBe('same17');
  });

  it('keeps drafts to those who ask for them', () => {
    const found = search([passage('unready', 'Gift wrap', 'We wrap presents in linen.', { draft: true })]);
    expect(ids(found, 'gift wrap')).toEqual([]);
    const with_ = (status: 'published' | 'draft' | 'any'): string[] => found.search({ text: 'gift wrap card', status }).hits.map((hit) => hit.passage.id);
    expect(with_('draft')).toEqual(['unready']);
    expect(with_('any')).toEqual(expect.arrayContaining(['unready', 'card']));
    expect(with_('published')).toEqual(['card', 'refund']);
    found.add(passage('unready', 'Gift wrap', 'We wrap presents in linen.'));
    expect(ids(found, 'gift wrap')).toEqual(['unready']);
  });

  it('keeps to the languages it is told, with their regions', () => {
    const found = search([passage('de', 'Karte', 'Die card wurde abgelehnt.', { language: 'de-AT' }), passage('gb', 'Card', 'The card again.', { language: 'en-GB' })]);
    const in_ = (...languages: string[]): string[] => found.search({ text: 'card', languages }).hits.map((hit) => hit.passage.id).sort();
    expect(in_('de')).toEqual(['de']);
    expect(in_('en')).toEqual(['card', 'gb', 'refund']);
    expect(in_('EN-gb')).toEqual(['gb']);
    expect(in_('fr')).toEqual([]);
  });

  it('goes by the weights it is told, for one search', () => {
    const found = search([passage('named', 'Linen', 'About nothing much at all today.'), passage('said', 'Other', 'Linen linen linen linen linen.')]);
    const first = (titleWeight: number): string | undefined => found.search({ text: 'linen', ranking: { ...defaultRanking, titleWeight } }).hits[0]?.passage.id;
    expect(first(20)).toBe('named');
    expect(first(0)).toBe('said');
  });

  it('tells the shares of a score where asked', () => {
    expect(search().search({ text: 'desk' }).hits[0]?.why).toBeUndefined();
    for (const { score, why } of search().search({ text: 'desk card refund', explain: true }).hits) {
      expect((why?.keyword ?? 0) + (why?.vector ?? 0) + (why?.feedback ?? 0)).toBeCloseTo(score, 12);
    }
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

  it('tries passages of an article in one search, and is the same as before after it', () => {
    const found = hybrid();
    const query = { text: 'gift wrap for a lamp', vector: towards('lamp'), explain: true };
    const before = found.search(query);
    const edit = { ...passage('wrap', 'Gift wrap', 'We wrap every lamp in linen.'), articleId: 'article-lamp' };
    const tried = found.withTrial({ articleId: 'article-lamp', passages: [edit], vectors: new Map([['wrap', towards('lamp')]]) }, () => found.search(query));
    expect(tried.hits[0]).toMatchObject({ passage: { id: 'wrap' }, vector: { rank: 1 } });
    expect(tried.hits.map((hit) => hit.passage.id)).not.toContain('lamp');
    expect(found.search(query)).toEqual(before);
    expect(() => found.withTrial({ articleId: 'article-lamp', passages: [], vectors: new Map() }, () => found.search({ ...query, limit: 0 }))).toThrow(RangeError);
    expect(found.search(query)).toEqual(before);
    // The passage itself, tried unchanged, changes nothing.
    const same = passages.filter(({ id }) => id === 'lamp');
    expect(found.withTrial({ articleId: 'article-lamp', passages: same, vectors: new Map([['lamp', towards('lamp')]]) }, () => found.search(query)).hits.map(({ score }) => score)).toEqual(
      before.hits.map(({ score }) => expect.closeTo(score, 6) as number),
    );
  });

  it('answers by words while it has no vectors, and by new ones after', () => {
    const found = hybrid();
    found.useVectors(null);
    expect(found.search({ text: 'desk wobbles', vector: towards('lamp') })).toMatchObject({ index: 'none', hits: [{ passage: { id: 'desk' } }] });
    const next = new ExactIndex(5);
    for (const [id, vector] of vectors) next.add(id, vector);
    found.useVectors(next);
    expect(found.search({ text: 'unsteady', vector: towards('lamp') }).hits[0]?.passage.id).toBe('lamp');
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
