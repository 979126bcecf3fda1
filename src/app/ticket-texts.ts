import type { Ticket } from '../tickets/ticket.ts';
import { foldText } from './fold-text.ts';

/** Characters of one ticket that are searched: a pasted log must not fill memory. */
const searchedAtMost = 20_000;

/** All of a ticket that search looks at, folded: subject, customer, number, product, every message. */
export function searchText(ticket: Ticket): string {
  const { customer } = ticket;
  const parts = [ticket.subject, customer.name, customer.email ?? '', customer.phone ?? '', ticket.id, ticket.product ?? ''];
  for (const message of ticket.messages) parts.push(message.text);
  return foldText(parts.join('\n').slice(0, searchedAtMost));
}

/** Texts of tickets, searched by plain scanning: at 50,000 tickets that is about as fast as an index, with nothing to keep in step. */
export interface TicketTexts {
  readonly size: number;
  set(id: string, text: string): void;
  delete(id: string): void;
  clear(): void;
  /** Ids of the texts that hold every one of `words` (folded). */
  find(words: readonly string[]): string[];
}

export function createTicketTexts(): TicketTexts {
  const texts = new Map<string, string>();
  return {
    get size() {
      return texts.size;
    },
    set: (id, text) => void texts.set(id, text),
    delete: (id) => void texts.delete(id),
    clear: () => texts.clear(),
    find(words) {
      // The longest word is the rarest, as a rule: most texts are done with after it.
      const longestFirst = [...words].sort((a, b) => b.length - a.length);
      const ids: string[] = [];
      for (const [id, text] of texts) if (longestFirst.every((word) => text.includes(word))) ids.push(id);
      return ids;
    },
  };
}
