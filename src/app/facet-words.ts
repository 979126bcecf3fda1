import { labelWords } from '../text/label-words.ts';
import { languageWords } from '../ui/language-words.ts';
import type { FacetField } from './inbox-filter.ts';

export const facetNames: Readonly<Record<FacetField, string>> = { intent: 'Intent', queue: 'Queue', mood: 'Mood', product: 'Product', language: 'Language' };

/** The value of a column in words. */
export function valueWords(field: FacetField, value: string, queueNames: ReadonlyMap<string, string>): string {
  if (field === 'queue') return queueNames.get(value) ?? value;
  if (field === 'language') return languageWords(value);
  return field === 'product' ? value : labelWords(value);
}
