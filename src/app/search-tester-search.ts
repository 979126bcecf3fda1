import { useEffect, useRef, useState } from 'react';
import type { SearchOptions } from '../inference/api.ts';
import type { Hit, RankingSettings, SearchResult } from '../knowledge-base/article.ts';
import { sameRanking } from '../knowledge-base/parse-ranking.ts';
import { defaultRanking } from '../knowledge-base/rank-hits.ts';
import { useDesk } from './desk-context.ts';
import type { TestedQuestion } from './search-tester-address.ts';
import { useStore } from './store.ts';

/**
 * Hits asked for, so that the best of either list are among them. No more: each list gives this many candidates for any
 * smaller number of hits too, so that the scores here are those of the desk.
 */
const hitsAsked = 50;
/** While a slider is dragged or a question typed, the search waits this long for the next change. */
const settleMs = 60;

/** Rows of each list by itself. */
export const listRows = 10;
/** Beside it the words count nothing, not even where two cosines are all but the same. */
const meaningOnly = 1e9;

/** The best of each list by itself, near-duplicates and all: what the fusion was made from. */
export interface BareLists {
  readonly words: readonly Hit[];
  readonly meaning: readonly Hit[];
}

/** A question as both rankings answer it. */
export interface TestedAnswer {
  readonly question: string;
  readonly desk: SearchResult;
  /** The same object as `desk` while nothing else is tried. */
  readonly tried: SearchResult;
  readonly lists: BareLists;
  /** From asking to having both, the question's vector included. */
  readonly roundTripMs: number;
}

export interface TestedSearch {
  /** The last answer: it stays in sight while the next is made. */
  readonly answer: TestedAnswer | null;
  readonly busy: boolean;
  readonly problem: string | null;
}

interface Settled {
  readonly of: object;
  readonly answer: TestedAnswer | null;
  readonly problem: string | null;
}

/** Asks the desk's ranking and the one tried, live; each change drops the search before it. */
export function useTestedSearch({ question, product, language, status }: TestedQuestion, tried: RankingSettings): TestedSearch {
  const { engine, knowledge, ranking } = useDesk();
  const passages = useStore(knowledge);
  const { settings: read, told } = useStore(ranking);
  const settings = read ?? defaultRanking;
  const [settled, setSettled] = useState<Settled | null>(null);
  const ready = passages.status === 'ready' && passages.passages > 0 && question.trim() !== '';
  // One object for all that is asked, made anew when any of it changes.
  const bare = useRef<{ readonly key: string; readonly lists: BareLists } | null>(null);
  const { revision } = passages;
  const key = JSON.stringify([question, product, language, status, tried, settings, told, revision]);
  const [asking, setAsking] = useState({ key });
  if (asking.key !== key) setAsking({ key });

  useEffect(() => {
    if (!ready) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const options: SearchOptions = {
        explain: true,
        ...(product === undefined ? {} : { product }),
        ...(language === undefined ? {} : { languages: [language] }),
        ...(status === undefined ? {} : { status }),
      };
      const ask = (ranking: RankingSettings, limit = hitsAsked) => engine.search(question, { ...options, limit, ranking }, { signal: stop.signal });
      const weighed = (weight: number): RankingSettings => ({ ...tried, vectorWeightCovered: weight, vectorWeightUncovered: weight, feedbackWeight: 0, collapse: false });
      const listsKey = JSON.stringify([question, options, tried.titleWeight, tried.headingWeight, tried.leadWeight, revision]);
      const known = bare.current?.key === listsKey ? bare.current.lists : null;
      const started = performance.now();
      const timed = (): number => performance.now() - started;
      // The desk's values are named too: just saved, the engine may still go by those before.
      const desk = ask(settings);
      const other = sameRanking(tried, settings) ? desk : ask(tried);
      const both = Promise.all([desk, other]).then((found) => ({ found, roundTripMs: timed() }));
      // Dragging what no list goes by asks for the lists once.
      const lists = known ? null : Promise.all([ask(weighed(0), listRows), ask(weighed(meaningOnly), listRows)]);
      void Promise.all([both, lists]).then(([{ found, roundTripMs }, ofLists]) => {
        if (stop.signal.aborted) return;
        const failed = [...found, ...(ofLists ?? [])].find((outcome) => !outcome.ok);
        if (failed) {
          setSettled({ of: asking, answer: null, problem: failed.message });
          return;
        }
        const [deskFound, triedFound] = found;
        const [words, meaning] = ofLists ?? [];
        if (words?.ok && meaning?.ok) bare.current = { key: listsKey, lists: { words: bareHits(words.value), meaning: bareHits(meaning.value) } };
        if (!deskFound.ok || !triedFound.ok || !bare.current) return;
        setSettled({ of: asking, problem: null, answer: { question, desk: deskFound.value, tried: triedFound.value, lists: bare.current.lists, roundTripMs } });
      });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // `asking` stands for everything that is asked.
  }, [engine, ready, asking, revision, question, product, language, status, tried, settings]);

  if (question.trim() === '') return { answer: null, busy: false, problem: null };
  return { answer: settled?.answer ?? null, busy: settled?.of !== asking, problem: settled?.problem ?? null };
}

/** What made the score of the bare list's hits is not what makes it in the desk. */
function bareHits({ hits }: SearchResult): readonly Hit[] {
  return hits.map(({ passage, score, bm25, vector, matched, coverage }) => ({ passage, score, matched, coverage, ...(bm25 ? { bm25 } : {}), ...(vector ? { vector } : {}) }));
}
