import type { TicketActions } from './desk-context.ts';

/** Labels given one after another are one lesson. */
const restMs = 3000;

export interface LearningParts {
  /** Whether the model in use is one of the person's own: the one that ships came without its data. */
  readonly ownHead: () => boolean;
  /** Has it learn what is new; says for itself what came of it. */
  readonly learn: () => Promise<void>;
}

/** The same actions; once a person rests who labelled tickets, the model in use learns from the labels. */
export function learnFromCorrections(actions: TicketActions, { ownHead, learn }: LearningParts): TicketActions {
  let waiting: ReturnType<typeof setTimeout> | undefined;
  return {
    ...actions,
    async setIntent(ids, intent) {
      const done = await actions.setIntent(ids, intent);
      clearTimeout(waiting);
      if (done && intent !== null && ownHead()) waiting = setTimeout(() => void learn(), restMs);
      return done;
    },
  };
}
