import type { Head } from '../classifier/create-head.ts';
import type { Risk } from '../escalation/escalation.ts';
import { ruleGroups, type RuleGroup } from '../escalation/rule.ts';
import { readBesides } from '../sentiment/sentiment-head.ts';
import { locateInTicket, type RequestText } from '../tickets/request-text.ts';
import { cutThread, type Passage } from './cut-passages.ts';

/** What of a head the reading of risks needs. */
export type RiskHead = Pick<Head, 'metadata' | 'probabilities'>;

/** Below the first a passage is not like it at all, below the second nobody is shown it. */
const leastConfidence = 0.02;
const leastShown = 0.05;

/**
 * Of many passages of a letter one may look like anything by chance: the more there are, the surer each must be. Strength chosen on the
 * sample desk, whose letters are long.
 */
const caution = 0.7;

function discount(confidence: number, of: number): number {
  if (of <= 1) return confidence;
  const odds = (confidence / Math.max(1e-9, 1 - confidence)) * of ** -caution;
  return odds / (1 + odds);
}

/**
 * The passages of a thread that are like what a person must answer, by the escalation head: at most one a group, strongest first; `other` is the
 * chance that it is any of them. Each of the customer's messages is read whole, or some sentences at a time where it is long, so that one
 * sentence in a letter counts.
 */
export function readRisks(head: RiskHead, thread: RequestText): Risk[] {
  const groups = head.metadata.labels.map((label) => ruleGroups.find((group) => group === label));
  const best = new Map<RuleGroup, { readonly passage: Passage; readonly confidence: number }>();
  const confidences = ({ start, end }: Passage): Float32Array => {
    const text = thread.text.slice(start, end);
    return head.probabilities(text, readBesides(head, text));
  };
  const keep = (group: RuleGroup, confidence: number, passage: Passage): void => {
    if (confidence >= leastConfidence && confidence > (best.get(group)?.confidence ?? 0)) best.set(group, { passage, confidence });
  };
  for (const passage of cutThread(thread)) {
    let any = 0;
    confidences(passage).forEach((confidence, i) => {
      const group = groups[i];
      if (group === undefined) return;
      any += confidence;
      keep(group, discount(confidence, passage.of), passage);
    });
    // "Unless somebody wants to talk numbers, that's the last order": for a person, whichever of two groups it is.
    keep('other', discount(any, passage.of), passage);
  }
  return [...best]
    .map(([group, { passage, confidence }]): Risk => {
      const place = locateInTicket(thread, passage.start, passage.end);
      const newest = passage.start >= thread.newest;
      const rounded = Math.round(confidence * 1000) / 1000;
      // Nobody is shown what is like nothing; it only tells what can be ruled out, and is kept with every ticket.
      if (confidence < leastShown) return { group, confidence: rounded, newest, quote: '' };
      if (place === null) return { group, confidence: rounded, newest, quote: thread.text.slice(passage.start, passage.end).trim() };
      return { group, confidence: rounded, newest, ...place, quote: thread.text.slice(passage.start, passage.start + place.end - place.start) };
    })
    .sort((a, b) => b.confidence - a.confidence);
}
