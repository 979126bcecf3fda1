import { liveQuery, type Subscription } from 'dexie';
import { blankText, sameText, textOf, unreviewed, type ArticleText } from '../knowledge-base/article-text.ts';
import type { Article } from '../knowledge-base/article.ts';
import { freeId } from '../knowledge-base/name-article.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import { describeStorageError } from '../storage/describe-storage-error.ts';
import { publishArticle, type PublishErrorCode, type SavedArticle } from '../storage/publish-article.ts';
import { discardArticleDraft, readArticle, saveArticleDraft, seenOf, type ArticleOnDisk, type DraftErrorCode, type Seen } from '../storage/save-article-drafts.ts';
import type { ArticleDraft, TabdeskDatabase } from '../storage/schema.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import { createStore, type Store } from './store.ts';

/** Where what is written stands on its way to the disk. `same` is nothing to keep: the text is that of the article. */
export type Keeping =
  | { readonly status: 'same' }
  | { readonly status: 'waiting' }
  | { readonly status: 'kept'; readonly at: number }
  | { readonly status: 'failed'; readonly message: string };

/** What another tab made of the article while something unsaved stands here. Null where it discarded or removed it. */
export interface Elsewhere {
  readonly text: ArticleText | null;
  readonly seen: Seen;
  readonly disk: ArticleOnDisk;
}

export interface WritingState {
  readonly loaded: boolean;
  readonly text: ArticleText;
  /** As it is saved, published or not; null for one that never was. */
  readonly article: Article | null;
  /** Whether the text differs from the article. */
  readonly changed: boolean;
  readonly keeping: Keeping;
  /** Nothing is saved while this stands: a person has to choose. */
  readonly elsewhere: Elsewhere | null;
  /** The article was saved since these changes began; publishing goes over it. */
  readonly behind: boolean;
  /** Rises when the text was put here by something other than typing. */
  readonly replaced: number;
}

/** One article being written, in one tab. */
export interface Writing extends Store<WritingState> {
  readonly articleId: string;
  /** Reads the article, and follows the disk until `close`. */
  start(): void;
  change(changes: Partial<ArticleText>): void;
  /** Saves at once what has not been yet. Answers whether all of it is on disk. */
  flush(): Promise<boolean>;
  /** Drops the changes; the text is the article's again. Answers the draft to put back, null where none was on disk. */
  discard(): Promise<Outcome<ArticleDraft | null, DraftErrorCode>>;
  /** Makes the text the article, `published` or kept as a draft. With `over` it replaces what was saved meanwhile. */
  publish(status: Article['status'], over?: boolean): Promise<Outcome<SavedArticle, PublishErrorCode>>;
  /** Ends a conflict: what stands here is kept and goes over the other tab's … */
  keepMine(): void;
  /** … or the other tab's is taken. Answers what stood here. */
  takeTheirs(): ArticleText;
  /** The article as it would be saved. */
  asArticle(status: Article['status'], at: number): Article;
  /** Saves what is left, and follows the disk no longer. */
  close(): Promise<boolean>;
}

export interface WritingParts {
  readonly db: TabdeskDatabase;
  readonly articleId: string;
  readonly now: () => number;
  /** What an article begins with that nobody has written anything of yet. */
  readonly first?: Partial<ArticleText>;
  /** Milliseconds of quiet after which typing is saved, and after which it is saved without quiet. */
  readonly quietMs?: number;
  readonly longestMs?: number;
}

/** Ids of articles that were never saved begin so; `publishArticle` gives them a name. */
export const newIdPrefix = 'new-';

export function openWriting({ db, articleId, now, first = {}, quietMs = 500, longestMs = 2500 }: WritingParts): Writing {
  const state = createStore<WritingState>({
    loaded: false,
    text: { ...blankText, ...first },
    article: null,
    changed: false,
    keeping: { status: 'same' },
    elsewhere: null,
    behind: false,
    replaced: 0,
  });
  /** The draft this tab knows to be on disk, and the version the changes began from. */
  let seen: Seen = null;
  let basedOn = 0;
  /** The text as it is on disk, as far as this tab knows. */
  let kept: ArticleText = state.get().text;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let firstUnsavedAt: number | null = null;
  let closed = false;
  let following: Subscription | null = null;
  /** Reads and writes go one after another, so that what is read is never older than what was written here. */
  let work: Promise<unknown> = Promise.resolve();

  const change = (changes: Partial<WritingState>): void => state.set({ ...state.get(), ...changes });
  const isDirty = (): boolean => !sameText(state.get().text, kept);
  const settled = (): Keeping => (seen === null ? { status: 'same' } : { status: 'kept', at: seen });

  function inTurn<T>(job: () => Promise<T>): Promise<T> {
    const mine = work.then(job);
    work = mine.catch(() => undefined);
    return mine;
  }

  function adopt(disk: ArticleOnDisk): void {
    const { text: before, replaced, loaded } = state.get();
    const found = disk.draft ? textOf(disk.draft.article) : disk.article ? trimmedText(disk.article) : loaded ? blankText : before;
    const text = loaded && sameText(before, found) ? before : found;
    seen = seenOf(disk.draft);
    basedOn = disk.draft?.basedOn ?? disk.version;
    kept = text;
    change({
      loaded: true,
      text,
      article: disk.article,
      changed: differs(text, disk.article),
      keeping: settled(),
      elsewhere: null,
      behind: disk.version !== basedOn,
      replaced: text === before ? replaced : replaced + 1,
    });
  }

  /** What the disk says, whoever wrote it: taken over where nothing unsaved stands here, put to the person otherwise. */
  function receive(disk: ArticleOnDisk): void {
    const { loaded, text, elsewhere } = state.get();
    const ours = seenOf(disk.draft) === seen;
    if (!loaded || (!isDirty() && elsewhere === null && (!ours || seen === null))) {
      adopt(disk);
      return;
    }
    if (ours && elsewhere === null) {
      change({ article: disk.article, changed: differs(text, disk.article), behind: disk.version !== basedOn });
      return;
    }
    const theirText = disk.draft ? textOf(disk.draft.article) : disk.article ? textOf(disk.article) : null;
    // Both wrote the same: there is nothing to choose.
    if (theirText && sameText(theirText, text)) {
      adopt(disk);
      return;
    }
    clearTimeout(timer);
    change({ elsewhere: { text: theirText, seen: seenOf(disk.draft), disk }, article: disk.article, changed: differs(text, disk.article) });
  }

  async function look(): Promise<void> {
    if (closed) return;
    try {
      receive(await readArticle(db, articleId));
    } catch (error) {
      change({ loaded: true, keeping: { status: 'failed', message: describeStorageError(error).message } });
    }
  }

  function asArticle(status: Article['status'], at: number): Article {
    const { text, article } = state.get();
    return { ...(article ? unreviewed(article) : {}), ...text, title: text.title.trim(), body: text.body.trim(), id: articleId, status, updatedAt: at };
  }

  /** The text as it stands, white space and all: one goes on typing in it. */
  function asDraft(at: number): Article {
    const { text, article } = state.get();
    return { ...asArticle(article?.status ?? 'draft', at), title: text.title, body: text.body };
  }

  async function save(): Promise<void> {
    stopTimer();
    const { text, article, elsewhere, loaded } = state.get();
    if (elsewhere !== null || !loaded) return;
    if (!isDirty()) {
      change({ keeping: settled() });
      return;
    }
    const at = now();
    const saved = differs(text, article) ? await saveArticleDraft(db, { article: asDraft(at), basedOn, at }, seen) : await discardArticleDraft(db, articleId, seen);
    if (saved.ok) {
      seen = differs(text, article) ? seenOf(saved.value) : null;
      kept = text;
      // What was typed during the write has its own timer.
      if (!isDirty()) change({ keeping: settled() });
    } else if (saved.code === 'changed-elsewhere') {
      await look();
    } else {
      change({ keeping: { status: 'failed', message: saved.message } });
    }
  }

  function stopTimer(): void {
    clearTimeout(timer);
    firstUnsavedAt = null;
  }

  function later(): void {
    clearTimeout(timer);
    const at = now();
    firstUnsavedAt ??= at;
    const wait = Math.max(0, Math.min(quietMs, firstUnsavedAt + longestMs - at));
    timer = setTimeout(() => void inTurn(save), wait);
  }

  // A function of its own: it may be started while `close` waits.
  const isStopped = (): boolean => following === null;

  async function flush(): Promise<boolean> {
    await inTurn(save);
    return !isDirty();
  }

  return {
    articleId,
    get: state.get,
    subscribe: state.subscribe,
    asArticle,
    start() {
      closed = false;
      // It only tells that something changed: what it read may be older than a write of this tab.
      following ??= liveQuery(() => readArticle(db, articleId)).subscribe({
        next: () => void inTurn(look),
        error: () => void inTurn(look),
      });
    },
    change(changes) {
      const { article, text: before } = state.get();
      const text = { ...before, ...changes };
      change({ text, changed: differs(text, article), keeping: { status: 'waiting' } });
      if (state.get().elsewhere === null) later();
    },
    flush,
    discard() {
      return inTurn(async () => {
        stopTimer();
        const shown = state.get().changed ? { articleId, article: asDraft(now()), basedOn } : null;
        const dropped = await discardArticleDraft(db, articleId, seen);
        if (!dropped.ok) {
          if (dropped.code === 'changed-elsewhere') await look();
          return dropped;
        }
        adopt(await readArticle(db, articleId));
        // What stood on screen comes back with undo, not what of it was on disk.
        return success(shown && { ...shown, updatedAt: Math.max(now(), (dropped.value?.updatedAt ?? 0) + 1) });
      });
    },
    publish(status, over = false) {
      return inTurn(async () => {
        // What is published comes back as a draft with undo, so it has to be one.
        await save();
        stopTimer();
        const at = now();
        const { text } = state.get();
        const article = asArticle(status, at);
        const isNew = articleId.startsWith(newIdPrefix);
        const saved = await publishArticle(db, {
          article,
          basedOn,
          seen,
          making: { origin: 'written', at },
          cut: splitPassages,
          ...(isNew ? { name: (taken: ReadonlySet<string>) => freeId(article.title, taken) } : {}),
          over,
        });
        if (saved.ok) {
          kept = text;
          seen = null;
          // An article that got its id just now goes on under that one.
          if (saved.value.id === articleId) await look();
        } else if (saved.code === 'changed-elsewhere' || saved.code === 'published-elsewhere') {
          await look();
        } else {
          later();
        }
        return saved;
      });
    },
    keepMine() {
      const { elsewhere, text } = state.get();
      if (!elsewhere) return;
      seen = elsewhere.seen;
      // The person has seen what was saved meanwhile.
      basedOn = elsewhere.disk.version;
      kept = elsewhere.text ?? blankText;
      change({ elsewhere: null, keeping: { status: 'waiting' }, behind: false, changed: differs(text, elsewhere.disk.article) });
      later();
    },
    takeTheirs() {
      const { elsewhere, text } = state.get();
      if (elsewhere) adopt(elsewhere.disk);
      return text;
    },
    async close() {
      following?.unsubscribe();
      following = null;
      const done = await flush();
      // It may have been started again meanwhile.
      if (isStopped()) {
        closed = true;
        clearTimeout(timer);
      }
      return done;
    },
  };
}

/**
 * Begins a new article with what is known of it, as a draft that waits in the editor. Answers its id: the editor is at
 * `/knowledge/<id>?edit`.
 */
export async function startArticle(db: TabdeskDatabase, text: Partial<ArticleText>, at: number): Promise<Outcome<string, DraftErrorCode>> {
  const id = newArticleId();
  const article: Article = { ...blankText, ...text, id, status: 'draft', updatedAt: at };
  const saved = await saveArticleDraft(db, { article, basedOn: 0, at }, null);
  return saved.ok ? success(id) : saved;
}

export function newArticleId(): string {
  return newIdPrefix + crypto.randomUUID().slice(0, 8);
}

/** Files begin and end with blank lines, which nobody wants to write behind. */
function trimmedText(article: Article): ArticleText {
  return { ...textOf(article), body: article.body.trim() };
}

function differs(text: ArticleText, article: Article | null): boolean {
  return article === null ? !sameText(text, blankText) : !sameText(text, textOf(article));
}
