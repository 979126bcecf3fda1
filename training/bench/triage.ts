import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import { makeTicket } from '../../src/tickets/make-ticket.ts';
import { createJsonlReader } from '../../src/tickets/read-ticket-jsonl.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { triageTicket, type TriageModels } from '../../src/triage/triage-ticket.ts';
import { loadHead } from '../load-head.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';

const inbox = fileURLToPath(new URL('../../data/inbox/', import.meta.url));
const rounds = 10_000;

/** Triage of 10,000 tickets in process: the sample inbox over and over, after a warm-up of one round. */
export async function measure(): Promise<BenchRow[]> {
  const tickets = readSampleTickets();
  const loaded = await loadHead('intent');
  const models: TriageModels = { intentHead: loaded.ok ? loaded.value : null, rulesHead: createRulesHead() };
  const clock = (): number => performance.now();
  const now = Date.now();
  for (const ticket of tickets) triageTicket(ticket, models, defaultPlaybook, now, clock);
  const time = (explain: boolean): readonly number[] =>
    Array.from({ length: rounds }, (_, i) => {
      const ticket = tickets[i % tickets.length];
      if (ticket === undefined) throw new Error('no tickets to measure with');
      const start = clock();
      triageTicket(ticket, models, defaultPlaybook, now, clock, { explain });
      return clock() - start;
    });
  const one = time(true);
  const many = time(false);
  const note = models.intentHead === null ? 'by the rules: there is no intent head' : 'by the intent head, without search';
  return [
    { name: 'triage of one ticket in Node, p50', value: toHundredth(quantile(one, 0.5)), unit: 'ms', note },
    { name: 'triage of one ticket in Node, p95', value: toHundredth(quantile(one, 0.95)), unit: 'ms', note },
    { name: 'triage of 10,000 tickets in Node', value: toHundredth(many.reduce((sum, ms) => sum + ms, 0) / 1000), unit: 's', note },
  ];
}

export function readSampleTickets(): Ticket[] {
  return ['tickets-a.jsonl', 'tickets-b.jsonl'].flatMap((file) => {
    const reader = createJsonlReader();
    const text = readFileSync(inbox + file, 'utf8');
    const rows = [...reader.read(text).rows, ...reader.end().rows];
    return rows.flatMap((row) => {
      const made = makeTicket(row, { mapping: { id: 'id', subject: 'subject', channel: 'channel', product: 'product', messages: 'messages' }, dateOrder: 'day-first', now: 0 });
      return made.ok ? [made.ticket] : [];
    });
  });
}
