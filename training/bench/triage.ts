import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import { makeTicket } from '../../src/tickets/make-ticket.ts';
import { createJsonlReader } from '../../src/tickets/read-ticket-jsonl.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/triage/default-playbook.ts';
import { triageTicket, type TriageModels } from '../../src/triage/triage-ticket.ts';
import { loadHead } from '../load-head.ts';

export interface TriageBench {
  /** Milliseconds a ticket, in process, without search. */
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds for 10,000 tickets. */
  readonly tenThousand: number;
  readonly path: 'model' | 'rules';
}

const inbox = fileURLToPath(new URL('../../data/inbox/', import.meta.url));

/** Triage of 10,000 tickets in process: the sample inbox over and over, after a warm-up of one round. */
export async function benchTriage(): Promise<TriageBench> {
  const tickets = readSampleTickets();
  const loaded = await loadHead('intent');
  const models: TriageModels = { intentHead: loaded.ok ? loaded.value : null, rulesHead: createRulesHead() };
  const clock = (): number => performance.now();
  const now = Date.now();
  for (const ticket of tickets) triageTicket(ticket, models, defaultPlaybook, now, clock);
  const times: number[] = [];
  const began = clock();
  for (let i = 0; i < 10_000; i += 1) {
    const ticket = tickets[i % tickets.length];
    if (ticket === undefined) break;
    const start = clock();
    triageTicket(ticket, models, defaultPlaybook, now, clock);
    times.push(clock() - start);
  }
  const tenThousand = clock() - began;
  times.sort((a, b) => a - b);
  const at = (share: number): number => Number((times[Math.floor(times.length * share)] ?? 0).toFixed(3));
  return { p50: at(0.5), p95: at(0.95), tenThousand: Math.round(tenThousand), path: models.intentHead === null ? 'rules' : 'model' };
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
