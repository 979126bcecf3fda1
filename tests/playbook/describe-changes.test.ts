import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { describeChanges, isSame } from '../../src/playbook/describe-changes.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { defaultCalendar, defaultTargets } from '../../src/sla/service-level.ts';
import { arbitraryPlaybook } from './arbitrary-playbook.ts';

const { queues } = defaultPlaybook;

function changed(changes: Partial<Playbook>): readonly string[] {
  return describeChanges(defaultPlaybook, { ...defaultPlaybook, ...changes });
}

describe('what differs between two playbooks', () => {
  it.each<[Partial<Playbook>, string[]]>([
    [{ thresholds: { sure: 0.9, likely: 0.5 } }, ['Desk: sure 85% → 90%']],
    [{ queues: queues.map((queue) => (queue.id === 'billing' ? { ...queue, thresholds: { sure: 0.9 } } : queue)) }, ['Billing: sure 85% → 90%']],
    [{ queues: queues.map((queue) => (queue.id === 'billing' ? { ...queue, thresholds: { sure: 0.85 } } : queue)) }, ['Billing: confidences of its own']],
    [{ intentThresholds: { track_order: { sure: 0.95 } } }, ['“Track order”: sure 85% → 95%']],
    [{ queues: queues.map((queue) => (queue.id === 'billing' ? { ...queue, name: 'Money', atMost: 'draft', minutesEach: 10 } : queue)) }, ['Queue “Billing” is now called “Money”', 'Money, at most: what intents allow → draft', 'Money, minutes a ticket: 8 → 10']],
    [{ queues: queues.map((queue) => ({ ...queue, intents: queue.id === 'orders' ? [...queue.intents, 'track_order'] : queue.intents.filter((label) => label !== 'track_order') })) }, ['“Track order”: Delivery → Orders']],
    [{ queues: [...queues].reverse() }, ['Queues in another order']],
    [{ queues: queues.filter(({ id }) => id !== 'returns') }, ['Queue “Returns” removed', '“Check refund policy”: Returns → no queue', '“Get refund”: Returns → no queue', '“Track refund”: Returns → no queue']],
    [{ actions: { ...defaultPlaybook.actions, track_order: 'auto-reply' } }, ['“Track order”: draft → by itself']],
    [{ fallbackQueue: 'orders' }, ['Everything else goes to: Front desk → Orders']],
    [{ rules: standardRules.map((rule) => (rule.id === 'legal-threat' ? { ...rule, on: false, severity: 'high' } : rule)) }, ['Rule “Legal threat” switched off', 'Rule “Legal threat”: severity critical → high']],
    [{ rules: standardRules.map((rule) => (rule.id === 'angry-and-waiting' ? { ...rule, all: rule.all.slice(0, 2) } : rule)) }, ['Rule “Upset and waiting” no longer asks for one who does not meet the rule “Nth unanswered message”']],
    [{ rules: standardRules }, []],
    [{ calendar: { ...defaultCalendar, week: { ...defaultCalendar.week, sat: [] }, holidays: [] } }, ['Saturday: 09:00–17:00 → closed', 'Holiday: 2026-12-25 Christmas Day removed', 'Holiday: 2026-12-26 Boxing Day removed', 'Holiday: 2027-01-01 New Year’s Day removed']],
    [{ targets: { ...defaultTargets, urgent: { firstResponse: 90, resolution: 480 } } }, ['Desk, urgent: first answer 1 h → 1 h 30 min']],
    [{ team: [{ name: 'Ana', skills: [], hoursADay: 6 }] }, ['Team: Ana added']],
    [{ templates: defaultPlaybook.templates.slice(1) }, ['Templates: 1 removed']],
    [{ agentName: 'Zoe' }, ['Signed by: Priya → Zoe']],
    [{ version: 'another' }, []],
  ])('is said in short: %#', (changes, said) => {
    expect(changed(changes)).toEqual(said);
  });

  it('is nothing for the same, and something for anything else', () => {
    fc.assert(
      fc.property(arbitraryPlaybook, arbitraryPlaybook, fc.constantFrom(...(Object.keys(defaultPlaybook) as (keyof Playbook)[]), 'rules' as const, 'calendar' as const, 'targets' as const, 'team' as const, 'intentThresholds' as const), (a, b, key) => {
        expect(describeChanges(a, structuredClone(a))).toEqual([]);
        if (key === 'version' || b[key] === undefined || a[key] === undefined) return;
        const mixed: Playbook = { ...a, [key]: b[key] };
        expect(describeChanges(a, mixed).length > 0).toBe(!isSame(a[key], b[key]));
      }),
      { numRuns: 300 },
    );
  });
});
