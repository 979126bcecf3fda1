import { describe, expect, it } from 'vitest';
import { isAcknowledgement } from '../../src/tickets/is-acknowledgement.ts';
import { newestRun } from '../../src/tickets/request-text.ts';
import type { Message } from '../../src/tickets/ticket.ts';

describe('a mere receipt', () => {
  it.each([
    'Thank you for your message. An agent will reply as soon as possible.',
    'Hello,\n\nThanks for getting in touch! We have created case 40021 for you.',
    'Hi there,\nwe have received your request (#5512) and will get back to you within two working days.\n\nKind regards,\nThe support team',
    'Your ticket number is LL-2210. This is an automated message, please do not reply.',
    'Thanks for contacting us. Our team will be in touch within 24 hours. We are busier than usual and appreciate your patience.',
    'Dear Ms Park,\nThank you for writing to us. Someone will look into it and come back to you.',
  ])('is told from an answer: %s', (text) => {
    expect(isAcknowledgement(text)).toBe(true);
  });

  it.each([
    'Thank you for your message. The lamp leaves us on Friday.',
    'Hello Marta,',
    'Thanks!',
    '',
    'Thanks for getting in touch. Could you send a photograph of the scratch?',
    'We have received your return and the refund of £60 is on its way.',
    'Sorry about that. I have asked the carrier and will get back to you tomorrow.',
    'A fee of £12 applies and your file may be marked.',
  ])('is not taken for one: %s', (text) => {
    expect(isAcknowledgement(text)).toBe(false);
  });

  it('does not answer who wrote: they wait since their first message, and all of them count', () => {
    const thread = (['customer', 'agent', 'customer', 'agent', 'customer'] as const).map((from, i): Message => ({
      id: `m${i}`, from, author: '', at: i, text: from === 'customer' ? `Message ${i}` : i === 1 ? 'It leaves us on Friday.' : 'Thank you for your message. We will get back to you.',
    }));
    expect(newestRun(thread).map(({ id }) => id)).toEqual(['m2', 'm4']);
    expect(newestRun(thread.slice(0, 3)).map(({ id }) => id)).toEqual(['m2']);
    expect(newestRun(thread.slice(0, 4)).map(({ id }) => id)).toEqual(['m2']);
  });
});
