import type { SourceRow } from '../tickets/source-row.ts';

/**
 * `[text](entity)`, `[text](entity:value)`, `[text]{"entity": …}` and `[text][{…}, {…}]`, as Rasa's own reader knows them. No part may
 * hold the sign it begins with, so that a text of brackets costs no more than its length.
 */
const annotation = /\[([^[\]]{1,1000})\](?:\([^()\n]{1,300}\)|\{[^{}\n]{1,1000}\}|\[\{[^[\]\n]{1,2000}\}\])/g;

/** An example's text without its entity annotations, and how many it had. */
export function withoutAnnotations(text: string): { readonly text: string; readonly annotations: number } {
  if (!text.includes('](') && !text.includes(']{') && !text.includes('][')) return { text, annotations: 0 };
  let annotations = 0;
  const plain = text.replace(annotation, (_, words: string) => {
    annotations += 1;
    return words;
  });
  return { text: plain, annotations };
}

const leftOutWords = {
  synonym: ['synonym', 'synonyms'],
  regex: ['regular expression', 'regular expressions'],
  lookup: ['lookup table', 'lookup tables'],
} as const;
export type RasaExtra = keyof typeof leftOutWords;

/** What was met in a Rasa file. */
export interface RasaTally {
  leftOut(kind: RasaExtra, count: number): void;
  annotated(count: number): void;
  responses(): void;
  columns(): readonly string[];
  notes(): string[];
}

export function createRasaTally(): RasaTally {
  const left = new Map<RasaExtra, number>();
  let annotations = 0;
  let hasResponses = false;
  return {
    leftOut: (kind, count) => void left.set(kind, (left.get(kind) ?? 0) + count),
    annotated: (count) => void (annotations += count),
    responses: () => void (hasResponses = true),
    columns: () => (hasResponses ? ['text', 'intent', 'response'] : ['text', 'intent']),
    notes() {
      const notes: string[] = [];
      const kinds = [...left].filter(([, count]) => count > 0).map(([kind, count]) => `${count} ${leftOutWords[kind][count === 1 ? 0 : 1]}`);
      if (kinds.length > 0) notes.push(`Left out, since they are no examples: ${kinds.join(', ')}.`);
      if (annotations > 0) notes.push(`${annotations} marked ${annotations === 1 ? 'entity' : 'entities'} became plain words.`);
      if (hasResponses) notes.push('Intents such as “faq/hours” were parted: “faq” is the intent, the whole stands in the column “response”.');
      return notes;
    },
  };
}

/** One example as cells: a retrieval intent (`faq/hours`) becomes its intent and its response. */
export function rasaRow(line: number, text: string, intent: string, tally: RasaTally): SourceRow {
  const slash = intent.indexOf('/');
  const isRetrieval = slash > 0 && slash < intent.length - 1;
  if (isRetrieval) tally.responses();
  const cells = new Map([['text', text], ['intent', isRetrieval ? intent.slice(0, slash) : intent]]);
  if (isRetrieval) cells.set('response', intent);
  return { line, cells };
}
