import { useEffect, useState } from 'react';
import type { SearchResult } from '../knowledge-base/article.ts';
import { readRequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import type { KnowledgeSearch } from '../triage/ui/KnowledgeSection.tsx';
import { useDesk, type KnowledgeState } from './desk-context.ts';
import { useStore } from './store.ts';

/** Hits for a ticket, which its draft is written from. */
export const ticketHits = 5;
/** What a person asks for stands in their first few hundred words; more only makes the search vaguer. */
export const longestQuery = 2000;

/** Words for why there is nothing to search yet, or null when there is. */
function whyNotYet(state: KnowledgeState): string | null {
  if (state.status === 'failed') return state.message ?? 'The articles could not be indexed. Reload the page to try again.';
  if (state.status === 'ready') return state.passages === 0 ? 'There are no articles yet. Import some under Knowledge.' : null;
  return state.total > 0 ? `Reading the articles: ${state.done} of ${state.total} passages.` : 'Reading the articles.';
}

interface Answer {
  readonly key: string;
  readonly search: KnowledgeSearch;
}

/**
 * Passages for `query`; empty asks nothing yet. Each change of query, of the articles or of the ranking asks anew and
 * drops the one before; what was found last stays in sight meanwhile.
 */
export function useKnowledgeSearch(query: string, product: string | undefined, limit = ticketHits): KnowledgeSearch {
  const { engine, knowledge, ranking } = useDesk();
  const state = useStore(knowledge);
  const { told } = useStore(ranking);
  const waiting = whyNotYet(state);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const key = `${state.status} ${state.revision} ${product ?? ''} ${limit} ${told} ${query}`;
  const ready = waiting === null && query !== '';
  useEffect(() => {
    if (!ready) return;
    const stop = new AbortController();
    void engine.search(query, { limit, ...(product === undefined ? {} : { product }) }, { signal: stop.signal }).then((found) => {
      if (stop.signal.aborted) return;
      setAnswer({ key, search: found.ok ? { status: 'found', result: found.value } : { status: 'failed', message: found.message } });
    });
    return () => stop.abort();
  }, [ready, key, engine, query, product, limit]);
  if (waiting !== null) return { status: 'waiting', message: waiting };
  if (query === '') return { status: 'searching' };
  return answer && (answer.key === key || answer.search.status === 'found') ? answer.search : { status: 'searching' };
}

/** The ticket's own words as a query. */
export function requestQuery(ticket: Ticket): string {
  return readRequestText(ticket).text.slice(0, longestQuery);
}

/** The same once the triage can tell which product it is about; empty until then. */
export function ticketQuery(ticket: Ticket, triage: Triage | null): string {
  if (!triage) return '';
  const text = requestQuery(ticket);
  // An empty message is still a question, to which nothing is found.
  return text.trim() === '' ? '?' : text;
}

/** The result of a search, or null while there is none. */
export function foundResult(search: KnowledgeSearch): SearchResult | null {
  return search.status === 'found' ? search.result : null;
}
