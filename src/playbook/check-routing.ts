import { labelWords } from '../text/label-words.ts';
import type { PlaybookFinding } from './finding.ts';
import { hasRuleFor, queueFor, type Playbook } from './playbook.ts';

/** From here on a confidence is as good as never reached: calibrated ones stay below one. */
const neverReached = 0.995;

/** What is to say of queues, intents and thresholds. `intents` are the labels that the head in use knows; null where nobody can tell. */
export function checkRouting(playbook: Playbook, intents: readonly string[] | null): PlaybookFinding[] {
  return [...checkIntents(playbook, intents), ...checkQueues(playbook), ...checkThresholds(playbook)];
}

function checkIntents(playbook: Playbook, intents: readonly string[] | null): PlaybookFinding[] {
  const found: PlaybookFinding[] = [];
  const known = intents === null ? null : new Set(intents);
  const labels = new Set([...playbook.queues.flatMap((queue) => queue.intents), ...Object.keys(playbook.actions), ...Object.keys(playbook.intentThresholds ?? {})]);
  const queuesOf = new Map<string, string[]>();
  for (const { name, intents: own } of playbook.queues) for (const label of new Set(own)) queuesOf.set(label, [...(queuesOf.get(label) ?? []), name]);
  for (const label of labels) {
    const place = { part: 'intent', label } as const;
    const name = labelWords(label);
    const names = queuesOf.get(label) ?? [];
    const [first = '', second] = names;
    if (second !== undefined) {
      found.push({ kind: 'two-queues', severity: 'wrong', place, message: `“${name}” stands in two queues: ${names.join(', ')}. Only ${first} ever gets it.`, mend: `Take it out of ${second}.` });
    }
    if (known?.has(label) === false) {
      found.push({ kind: 'unknown-intent', severity: 'doubtful', place, message: `The model in use does not know “${name}”, so no ticket gets it but by hand.`, mend: 'Take it out, or train a model that knows it.' });
      continue;
    }
    const action = playbook.actions[label];
    if (names.length === 0 && action !== undefined) {
      found.push({ kind: 'no-queue', severity: 'doubtful', place, message: `“${name}” is in no queue, so it goes to ${nameOf(playbook, playbook.fallbackQueue)}.`, mend: 'Put it into a queue.' });
    }
    const queue = queueFor(playbook, label);
    if (action === 'auto-reply' && queue?.atMost !== undefined && queue.atMost !== 'auto-reply') {
      found.push({ kind: 'action-above-queue', severity: 'wrong', place, message: `“${name}” may be answered by itself, but in ${queue.name} ${queue.atMost === 'human' ? 'a person answers everything' : 'everything is a draft at most'}.`, mend: `Choose ${queue.atMost === 'human' ? 'a person' : 'a draft'} for it, or let ${queue.name} answer by itself.` });
    } else if (action === 'draft' && queue?.atMost === 'human') {
      found.push({ kind: 'action-above-queue', severity: 'doubtful', place, message: `“${name}” is to be drafted, but in ${queue.name} a person answers everything.`, mend: `Choose a person for it, or allow drafts in ${queue.name}.` });
    }
  }
  for (const label of known ?? []) {
    if (label === 'out_of_scope' || hasRuleFor(playbook, label)) continue;
    found.push({ kind: 'no-rule-for-intent', severity: 'doubtful', place: { part: 'intent', label }, message: `The model in use knows “${labelWords(label)}”, and the playbook says nothing of it: a person answers.`, mend: 'Choose its queue and what may happen.' });
  }
  return found;
}

function checkQueues({ queues, fallbackQueue, team }: Playbook): PlaybookFinding[] {
  const found: PlaybookFinding[] = [];
  for (const { id, name, intents, skills = [] } of queues) {
    const place = { part: 'queue', id } as const;
    if (intents.length === 0 && id !== fallbackQueue) {
      found.push({ kind: 'empty-queue', severity: 'doubtful', place, message: `${name} takes no intent and is not the queue for everything else, so no ticket gets there but by hand.`, mend: 'Give it an intent, or remove it.' });
    }
    if (team !== undefined && skills.length > 0 && !team.some((member) => skills.every((skill) => member.skills.includes(skill)))) {
      found.push({ kind: 'nobody-can', severity: 'wrong', place, message: `Nobody of the team can work in ${name}: it asks for ${skills.join(' and ')}.`, mend: 'Give somebody these skills, or ask for fewer.' });
    }
  }
  return found;
}

function checkThresholds(playbook: Playbook): PlaybookFinding[] {
  const { thresholds, intentThresholds = {}, queues, actions } = playbook;
  const found: PlaybookFinding[] = [];
  const crossed = (place: PlaybookFinding['place'], who: string, sure: number, likely: number): void => {
    if (likely <= sure) return;
    found.push({ kind: 'crossed-thresholds', severity: 'wrong', place, message: `${who} is likely from ${share(likely)} but sure from ${share(sure)} already.`, mend: 'Set likely below sure.' });
  };
  const never = (place: PlaybookFinding['place'], who: string, sure: number): void => {
    if (sure < neverReached) return;
    found.push({ kind: 'never-sure', severity: 'doubtful', place, message: `${who} is sure from ${share(sure)}, which no ticket reaches: nothing is answered by itself.`, mend: 'Choose a lower confidence, or “draft” as the most that may happen.' });
  };
  never({ part: 'thresholds' }, 'The desk', thresholds.sure);
  for (const { id, name, thresholds: own } of queues) {
    if (own === undefined) continue;
    crossed({ part: 'queue', id }, name, own.sure ?? thresholds.sure, own.likely ?? thresholds.likely);
    if (own.sure !== undefined) never({ part: 'queue', id }, name, own.sure);
  }
  for (const [label, own] of Object.entries(intentThresholds)) {
    const place = { part: 'intent', label } as const;
    const queue = queueFor(playbook, label);
    const inherited = { sure: queue?.thresholds?.sure ?? thresholds.sure, likely: queue?.thresholds?.likely ?? thresholds.likely };
    crossed(place, `“${labelWords(label)}”`, own.sure ?? inherited.sure, own.likely ?? inherited.likely);
    if (actions[label] === 'auto-reply' && own.sure !== undefined) never(place, `“${labelWords(label)}”`, own.sure);
    if (actions[label] !== 'auto-reply' && own.sure !== undefined && own.sure !== inherited.sure && own.likely === undefined) {
      found.push({ kind: 'idle-threshold', severity: 'doubtful', place, message: `“${labelWords(label)}” has its own “sure”, but it is never answered by itself.`, mend: 'Take the threshold out, or let it be answered by itself.' });
    }
  }
  return found;
}

function nameOf({ queues }: Playbook, id: string): string {
  return queues.find((queue) => queue.id === id)?.name ?? id;
}

function share(value: number): string {
  return `${Math.round(value * 1000) / 10}%`;
}
