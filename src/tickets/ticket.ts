/** Where a request came in. */
export const channels = ['email', 'chat', 'form', 'phone', 'social'] as const;
export type Channel = (typeof channels)[number];

/** `open`: the customer waits for us. `waiting`: we wait for the customer. `closed`: done. */
export const ticketStatuses = ['open', 'waiting', 'closed'] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

export interface Message {
  readonly id: string;
  readonly from: 'customer' | 'agent';
  /** Name shown above the message. */
  readonly author: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Plain text. HTML bodies are reduced to text on import; nothing here is ever rendered as markup. */
  readonly text: string;
  /** A reply that the desk gave by itself, since its playbook allows that. */
  readonly auto?: true;
  /** The ticket it stood in before that was merged into this one. */
  readonly mergedFrom?: string;
}

export interface Customer {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** `YYYY-MM` of the first contact. */
  readonly since?: string;
  /** Account tier as the shop names it. */
  readonly tier?: string;
  readonly city?: string;
}

/** One customer request with its thread, oldest message first; `messages` is never empty. */
export interface Ticket {
  readonly id: string;
  readonly subject: string;
  readonly channel: Channel;
  readonly status: TicketStatus;
  readonly unread: boolean;
  readonly customer: Customer;
  /** Product as given by the source, if it gave one. */
  readonly product?: string;
  readonly messages: readonly Message[];
  /** Time of the first message, milliseconds since the epoch. */
  readonly createdAt: number;
  /** Time of the newest message, milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Labels that came with the source: to learn and measure from, never shown as triage and never read by it. */
  readonly labels?: { readonly intent?: string; readonly sentiment?: string };
  /** What a person at this desk decided instead of triage; `queue` is a queue's id. Never overwritten by triage. */
  readonly corrections?: { readonly intent?: string; readonly queue?: string };
  /** The ticket that took its messages over; it is closed then and keeps its own. */
  readonly mergedInto?: string;
  /** Ids of messages that now stand in a ticket of their own: an import that brings them again leaves them there. */
  readonly splitOff?: readonly string[];
  /** The ticket its first messages were split off from. */
  readonly splitFrom?: string;
  /** The import that brought it, so that an interrupted one can be rolled back. */
  readonly importId?: string;
}
