import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRulesHead } from '../../src/classifier/rules-head.ts';
import type { Prediction } from '../../src/classifier/head.ts';
import type { RuleGroup } from '../../src/escalation/rule.ts';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { channels } from '../../src/tickets/ticket.ts';
import { triageTicket, type TriageModels } from '../../src/triage/triage-ticket.ts';
import { makeSampleTicket, noon } from './make-sample-ticket.ts';

/** As loose as a playbook can be: everything may be answered by itself, at any confidence. */
const allAuto: Playbook = {
  ...defaultPlaybook,
  actions: Object.fromEntries(Object.keys(defaultPlaybook.actions).map((intent) => [intent, 'auto-reply'])),
  thresholds: { sure: 0, likely: 0, grounded: 0 },
};

const day = 86_400_000;
const harmless = ['thank you', 'please', 'which ways of delivery do you have', 'can I pay with PayPal', 'LL-48213', '?', '.', '\n', '> quoted', 'Regards,', 'lovely', 'How long does it take to Leeds'];
const threats = standardRules.flatMap(({ fires }) => fires ?? []);
/** A head that takes one word for each group, since the one that ships would take minutes here. */
const groups: readonly RuleGroup[] = ['legal', 'safety', 'self-harm', 'fraud', 'data-breach', 'churn', 'press', 'repeated', 'human', 'hardship'];
const escalationHead: NonNullable<TriageModels['escalationHead']> = {
  metadata: { labels: [...groups, 'none'], features: {}, name: 'words', version: '1' } as unknown as NonNullable<TriageModels['escalationHead']>['metadata'],
  probabilities: (text) => Float32Array.from([...groups.map((group) => (text.includes(`zz-${group}`) ? 0.9 : 0.01)), 0.1]),
};

describe('a ticket that a person must answer', () => {
  it('is never answered by itself, in 100,000 tickets, whatever the playbook, the heads and the thread', { timeout: 180_000 }, () => {
    const models: TriageModels = { intentHead: null, rulesHead: createRulesHead(), escalationHead };
    const piece = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...harmless) }, { weight: 1, arbitrary: fc.constantFrom(...threats) }, { weight: 1, arbitrary: fc.constantFrom(...groups.map((group) => `zz-${group}`)) });
    const message = fc.tuple(fc.constantFrom('', '', '', 'agent: '), fc.array(piece, { minLength: 1, maxLength: 4 })).map(([from, pieces]) => `${from}${pieces.join(' ')}`);
    const ticket = fc.record({
      texts: fc.array(message, { minLength: 1, maxLength: 4 }),
      channel: fc.constantFrom(...channels),
      tier: fc.constantFrom('standard', 'vip', 'trade'),
      waited: fc.integer({ min: 0, max: 9 }),
      label: fc.constantFrom(...Object.keys(defaultPlaybook.actions), 'out_of_scope'),
      confidence: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    const seen = { escalated: 0, automatic: 0 };
    fc.assert(
      fc.property(ticket, ({ texts, channel, tier, waited, label, confidence }) => {
        const prediction: Prediction = { label, confidence, ranked: [{ label, confidence }], outOfScope: label === 'out_of_scope', version: 'any@1', path: 'model' };
        const made = makeSampleTicket(texts, { channel, customer: { id: 'c1', name: 'Ana Moura', tier } });
        const { escalation, route } = triageTicket(made, models, allAuto, noon + waited * day, () => 0, { prediction, explain: false });
        if (route.action === 'auto-reply') seen.automatic += 1;
        if (!escalation.escalated) return;
        seen.escalated += 1;
        expect(route.action).toBe('human');
      }),
      { numRuns: 100_000 },
    );
    // It would hold of nothing at all, and of a desk that answers nothing by itself.
    expect(seen.escalated).toBeGreaterThan(20_000);
    expect(seen.automatic).toBeGreaterThan(5_000);
  });
});
