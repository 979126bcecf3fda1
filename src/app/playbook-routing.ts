import { actions, type Action, type AnswerThresholds, type Playbook } from '../playbook/playbook.ts';
import type { SelectOption } from '../ui/Select.tsx';
import { without } from './playbook-editing.ts';

/** What may happen, as it is offered. */
export const actionOptions: readonly SelectOption[] = actions.map((id) => ({ id, label: ({ 'auto-reply': 'By itself', draft: 'A draft for review', human: 'A person writes' } as const)[id] }));

/** With an intent in one queue and no other; null takes it out of all. */
export function withIntent(playbook: Playbook, label: string, queueId: string | null): Playbook {
  return {
    ...playbook,
    queues: playbook.queues.map((queue) => {
      const has = queue.intents.includes(label);
      if (queue.id === queueId) return has ? queue : { ...queue, intents: [...queue.intents, label] };
      return has ? { ...queue, intents: queue.intents.filter((each) => each !== label) } : queue;
    }),
  };
}

export function withAction(playbook: Playbook, label: string, action: Action): Playbook {
  return { ...playbook, actions: { ...playbook.actions, [label]: action } };
}

/** With confidences of an intent's own; null takes them away. */
export function withIntentThresholds(playbook: Playbook, label: string, own: AnswerThresholds | null): Playbook {
  const others = Object.entries(playbook.intentThresholds ?? {}).filter(([name]) => name !== label);
  const next = own === null ? others : [...others, [label, own] as const];
  return next.length === 0 ? without(playbook, 'intentThresholds') : { ...playbook, intentThresholds: Object.fromEntries(next) };
}

/** Without all that is said of an intent. */
export function withoutIntent(playbook: Playbook, label: string): Playbook {
  const gone = withIntentThresholds(withIntent(playbook, label, null), label, null);
  return { ...gone, actions: Object.fromEntries(Object.entries(gone.actions).filter(([name]) => name !== label)) };
}
