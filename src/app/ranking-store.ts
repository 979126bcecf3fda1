import type { Engine } from '../inference/api.ts';
import type { Passage, RankingSettings } from '../knowledge-base/article.ts';
import type { HitFeedback, TabdeskDatabase } from '../storage/schema.ts';
import type { Toast } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import type { UndoStack } from './undo-stack.ts';

/** How the desk ranks hits, and what agents said about them, newest first. */
export interface RankingState {
  /** Null until they are read. */
  readonly settings: RankingSettings | null;
  readonly feedback: readonly HitFeedback[];
  /** Rises each time the engine has taken over a change: what was found before may stand in another order now. */
  readonly told: number;
}

/** A word on one passage for one question; null takes it back. */
export interface HitWord {
  readonly query: string;
  readonly passage: Pick<Passage, 'id' | 'articleId'>;
  readonly helped: boolean | null;
  readonly ticketId: string | null;
}

/** Changes are saved first and can be undone; a failure is told as a toast, so callers need no error handling. */
export interface RankingChanges {
  saveSettings(settings: RankingSettings): Promise<boolean>;
  judge(word: HitWord): Promise<boolean>;
}

export type RankingStore = Store<RankingState> & RankingChanges;

export interface RankingStoreParts {
  readonly db: TabdeskDatabase;
  readonly engine: Pick<Engine, 'setRanking'>;
  readonly notify: (toast: Toast) => () => void;
  readonly undoStack: Pick<UndoStack, 'done'>;
  readonly now: () => number;
}

/**
 * The ranking of the desk. `start` begins to follow what is on disk, whichever tab wrote it, and tells the engine. All but
 * the state is a chunk of its own: the first screen needs none of it.
 */
export function createRankingStore(parts: RankingStoreParts): RankingStore & { start(): void } {
  const state = createStore<RankingState>({ settings: null, feedback: [], told: 0 });
  let followed: Promise<RankingChanges> | null = null;
  const follow = (): Promise<RankingChanges> => (followed ??= import('./follow-ranking.ts').then(({ followRanking }) => followRanking(parts, state)));

  async function change(make: (changes: RankingChanges) => Promise<boolean>): Promise<boolean> {
    try {
      return await make(await follow());
    } catch (error) {
      followed = null;
      parts.notify({ text: `Nothing was changed: a part of the desk could not be loaded. Reload the page. (${String(error)})`, tone: 'bad' });
      return false;
    }
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    start() {
      follow().catch(() => {
        followed = null;
      });
    },
    saveSettings: (settings) => change((changes) => changes.saveSettings(settings)),
    judge: (word) => change((changes) => changes.judge(word)),
  };
}
