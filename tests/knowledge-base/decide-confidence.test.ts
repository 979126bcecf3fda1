import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Hit } from '../../src/knowledge-base/article.ts';
import { fitAdaptation } from '../../src/knowledge-base/adapt-vectors.ts';
import { confidenceSigns, decideConfidence } from '../../src/knowledge-base/decide-confidence.ts';
import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';
import { PassageSearch } from '../../src/knowledge-base/passage-search.ts';
import { passageText } from '../../src/knowledge-base/passage-text.ts';
import { readEncoderData } from '../../training/encoder/read-data.ts';
import { readEncoder } from '../../training/encoder/read-encoder.ts';
import { whitening } from '../../training/encoder/static-encoder.ts';
import { joined } from '../../training/measure-search.ts';

function hit(articleId: string, score: number, coverage: number, cosine?: number): Hit {
  const passage = { id: `${articleId}-${score}`, articleId, title: '', headings: [], text: '', position: 0 };
  return { passage, score, coverage, matched: [], ...(cosine === undefined ? {} : { vector: { rank: 1, score: cosine } }) };
}

describe('deciding whether a hit is good enough to answer from', () => {
  it('says no where nothing was found', () => {
    expect(decideConfidence([])).toBe(false);
  });

  it('says yes to a passage near in sense, unless it shares no word at all', () => {
    expect(decideConfidence([hit('a', 3, 0.4, 0.6), hit('b', 2.9, 0.4, 0.59)])).toBe(true);
    expect(decideConfidence([hit('a', 3, 0, 0.6)])).toBe(false);
    expect(decideConfidence([hit('a', 3, 0.4, 0.2)])).toBe(false);
  });

  it('says yes to a passage with all the words only when it leads clearly', () => {
    expect(decideConfidence([hit('a', 5, 1, 0.35), hit('b', 1, 0.5, 0.3)])).toBe(true);
    expect(decideConfidence([hit('a', 5, 1, 0.35), hit('b', 4.5, 1, 0.3)])).toBe(false);
    expect(decideConfidence([hit('a', 5, 1), hit('b', 1, 0.5)])).toBe(true);
    expect(decideConfidence([hit('a', 5, 0.5), hit('b', 1, 0.5)])).toBe(false);
  });

  it('measures the lead over another article, not over the next passage of the same', () => {
    expect(confidenceSigns([hit('a', 5, 1), hit('a', 4.9, 1), hit('b', 2, 1)])?.margin).toBeCloseTo(3);
    expect(confidenceSigns([hit('a', 5, 1), hit('a', 4.9, 1)])?.margin).toBe(0);
  });

  it('is right about the sample desk: mostly silent when the articles that answer are taken away', () => {
    const root = resolve(import.meta.dirname, '../..');
    const data = readEncoderData(`${root}/data`);
    const encoder = readEncoder(`${root}/public/models/desk-encoder`);
    const intentsOf = new Map(data.articles.map(({ id, intents }) => [id, intents]));
    const rows = data.passages.map((passage) => ({ passage, vector: encoder.embedPassage(passageText(passage)) }));
    const searchOver = (kept: typeof rows): PassageSearch => {
      const adaptation = fitAdaptation(joined(kept.map(({ vector }) => vector), encoder.dimension), encoder.dimension, whitening);
      const search = new PassageSearch({ clock: () => 0, vectorIndex: new ExactIndex(encoder.dimension), adaptation });
      for (const { passage, vector } of kept) search.add(passage, vector);
      return search;
    };
    const all = searchOver(rows);
    let [asked, answered, right, answeredWithout] = [0, 0, 0, 0];
    for (const intent of ['track_order', 'get_refund', 'recover_password', 'newsletter_subscription', 'payment_issue', 'cancel_order']) {
      const answers = (articleId: string): boolean => intentsOf.get(articleId)?.includes(intent) === true;
      const without = searchOver(rows.filter(({ passage }) => !answers(passage.articleId)));
      for (const { text } of data.validation.filter((request) => request.intent === intent).slice(0, 60)) {
        const query = { text, vector: encoder.embed(text) };
        const result = all.search(query);
        asked += 1;
        if (result.confident) {
          answered += 1;
          if (answers(result.hits[0]?.passage.articleId ?? '')) right += 1;
        }
        if (without.search(query).confident) answeredWithout += 1;
      }
    }
    expect(answered / asked).toBeGreaterThan(0.25);
    expect(right / answered).toBeGreaterThan(0.75);
    expect(answeredWithout / asked).toBeLessThan(0.15);
  });
});
