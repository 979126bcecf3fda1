import type { Engine, EngineErrorCode, EngineInfo, IndexProgress, PassageVectors } from '../inference/api.ts';
import type { Passage } from '../knowledge-base/article.ts';
import { describeStorageError } from '../storage/describe-storage-error.ts';
import { appendVectors, loadVectors, saveVectors } from '../storage/save-vectors.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Outcome } from '../tickets/outcome.ts';
import type { Knowledge, KnowledgeState } from './desk-context.ts';
import { passageMark, readAllPassages, readPassagesOf, vectorKey } from './knowledge-passages.ts';
import { createStore } from './store.ts';

export interface KnowledgeParts {
  readonly db: TabdeskDatabase;
  readonly engine: Engine;
  readonly engineLoaded: Promise<Outcome<EngineInfo, EngineErrorCode>>;
}

/** Embedding ten thousand passages takes about a minute on one slow thread; an index is never worth waiting longer for. */
const indexTimeoutMs = 15 * 60_000;
/** A change of more passages than this shows its progress; a smaller one is over before it could be read. */
const shownFrom = 200;
/** Stored rows that no passage has any more are cleared away from here on, and from a fifth of all. */
const mostUnused = 500;

/** What the engine has of one article: passages by id, and what of them might change under the same id. */
type Present = ReadonlyMap<string, string>;

/**
 * Keeps the engine's searchable passages the same as the articles on disk, drafts marked as such. What changed is worked
 * out by article and passage, so that only that is embedded and stored. Passages of articles that have none yet are cut
 * and saved. Calls of `reload` during a reload become one more reload.
 */
export function openKnowledge({ db, engine, engineLoaded }: KnowledgeParts): Knowledge {
  const state = createStore<KnowledgeState>({ status: 'loading', done: 0, total: 0, articles: 0, passages: 0, revision: 0 });
  let running: Promise<void> | null = null;
  /** What waits for the next round: everything, or these articles. */
  let wanted: 'all' | Set<string> = new Set();
  /** By article; null until the engine has a set, and after anything that leaves it in doubt. */
  let present: Map<string, Present> | null = null;
  /** The encoder that made the engine's vectors; null without vectors. */
  let model: string | null = null;

  const change = (changes: Partial<KnowledgeState>): void => {
    // A message is about the state it came with.
    const { status, done, total, articles, passages, revision } = state.get();
    state.set({ status, done, total, articles, passages, revision, ...changes });
  };
  const onProgress = ({ done, total }: IndexProgress): void => change({ status: 'indexing', done, total });

  function ready(articles: number): void {
    const passages = [...(present?.values() ?? [])].reduce((sum, { size }) => sum + size, 0);
    change({ status: 'ready', articles, passages, done: passages, total: passages, revision: state.get().revision + 1 });
  }

  async function loadAll(): Promise<void> {
    present = null;
    const { articles, passages } = await readAllPassages(db);
    change({ status: 'indexing', articles, passages: passages.length, done: 0, total: passages.length });
    const loaded = await engineLoaded;
    if (!loaded.ok) {
      change({ status: 'failed', message: loaded.message });
      return;
    }
    const stored = await storedVectors(db);
    const indexed = await engine.setPassages(passages, stored === null ? null : knownOf(stored, passages), { timeoutMs: indexTimeoutMs, onProgress });
    if (!indexed.ok) {
      change({ status: 'failed', message: indexed.message });
      return;
    }
    present = groupPassages(passages);
    model = indexed.value?.model ?? null;
    ready(articles);
    if (indexed.value !== null) await keep(indexed.value, passages, stored);
  }

  /** Makes good what was changed; false when everything has to be read. */
  async function loadChanged(ids: readonly string[], before: Map<string, Present>): Promise<boolean> {
    const { articles, passages } = await readPassagesOf(db, ids);
    const now = groupPassages(passages);
    const put = passages.filter((passage) => before.get(passage.articleId)?.get(passage.id) !== passageMark(passage));
    const removed = ids.flatMap((id) => [...(before.get(id)?.keys() ?? [])].filter((passageId) => now.get(id)?.has(passageId) !== true));
    if (put.length > 0 || removed.length > 0) {
      const indexed = await engine.updatePassages(
        { put, removed },
        { timeoutMs: indexTimeoutMs, ...(put.length < shownFrom ? {} : { onProgress }) },
      );
      // Another encoder than the other vectors': it was changed under our hands.
      if (!indexed.ok || (put.length > 0 && (indexed.value?.model ?? null) !== model)) return false;
      for (const id of ids) {
        const passagesNow = now.get(id);
        if (passagesNow === undefined) before.delete(id);
        else before.set(id, passagesNow);
      }
      ready(articles);
      if (indexed.value !== null && put.length > 0) note(await appendVectors(db, keyed(indexed.value, put)));
    } else {
      ready(articles);
    }
    return true;
  }

  function note(saved: Outcome<unknown>): void {
    // Search works all the same; the vectors are made again at the next start.
    if (!saved.ok) change({ message: saved.message });
  }

  /** Stores what was made anew; all of it where much of what is stored is no longer wanted. */
  async function keep(made: PassageVectors, passages: readonly Passage[], stored: PassageVectors | null): Promise<void> {
    const rows = keyed(made, passages);
    const known = new Set(stored?.model === made.model ? stored.ids : []);
    const fresh = rows.ids.flatMap((id, at) => (known.has(id) ? [] : [at]));
    const unused = (stored?.ids.length ?? 0) - (rows.ids.length - fresh.length);
    if (fresh.length === 0 && unused <= Math.max(mostUnused, rows.ids.length / 5)) return;
    if (known.size === 0 || unused > mostUnused || 2 * fresh.length > rows.ids.length) {
      note(await saveVectors(db, rows));
      return;
    }
    const data = new Float32Array(fresh.length * made.dimension);
    fresh.forEach((at, i) => data.set(made.data.subarray(at * made.dimension, (at + 1) * made.dimension), i * made.dimension));
    note(await appendVectors(db, { ...made, ids: fresh.map((at) => rows.ids[at] ?? ''), data }));
  }

  async function run(): Promise<void> {
    for (let round = take(); round === 'all' || round.size > 0; round = take()) {
      try {
        const isMade = round !== 'all' && present !== null && (await loadChanged([...round], present));
        if (!isMade) await loadAll();
      } catch (error) {
        present = null;
        change({ status: 'failed', message: describeStorageError(error).message });
      }
    }
  }

  function take(): 'all' | Set<string> {
    const taken = wanted;
    wanted = new Set();
    return taken;
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    reload(changed = null) {
      if (changed === null) wanted = 'all';
      else if (wanted !== 'all') for (const id of changed) wanted.add(id);
      running ??= run().finally(() => {
        running = null;
      });
      return running;
    },
  };
}

function groupPassages(passages: readonly Passage[]): Map<string, Present> {
  const groups = new Map<string, Map<string, string>>();
  for (const passage of passages) {
    const group = groups.get(passage.articleId) ?? new Map<string, string>();
    groups.set(passage.articleId, group.set(passage.id, passageMark(passage)));
  }
  return groups;
}

/** What is stored is of one encoder only; whether it is the present one, the engine decides. */
async function storedVectors(db: TabdeskDatabase): Promise<PassageVectors | null> {
  const first = await db.vectors.limit(1).first();
  return first ? loadVectors(db, first.model) : null;
}

/** Stored vectors under the ids of the passages they were made of; a passage that reads otherwise now has none. */
function knownOf(stored: PassageVectors, passages: readonly Passage[]): PassageVectors {
  const idOf = new Map(passages.flatMap((passage) => [[vectorKey(passage), passage.id] as const, [passage.id, passage.id] as const]));
  return { ...stored, ids: stored.ids.map((key) => idOf.get(key) ?? '') };
}

/** Vectors under the names they are stored by. */
function keyed(vectors: PassageVectors, passages: readonly Passage[]): PassageVectors {
  const keyOf = new Map(passages.map((passage) => [passage.id, vectorKey(passage)]));
  return { ...vectors, ids: vectors.ids.map((id) => keyOf.get(id) ?? id) };
}
