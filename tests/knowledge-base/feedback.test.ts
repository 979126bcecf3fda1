import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Judgement, Passage } from '../../src/knowledge-base/article.ts';
import { ExactIndex, unitVector } from '../../src/knowledge-base/exact-index.ts';
import { Feedback } from '../../src/knowledge-base/feedback.ts';
import { createPassageSearch } from '../../src/knowledge-base/passage-search.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';

const dimension = 8;
const topics = ['parcel', 'refund', 'lamp', 'desk'];

/** Questions of one topic are near one another, those of two at right angles. */
function vectorOf(topic: number, wording: number): Float32Array {
  return unitVector(Float32Array.from({ length: dimension }, (_, i) => (i === topic ? 1 : i === 4 + (wording % 4) ? 0.3 : 0)), dimension);
}

const passages: readonly Passage[] = topics.flatMap((topic, t) =>
  [0, 1, 2].map((position) => ({ id: `${topic}-${position}`, articleId: `a-${topic}`, title: topic, headings: [], text: `The ${topic} and part ${position * 7 + t} of it`, position })),
);
const vectors = new Map(passages.map(({ id, position }, at) => [id, vectorOf(Math.floor(at / 3), position)]));
const search = createPassageSearch({ passages, vectors, vectorIndex: new ExactIndex(dimension), clock: () => 0 });

const question = (topic: number, wording: number): string => `${topics[topic] ?? ''} wording${wording}`;
const asked = new Map(topics.flatMap((_, t) => [0, 1, 2, 3].map((wording) => [question(t, wording), vectorOf(t, wording)] as const)));

function ask(topic: number, wording: number, judgements: readonly Judgement[], limit = 12) {
  const text = question(topic, wording);
  return search.search({ text, vector: vectorOf(topic, wording), limit, feedback: new Feedback(judgements, asked), explain: true });
}

function said(topic: number, wording: number, passageId: string, helped: boolean): Judgement {
  return { query: question(topic, wording), passageId, articleId: passages.find(({ id }) => id === passageId)?.articleId ?? 'a-gone', helped };
}

const someJudgement = fc
  .record({ topic: fc.integer({ min: 0, max: 3 }), wording: fc.integer({ min: 0, max: 3 }), passage: fc.constantFrom(...passages.map(({ id }) => id), 'gone'), helped: fc.boolean() })
  .map(({ topic, wording, passage, helped }) => said(topic, wording, passage, helped));

describe("agents' feedback on hits", () => {
  it('lifts the passage that helped, and a little its article, on the same and on like questions', () => {
    const before = ask(0, 0, []);
    for (const wording of [0, 1, 3]) {
      const after = ask(0, wording, [said(0, 0, 'lamp-1', true)]);
      const [own, other, none] = ['lamp-1', 'lamp-2', 'desk-1'].map((id) => after.hits.find((hit) => hit.passage.id === id));
      expect(own?.feedback).toMatchObject({ helped: 1, notHelped: 0 });
      expect(own?.feedback?.added).toBeGreaterThan(other?.feedback?.added ?? 0);
      expect(other?.feedback?.added).toBeGreaterThan(0);
      expect(none?.feedback).toBeUndefined();
    }
    expect(before.hits.every((hit) => hit.feedback === undefined)).toBe(true);
  });

  it('moves a hit as far down as up', () => {
    const [up, down] = [true, false].map((helped) => ask(1, 0, [said(1, 1, 'refund-2', helped)]).hits.find((hit) => hit.passage.id === 'refund-2')?.feedback?.added ?? 0);
    expect(up).toBeGreaterThan(0);
    expect(down).toBeCloseTo(-(up ?? 0), 9);
  });

  it('counts each further judgement less, and the newest of two minds not at all', () => {
    const added = [1, 2, 3, 10].map(
      (count) => ask(0, 0, Array.from({ length: count }, () => said(0, 0, 'parcel-2', true))).hits.find((hit) => hit.passage.id === 'parcel-2')?.feedback?.added ?? 0,
    );
    expect(added).toEqual(added.toSorted((a, b) => a - b));
    const steps = added.slice(1).map((value, at) => value - (added[at] ?? 0));
    expect(steps[1]).toBeLessThan(steps[0] ?? 0);
    expect(ask(0, 0, [said(0, 0, 'parcel-2', true), said(0, 0, 'parcel-2', false)]).hits).toEqual(ask(0, 0, []).hits);
  });

  it('changes nothing on an unlike question, whatever is judged', () => {
    fc.assert(
      fc.property(fc.array(someJudgement, { maxLength: 12 }), (judgements) => {
        const elsewhere = judgements.filter(({ query }) => !query.startsWith('desk'));
        expect(ask(3, 0, elsewhere)).toEqual(ask(3, 0, []));
      }),
    );
  });

  it('is the same in any order, and gone when it is taken back', () => {
    fc.assert(
      fc.property(fc.array(someJudgement, { minLength: 1, maxLength: 12 }), fc.nat(), (judgements, at) => {
        const rotated = [...judgements.slice(at % judgements.length), ...judgements.slice(0, at % judgements.length)].reverse();
        expect(ask(0, 0, rotated)).toEqual(ask(0, 0, judgements));
        const [taken, ...others] = rotated;
        const again = new Feedback([...others, ...(taken ? [taken] : [])].filter((one) => one !== taken), asked);
        const query = { text: question(0, 0), vector: vectorOf(0, 0), limit: 12, explain: true };
        expect(search.search({ ...query, feedback: again })).toEqual(ask(0, 0, others));
      }),
    );
  });

  it('never adds more than its weight in standard deviations, and its shares add up to the score', () => {
    fc.assert(
      fc.property(fc.array(someJudgement, { maxLength: 30 }), fc.integer({ min: 0, max: 3 }), (judgements, topic) => {
        const hits = search.search({
          text: question(topic, 0),
          vector: vectorOf(topic, 0),
          limit: 12,
          feedback: new Feedback(judgements, asked),
          explain: true,
          ranking: { ...defaultRanking, collapse: false },
        }).hits;
        const fused = hits.map(({ why }) => (why?.keyword ?? 0) + (why?.vector ?? 0));
        const mean = fused.reduce((sum, value) => sum + value, 0) / fused.length;
        const deviation = Math.sqrt(fused.reduce((sum, value) => sum + (value - mean) ** 2, 0) / fused.length);
        for (const { score, why } of hits) {
          expect(Math.abs(why?.feedback ?? 0)).toBeLessThan(defaultRanking.feedbackWeight * deviation + 1e-9);
          expect((why?.keyword ?? 0) + (why?.vector ?? 0) + (why?.feedback ?? 0)).toBeCloseTo(score, 9);
        }
      }),
    );
  });

  it('brings in a passage that helped and that neither list proposed', () => {
    const many = Array.from({ length: 120 }, (_, i) => ({ id: `p${i}`, articleId: `p${i}`, title: '', headings: [], text: `parcel ${'post '.repeat(i % 5)}`, position: 0 }));
    const far: Passage = { id: 'far', articleId: 'far', title: '', headings: [], text: 'customs', position: 0 };
    const large = createPassageSearch({ passages: [...many, far], clock: () => 0 });
    const judgements = [{ query: 'parcel post', articleId: 'far', passageId: 'far', helped: true }];
    const find = (helped: boolean) =>
      large
        .search({ text: 'post parcel', limit: 100, feedback: new Feedback(judgements.map((one) => ({ ...one, helped })), new Map()), ranking: { ...defaultRanking, collapse: false } })
        .hits.map(({ passage }) => passage.id);
    expect(find(true)).toContain('far');
    expect(find(false)).not.toContain('far');
    expect(large.search({ text: 'post parcel', articleIds: ['p1'], feedback: new Feedback(judgements, new Map()) }).hits.map(({ passage }) => passage.id)).toEqual(['p1']);
  });

  it('compares questions by their words where there are no vectors', () => {
    const bare = createPassageSearch({ passages, clock: () => 0 });
    const judgements = [{ query: 'where is my parcel wording0', articleId: 'a-parcel', passageId: 'parcel-2', helped: true }];
    const find = (text: string) => bare.search({ text, feedback: new Feedback(judgements, new Map()) }).hits.find((hit) => hit.feedback !== undefined)?.passage.id;
    expect(find('Parcels, wording0?')).toBe('parcel-2');
    expect(find('the refund of a parcel and a lamp')).toBeUndefined();
  });

  it('goes on for the article when its passage was written anew', () => {
    const hit = ask(0, 0, [{ query: question(0, 0), articleId: 'a-lamp', passageId: 'gone', helped: true }]).hits.find(({ passage }) => passage.articleId === 'a-lamp');
    expect(hit?.feedback?.added).toBeGreaterThan(0);
  });

  it('is off with a weight of nothing', () => {
    const query = { text: question(0, 0), vector: vectorOf(0, 0), feedback: new Feedback([said(0, 0, 'lamp-1', true)], asked) };
    const off = search.search({ ...query, ranking: { ...defaultRanking, feedbackWeight: 0 } }).hits;
    expect(off).toEqual(search.search({ ...query, feedback: null }).hits);
  });
});
