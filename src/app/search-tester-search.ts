import { useEffect, useState } from 'react';
import type { SearchOptions } from '../inference/api.ts';
import type { RankingSettings, SearchResult } from '../knowledge-base/article.ts';
import { sameRanking } from '../knowledge-base/parse-ranking.ts';
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

/** A question as both rankings answer it. */
export interface TestedAnswer {
  readonly question: string;
  readonly desk: SearchResult;
  /** The same object as `desk` while nothing else is tried. */
  readonly tried: SearchResult;
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
  const { settings, told } = useStore(ranking);
  const [settled, setSettled] = useState<Settled | null>(null);
  const ready = passages.status === 'ready' && passages.passages > 0 && question.trim() !== '';
  // One object for all that is asked, made anew when any of it changes.
  const key = JSON.stringify([question, product, language, status, tried, settings, told]);
  const [ask, setAsk] = useState({ key, passages });
  if (ask.key !== key || ask.passages !== passages) setAsk({ key, passages });

  useEffect(() => {
    if (!ready) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      const options: SearchOptions = {
        limit: hitsAsked,
        explain: true,
        ...(product === undefined ? {} : { product }),
        ...(language === undefined ? {} : { languages: [language] }),
        ...(status === undefined ? {} : { status }),
      };
      const job = { signal: stop.signal };
      const started = performance.now();
      // The desk's values are named too: just saved, the engine may still go by those before.
      const both = [engine.search(question, { ...options, ranking: settings }, job)];
      if (!sameRanking(tried, settings)) both.push(engine.search(question, { ...options, ranking: tried }, job));
      void Promise.all(both).then(([desk, other]) => {
        if (stop.signal.aborted || !desk) return;
        const last = other ?? desk;
        if (!desk.ok) setSettled({ of: ask, answer: null, problem: desk.message });
        else if (!last.ok) setSettled({ of: ask, answer: null, problem: last.message });
        else setSettled({ of: ask, problem: null, answer: { question, desk: desk.value, tried: last.value, roundTripMs: performance.now() - started } });
      });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
    // `ask` stands for everything that is asked.
  }, [engine, ready, ask, question, product, language, status, tried, settings]);

  if (question.trim() === '') return { answer: null, busy: false, problem: null };
  return { answer: settled?.answer ?? null, busy: settled?.of !== ask, problem: settled?.problem ?? null };
}
