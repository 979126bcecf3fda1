import { newestRun } from '../tickets/request-text.ts';
import type { Message, Ticket } from '../tickets/ticket.ts';

const hour = 3_600_000;
/** Messages sent within half an hour of one another are one attempt to reach us: people chat in pieces. */
const sameAttempt = hour / 2;

/** How long our answer has been awaited, and after how many attempts; zeros for a ticket that waits for none. `now` in milliseconds since the epoch. */
export function waitingTime(ticket: Ticket, now: number): { readonly hours: number; readonly attempts: number } {
  const waits = ticket.status === 'open' && ticket.messages.at(-1)?.from === 'customer';
  if (!waits) return { hours: 0, attempts: 0 };
  const run = newestRun(ticket.messages);
  const [first] = run;
  return { hours: first === undefined ? 0 : (now - first.at) / hour, attempts: countAttempts(run) };
}

function countAttempts(run: readonly Message[]): number {
  let attempts = 0;
  let last = -Infinity;
  for (const message of run) {
    if (message.at - last > sameAttempt) attempts += 1;
    last = message.at;
  }
  return attempts;
}

/** "3 days", "1 hour", "less than an hour". */
export function sayHours(hours: number): string {
  const whole = Math.max(0, Math.round(hours));
  if (whole < 1) return 'less than an hour';
  if (whole < 48) return whole === 1 ? '1 hour' : `${whole} hours`;
  return `${Math.round(whole / 24)} days`;
}
