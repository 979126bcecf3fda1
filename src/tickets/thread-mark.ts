import { fingerprint } from './fingerprint.ts';
import type { Ticket } from './ticket.ts';

/**
 * Names what triage reads of a ticket: another thread, subject, product or tier has another mark, the same have the same; 16 hexadecimal
 * digits. The time of the newest message alone does not tell: a merge or an import can bring an older one. Of a message its id, time, side and
 * length count, so that a thread of any size is named at once.
 */
export function threadMark({ subject, product = '', customer, messages }: Ticket): string {
  const parts = messages.map(({ id, at, from, text }) => `${id}\t${at}\t${from}\t${text.length}`);
  return fingerprint([subject, product, customer.tier ?? '', ...parts]).slice(0, 16);
}
