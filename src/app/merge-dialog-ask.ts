import type { InboxStore } from './inbox-store.ts';
import { createStore, type Store } from './store.ts';

/** Tickets that could become one. */
export interface MergeAsk {
  /** The ticket that stays unless another is chosen. */
  readonly intoId: string;
  /** All that are offered, the one that stays included. */
  readonly offered: readonly OfferedTicket[];
}

export interface OfferedTicket {
  readonly id: string;
  /** Why it looks like the same matter; absent where a person chose it. */
  readonly why?: string;
  readonly sureness?: number;
}

const asked = createStore<MergeAsk | null>(null);

/** What the dialog asks now: the open ticket and the list both open it. */
export const mergeAsk: Store<MergeAsk | null> = asked;

export function askToMerge(ask: MergeAsk | null): void {
  asked.set(ask);
}

/** Asks for the ticked tickets; the one that came first stays, as its customer knows that number. */
export function mergeTicked(inbox: InboxStore): void {
  const rows = inbox.selectedIds().flatMap((id) => inbox.row(id) ?? []).filter(({ mergedInto }) => mergedInto === null);
  const [first, ...others] = rows.sort((a, b) => a.createdAt - b.createdAt);
  if (first && others.length > 0) askToMerge({ intoId: first.id, offered: [first, ...others].map(({ id }) => ({ id })) });
}
