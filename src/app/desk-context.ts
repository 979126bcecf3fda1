import { createContext, useContext } from 'react';
import type { Engine, EngineErrorCode, EngineInfo, LoadProgress } from '../inference/api.ts';
import type { PlaybookVersion, TabdeskDatabase } from '../storage/schema.ts';
import type { Repeat } from '../tickets/find-repeats.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { DueClock } from './due-clock.ts';
import type { Imports } from './imports.ts';
import type { InboxStore } from './inbox-store.ts';
import type { RankingStore } from './ranking-store.ts';
import type { Store } from './store.ts';
import type { UndoStack } from './undo-stack.ts';

/** How far the engine is. `ready` may still carry problems (a model missing): then the rules answer. */
export type EngineState =
  | { readonly status: 'starting'; readonly progress: LoadProgress | null }
  | { readonly status: 'ready'; readonly info: EngineInfo }
  | { readonly status: 'failed'; readonly message: string };

/** Background triage: what is left, what is done, and whether a person paused it. */
export interface BacklogState {
  readonly status: 'idle' | 'running' | 'paused' | 'failed';
  readonly done: number;
  /** Tickets of this round, done ones included. */
  readonly total: number;
  readonly message?: string;
}

export interface Backlog extends Store<BacklogState> {
  pause(): void;
  resume(): void;
  /** Looks for work at once: after an import, a label, a new playbook. Cheap to call often. */
  wake(): void;
}

/** The articles and their passages in the engine. Made in knowledge.ts: `openKnowledge({ db, engine, engineLoaded })`. */
export interface Knowledge extends Store<KnowledgeState> {
  /** Reads these articles again, all of them where it is not told which, and embeds what changed. After another encoder: all. */
  reload(changed?: readonly string[] | null): Promise<void>;
}

export interface KnowledgeState {
  readonly status: 'loading' | 'indexing' | 'ready' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly articles: number;
  readonly passages: number;
  /** Rises with each change of what can be found. */
  readonly revision: number;
  readonly message?: string;
}

export interface PlaybookStore extends Store<Playbook> {
  /** Saves, tells the engine, and lets triage run again where the change matters. Answers whether it was saved; if not, a toast says why. */
  change(changes: Partial<Playbook>, saving?: PlaybookSavingWords): Promise<boolean>;
  /** The same with the whole of it: what `next` does not have is gone. Its version's name is given here. */
  replace(next: Playbook, saving?: PlaybookSavingWords): Promise<boolean>;
}

/** What is kept with a version of the playbook: what was changed (worked out where absent), and how it came about. */
export interface PlaybookSavingWords {
  readonly note?: string;
  readonly origin?: PlaybookVersion['origin'];
}

export interface Toast {
  readonly text: string;
  readonly tone?: 'plain' | 'good' | 'bad';
  /** One thing to do about it: undo, try again, open. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Milliseconds on screen, 6,000 when not given; null stays until dismissed. */
  readonly forMs?: number | null;
}

/**
 * Changes to tickets, one or many. Each saves, shows a toast with undo, and reports a failure as a toast, so
 * callers need no error handling; the promise resolves to whether it was done.
 */
export interface TicketActions {
  close(ids: readonly string[]): Promise<boolean>;
  reopen(ids: readonly string[]): Promise<boolean>;
  /** No toast: reading a ticket is not news. */
  markRead(ids: readonly string[], read: boolean): Promise<boolean>;
  setQueue(ids: readonly string[], queueId: string | null): Promise<boolean>;
  /** A person's label: triage never overwrites it; null gives the choice back to triage. */
  setIntent(ids: readonly string[], intent: string | null): Promise<boolean>;
  retriage(ids: readonly string[]): Promise<boolean>;
  /** Merges tickets into one; answers the id of the ticket that holds them now, null where it was not done. */
  merge(intoId: string, ids: readonly string[]): Promise<string | null>;
  /** Makes merged tickets stand on their own again. */
  splitAgain(ids: readonly string[]): Promise<boolean>;
  /** Makes messages of a ticket a new one; answers its id, null where it was not done. */
  splitOff(ticketId: string, messageIds: readonly string[]): Promise<string | null>;
  /** Records a reply in the thread. `undoFirst` is done before an undo takes it out again; where it fails the reply stays. */
  reply(ticketId: string, text: string, options?: { readonly close?: boolean; readonly undoFirst?: () => Promise<Outcome<unknown>> }): Promise<boolean>;
}

/** Everything a view needs, open and ready. */
export interface Desk {
  readonly db: TabdeskDatabase;
  /** May be called at once: jobs wait until the models are loaded. */
  readonly engine: Engine;
  readonly engineState: Store<EngineState>;
  /** Resolves once the engine is loaded or has failed to. */
  readonly engineLoaded: Promise<Outcome<EngineInfo, EngineErrorCode>>;
  /** Asks the engine at once how it is, instead of in a few seconds: something about it was changed. */
  readonly refreshEngine: () => void;
  readonly inbox: InboxStore;
  /** Tickets that look like the same matter as one; see `TicketSearch`. */
  readonly repeatsOf: (ticketId: string) => Promise<readonly Repeat[]>;
  readonly backlog: Backlog;
  readonly playbook: PlaybookStore;
  /** When answers are due under the present playbook; null until that is loaded, a moment after the list. */
  readonly due: Store<DueClock | null>;
  readonly knowledge: Knowledge;
  /** How hits are ranked, and agents' feedback on them. */
  readonly ranking: RankingStore;
  readonly imports: Imports;
  readonly actions: TicketActions;
  /** What was done to tickets, drafts and articles, newest last; behind the z key and every "Undo". */
  readonly undoStack: UndoStack;
  /** Shows a toast; the result takes it away again. */
  readonly notify: (toast: Toast) => () => void;
}

export const DeskContext = createContext<Desk | null>(null);

/** The open desk. Views are only rendered once it is open, so there is nothing to wait for. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('useDesk is called outside the desk');
  return desk;
}
