import type { Passage } from '../src/knowledge-base/article.ts';
import { passageText } from '../src/knowledge-base/passage-text.ts';

/** The values the literature starts from (Robertson and Zaragoza, 2009). */
const saturation = 1.2;
const lengthShare = 0.75;

function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/**
 * BM25 as the textbooks have it, over whole words of title and text together, without stems or fields: the baseline that a
 * search has to beat. Answers the ids of the best `k`.
 */
export function plainBm25(passages: readonly Passage[]): (query: string, k: number) => string[] {
  const counts = passages.map((passage) => {
    const count = new Map<string, number>();
    for (const word of words(passageText(passage))) count.set(word, (count.get(word) ?? 0) + 1);
    return count;
  });
  const lengths = counts.map((count) => [...count.values()].reduce((sum, times) => sum + times, 0));
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const having = new Map<string, number[]>();
  for (const [at, count] of counts.entries()) {
    for (const word of count.keys()) {
      const list = having.get(word);
      if (list === undefined) having.set(word, [at]);
      else list.push(at);
    }
  }
  return (query, k) => {
    const scores = new Map<number, number>();
    for (const word of new Set(words(query))) {
      const found = having.get(word) ?? [];
      const idf = Math.log(1 + (passages.length - found.length + 0.5) / (found.length + 0.5));
      for (const at of found) {
        const times = counts[at]?.get(word) ?? 0;
        const share = (times * (saturation + 1)) / (times + saturation * (1 - lengthShare + (lengthShare * (lengths[at] ?? 0)) / mean));
        scores.set(at, (scores.get(at) ?? 0) + idf * share);
      }
    }
    return [...scores]
      .sort((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, k)
      .map(([at]) => passages[at]?.id ?? '');
  };
}
