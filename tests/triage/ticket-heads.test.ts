import { beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { triageTicket, type TriageModels } from '../../src/triage/triage-ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { loadShippedHeads } from '../../training/load-head.ts';
import { makeSampleTicket, noon } from './make-sample-ticket.ts';

let models: TriageModels;

beforeAll(async () => {
  models = await loadShippedHeads();
});

function triage(ticket: Ticket): Triage {
  return triageTicket(ticket, models, defaultPlaybook, noon + 60_000, () => 0);
}

describe('triage with all heads', () => {
  it('says what it was made with', () => {
    const { versions } = triage(makeSampleTicket(['Where is my parcel?']));
    for (const head of ['sentiment', 'priority', 'product'] as const) expect(versions[head]).toMatch(new RegExp(`^${head}@1\\.0\\.0\\+[0-9a-f]{8}$`));
    expect(versions.escalation).toMatch(/^rules@\d+\+escalation@1\.0\.0\+[0-9a-f]{8}$/);
  });

  it('hears what no rule lists, and quotes it', () => {
    const ticket = makeSampleTicket(['I can see somebody called Okafor in my order list.']);
    const { escalation, route } = triage(ticket);
    const reason = escalation.reasons.find(({ group }) => group === 'data-breach');
    expect(reason?.quote).not.toBe('');
    expect(ticket.messages[0]?.text.slice(reason?.start, reason?.end)).toBe(reason?.quote);
    expect(route.action).toBe('human');
  });

  it('knows a product that nobody named, and one that was named before it', () => {
    expect(triage(makeSampleTicket(['The top drawer sticks and my monitor wobbles whenever I type.'])).product).toEqual({ name: 'Alder desk', source: 'likely' });
    expect(triage(makeSampleTicket(['The top drawer of my bookcase sticks.'])).product).toEqual({ name: 'Fen bookshelf', source: 'text' });
    expect(triage(makeSampleTicket(['Where is my parcel?'])).product).toBeNull();
  });

  it('gives what can not wait an hour the highest priority, however calmly it is said', () => {
    const calm = triage(makeSampleTicket(['Hello, my flight leaves in two hours and the booking has vanished from the app. What should I do?']));
    expect(['urgent', 'high']).toContain(calm.priority.level);
    expect(triage(makeSampleTicket(['Just wanted to say the rug is lovely. No need to answer.'])).priority.level).toBe('low');
  });

  it('draws the course of the mood over a thread for whoever opens it', () => {
    const ticket = makeSampleTicket(['This is a disgrace, three weeks and no reply!!', 'agent: Sorry! A new one is on its way.', 'It came, thank you so much, it is perfect.']);
    const { moodCourse = [] } = triage(ticket);
    expect(moodCourse).toHaveLength(2);
    expect(moodCourse[0]).toBeLessThan(-0.3);
    expect(moodCourse[1]).toBeGreaterThan(0.3);
    expect(triageTicket(ticket, models, defaultPlaybook, noon, () => 0, { explain: false }).moodCourse).toBeUndefined();
  });

  it('does not judge a language that the heads do not know', () => {
    const { risks, sentiment } = triage(makeSampleTicket(['Guten Tag, ich warte seit drei Wochen auf meine Lampe und niemand antwortet mir. Bitte melden Sie sich bei mir.']));
    expect(risks).toBeUndefined();
    expect(sentiment.version).toMatch(/^support-rules/);
  });

  it('points every quote at the words it stands for, in any thread', () => {
    const piece = fc.constantFrom('My solicitor will write.', 'The lamp hums and goes brown.', 'I can see somebody else’s order.', 'ok', 'thanks', '\n', '> quoted', 'Please ring me about it.', 'It is the third time I write.', 'Regards,\nAna');
    fc.assert(fc.property(fc.array(fc.array(piece, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), (messages) => {
      const ticket = makeSampleTicket(messages.map((pieces) => pieces.join(' ')));
      for (const { start, end, messageId, quote } of triage(ticket).escalation.reasons) {
        if (start === undefined) continue;
        const source = messageId === undefined ? ticket.subject : (ticket.messages.find(({ id }) => id === messageId)?.text ?? '');
        expect(source.slice(start, end)).toBe(quote);
      }
    }), { numRuns: 60 });
  });
});
