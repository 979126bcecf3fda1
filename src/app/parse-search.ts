import { foldText } from './fold-text.ts';

export const searchFields = ['from', 'intent', 'queue', 'mood', 'product', 'language', 'channel', 'due', 'is', 'id'] as const;
export type SearchField = (typeof searchFields)[number];

export interface SearchTerm {
  readonly field: SearchField;
  /** Folded, never empty. */
  readonly value: string;
  readonly not: boolean;
}

export interface SearchQuery {
  /** Words and quoted phrases, folded: all of them must occur. */
  readonly words: readonly string[];
  readonly terms: readonly SearchTerm[];
}

const synonyms: Readonly<Record<string, SearchField>> = { lang: 'language', by: 'from', customer: 'from', sentiment: 'mood', in: 'queue' };
const pattern = /(-?)([a-z]+):(?:"([^"]*)"?|(\S*))|"([^"]*)"?|(\S+)/gi;

function fieldOf(name: string): SearchField | null {
  const lower = name.toLowerCase();
  return searchFields.find((field) => field === lower) ?? synonyms[lower] ?? null;
}

/**
 * What was typed into the search field: words and "phrases", and fields such as `from:maren`, `intent:refund`,
 * `is:escalated`, `-is:unread`. A word with a colon that is no field stays a word; a field without a value says nothing yet.
 */
export function parseSearch(typed: string): SearchQuery {
  const words: string[] = [];
  const terms: SearchTerm[] = [];
  for (const match of typed.slice(0, 500).matchAll(pattern)) {
    const [whole, minus, name, quotedValue, value, phrase, word] = match;
    const field = name === undefined ? null : fieldOf(name);
    if (field) {
      const wanted = foldText(quotedValue ?? value ?? '').trim();
      if (wanted !== '') terms.push({ field, value: wanted, not: minus === '-' });
      continue;
    }
    const plain = foldText(phrase ?? word ?? whole).trim();
    if (plain !== '') words.push(plain);
  }
  return { words, terms };
}
