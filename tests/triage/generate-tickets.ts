import fc from 'fast-check';
import type { Message, Ticket } from '../../src/tickets/ticket.ts';
import { noon } from './make-sample-ticket.ts';

const hour = 3_600_000;

/** Sentences that decisions turn on, and some that they do not. */
const sentences = [
  'Where is my parcel?', 'How do I pay?', 'Which delivery options do you have?', 'I want my money back.', 'I will sue you.', 'I am not going to sue you.',
  'Can I speak to a real person please?', 'This is the third time I am writing and nobody answers.', 'My Alder desk is broken!!! This is a disgrace.',
  'The lamp sparked and there is a scorch mark.', 'It is urgent, the wedding is on Friday.', 'Please cancel my order LL-48213 today.', 'Thank you so much, lovely.',
  'Guten Morgen, ich möchte gerne wissen, wo meine Bestellung bleibt und wann sie ankommt.', 'LL-48213', 'ok', 'I do not want a manager, I want an answer.',
  'What does cancelling cost? And when? And how? And why?', 'How do I sign up for the newsletter?',
];

const message = (at: number, from: 'customer' | 'agent', text: string, n: number): Message => ({ id: `m${n}`, from, author: from === 'agent' ? 'Priya' : 'Ana', at, text });

/** Tickets of one to six messages in any order, waiting or answered, corrected or not. */
export const anyTicket: fc.Arbitrary<Ticket> = fc
  .record({
    subject: fc.constantFrom('', 'Re:', 'Desk', 'Where is my parcel?', 'Refund'),
    channel: fc.constantFrom('email', 'chat', 'form', 'phone', 'social'),
    status: fc.constantFrom('open', 'waiting', 'closed'),
    tier: fc.constantFrom(undefined, 'vip', 'basic'),
    product: fc.constantFrom(undefined, 'sofa'),
    thread: fc.array(fc.record({ agent: fc.boolean(), words: fc.array(fc.constantFrom(...sentences), { minLength: 1, maxLength: 4 }), gap: fc.integer({ min: 1, max: 60 }) }), { minLength: 1, maxLength: 6 }),
    intent: fc.constantFrom(undefined, undefined, 'track_order', 'delivery_options', 'complaint', 'out_of_scope'),
    queue: fc.constantFrom(undefined, undefined, 'billing', 'nowhere'),
  })
  .map(({ subject, channel, status, tier, product, thread, intent, queue }): Ticket => {
    let at = noon;
    const messages = thread.map(({ agent, words, gap }, n) => message((at += gap * hour), agent ? 'agent' : 'customer', words.join(' '), n));
    return {
      id: 'T-1',
      subject,
      channel,
      status,
      unread: true,
      customer: { id: 'c1', name: 'Ana', email: 'ana@example.org', ...(tier === undefined ? {} : { tier }) },
      messages,
      createdAt: messages[0]?.at ?? noon,
      updatedAt: at,
      ...(product === undefined ? {} : { product }),
      ...(intent === undefined && queue === undefined ? {} : { corrections: { ...(intent === undefined ? {} : { intent }), ...(queue === undefined ? {} : { queue }) } }),
    };
  });
