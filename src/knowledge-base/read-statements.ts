import { splitSentences } from '../text/split-sentences.ts';
import type { Passage } from './article.ts';
import { readTurningWords, type TurningWord } from '../text/opposite-words.ts';
import { readValues, type StatedValue } from '../tickets/read-values.ts';
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
  /** A sentence of prose, not a row of a table or a crumb of a list. */
  readonly whole: boolean;
  /** It holds under a condition ("if …", "when …"). */
  readonly conditional: boolean;
}

/** Said one way as well as the other ("it costs", "the price is"): they neither join nor part two sentences. By stem. */
const colourless = new Set('cost pric amount tak get receiv arriv last stay carri load hold need requir usual normal about com valid send'.split(' '));
/** Sentences shorter than this are headings and crumbs of lists. */
const fewestStems = 2;
const longestStatement = 400;
const condition = /\b(?:if|unless|when|while|once|until|whenever|in case|as long as|provided)\b/i;

/** The sentences of passages as statements, in order. Questions and those with hardly a word are left out. `onProgress` may throw to stop. */
export function readStatements(passages: readonly Passage[], onProgress?: (done: number, total: number) => void): Statement[] {
  return passages.flatMap((passage, at) => {
    if (at % 200 === 0) onProgress?.(at, passages.length);
    return splitSentences(passage.text).flatMap(({ text, start, whole }): Statement[] => {
      if (text.length > longestStatement || text.endsWith('?')) return [];
      const values = readValues(text);
      const turning = readTurningWords(text);
      const about = without(text, [...values, ...turning]);
      const stems = new Set(searchWords(about).flatMap(({ stem }) => (colourless.has(stem) ? [] : [stem])));
      return stems.size < fewestStems ? [] : [{ passage: at, text, start, values, turning, stems, whole, conditional: condition.test(text) }];
    });
  });
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
