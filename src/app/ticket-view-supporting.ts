import { useEffect, useMemo, useState } from 'react';
import type { Passage, SearchResult } from '../knowledge-base/article.ts';
import { composeDraft } from '../replies/compose-draft.ts';
import { ownTexts, passagesEach, statementsToLookUp } from '../replies/ground-draft.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';

const none: readonly Passage[] = [];

/**
 * Passages that bear out what the template says. The customer's words find what they ask; the template's own statements
 * may stand in another article, so those that the hits do not support are looked up by themselves. Null while looking.
 */
export function useSupporting(ticket: Ticket, triage: Triage | null, search: SearchResult | null): readonly Passage[] | null {
  const { engine, playbook: playbookStore } = useDesk();
  const playbook = useStore(playbookStore);
  const claims = useMemo(() => {
    if (!triage || !search) return [];
    const draft = composeDraft({ ticket, triage, search, playbook });
    if (draft.source === 'none') return [];
    const passages = search.hits.map((hit) => hit.passage);
    return statementsToLookUp(draft, { passages, own: ownTexts(ticket, triage), links: playbook.templates.map(({ body }) => body) });
  }, [ticket, triage, search, playbook]);
  const [found, setFound] = useState<{ readonly claims: readonly string[]; readonly passages: readonly Passage[] } | null>(null);
  useEffect(() => {
    if (claims.length === 0) return;
    const stop = new AbortController();
    void Promise.all(claims.map((claim) => engine.search(claim, { limit: passagesEach }, { signal: stop.signal }))).then((answers) => {
      if (stop.signal.aborted) return;
      const passages = answers.flatMap((answer) => (answer.ok ? answer.value.hits.map((hit) => hit.passage) : []));
      setFound({ claims, passages: [...new Map(passages.map((passage) => [passage.id, passage])).values()] });
    });
    return () => stop.abort();
  }, [engine, claims]);
  if (claims.length === 0) return none;
  return found?.claims === claims ? found.passages : null;
}
