import type { Engine, EngineErrorCode, EngineInfo, PassageVectors } from '../inference/api.ts';
import type { Article, Passage } from '../knowledge-base/article.ts';
import { breathe } from '../storage/breathe.ts';
import { describeStorageError } from '../storage/describe-storage-error.ts';
import { savePassages } from '../storage/save-articles.ts';
import { loadVectors, saveVectors } from '../storage/save-vectors.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { Knowledge, KnowledgeState } from './desk-context.ts';
import { createStore } from './store.ts';

export interface KnowledgeParts {
  readonly db: TabdeskDatabase;
  readonly engine: Engine;
  readonly engineLoaded: Promise<Outcome<EngineInfo, EngineErrorCode>>;
}

/** Embedding ten thousand passages takes about a minute on one thread; an index is never worth waiting longer for. */
const indexTimeoutMs = 15 * 60_000;
/** Splitting an article takes about a millisecond; between batches the page answers. */
const splitAtATime = 12;

/**
 * Keeps the engine's searchable passages the same as the published articles on disk. Passages of articles that have
 * none yet are cut and saved; vectors stored from last time are handed along, so that only what changed is embedded,
 * and the new set is stored. Calls of `reload` during a reload become one more reload.
 */
export function openKnowledge({ db, engine, engineLoaded }: KnowledgeParts): Knowledge {
  const state = createStore<KnowledgeState>({ status: 'loading', done: 0, total: 0, articles: 0, passages: 0 });
  let running: Promise<void> | null = null;
  let again = false;

  const change = (changes: Partial<KnowledgeState>): void => {
    // A message is about the state it came with.
    const { status, done, total, articles, passages } = state.get();
    state.set({ status, done, total, articles, passages, ...changes });
  };

  async function load(): Promise<void> {
    const { articles, passages } = await readPassages(db);
    change({ status: 'indexing', articles, passages: passages.length, done: 0, total: passages.length });
    const loaded = await engineLoaded;
    if (!loaded.ok) {
      change({ status: 'failed', message: loaded.message });
      return;
    }
    const known = await storedVectors(db);
    const indexed = await engine.setPassages(passages, known, {
      timeoutMs: indexTimeoutMs,
      onProgress: ({ done, total }) => change({ status: 'indexing', done, total }),
    });
    if (!indexed.ok) {
      change({ status: 'failed', message: indexed.message });
      return;
    }
    change({ status: 'ready', done: passages.length, total: passages.length });
    const vectors = indexed.value;
    if (vectors === null || sameVectors(vectors, known)) return;
    const saved = await saveVectors(db, vectors);
    // Search works all the same; the vectors are made again at the next start.
    if (!saved.ok) change({ message: saved.message });
  }

  async function run(): Promise<void> {
    do {
      again = false;
      try {
        await load();
      } catch (error) {
        change({ status: 'failed', message: describeStorageError(error).message });
      }
    } while (takeAgain());
  }

  // A function of its own: the flag is set by others while `load` is awaited.
  const takeAgain = (): boolean => again;

  return {
    get: state.get,
    subscribe: state.subscribe,
    reload() {
      again = true;
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

/** The passages of all published articles; articles without any on disk are cut and saved first. */
async function readPassages(db: TabdeskDatabase): Promise<{ readonly articles: number; readonly passages: Passage[] }> {
  const [articles, stored] = await Promise.all([db.articles.toArray(), db.passages.toArray()]);
  const cut = new Set(stored.map((passage) => passage.articleId));
  const uncut = articles.filter((article) => !cut.has(article.id) && article.body.trim() !== '');
  const fresh: Passage[] = [];
  for (let from = 0; from < uncut.length; from += splitAtATime) {
    // The Markdown reader is a chunk of its own: a desk whose articles are all cut starts without it.
    const { splitPassages } = await import('../knowledge-base/split-passages.ts');
    fresh.push(...uncut.slice(from, from + splitAtATime).flatMap(splitPassages));
    await breathe();
  }
  // A full disk is no reason to search nothing: they are cut again at the next start.
  if (fresh.length > 0) await savePassages(db, fresh);
  const published = new Set(articles.filter(isPublished).map((article) => article.id));
  const passages = [...stored, ...fresh].filter((passage) => published.has(passage.articleId));
  passages.sort((a, b) => (a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : a.position - b.position));
  return { articles: articles.length, passages };
}

function isPublished(article: Article): boolean {
  return article.status === 'published';
}

/** What is stored is of one encoder only; whether it is the present one, the engine decides. */
async function storedVectors(db: TabdeskDatabase): Promise<PassageVectors | null> {
  const first = await db.vectors.limit(1).first();
  return first ? loadVectors(db, first.model) : null;
}

function sameVectors(made: PassageVectors, known: PassageVectors | null): boolean {
  return known?.model === made.model && known.ids.length === made.ids.length && known.ids.every((id, at) => id === made.ids[at]);
}
