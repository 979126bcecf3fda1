import type { RankingSettings } from '../knowledge-base/article.ts';
import { parseRanking, sameRanking } from '../knowledge-base/parse-ranking.ts';
import { defaultRanking } from '../knowledge-base/rank-hits.ts';
import { followHitFeedback } from '../storage/follow-hit-feedback.ts';
import { followSetting } from '../storage/follow-setting.ts';
import { changeHitFeedback, feedbackId } from '../storage/save-hit-feedback.ts';
import { saveSetting } from '../storage/save-settings.ts';
import type { HitFeedback } from '../storage/schema.ts';
import type { RankingChanges, RankingState, RankingStoreParts } from './ranking-store.ts';
import type { WritableStore } from './store.ts';

const key = 'app.ranking';

/** Keeps the state and the engine what is on disk, whichever tab wrote it. A desk where nothing was changed has nothing to tell. */
export function followRanking({ db, engine, notify, undoStack, now }: RankingStoreParts, state: WritableStore<RankingState>): RankingChanges {
  /** What the engine goes by. */
  let known: { readonly settings: RankingSettings; readonly feedback: readonly HitFeedback[] } = { settings: defaultRanking, feedback: state.get().feedback };
  let telling = false;
  const present = (): typeof known => ({ settings: state.get().settings ?? defaultRanking, feedback: state.get().feedback });

  /** One after another; what changed meanwhile is told together. */
  async function tell(): Promise<void> {
    if (telling) return;
    telling = true;
    for (let next = present(); next.settings !== known.settings || next.feedback !== known.feedback; next = present()) {
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

  followSetting(db, key, (saved) => {
    const settings = parseRanking(saved) ?? defaultRanking;
    const before = state.get().settings;
    if (before === null || !sameRanking(settings, before)) take({ settings: sameRanking(settings, defaultRanking) ? defaultRanking : settings });
  });
  followHitFeedback(db, (feedback) => {
    if (feedback.length > 0 || state.get().feedback.length > 0) take({ feedback });
  });

  return {
    async saveSettings(settings) {
      const before = present().settings;
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
