import { addMessage, closeTickets, markRead, reopenTickets, setIntent, setQueue, type Change } from '../storage/change-tickets.ts';
import { forgetTriages } from '../storage/save-triages.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { plural } from '../ui/format-time.ts';
import { labelWords } from '../text/label-words.ts';
import type { TicketActions, Toast } from './desk-context.ts';
import { createMergeActions } from './merge-actions.ts';
import type { UndoStack } from './undo-stack.ts';

export interface TicketActionParts {
  readonly db: TabdeskDatabase;
  readonly playbook: () => Playbook;
  readonly notify: (toast: Toast) => () => void;
  readonly undoStack: UndoStack;
  /** Called after whatever triage may have to look at again. */
  readonly wakeBacklog: () => void;
  readonly now: () => number;
}

/** The changes a person makes to tickets, each saved, told and undoable. */
export function createTicketActions({ db, playbook, notify, undoStack, wakeBacklog, now }: TicketActionParts): TicketActions {
  /** `first` is undone before the change itself; where it fails the change stays. */
  async function change(made: Promise<Outcome<Change>>, say: (changed: number) => string | null, first?: () => Promise<Outcome<unknown>>): Promise<boolean> {
    const outcome = await made;
    if (!outcome.ok) {
      notify({ text: outcome.message, tone: 'bad', forMs: 12_000 });
      return false;
    }
    const { changed, undo } = outcome.value;
    if (changed === 0) return true;
    const text = say(changed);
    if (text !== null) {
      undoStack.done(text, async () => {
        const before = first ? await first() : undefined;
        if (before?.ok === false) return before;
        const undone = await undo();
        wakeBacklog();
        return undone;
      });
    }
    wakeBacklog();
    return true;
  }

  const tickets = (changed: number): string => plural(changed, 'ticket');

  return {
    close: (ids) => change(closeTickets(db, ids), (n) => `${tickets(n)} closed`),
    ...createMergeActions({ db, notify, undoStack, wakeBacklog, now }),
    reopen: (ids) => change(reopenTickets(db, ids), (n) => `${tickets(n)} opened again`),
    markRead: (ids, read) => change(markRead(db, ids, read), (n) => (ids.length > 1 ? `${tickets(n)} marked ${read ? 'read' : 'unread'}` : null)),
    setQueue(ids, queueId) {
      const name = playbook().queues.find((queue) => queue.id === queueId)?.name;
      return change(setQueue(db, ids, queueId), (n) =>
        queueId === null ? `${tickets(n)} routed by triage again` : `${tickets(n)} moved to ${name ?? queueId}`,
      );
    },
    setIntent: (ids, intent) =>
      change(setIntent(db, ids, intent), (n) =>
        intent === null ? `${tickets(n)} labelled by triage again` : `${tickets(n)} labelled ${labelWords(intent)}`,
      ),
    async retriage(ids) {
      const forgotten = await forgetTriages(db, ids);
      if (!forgotten.ok) {
        notify({ text: forgotten.message, tone: 'bad', forMs: 12_000 });
        return false;
      }
      notify({ text: `Triaging ${tickets(forgotten.value)} again` });
      wakeBacklog();
      return true;
    },
    async reply(ticketId, text, { close = false, undoFirst } = {}) {
      const at = now();
      const message = { id: `${ticketId}-reply-${at}`, from: 'agent', author: playbook().agentName, at, text } as const;
      return change(addMessage(db, ticketId, message, close ? 'closed' : 'waiting'), () => 'Reply recorded in the thread', undoFirst);
    },
  };
}
