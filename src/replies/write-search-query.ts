import { readRequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { thresholdsFor, type Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import { splitSentences } from '../text/split-sentences.ts';

/** A query longer than this drowns what is asked in how it came about. */
const longestQuery = 250;

/**
 * What to search the knowledge base with for a ticket: the intent in words and the product, when they are likely, then the
 * sentences that carry the request: questions and wishes first, then the beginning. Whole letters make bad queries.
 */
export function writeSearchQuery(ticket: Ticket, triage: Triage, playbook: Playbook): string {
  const parts: string[] = [];
  const label = ticket.corrections?.intent ?? (isLikely(triage, playbook) ? triage.intent.label : undefined);
  if (label !== undefined && label !== 'out_of_scope') parts.push(label.replaceAll('_', ' '));
  if (triage.product !== null) parts.push(triage.product.name);
  const sentences = splitSentences(readRequestText(ticket).text).map(({ text }) => text);
  const weight = (sentence: string): number => (sentence.endsWith('?') ? 2 : /\b(?:please|want|like to|need|can you|could you|how|where|when|which)\b/i.test(sentence) ? 1 : 0);
  const chosen = new Set<number>();
  let room = longestQuery;
  for (const at of Array.from(sentences.keys()).sort((a, b) => weight(sentences[b] ?? '') - weight(sentences[a] ?? ''))) {
    const { length } = sentences[at] ?? '';
    if (length > room && chosen.size > 0) continue;
    chosen.add(at);
    room -= length;
    if (room <= 0) break;
  }
  parts.push(...sentences.filter((_, at) => chosen.has(at)).map((sentence) => sentence.slice(0, longestQuery)));
  return parts.join('\n');
}

function isLikely(triage: Triage, playbook: Playbook): boolean {
  return !triage.intent.outOfScope && triage.intent.confidence >= thresholdsFor(playbook, triage.intent.label).likely;
}
