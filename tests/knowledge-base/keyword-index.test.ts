import fc from 'fast-check';
import MiniSearch from 'minisearch';
import { describe, expect, it } from 'vitest';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { KeywordIndex, type KeywordMatch, type KeywordRequest } from '../../src/knowledge-base/keyword-index.ts';
import { searchWords } from '../../src/knowledge-base/search-words.ts';

function passage(id: string, title: string, headings: readonly string[], text: string): Passage {
  return { id, articleId: `a-${id}`, title, headings, text, position: 0 };
}

const all: KeywordRequest = { titleWeight: 1, headingWeight: 1.2, limit: 1_000, also: [], allowed: null };

function ask(index: KeywordIndex, query: string, request: Partial<KeywordRequest> = {}): readonly KeywordMatch[] {
  return index.search(index.terms(query), { ...all, ...request }).matches;
}

/** The library the scores were first made by and tuned with: what it says is what they must be. */
class Reference {
  readonly #index = new MiniSearch<Record<string, string>>({
    fields: ['title', 'headings', 'text'],
    tokenize: (text) => searchWords(text).map(({ stem }) => stem),
    processTerm: (term) => term,
  });
  readonly #rows = new Map<string, Record<string, string>>();

  add({ id, title, headings, text }: Passage): void {
    this.remove(id);
    const row = { id, title, headings: headings.join('\n'), text };
    this.#rows.set(id, row);
    this.#index.add(row);
  }

  remove(id: string): void {
    const row = this.#rows.get(id);
    if (row) this.#index.remove(row);
    this.#rows.delete(id);
  }

  scores(stems: Iterable<string>): Map<string, number> {
    const known = new Set([...this.#rows.values()].flatMap((row) => searchWords(Object.entries(row).map(([key, value]) => (key === 'id' ? '' : value)).join('\n')).map(({ stem }) => stem)));
    const isLoose = (stem: string): boolean => !known.has(stem) && /^\p{L}+$/u.test(stem) && stem.length >= 4;
    const found = this.#index.search([...stems].join(' '), {
      tokenize: (query) => query.split(' '),
      boost: { title: 1, headings: 1.2, text: 1 },
      fuzzy: (stem) => (isLoose(stem) ? 0.2 : false),
      prefix: isLoose,
      bm25: { k: 4, b: 0.9, d: 0 },
    });
    return new Map(found.map(({ id, score }) => [id as string, score]));
  }
}

const words = ['parcel', 'parcels', 'refund', 'refunding', 'lamp', 'lamps', 'desk', 'wobble', 'tracking', 'track', 'card', 'cart', 'IDE 2', '1.8.19', 'späti', 'garden', 'gardening', 'delivery'];
const someText = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map((parts) => parts.join(' '));
const somePassage = fc.record({ id: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5', 'p6'), title: someText, headings: fc.array(someText, { maxLength: 2 }), text: someText, gone: fc.boolean() });
const someQuery = fc.array(fc.constantFrom(...words, 'gardner', 'wobblin', 'refnd', 'trackings', 'nowhere', '1.8'), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '));

describe('the keyword index', () => {
  it('scores as MiniSearch does, through any run of changes', () => {
    fc.assert(
      fc.property(fc.array(somePassage, { maxLength: 14 }), fc.array(someQuery, { minLength: 1, maxLength: 3 }), (changes, queries) => {
        const index = new KeywordIndex();
        const reference = new Reference();
        for (const { id, title, headings, text, gone } of changes) {
          if (gone) index.remove(id);
          else index.add(passage(id, title, headings, text));
          if (gone) reference.remove(id);
          else reference.add(passage(id, title, headings, text));
        }
        for (const query of queries) {
          const terms = index.terms(query);
          const found = ask(index, query);
          const expected = reference.scores(terms.stems.keys());
          expect(new Set(found.map(({ id }) => id))).toEqual(new Set(expected.keys()));
          for (const { id, score } of found) expect(score).toBeCloseTo(expected.get(id) ?? 0, 9);
          expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).toSorted((a, b) => b - a));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives those asked for besides the score and rank they have among all', () => {
    const index = new KeywordIndex();
    for (let i = 0; i < 40; i += 1) index.add(passage(`p${i}`, 'Lamp', [], `${'lamp '.repeat(1 + (i % 7))}${'desk '.repeat(i % 5)} word${i}`));
    const whole = ask(index, 'lamp desk');
    const some = ask(index, 'lamp desk', { limit: 3, also: ['p1', 'p33', 'p0', 'nobody', whole[0]?.id ?? ''] });
    expect(some.slice(0, 3)).toEqual(whole.slice(0, 3));
    expect(some.slice(3).map(({ id }) => id).sort()).toEqual(['p0', 'p1', 'p33']);
    for (const match of some) expect(match).toEqual(whole.find(({ id }) => id === match.id));
  });

  it('ranks only what is allowed', () => {
    const index = new KeywordIndex();
    for (let i = 0; i < 20; i += 1) index.add(passage(`p${i}`, '', [], 'lamp '.repeat(i + 1)));
    const even = ask(index, 'lamp', { limit: 4, also: ['p2', 'p3'], allowed: ({ id }) => Number(id.slice(1)) % 2 === 0 });
    const evens = ask(index, 'lamp').filter(({ id }) => Number(id.slice(1)) % 2 === 0).map(({ id }) => id);
    expect(even.map(({ id }) => id)).toEqual([...evens.slice(0, 4), 'p2']);
    expect(even.map(({ rank }) => rank)).toEqual([1, 2, 3, 4, evens.indexOf('p2') + 1]);
  });

  it('is after a parking exactly what it was before, whatever stood there meanwhile', () => {
    const index = new KeywordIndex();
    for (let i = 0; i < 12; i += 1) index.add(passage(`p${i}`, 'Lamp', [], `the same lamp ${i % 3}`));
    index.remove('p4');
    const before = ask(index, 'same lamp 2');
    const parked = index.park(['p2', 'p7', 'nobody', 'p11']);
    index.add(passage('trial', 'Lamp', [], 'the same lamp another word'));
    expect(ask(index, 'another')).toHaveLength(1);
    index.remove('trial');
    index.putBack(parked);
    expect(ask(index, 'same lamp 2')).toEqual(before);
    expect(ask(index, 'another')).toEqual([]);
    index.add(passage('later', 'Lamp', [], 'later'));
    expect(ask(index, 'later').map(({ id }) => id)).toEqual(['later']);
  });

  it('never calls texts different that share nine words in ten', () => {
    const many = Array.from({ length: 120 }, (_, i) => `word${i}`);
    fc.assert(
      fc.property(fc.subarray(many, { minLength: 1 }), fc.subarray(many), (one, changed) => {
        const other = [...one.filter((word) => !changed.slice(0, one.length / 25).includes(word)), ...changed.slice(0, one.length / 25)];
        const index = new KeywordIndex();
        index.add(passage('a', '', [], one.join(' ')));
        index.add(passage('b', '', [], other.join(' ')));
        const [first, second] = [new Set(one), new Set(other)];
        const shared = one.filter((word) => second.has(word)).length;
        if (shared / (first.size + second.size - shared) >= 0.9) expect(index.mayBeAlike('a', 'b', 0.9)).toBe(true);
      }),
    );
  });
});
