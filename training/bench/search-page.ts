import { connectEngine } from '../../src/inference/connect.ts';
import type { Passage } from '../../src/knowledge-base/article.ts';
import { defaultPlaybook } from '../../src/triage/default-playbook.ts';
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
  /** An article changed → found by its new words. */
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

    const changes: number[] = [];
    for (let round = 0; round < 9; round += 1) changes.push(await changeArticle(engine, passages, round));

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

/** Milliseconds until an article with new words is found by them. */
async function changeArticle(engine: ReturnType<typeof connectEngine>, passages: readonly Passage[], round: number): Promise<number> {
  const articleId = passages[round * 30]?.articleId ?? '';
  const before = passages.filter((passage) => passage.articleId === articleId);
  const word = `zebrafish${round}`;
  const put = before.map((passage) => ({ ...passage, id: `${passage.id}-${word}`, text: `${passage.text}\nThe ${word} wants feeding.` }));
  const start = performance.now();
  const changed = await engine.updatePassages({ put, removed: before.map(({ id }) => id) });
  const found = await engine.search(word);
  const took = performance.now() - start;
  if (!changed.ok || !found.ok || found.value.hits[0]?.passage.articleId !== articleId) throw new Error('the changed article was not found');
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
