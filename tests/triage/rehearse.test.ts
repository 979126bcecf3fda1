import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Prediction } from '../../src/classifier/head.ts';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { readRequestText } from '../../src/tickets/request-text.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { beforeAnswer, differ, isReadAnew, keepForRehearsal, keptLanguage, keptProduct, outlookOf, redecide } from '../../src/triage/rehearse.ts';
import { ThreadWords } from '../../src/triage/thread-words.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { triageTicket, type TriageModels } from '../../src/triage/triage-ticket.ts';
import { readSampleTickets } from '../../training/bench/triage.ts';
import { loadHead, loadShippedHeads } from '../../training/load-head.ts';
import { anyTicket } from './generate-tickets.ts';
import { makeSampleTicket, noon } from './make-sample-ticket.ts';

const rulesHead = createRulesHead();
const loaded = await loadHead('intent');
if (!loaded.ok) throw new Error(loaded.message);
const models: TriageModels = { intentHead: loaded.value, rulesHead };
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
  { ...defaultPlaybook, version: 'words', languages: ['en', 'de'], products: [{ name: 'Parcels', synonyms: ['parcel'] }, { name: 'Alder desk', synonyms: ['order'] }] },
  { ...defaultPlaybook, version: 'queues', queues: defaultPlaybook.queues.map((queue) => (queue.id === 'delivery' ? { ...queue, atMost: 'draft' as const } : queue)), actions: { ...defaultPlaybook.actions, track_order: 'auto-reply' } },
];

const decided = ({ escalation, priority, route }: Pick<Triage, 'escalation' | 'priority' | 'route'>) => ({ escalation, priority, route });
const triage = (ticket: Ticket, playbook: Playbook, at = now, of = models): Triage => triageTicket(ticket, of, playbook, at, () => 0, { explain: false });

describe('a rehearsal of one ticket', () => {
  it('decides exactly as triage by all heads does, without asking one of them again', async () => {
    const all = await loadShippedHeads();
    let heard = 0;
    let anew = 0;
    // Every other one: each is read by every head under every playbook.
    for (const ticket of readSampleTickets().filter((_, at) => at % 2 === 0)) {
      const first = triage(ticket, defaultPlaybook, now, all);
      if ((first.risks ?? []).length > 0 && first.urgency !== undefined) heard++;
      const kept = keepForRehearsal(ticket, first);
      for (const playbook of playbooks) {
        if (isReadAnew(kept, keptLanguage(kept, playbook), keptProduct(kept, playbook))) anew++;
        else expect(redecide(kept, playbook, { ticket: kept.ticket, now }), `${ticket.id} ${playbook.version}`).toEqual(decided(triage(ticket, playbook, now, all)));
      }
    }
    expect(heard).toBeGreaterThan(25);
    // Under the one playbook that has other languages and products, and by no means all of that.
    expect(anew).toBeGreaterThan(2);
    expect(anew).toBeLessThan(120);
  });

  it('decides exactly as triage does under each playbook, with whatever was found in the thread before', () => {
    const words = new ThreadWords();
    let different = 0;
    for (const [row, ticket] of readSampleTickets().entries()) {
      const kept = keepForRehearsal(ticket, triage(ticket, defaultPlaybook));
      for (const playbook of playbooks) {
        const again = redecide(kept, playbook, { ticket: kept.ticket, now }, { memory: words.of(row) });
        expect(again, `${ticket.id} ${playbook.version}`).toEqual(decided(triage(ticket, playbook)));
        if (JSON.stringify(again.route) !== JSON.stringify(decided(triage(ticket, defaultPlaybook)).route)) different++;
      }
    }
    // Or nothing was held against anything.
    expect(different).toBeGreaterThan(100);
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
      { numRuns: 300 },
    );
  });

  it('takes what another head says instead', () => {
    for (const ticket of readSampleTickets().slice(0, 80)) {
      const kept = keepForRehearsal(ticket, triage(ticket, defaultPlaybook));
      const intent: Prediction = rulesHead.predict(kept.request);
      const byRules = triage(ticket, defaultPlaybook, now, { intentHead: null, rulesHead });
      expect(redecide(kept, defaultPlaybook, { ticket: kept.ticket, now }, { intent })).toEqual(decided(byRules));
    }
  });

  it('says of which tickets heads would be asked anew: their language is taken in or left out, or their product is no longer in the catalogue', () => {
    const german = makeSampleTicket(['Guten Morgen, ich möchte gerne wissen, wo meine Bestellung bleibt und wann sie ankommt.']);
    const desk = makeSampleTicket(['Good morning, I would like to know where my Alder desk is and when it comes.']);
    const anew = (playbook: Playbook): boolean[] =>
      [german, desk].map((ticket) => {
        const kept = keepForRehearsal(ticket, triage(ticket, defaultPlaybook));
        return isReadAnew(kept, keptLanguage(kept, playbook), keptProduct(kept, playbook));
      });
    expect(anew({ ...defaultPlaybook, rules: [] })).toEqual([false, false]);
    expect(anew({ ...defaultPlaybook, languages: ['en', 'de'] })).toEqual([true, false]);
    expect(anew({ ...defaultPlaybook, languages: ['de'] })).toEqual([true, true]);
    expect(anew({ ...defaultPlaybook, products: [{ name: 'Lamp', synonyms: [] }] })).toEqual([false, true]);
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
