import { saveArticle } from '../../src/app/knowledge-view-articles.ts';
import { openKnowledge } from '../../src/app/knowledge.ts';
import type { Engine, EngineErrorCode, EngineInfo, PassageVectors } from '../../src/inference/api.ts';
import { connectEngine } from '../../src/inference/connect.ts';
import type { Article, Passage } from '../../src/knowledge-base/article.ts';
import { followArticles } from '../../src/storage/follow-articles.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { saveArticles } from '../../src/storage/save-articles.ts';
import { saveVectors } from '../../src/storage/save-vectors.ts';
import type { Outcome } from '../../src/tickets/outcome.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { quantile } from './quantile.ts';

export interface SearchFigures {
  /** Which index answered. */
  readonly index: 'voy' | 'exact' | 'none';
  /** A query there and back, its embedding included, in milliseconds. */
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** The part of it that the search itself told. */
  readonly searchP50Ms: number;
  /** No worker yet → passages searchable, models and embedding included. */
  readonly coldSeconds: number;
  /** An article saved → found by its new words, median. */
  readonly changeMs: number;
  /** Queries asked while the index was being made anew: the slowest. */
  readonly slowestMeanwhileMs: number;
}

/** Runs in the page: search through the worker as the app does it, with the shipped encoder. */
export async function measureSearch(passages: readonly Passage[], queries: readonly string[]): Promise<SearchFigures> {
  const engine = connectEngine();
  try {
    const began = performance.now();
    const loaded = await engine.load({ modelsUrl: `${location.origin}/models/`, intentHead: 'intent', encoder: 'desk-encoder', playbook: defaultPlaybook });
    if (!loaded.ok) throw new Error(loaded.message);
    const vectors = await engine.setPassages(passages, null);
    if (!vectors.ok) throw new Error(vectors.message);
    const coldSeconds = (performance.now() - began) / 1000;
    const ask = async (text: string): Promise<{ readonly ms: number; readonly tookMs: number; readonly index: SearchFigures['index'] }> => {
      const start = performance.now();
      const found = await engine.search(text);
      if (!found.ok) throw new Error(found.message);
      return { ms: performance.now() - start, tookMs: found.value.tookMs, index: found.value.index };
    };

    await untilSettled(engine);
    for (const query of queries.slice(0, 20)) await ask(query);
    const asked: Awaited<ReturnType<typeof ask>>[] = [];
    for (const query of queries) asked.push(await ask(query));

    const changes = await measureChanges(engine, loaded, passages, vectors.value);

    // With known vectors what is left is the indexing, and voy's own building after it.
    const whole = engine.setPassages(passages, vectors.value);
    const meanwhile: number[] = [];
    for (const query of queries.slice(0, 60)) {
      meanwhile.push((await ask(query)).ms);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await whole;
    const times = asked.map(({ ms }) => ms);
    return {
      index: asked[0]?.index ?? 'none',
      p50Ms: quantile(times, 0.5),
      p95Ms: quantile(times, 0.95),
      searchP50Ms: quantile(asked.map(({ tookMs }) => tookMs), 0.5),
      coldSeconds,
      changeMs: quantile(changes, 0.5),
      slowestMeanwhileMs: Math.max(...meanwhile),
    };
  } finally {
    await engine.close();
  }
}

/**
 * Milliseconds from saving an article to finding it by its new words, as the desk does it: stored, followed, told to the
 * engine. The desk's tables are filled with the passages and their vectors first.
 */
async function measureChanges(engine: Engine, loaded: Outcome<EngineInfo, EngineErrorCode>, passages: readonly Passage[], vectors: PassageVectors | null): Promise<number[]> {
  const opened = await openDatabase({ name: `bench-${passages.length}` });
  if (!opened.ok) throw new Error(opened.message);
  const db = opened.value;
  const byArticle = new Map<string, Passage[]>();
  for (const passage of passages) byArticle.set(passage.articleId, [...(byArticle.get(passage.articleId) ?? []), passage]);
  const articles = Array.from(byArticle, ([id, own]): Article => ({
    id,
    title: own[0]?.title ?? '',
    body: own.map(({ text }) => text).join('\n\n'),
    status: 'published',
    language: 'en',
    products: [],
    intents: [],
    updatedAt: 0,
  }));
  const written = [await saveArticles(db, articles, passages), vectors === null ? null : await saveVectors(db, vectors)];
  if (written.some((outcome) => outcome?.ok === false)) throw new Error('the desk could not be filled');
  const knowledge = openKnowledge({ db, engine, engineLoaded: Promise.resolve(loaded) });
  await knowledge.reload();
  const stop = followArticles(db, (changed) => void (changed === null ? undefined : knowledge.reload(changed)));
  const took: number[] = [];
  for (const [round, article] of articles.slice(0, 270).entries()) {
    if (round % 30 !== 0) continue;
    const word = `zebrafish${round}`;
    const start = performance.now();
    const saved = await saveArticle(db, { ...article, body: `${article.body}\n\nThe ${word} wants feeding.` });
    if (!saved.ok) throw new Error(saved.message);
    for (let isFound = false; !isFound; ) {
      const found = await engine.search(word, { limit: 1 });
      isFound = found.ok && found.value.hits[0]?.matched.includes(word) === true;
      if (performance.now() - start > 30_000) throw new Error('the changed article was not found');
    }
    took.push(performance.now() - start);
    // The vectors are stored after the answer; the next round starts with nothing to do.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  stop();
  db.close();
  return took;
}

/** Waits until voy, if it was chosen, has been built in the background; an exact index shows by staying one for ten seconds. */
async function untilSettled(engine: ReturnType<typeof connectEngine>): Promise<void> {
  for (let waited = 0; waited < 10; waited += 1) {
    const info = await engine.info();
    if (info.ok && info.value.index.kind === 'voy') return;
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
