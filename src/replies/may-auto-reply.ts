import { thresholdsFor, type Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import type { Draft, NoDraft } from './draft.ts';
import type { Grounding } from './ground-reply.ts';
import { groundedEnough } from './grounded-enough.ts';

declare const allowed: unique symbol;

/** Shown to send a reply that nobody has read. Only `mayAutoReply` makes one, for one ticket. */
export interface AutoReply {
  readonly ticketId: string;
  /** `updatedAt` of the ticket as it was triaged: for any other state of it the proof is none. */
  readonly ticketUpdatedAt: number;
  readonly [allowed]: true;
}

export type AutoReplyDecision = { readonly ok: true; readonly proof: AutoReply } | { readonly ok: false; readonly reason: string };

export interface AutoReplyFacts {
  readonly triage: Triage;
  readonly playbook: Playbook;
  /** Of the very text that would go out. */
  readonly grounding: Grounding;
  readonly draft: Draft | NoDraft;
}

/**
 * May this reply go out without anybody reading it? Asks everything again that the route was decided by, since a correction, a playbook edited
 * in the meantime or a route written elsewhere must not be enough: the playbook allows it for the intent, the model is sure of it, nothing
 * speaks for a person, the draft is complete, and the passages bear out what it says. The reason is one sentence for the agent.
 */
export function mayAutoReply({ triage, playbook, grounding, draft }: AutoReplyFacts): AutoReplyDecision {
  const { intent, escalation, route, language } = triage;
  const no = (reason: string): AutoReplyDecision => ({ ok: false, reason });
  if (escalation.escalated || escalation.reasons.length > 0) return no('A person must answer this one.');
  if (!language.supported) return no(`It is written in ${language.name}, which this desk is not trained for.`);
  if (route.action !== 'auto-reply') return no(route.reason);
  if (!Object.hasOwn(playbook.actions, intent.label) || playbook.actions[intent.label] !== 'auto-reply') return no('The playbook does not let this request be answered automatically.');
  if (intent.outOfScope || intent.label === 'out_of_scope') return no('It is none of the usual requests.');
  if (intent.path !== 'model' || triage.path !== 'model') return no('Only the rules decided what is wanted.');
  // Written so that a confidence or threshold that is no number says no.
  if (!(intent.confidence >= thresholdsFor(playbook, intent.label).sure)) return no('It is not sure enough what is wanted.');
  if (draft.source === 'none') return no(draft.reason);
  if (draft.missing.length > 0) return no(`Not known: ${draft.missing.join(', ')}.`);
  if (groundedEnough(grounding, playbook.thresholds.grounded ?? 1) === null) return no(whyNotGrounded(grounding));
  return { ok: true, proof: { ticketId: triage.ticketId, ticketUpdatedAt: triage.ticketUpdatedAt } as AutoReply };
}

function whyNotGrounded({ problems, placeholders, claims, supported }: Grounding): string {
  if (placeholders > 0) return 'The reply has something still to be filled in.';
  const [first] = [...problems].sort((a, b) => Number(a.kind === 'unsupported') - Number(b.kind === 'unsupported'));
  if (first !== undefined && first.kind !== 'unsupported') return first.words;
  return claims === 0 ? 'The reply says nothing that answers the request.' : `The knowledge base bears out ${supported} of ${claims} ${claims === 1 ? 'statement' : 'statements'} in the reply.`;
}
