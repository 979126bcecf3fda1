import type { Engine } from '../inference/api.ts';
import type { Passage, RankingSettings } from '../knowledge-base/article.ts';
import { parseRanking, sameRanking } from '../knowledge-base/parse-ranking.ts';
import { defaultRanking } from '../knowledge-base/rank-hits.ts';
import { followHitFeedback } from '../storage/follow-hit-feedback.ts';
import { followSetting } from '../storage/follow-setting.ts';
import { changeHitFeedback, feedbackId } from '../storage/save-hit-feedback.ts';
import { saveSetting } from '../storage/save-settings.ts';
import type { HitFeedback, TabdeskDatabase } from '../storage/schema.ts';
import type { Toast } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import type { UndoStack } from './undo-stack.ts';

const key = 'app.ranking';

/** How the desk ranks hits, and what agents said about them, newest first. */
export interface RankingState {
  readonly settings: RankingSettings;
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
export interface RankingStore extends Store<RankingState> {
  saveSettings(settings: RankingSettings): Promise<boolean>;
  judge(word: HitWord): Promise<boolean>;
}

export interface RankingStoreParts {
  readonly db: TabdeskDatabase;
  readonly engine: Pick<Engine, 'setRanking'>;
  readonly notify: (toast: Toast) => () => void;
  readonly undoStack: Pick<UndoStack, 'done'>;
  readonly now: () => number;
}

/**
 * The ranking of the desk. `start` begins to follow what is on disk, whichever tab wrote it, and tells the engine; a desk
 * where nothing was changed has nothing to tell.
 */
export function createRankingStore({ db, engine, notify, undoStack, now }: RankingStoreParts): RankingStore & { start(): void } {
  const state = createStore<RankingState>({ settings: defaultRanking, feedback: [], told: 0 });
  /** What the engine goes by. */
  let known: Pick<RankingState, 'settings' | 'feedback'> = state.get();
  let telling = false;

  /** One after another; what changed meanwhile is told together. */
  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    for (let next = state.get(); next.settings !== known.settings || next.feedback !== known.feedback; next = state.get()) {
      known = next;
      const judgements = next.feedback.map(({ query, articleId, passageId, helped }) => ({ query, articleId, passageId, helped }));
      const told = await engine.setRanking(next.settings, judgements);
      if (told.ok) state.set({ ...state.get(), told: state.get().told + 1 });
      else notify({ text: told.message, tone: 'bad' });
    }
    telling = false;
  }

  const take = (changes: Partial<RankingState>): void => {
    state.set({ ...state.get(), ...changes });
    void tell();
  };
  const save = (settings: RankingSettings) => saveSetting(db, key, settings);

  return {
    get: state.get,
    subscribe: state.subscribe,
    start() {
      followSetting(db, key, (saved) => {
        const settings = parseRanking(saved) ?? defaultRanking;
        if (!sameRanking(settings, state.get().settings)) take({ settings });
      });
      followHitFeedback(db, (feedback) => {
        if (feedback.length > 0 || state.get().feedback.length > 0) take({ feedback });
      });
    },
    async saveSettings(settings) {
      const before = state.get().settings;
      const saved = await save(settings);
      if (!saved.ok) {
        notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
        return false;
      }
      take({ settings });
      undoStack.done('Search settings saved for the desk', () => save(before));
      return true;
    },
    async judge({ query, passage, helped, ticketId }) {
      const id = feedbackId(query, passage.id);
      const next: HitFeedback | null =
        helped === null ? null : { id, query, articleId: passage.articleId, passageId: passage.id, helped, ticketId, at: now() };
      const before = await changeHitFeedback(db, id, next);
      if (!before.ok) {
        notify({ text: before.message, tone: 'bad', forMs: 12_000 });
        return false;
      }
      const words = helped === null ? 'Feedback taken back' : helped ? 'Noted: this passage helped' : 'Noted: this passage did not help';
      undoStack.done(words, () => changeHitFeedback(db, id, before.value));
      return true;
    },
  };
}

/** What was said about passages for a question: passage id → whether it helped. */
export function judgedFor(feedback: readonly HitFeedback[], query: string): ReadonlyMap<string, boolean> {
  return new Map(feedback.filter(({ id, passageId }) => id === feedbackId(query, passageId)).map(({ passageId, helped }) => [passageId, helped]));
}
