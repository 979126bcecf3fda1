import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../src/classifier/head.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { readRequestText } from '../../src/tickets/request-text.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { beforeAnswer, differ, isReadAnew, keepForRehearsal, keptLanguage, keptProduct, outlookOf, redecide } from '../../src/triage/rehearse.ts';
import { ThreadWords } from '../../src/triage/thread-words.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { triageTicket } from '../../src/triage/triage-ticket.ts';
import { readSampleTickets } from '../../training/bench/triage.ts';
import { loadShippedHeads } from '../../training/load-head.ts';
import { anyTicket } from './generate-tickets.ts';
import { makeSampleTicket, noon } from './make-sample-ticket.ts';

const models = await loadShippedHeads();
const { rulesHead } = models;
const now = noon + 30 * 86_400_000;

/** Each differs from the first in something that decides. */
const playbooks: readonly Playbook[] = [
  defaultPlaybook,
  { ...defaultPlaybook, version: 'rules', rules: standardRules.map((rule) => (rule.id === 'asks-for-person' ? { ...rule, on: false } : rule.id === 'safety' ? { ...rule, severity: 'normal' as const } : rule)) },
  {
    ...defaultPlaybook,
    version: 'own rules',
    rules: [
      ...standardRules,
      { id: 'parcel', group: 'other', title: 'Parcel, after {waited}', detail: '', severity: 'high', on: true, negatable: false, all: [{ kind: 'words', any: ['parcel*', 'desk'], reads: 'newest' }] },
      { id: 'number', group: 'other', title: 'Number', detail: '', severity: 'normal', on: true, negatable: true, unless: ['please'], all: [{ kind: 'pattern', source: 'LL-\\d{5}', reads: 'thread' }, { kind: 'product', is: ['Alder desk'] }] },
      { id: 'sure', group: 'other', title: 'Sure', detail: '', severity: 'normal', on: true, negatable: false, all: [{ kind: 'intent', is: ['track_order', 'get_refund'], atLeast: 0.9 }] },
    ],
  },
  { ...defaultPlaybook, version: 'thresholds', thresholds: { sure: 0.97, likely: 0.8 }, intentThresholds: { review: { sure: 0.5 } } },
  { ...defaultPlaybook, version: 'words', products: [{ name: 'Parcels', synonyms: ['parcel'] }, { name: 'Alder desk', synonyms: ['order'] }] },
  { ...defaultPlaybook, version: 'queues', queues: defaultPlaybook.queues.map((queue) => (queue.id === 'delivery' ? { ...queue, atMost: 'draft' as const } : queue)), actions: { ...defaultPlaybook.actions, track_order: 'auto-reply' } },
];

const decided = ({ escalation, priority, route }: Pick<Triage, 'escalation' | 'priority' | 'route'>) => ({ escalation, priority, route });
const triage = (ticket: Ticket, playbook: Playbook, at = now, of = models): Triage => triageTicket(ticket, of, playbook, at, () => 0, { explain: false });

describe('a rehearsal of one ticket', () => {
  it('decides exactly as triage does under each playbook, with whatever was found in the thread before', () => {
    const words = new ThreadWords();
    let different = 0;
    // Every third of the sample: each is read by every head under every playbook.
    for (const [row, ticket] of readSampleTickets().filter((_, at) => at % 3 === 0).entries()) {
      const first = triage(ticket, defaultPlaybook);
      const kept = keepForRehearsal(ticket, first);
      for (const playbook of playbooks) {
        const again = redecide(kept, playbook, { ticket: kept.ticket, now }, { memory: words.of(row) });
        expect(again, `${ticket.id} ${playbook.version}`).toEqual(decided(playbook === defaultPlaybook ? first : triage(ticket, playbook)));
        if (JSON.stringify(again.route) !== JSON.stringify(first.route)) different++;
      }
    }
    // Or nothing was held against anything.
    expect(different).toBeGreaterThan(30);
  });

  it('does so for any thread, also as it stood before our answer', () => {
    const words = new ThreadWords();
    let row = 0;
    fc.assert(
      fc.property(anyTicket, fc.constantFrom(...playbooks), fc.constantFrom(...playbooks), (ticket, first, second) => {
        row += 1;
        const kept = keepForRehearsal(ticket, triage(ticket, first));
        for (const playbook of [first, second, first]) {
          expect(redecide(kept, playbook, { ticket: kept.ticket, now }, { memory: words.of(row) })).toEqual(decided(triage(ticket, playbook)));
        }
        const stood = beforeAnswer(ticket, now);
        expect(readRequestText(stood.ticket)).toEqual(readRequestText(ticket));
        expect(redecide(kept, second, beforeAnswer(kept.ticket, now), { memory: words.of(row) })).toEqual(decided(triage(stood.ticket, second, stood.now)));
      }),
      { numRuns: 120 },
    );
  });

  it('says of which tickets mood and risks are read anew, since their language is taken in or left out', () => {
    const german = makeSampleTicket(['Guten Morgen, ich möchte gerne wissen, wo meine Bestellung bleibt und wann sie ankommt.']);
    const english = makeSampleTicket(['Good morning, I would like to know where my order is and when it comes.']);
    for (const [languages, anew] of [[['en'], [false, false]], [['en', 'de'], [true, false]], [['de'], [true, true]]] as const) {
      const found = [german, english].map((ticket) => {
        const kept = keepForRehearsal(ticket, triage(ticket, defaultPlaybook));
        return isReadAnew(kept, keptLanguage(kept, { ...defaultPlaybook, languages }));
      });
      expect(found).toEqual(anew);
    }
  });

  it('hears the product head under another catalogue', () => {
    const found = readSampleTickets().map((ticket) => ({ ticket, done: triage(ticket, defaultPlaybook) })).filter(({ done }) => done.product === null || done.product.source === 'likely');
    const bare = { ...defaultPlaybook, products: defaultPlaybook.products.map(({ name }) => ({ name, synonyms: [] })) };
    for (const { ticket, done } of found.slice(0, 60)) expect(keptProduct(keepForRehearsal(ticket, done), bare)).toEqual(triage(ticket, bare).product);
    expect(found.some(({ done }) => done.product?.source === 'likely')).toBe(true);
  });

  it('takes what another head says instead', () => {
    for (const ticket of readSampleTickets().slice(0, 80)) {
      const kept = keepForRehearsal(ticket, triage(ticket, defaultPlaybook));
      const intent: Prediction = rulesHead.predict(kept.request);
      const byRules = triage(ticket, defaultPlaybook, now, { ...models, intentHead: null });
      expect(redecide(kept, defaultPlaybook, { ticket: kept.ticket, now }, { intent })).toEqual(decided(byRules));
    }
  });

  it('takes our answer away, and the time with it, but leaves alone who still waits', () => {
    const answered = makeSampleTicket(['Where is it?', 'agent: On its way.'], { status: 'closed' });
    expect(beforeAnswer(answered, now)).toMatchObject({ now: noon + 3_600_000, ticket: { status: 'open', messages: [{ text: 'Where is it?' }] } });
    const waiting = makeSampleTicket(['Where is it?']);
    expect(beforeAnswer(waiting, now)).toEqual({ ticket: waiting, now });
    const thanked = makeSampleTicket(['Where is it?', 'agent: On its way.', 'Thanks!'], { status: 'closed' });
    expect(beforeAnswer(thanked, now)).toEqual({ ticket: { ...thanked, status: 'open' }, now: noon + 2 * 3_600_000 });
  });
});

describe('the difference', () => {
  const look = (ticket: Ticket, playbook: Playbook) => {
    const done = triage(ticket, playbook);
    return outlookOf(done, done.intent);
  };
  it('is none where an agent would do the same', () => {
    const ticket = makeSampleTicket(['Can I speak to a real person please?']);
    expect(differ(look(ticket, defaultPlaybook), look(ticket, { ...defaultPlaybook, version: '2' }))).toBeNull();
  });

  it('tells what comes out otherwise, and why', () => {
    const ticket = makeSampleTicket(['Which delivery options do you have?']);
    const strict = { ...defaultPlaybook, rules: [{ id: 'options', group: 'other', title: 'Options', detail: '', severity: 'critical', on: true, negatable: false, all: [{ kind: 'words', any: ['options'], reads: 'thread' }] }] } as const;
    const difference = differ(look(ticket, defaultPlaybook), look(ticket, strict));
    expect(difference).toMatchObject({ before: { escalated: false, action: 'auto-reply' }, after: { escalated: true, action: 'human', priority: 'urgent', reasons: [{ title: 'Options', quote: 'options' }] } });
    expect(difference?.kinds).toEqual(['escalated', 'action', 'priority']);
    expect(differ(look(ticket, strict), look(ticket, defaultPlaybook))?.kinds).toEqual(['calmed', 'action', 'priority']);
    const named = { ...strict, rules: [{ ...strict.rules[0], title: 'Choices' }] } as const;
    expect(differ(look(ticket, strict), look(ticket, named))?.kinds).toEqual(['reasons']);
  });
});
