import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft, NoDraft } from '../../src/replies/draft.ts';
import { groundReply, type Grounding } from '../../src/replies/ground-reply.ts';
import { groundedEnough } from '../../src/replies/grounded-enough.ts';
import { mayAutoReply, type AutoReplyFacts } from '../../src/replies/may-auto-reply.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { actions } from '../../src/playbook/playbook.ts';
import type { Triage } from '../../src/triage/triage.ts';
import { passage } from '../knowledge-base/read-sample-passages.ts';

const passages = new Map([[1, passage('returns', 'You can return an item within 30 days of delivery.')]]);

function grounded(text: string): Grounding {
  return groundReply({ text, passages, own: [] });
}

const draft: Draft = { source: 'template', sentences: [], citations: [], grounding: { claims: 1, supported: 1 }, missing: [] };

const calm: Triage = {
  ticketId: 'T-1',
  ticketUpdatedAt: 0,
  intent: { label: 'check_refund_policy', confidence: 0.97, ranked: [], outOfScope: false, version: 'intent@1', path: 'model' },
  sentiment: { label: 'neutral', compound: 0, excerpts: [] } as unknown as Triage['sentiment'],
  language: { code: 'en', name: 'English', confidence: 1, supported: true },
  product: null,
  entities: [],
  escalation: { escalated: false, reasons: [], version: '1' },
  priority: { level: 'normal', reason: '' },
  route: { queue: 'returns', action: 'auto-reply', reason: 'Sure and calm.' },
  versions: {},
  path: 'model',
  timings: {},
};

const fine: AutoReplyFacts = { triage: calm, playbook: defaultPlaybook, draft, grounding: grounded('You can return an item within 30 days of delivery.') };

describe('a reply that nobody reads', () => {
  it('may go out when everything speaks for it', () => {
    expect(mayAutoReply(fine)).toEqual({ ok: true, proof: { ticketId: 'T-1', ticketUpdatedAt: fine.triage.ticketUpdatedAt } });
  });

  it.each<[string, Partial<AutoReplyFacts>]>([
    ['a person must answer', { triage: { ...calm, escalation: { ...calm.escalation, escalated: true } } }],
    ['there is a reason to escalate, whatever the flag says', { triage: { ...calm, escalation: { ...calm.escalation, reasons: [{ rule: 'legal', title: 'Legal threat', detail: '', quote: '', severity: 'high' }] } } }],
    ['the route is a draft', { triage: { ...calm, route: { ...calm.route, action: 'draft' } } }],
    ['the playbook wants a draft', { playbook: { ...defaultPlaybook, actions: { ...defaultPlaybook.actions, check_refund_policy: 'draft' } } }],
    ['the playbook does not know the intent', { triage: { ...calm, intent: { ...calm.intent, label: 'constructor' } } }],
    ['the model is not sure', { triage: { ...calm, intent: { ...calm.intent, confidence: 0.84 } } }],
    ['the confidence is no number', { triage: { ...calm, intent: { ...calm.intent, confidence: Number.NaN } } }],
    ['the rules decided', { triage: { ...calm, intent: { ...calm.intent, path: 'rules' } } }],
    ['it is out of scope', { triage: { ...calm, intent: { ...calm.intent, outOfScope: true } } }],
    ['there is no draft', { draft: { source: 'none', reason: 'Nothing matches.' } }],
    ['something is missing', { draft: { ...draft, missing: ['order number'] } }],
    ['a figure is wrong', { grounding: grounded('You can return an item within 14 days of delivery.') }],
    ['a link is invented', { grounding: grounded('You can return an item within 30 days of delivery. See returns.example.com.') }],
    ['nothing bears a statement out', { grounding: grounded('You can return an item within 30 days of delivery. We plant a tree for every order.') }],
    ['a placeholder is left', { grounding: grounded('You can return an item within 30 days of delivery. Thank you, [your name].') }],
    ['there is nothing in it', { grounding: grounded('') }],
    ['it says nothing that answers', { grounding: grounded('Hello Ana, thank you for your message.') }],
    ['the bar is no number', { playbook: { ...defaultPlaybook, thresholds: { ...defaultPlaybook.thresholds, grounded: Number.NaN } } }],
  ])('stays when %s', (_, change) => {
    const decision = mayAutoReply({ ...fine, ...change });
    expect(decision.ok).toBe(false);
    if (!decision.ok) expect(decision.reason).toMatch(/\S/);
  });

  it('goes by the playbook’s own bar, but never past a wrong figure', () => {
    const half = grounded('You can return an item within 30 days of delivery. We plant a tree for every order.');
    expect(groundedEnough(half, 0.5)).toBe(half);
    expect(groundedEnough(half, 0.51)).toBeNull();
    expect(groundedEnough(grounded('You can return an item within 14 days of delivery.'), 0)).toBeNull();
  });

  const drafts: fc.Arbitrary<Draft | NoDraft> = fc.oneof(
    fc.record({ source: fc.constant('none' as const), reason: fc.constant('No template.') }),
    fc.array(fc.constant('order number'), { maxLength: 1 }).map((missing): Draft => ({ ...draft, missing })),
  );
  // Each thing is mostly as it should be, so that many come near to being sent.
  const mostly = <T>(fine: T, ...others: T[]): fc.Arbitrary<T> => fc.oneof({ weight: 6, arbitrary: fc.constant(fine) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
  const facts = fc.record({
    escalated: mostly(false, true),
    reasons: mostly(0, 1),
    action: mostly<(typeof actions)[number]>('auto-reply', 'draft', 'human'),
    allowed: mostly<(typeof actions)[number] | undefined>('auto-reply', 'draft', 'human', undefined),
    confidence: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(Number.NaN, 0.85, 1)),
    sure: fc.constantFrom(0.85, 0.5, 1),
    path: mostly<'model' | 'rules'>('model', 'rules'),
    outOfScope: mostly(false, true),
    supported: mostly(true, false),
    bar: fc.constantFrom(undefined, 0, 0.5, 0.8, 1),
    draft: drafts,
    text: fc.oneof(fc.constant<string[]>(['Hello Ana,', 'You can return an item within 30 days of delivery.']), fc.shuffledSubarray<string>(
      ['Hello Ana,', 'You can return an item within 30 days of delivery.', 'You can return an item within 14 days of delivery.', 'We plant a tree for every order.', 'See refunds.example.net.', 'Order {{order}} is on its way.', 'I am sorry about that.'],
      { maxLength: 4 },
    )),
  });

  it('is never one that is escalated, unsure, not borne out or not allowed', () => {
    let sent = 0;
    fc.assert(
      fc.property(facts, (given) => {
        const grounding = grounded(given.text.join(' '));
        const decision = mayAutoReply({
          triage: {
            ...calm,
            intent: { ...calm.intent, confidence: given.confidence, path: given.path, outOfScope: given.outOfScope },
            path: given.path,
            language: { ...calm.language, supported: given.supported },
            escalation: { ...calm.escalation, escalated: given.escalated, reasons: Array.from({ length: given.reasons }, () => ({ rule: 'legal', title: 'Legal threat', detail: '', quote: '', severity: 'high' as const })) },
            route: { ...calm.route, action: given.action },
          },
          playbook: {
            ...defaultPlaybook,
            actions: given.allowed === undefined ? {} : { check_refund_policy: given.allowed },
            thresholds: { sure: given.sure, likely: 0.5, ...(given.bar === undefined ? {} : { grounded: given.bar }) },
          },
          grounding,
          draft: given.draft,
        });
        const wrong = given.text.some((line) => /14 days|example\.net|\{\{/.test(line));
        const claims = given.text.filter((line) => /30 days|tree/.test(line)).length;
        const may =
          !given.escalated && given.reasons === 0 && given.action === 'auto-reply' && given.allowed === 'auto-reply' && given.confidence >= given.sure && given.path === 'model' && !given.outOfScope && given.supported &&
          given.draft.source !== 'none' && given.draft.missing.length === 0 && claims > 0 && !wrong &&
          given.text.filter((line) => line.includes('30 days')).length / claims >= (given.bar ?? 1);
        if (decision.ok) sent += 1;
        expect(decision.ok).toBe(may);
      }),
      { numRuns: 5_000 },
    );
    // A property of what is sent says nothing where nothing ever is.
    expect(sent).toBeGreaterThan(20);
  });
});
