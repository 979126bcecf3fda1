import { splitSentences } from '../text/split-sentences.ts';
import type { Passage } from './article.ts';
import { readTurningWords, type TurningWord } from './opposite-words.ts';
import { readValues, type StatedValue } from './read-values.ts';
import { searchWords } from './search-words.ts';

/** A sentence of a passage that says something another one could contradict. */
export interface Statement {
  /** Index of its passage. */
  readonly passage: number;
  readonly text: string;
  /** Where it stands in the passage's text, UTF-16 offsets. */
  readonly start: number;
  /** Figures; offsets into `text`. */
  readonly values: readonly StatedValue[];
  readonly turning: readonly TurningWord[];
  /** Stems of what it is about: figures, negations and opposites taken out. */
  readonly stems: ReadonlySet<string>;
  /** The same as text, for an encoder. */
  readonly about: string;
}

/** Sentences shorter than this are headings and crumbs of lists. */
const fewestStems = 2;
const longestStatement = 400;

/** The sentences of passages as statements, in order. Questions and those with hardly a word are left out. */
export function readStatements(passages: readonly Passage[]): Statement[] {
  return passages.flatMap((passage, at) =>
    splitSentences(passage.text).flatMap(({ text, start }): Statement[] => {
      if (text.length > longestStatement || text.endsWith('?')) return [];
      const values = readValues(text);
      const turning = readTurningWords(text);
      const about = without(text, [...values, ...turning]);
      const stems = new Set(searchWords(about).map(({ stem }) => stem));
      return stems.size < fewestStems ? [] : [{ passage: at, text, start, values, turning, stems, about }];
    }),
  );
}

function without(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let left = '';
  let at = 0;
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    left += `${text.slice(at, start)} `;
    at = end;
  }
  return (left + text.slice(at)).replace(/\s+/g, ' ').trim();
}
