import { tokenise } from '../text/tokenise.ts';
import { isCourtesy, isEmptyWord } from './empty-words.ts';

interface Said {
  /** Texts that have the word. */
  texts: number;
  /** How it was written, and how often. */
  readonly forms: Map<string, number>;
}

/** The words of one text, plural and singular as one, each with how it stands there first. */
function wordsOf(text: string): Map<string, string> {
  const words = new Map<string, string>();
  for (const { text: word, start, end } of tokenise(text)) {
    if (word.startsWith('<') || isEmptyWord(word)) continue;
    const bare = word.replace(/'s$/, '');
    const key = bare.length > 4 && bare.endsWith('s') && !bare.endsWith('ss') ? bare.slice(0, -1) : bare;
    if (!words.has(key)) words.set(key, text.slice(start, end).replace(/['’]s$/u, ''));
  }
  return words;
}

function countWords(texts: readonly string[]): Map<string, Said> {
  const counted = new Map<string, Said>();
  for (const text of texts) {
    for (const [key, form] of wordsOf(text)) {
      const said = counted.get(key) ?? { texts: 0, forms: new Map<string, number>() };
      said.texts += 1;
      said.forms.set(form, (said.forms.get(form) ?? 0) + 1);
      counted.set(key, said);
    }
  }
  return counted;
}

/** Whether a request asks nothing: "thanks, bye", "k", a smile. */
export function isSmallTalk(text: string): boolean {
  return tokenise(text).every(({ text: word }) => isCourtesy(word));
}

/** What a text has to say beyond grammar and courtesies, in words. */
export function countTellingWords(text: string): number {
  return wordsOf(text).size;
}

/**
 * The words that tell each group from the rest, most telling first (class-based TF-IDF over the texts that have a word, so that
 * one long letter does not outweigh ten short ones). A word counts from two texts of a group on, where it has as many.
 */
export function nameGroups(groups: readonly (readonly string[])[], most = 3): string[][] {
  const counted = groups.map(countWords);
  const texts = groups.reduce((sum, group) => sum + group.length, 0);
  const overall = new Map<string, number>();
  for (const group of counted) for (const [key, said] of group) overall.set(key, (overall.get(key) ?? 0) + said.texts);
  return counted.map((group, at) => {
    const size = groups[at]?.length ?? 0;
    const least = Math.min(2, size);
    const scored: { readonly word: string; readonly score: number }[] = [];
    for (const [key, { texts: has, forms }] of group) {
      if (has < least) continue;
      // One more text than there is, spread evenly: a word of a group of two is no more telling for being rare.
      const within = has / (size + 1);
      const among = ((overall.get(key) ?? has) + 1) / (texts + 1);
      scored.push({ word: usualForm(forms), score: within * Math.log(1 + within / among) });
    }
    return scored.sort((a, b) => b.score - a.score || (a.word < b.word ? -1 : 1)).slice(0, most).map(({ word }) => word);
  });
}

/** As it is written most often; a name keeps its capital. */
function usualForm(forms: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  let lower = false;
  for (const [form, times] of forms) {
    if (form === form.toLowerCase()) lower = true;
    if (times > most || (times === most && form < best)) {
      best = form;
      most = times;
    }
  }
  return lower ? best.toLowerCase() : best;
}
