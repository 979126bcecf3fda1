import type { Action } from '../playbook/playbook.ts';
import type { Priority } from '../tickets/priority.ts';
import type { ChangeKind, Difference, Outlook } from '../triage/rehearse.ts';
import type { RehearsalStep } from './rehearsal-messages.ts';
import { count } from '../ui/format-time.ts';

export const actionNames: Readonly<Record<Action, string>> = { 'auto-reply': 'By itself', draft: 'Draft for review', human: 'By a person' };
/** The same, as short as a chip needs it. */
export const actionWords: Readonly<Record<Action, string>> = { 'auto-reply': 'By itself', draft: 'Draft', human: 'Person' };
export const priorityNames: Readonly<Record<Priority, string>> = { urgent: 'Urgent', high: 'High', normal: 'Normal', low: 'Low' };

export const kindNames: Readonly<Record<ChangeKind, string>> = {
  escalated: 'Escalated now',
  calmed: 'No longer escalated',
  reasons: 'Other reasons',
  action: 'Other action',
  queue: 'Other queue',
  priority: 'Other priority',
  intent: 'Other intent',
};

export function stepWords({ status, done, total }: RehearsalStep): string {
  const of = total > 0 ? ` ${count(Math.min(done, total))} of ${count(total)} tickets` : '';
  switch (status) {
    case 'reading':
      return `Reading${of || ' the tickets'}`;
    case 'starting':
      return 'Starting the model';
    case 'predicting':
      return `The model reads${of}`;
    case 'deciding':
      return `Deciding${of}`;
    case 'counting':
      return `Counting what could be answered:${of}`;
  }
}

/** Why a ticket comes out otherwise, in sentences for the agent. */
export function whyWords({ kinds, before, after }: Difference): string[] {
  const sentences: string[] = [];
  const gone = missing(before, after);
  const come = missing(after, before);
  if (come.length > 0) sentences.push(`${kinds.includes('escalated') ? 'A person must answer now' : 'Another reason'}: ${come.join(', ')}.`);
  if (gone.length > 0) sentences.push(`${kinds.includes('calmed') ? 'No rule fires any more. It was' : 'Gone'}: ${gone.join(', ')}.`);
  const isSaid = kinds.includes('escalated') && come.length > 0;
  if (!isSaid && (kinds.includes('action') || kinds.includes('queue') || sentences.length === 0)) sentences.push(after.reason);
  return sentences;
}

/** Titles of the reasons that one side has and the other has not, with the words they go by. */
function missing(these: Outlook, those: Outlook): string[] {
  const known = new Set(those.reasons.map(({ rule, title, severity }) => `${rule} ${severity} ${title}`));
  return these.reasons.filter(({ rule, title, severity }) => !known.has(`${rule} ${severity} ${title}`)).map(({ title, quote }) => (quote === '' ? title : `${title} (“${quote}”)`));
}

/** People it takes, to a tenth; never none where there is work. */
export function peopleWords(people: number): string {
  if (people > 0 && people < 0.05) return 'under 0.1';
  return people >= 10 ? count(Math.round(people)) : people.toFixed(1);
}
