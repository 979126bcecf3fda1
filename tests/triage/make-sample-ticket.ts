import type { Message, Ticket } from '../../src/tickets/ticket.ts';

export const noon = Date.UTC(2026, 3, 24, 12);
const hour = 3_600_000;

/** A ticket of plain messages an hour apart: one that starts with `agent: ` is ours, every other the customer's. */
export function makeSampleTicket(texts: readonly string[], changes: Partial<Ticket> = {}): Ticket {
  const messages = texts.map((text, i): Message => {
    const fromAgent = text.startsWith('agent: ');
    return { id: `m${i + 1}`, from: fromAgent ? 'agent' : 'customer', author: fromAgent ? 'Priya' : 'Ana', at: noon + i * hour, text: text.replace(/^agent: /, '') };
  });
  return {
    id: 'T-1',
    subject: '',
    channel: 'email',
    status: 'open',
    unread: true,
    customer: { id: 'c1', name: 'Ana Moura' },
    messages,
    createdAt: noon,
    updatedAt: messages.at(-1)?.at ?? noon,
    ...changes,
  };
}
