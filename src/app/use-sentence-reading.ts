import { useMemo } from 'react';
import { ticketSaying, type SentenceReading } from '../playbook/try-sentence.ts';
import { useLiveTriage } from './compose-view-triage.ts';

/** What the desk's models make of a sentence while it is written; undefined until they have read this very one. */
export function useSentenceReading(sentence: string): SentenceReading | undefined {
  const ticket = useMemo(() => (sentence.trim() === '' ? null : ticketSaying(sentence)), [sentence]);
  const { triage, of } = useLiveTriage(ticket);
  return useMemo(() => {
    if (triage === null || of !== ticket) return undefined;
    const { sentiment, risks, intent, product } = triage;
    return { sentiment, intent, product: product?.name ?? null, ...(risks && { risks }) };
  }, [triage, of, ticket]);
}
