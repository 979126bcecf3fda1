import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideEscalation } from '../../src/escalation/decide-escalation.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import type { Escalation } from '../../src/escalation/escalation.ts';
import { scoreSentiment } from '../../src/sentiment/score-sentiment.ts';
import { readThreadText } from '../../src/tickets/request-text.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { makeSampleTicket, noon } from '../triage/make-sample-ticket.ts';

function escalate(ticket: Ticket, now = noon): Escalation {
  const thread = readThreadText(ticket);
  return decideEscalation({ ticket, thread, sentiment: scoreSentiment(thread.text), now });
}

function rulesFor(text: string): string[] {
  return escalate(makeSampleTicket([text])).reasons.map(({ rule }) => rule);
}

describe('escalation rules', () => {
  it.each(standardRules.flatMap(({ id, fires }) => (fires === undefined ? [] : [[id, fires] as const])))('%s fires on: %s', (id, sentence) => {
    expect(rulesFor(sentence)).toContain(id);
  });

  it.each(standardRules.flatMap(({ id, quiet }) => (quiet === undefined ? [] : [[id, quiet] as const])))('%s stays quiet on: %s', (id, sentence) => {
    expect(rulesFor(sentence)).not.toContain(id);
  });

  it.each([
    'I am not going to sue you.',
    'I have no intention of going to court over £4.',
    'There is no smoke and nothing is burnt.',
    'I do not want to speak to a manager.',
    'We never thought of calling Trading Standards.',
  ])('a denied threat is none: %s', (text) => {
    expect(escalate(makeSampleTicket([text])).escalated).toBe(false);
  });

  it.each([
    'If you do not refund me I will sue you.',
    'I won’t hesitate to take legal action.',
    'Do not make me go to the ombudsman.',
    'I have no choice but to contact my solicitor.',
  ])('a threat with a "not" in it is one: %s', (text) => {
    expect(escalate(makeSampleTicket([text])).escalated).toBe(true);
  });

  it.each([
    ['press', 'journalist here, asking for comment'],
    ['press', 'I am a journalist writing about you'],
    ['press', 'We are preparing a story about your shop and our deadline for comment is noon.'],
    ['fraud', 'was charged for something I never ordered'],
    ['fraud', 'I have been billed for two rugs that we did not buy'],
    ['fraud', 'there is a payment on my card I did not make'],
    ['fraud', 'There are two transactions from you on my statement that I don’t recognise'],
    ['fraud', 'I have been hacked'],
    ['safety', "your driver's dog bit me"],
    ['safety', 'My son was bitten by a dog in your shop'],
    ['safety', 'The driver threatened my wife.'],
  ])('%s fires on: %s', (rule, text) => {
    expect(rulesFor(text)).toContain(rule);
  });

  it.each([
    'do you accept chargebacks?',
    'What is a chargeback?',
    'the rug is on fire sale, right?',
    'I am a journalist and need a quiet desk.',
    'I was charged for delivery, why?',
    'Which payments on orders from abroad do you accept?',
    'The driver nearly bit my head off.',
    'This took a bit of time, my dog is fine.',
  ])('a harmless sentence is none: %s', (text) => {
    expect(rulesFor(text)).toEqual([]);
  });

  it('takes a shouted wait for an angry one', () => {
    expect(rulesFor('WHERE IS MY REFUND I HAVE BEEN WAITING FOR 3 WEEKS!!!!')).toEqual(['angry-about-waiting']);
  });

  it('believes who denies that they want a person, whatever the head says', () => {
    const head = { label: 'contact_human_agent', confidence: 0.95, ranked: [], outOfScope: false, version: 'test@1', path: 'model' as const };
    const decide = (text: string): string[] => {
      const ticket = makeSampleTicket([text]);
      const thread = readThreadText(ticket);
      return decideEscalation({ ticket, thread, sentiment: scoreSentiment(thread.text), now: noon, intent: head }).reasons.map(({ rule }) => rule);
    };
    expect(decide('I do not need to talk to a person, just tell me the opening hours')).toEqual([]);
    expect(decide('I do not want this bot, somebody real please')).toEqual(['asks-for-person-as-a-whole']);
    expect(decide('I do not want to talk to a person from sales, I want to speak to a manager.')).toEqual(['asks-for-person']);
  });

  it('does not read quoted mail and footers', () => {
    const text = 'Where is my lamp?\n\n> I will sue you\n\nDisclaimer: our lawyers may take legal action';
    expect(escalate(makeSampleTicket([text])).escalated).toBe(false);
  });

  it('quotes the customer’s own words with message and offsets', () => {
    const ticket = makeSampleTicket(['Hello.', 'agent: Hello?', 'The lamp sparked last night.\n> and smoked']);
    const [reason] = escalate(ticket).reasons;
    const message = ticket.messages.find(({ id }) => id === reason?.messageId);
    expect(reason?.quote).toBe('sparked');
    expect(message?.text.slice(reason?.start, reason?.end)).toBe('sparked');
  });

  it('hears a threat at the end of a very long mail, and gives any mail too long to be read whole to a person', () => {
    const long = 'The parcel came at noon and I put it on the table. '.repeat(320);
    expect(rulesFor(`${long}I will take you to court. There was smoke and fire from the lamp.`)).toEqual(expect.arrayContaining(['legal-threat', 'too-long']));
    expect(rulesFor(long)).toEqual(['too-long']);
    expect(rulesFor(long.slice(0, 11_000))).toEqual([]);
  });

  it('remembers what was said earlier in the thread', () => {
    expect(escalate(makeSampleTicket(['The lamp sparked.', 'agent: Sorry!', 'My daughter is fine.'])).escalated).toBe(true);
  });

  it('counts unanswered messages, chat in pieces once', () => {
    const hour = 3_600_000;
    const three = makeSampleTicket(['any news', 'hello', 'please answer']);
    expect(escalate(three, noon + 72 * hour).reasons[0]).toMatchObject({ rule: 'third-unanswered', title: 'Third unanswered message', detail: 'First one 3 days ago.' });
    const pieces = { ...three, messages: three.messages.map((message, i) => ({ ...message, at: noon + i * 60_000 })) };
    expect(escalate(pieces).escalated).toBe(false);
    expect(escalate(makeSampleTicket(['any news', 'hello', 'please answer', 'agent: yes'])).escalated).toBe(false);
  });

  it('puts the most severe reason first', () => {
    const reasons = escalate(makeSampleTicket(['Can I speak to a real person please. The lamp caught fire.'])).reasons;
    expect(reasons.map(({ severity }) => severity)).toEqual(['critical', 'normal']);
  });

  it('never throws, and every quote stands where it says', () => {
    const words = fc.constantFrom('sue', 'not', 'I will', 'you', 'fire', 'glass', 'foot', 'person', 'speak to a', 'my', 'lawyer', '.', '\n', 'third time I write', 'ignored', 'card was stolen', '> ', '"', '’');
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 8 })), { maxLength: 40 }), (parts) => {
        const ticket = makeSampleTicket([parts.join(' ')]);
        for (const reason of escalate(ticket).reasons) {
          if (reason.start === undefined) continue;
          const source = reason.messageId === undefined ? ticket.subject : (ticket.messages[0]?.text ?? '');
          expect(source.slice(reason.start, reason.end)).toBe(reason.quote);
        }
      }),
    );
  });

  it.each(['sue ', 'glass a a a a ', 'never order a b ', 'my card ', 'speak to a a a ', 'a', 'payment on a ', 'charged a ', 'do you accept ', 'bit my ', 'journalist '])('gets through a megabyte of "%s"', (piece) => {
    expect(() => escalate(makeSampleTicket([piece.repeat(Math.floor(1_000_000 / piece.length))]))).not.toThrow();
  });
});
