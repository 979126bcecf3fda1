import fc from 'fast-check';
import { ruleGroups, severities, type Condition, type EscalationRule, type PlainCondition } from '../../src/escalation/rule.ts';
import { wordings } from '../../src/escalation/wordings.ts';
import { parsePlaybook } from '../../src/playbook/parse-playbook.ts';
import { actions, voices, type Playbook } from '../../src/playbook/playbook.ts';
import { moods } from '../../src/sentiment/sentiment.ts';
import { weekdays } from '../../src/sla/service-level.ts';
import { channels } from '../../src/tickets/ticket.ts';

/** Whatever people and files have in texts: marks of YAML, lines, controls, words that look like numbers. */
const awkward = fc.constantFrom('yes', 'null', '1e3', '0x10', '~', '- a', 'a: b', '# no comment', '*a', '&a', '!tag', '{{order}}', '"', "'", '|', '> x', '%TAG', '---', '...', ' lead', 'trail ', 'a\n b', 'a\n\n\nb\n', '\ttab', '\r\n', '\u2028', 'é', '😀', '2026-01-01', '08:00', '? x', '[', '<<', `${' '.repeat(40)}far`, 'constructor');
const word = fc.oneof(awkward, fc.string({ minLength: 1, maxLength: 30 }), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 })).filter((text) => text.length <= 200);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value + 0);
const phrase = fc.tuple(fc.constantFrom('sue', 'court', 'small claims', 'refund*', 'lawyer’s'), fc.constantFrom('', ' you', ' now')).map(([a, b]) => `${a}${b}`);
const reads = fc.constantFrom('thread', 'newest');

const plain = fc.oneof(
  fc.record({ kind: fc.constant('says'), wording: fc.constantFrom(...wordings.keys()), reads }),
  fc.record({ kind: fc.constant('words'), any: fc.array(phrase, { minLength: 1, maxLength: 4 }), reads }),
  fc.record({ kind: fc.constant('pattern'), source: fc.constantFrom('(a+)+$', 'order \\d{3,5}', '[a-z]+ off: #1'), reads }),
  fc.record({ kind: fc.constant('mood'), is: fc.uniqueArray(fc.constantFrom(...moods), { minLength: 1 }) }),
  fc.record({ kind: fc.constant('polarity'), atMost: fc.double({ min: -1, max: 1, noNaN: true }).map((value) => value + 0) }),
  fc.record({ kind: fc.constant('waiting'), hours: fc.integer({ min: 0, max: 500 }) }),
  fc.record({ kind: fc.constant('unanswered'), messages: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant('channel'), is: fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1 }) }),
  fc.record({ kind: fc.constantFrom('tier', 'customer', 'product'), is: fc.array(word, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant('intent'), is: fc.array(word, { minLength: 1, maxLength: 3 }), atLeast: share }),
  fc.record({ kind: fc.constantFrom('reads-like', 'could-be'), group: fc.constantFrom(...ruleGroups), atLeast: share, reads }),
  fc.record({ kind: fc.constant('denies'), wording: fc.constantFrom(...wordings.keys()), denied: fc.boolean() }),
) as fc.Arbitrary<PlainCondition>;

const condition: fc.Arbitrary<Condition> = fc.oneof({ arbitrary: plain, weight: 4 }, { arbitrary: fc.record({ kind: fc.constant('any' as const), of: fc.array(plain, { minLength: 1, maxLength: 3 }) }), weight: 1 });

export const arbitraryRules: fc.Arbitrary<EscalationRule[]> = fc
  .array(
    fc.record(
      {
        group: fc.constantFrom(...ruleGroups), title: word, detail: word, severity: fc.constantFrom(...severities), on: fc.boolean(), negatable: fc.boolean(),
        all: fc.array(condition, { minLength: 1, maxLength: 4 }), unless: fc.array(word, { maxLength: 3 }), fires: word, quiet: word,
      },
      { requiredKeys: ['group', 'title', 'detail', 'severity', 'on', 'negatable', 'all'] },
    ),
    { maxLength: 5 },
  )
  .map((rules) => rules.map((rule, at): EscalationRule => ({ ...rule, id: `rule-${at}`, all: at === 0 ? rule.all : [...rule.all, { kind: 'rule', id: `rule-${at - 1}`, fired: at % 2 === 0 }] })));

const target = fc.record({ firstResponse: fc.integer({ min: 1, max: 500 }), resolution: fc.integer({ min: 500, max: 9000 }) });
const day = fc.constantFrom([], [{ from: '08:00', to: '20:00' }], [{ from: '00:00', to: '12:30' }, { from: '13:00', to: '24:00' }]);
const calendar = fc.record({
  timeZone: fc.constantFrom('Europe/London', 'Asia/Kathmandu'),
  week: fc.record(Object.fromEntries(weekdays.map((name) => [name, day])), { requiredKeys: [] }),
  holidays: fc.array(fc.record({ date: fc.constantFrom('2026-12-25', '2027-01-01'), name: word }), { maxLength: 3 }),
});
const thresholds = fc.record({ sure: fc.double({ min: 0.5, max: 1, noNaN: true }), likely: fc.double({ min: 0, max: 0.5, noNaN: true }).map((value) => value + 0) });
const ownThresholds = fc.record({ sure: fc.double({ min: 0.5, max: 1, noNaN: true }), likely: fc.double({ min: 0.1, max: 0.5, noNaN: true }) }, { requiredKeys: [] });
const intents = fc.uniqueArray(word, { maxLength: 4 });

/** Playbooks that can be used, with every piece there or not. */
export const arbitraryPlaybook: fc.Arbitrary<Playbook> = fc
  .record(
    {
      version: word, shopName: word, agentName: word,
      products: fc.array(fc.record({ name: word, synonyms: fc.array(word, { maxLength: 3 }) }), { maxLength: 3 }),
      queues: fc.array(
        fc.record(
          { name: word, intents, skills: fc.array(word, { maxLength: 3 }), calendar, targets: fc.record({ urgent: target, low: target }, { requiredKeys: [] }), minutesEach: fc.integer({ min: 1, max: 60 }), thresholds: ownThresholds, atMost: fc.constantFrom(...actions) },
          { requiredKeys: ['name', 'intents'] },
        ),
        { minLength: 1, maxLength: 4 },
      ),
      actions: fc.dictionary(word, fc.constantFrom(...actions), { maxKeys: 4, noNullPrototype: true }), thresholds,
      intentThresholds: fc.dictionary(word, ownThresholds, { maxKeys: 3, noNullPrototype: true }), rules: arbitraryRules, calendar,
      targets: fc.record({ urgent: target, high: target, normal: target, low: target }),
      team: fc.array(fc.record({ name: word, skills: fc.array(word, { maxLength: 3 }), hoursADay: fc.integer({ min: 0, max: 24 }) }), { maxLength: 3 }),
      templates: fc.array(fc.record({ intent: word, product: word, voice: fc.constantFrom(...voices), language: fc.constantFrom('en', 'de'), body: fc.array(word, { minLength: 1, maxLength: 4 }).map((lines) => lines.join('\n')) }, { requiredKeys: ['intent', 'body'] }), { maxLength: 3 }),
      voice: fc.constantFrom(...voices), orderNumbers: fc.array(fc.constantFrom('LL-#####', '@@@***'), { maxLength: 2 }), languages: fc.constantFrom(['en'], ['de', 'en']),
    },
    { requiredKeys: ['version', 'shopName', 'agentName', 'products', 'queues', 'actions', 'thresholds', 'templates'] },
  )
  .map((parts): unknown => ({
    ...parts,
    queues: parts.queues.map((queue, at) => ({ ...queue, id: `q-${at}` })),
    fallbackQueue: 'q-0',
    templates: parts.templates.map((template, at) => ({ ...template, id: `t-${at}` })),
  }))
  // What the bounds of a playbook refuse is no playbook, and what its reader makes of one is what is kept.
  .map((value) => parsePlaybook(value))
  .filter((parsed) => parsed.ok)
  .map((parsed) => parsed.value);
