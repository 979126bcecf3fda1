import type { Channel, Ticket } from '../tickets/ticket.ts';

/** What is in the form. */
export interface WrittenRequest {
  readonly subject: string;
  readonly body: string;
  readonly name: string;
  readonly channel: Channel;
  readonly product: string | null;
}

export const blankRequest: WrittenRequest = { subject: '', body: '', name: '', channel: 'email', product: null };

/** Requests that each show another side of triage. */
export const samples: readonly { readonly label: string; readonly subject: string; readonly body: string; readonly channel: Channel }[] = [
  {
    label: 'Where is my parcel',
    subject: 'Order LL-48377',
    body: 'Hi, my bookshelf was meant to come on Tuesday and it is Friday now. The tracking page for LL-48377 still says it left the depot. Could you find out where it is?',
    channel: 'email',
  },
  {
    label: 'Charged twice, and angry',
    subject: 'Charged twice and nobody answers',
    body: 'This is the third time I write. You took $129 twice for order LL-48213. If this is not sorted by Friday my lawyer will be in touch. I want the second payment back.',
    channel: 'email',
  },
  {
    label: 'Terse chat',
    subject: '',
    body: 'pw reset mail never comes',
    channel: 'chat',
  },
  {
    label: 'Something dangerous',
    subject: 'Lamp',
    body: 'The Tansy lamp got so hot that it was smoking and it smelled of burning plastic. I pulled the plug. My daughter was in the room.',
    channel: 'form',
  },
  {
    label: 'In German',
    subject: 'Neue Adresse',
    body: 'Guten Tag, ich bin umgezogen und möchte die Lieferadresse meiner Bestellung ändern. Geht das noch? Vielen Dank!',
    channel: 'email',
  },
  {
    label: 'Nothing for a shop',
    subject: 'Question',
    body: 'Do you happen to know whether the library in Leeds is open on Sundays?',
    channel: 'form',
  },
];

/** The form as a ticket, or null while nothing is written. `at` is when the form was opened, milliseconds since the epoch. */
export function composedTicket(request: WrittenRequest, at: number): Ticket | null {
  if (request.body.trim() === '') return null;
  const id = `W-${at.toString(36)}`;
  const name = request.name.trim() === '' ? 'A customer' : request.name.trim();
  return {
    id,
    subject: request.subject.trim(),
    channel: request.channel,
    status: 'open',
    unread: true,
    customer: { id: `written-${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}`, name },
    ...(request.product === null ? {} : { product: request.product }),
    messages: [{ id: `${id}-1`, from: 'customer', author: name, at, text: request.body }],
    createdAt: at,
    updatedAt: at,
  };
}
