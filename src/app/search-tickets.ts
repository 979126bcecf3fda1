import type { Repeat } from '../tickets/find-repeats.ts';
import type { FindTickets } from './inbox-store.ts';

export type SearchRequest = { readonly turn: number; readonly words: readonly string[] } | { readonly turn: number; /** A ticket's id. */ readonly repeatsOf: string };

export type SearchReport =
  | { readonly kind: 'found'; readonly turn: number; /** One a line. */ readonly ids: string; readonly complete: boolean }
  | { readonly kind: 'grown'; readonly tickets: number; readonly complete: boolean }
  | { readonly kind: 'repeats'; readonly turn: number; readonly repeats: readonly Repeat[] }
  | { readonly kind: 'failed'; readonly message: string };

export interface TicketSearch {
  readonly find: FindTickets;
  /** Tickets that look like the same matter as one, surest first; none where the worker can't be had. Settles once all is read; a newer question gives up an older one. */
  repeatsOf(ticketId: string): Promise<readonly Repeat[]>;
  /** Reads the texts ahead of the first search. */
  warmUp(): void;
  close(): void;
}

export interface TicketSearchOptions {
  readonly startWorker: () => Worker;
  /** Answers from what the page holds (subjects, names, starts of messages) where the worker can't. */
  readonly findInRows: (words: readonly string[]) => ReadonlySet<string>;
  /** The texts have grown or changed: a search under way may find more. */
  readonly onGrown: () => void;
}

/** A worker that has not answered by then is taken for hung; the page answers instead. */
const patienceMs = 1500;

/** The page's side of full-text search. Always answers: from the worker, or from the rows in memory when that fails. */
export function createTicketSearch({ startWorker, findInRows, onGrown }: TicketSearchOptions): TicketSearch {
  let worker: Worker | null = null;
  let failed = false;
  let turn = 0;
  let repeats: { readonly turn: number; readonly settle: (found: readonly Repeat[]) => void } | null = null;
  const waiting = new Map<number, (answer: { ids: ReadonlySet<string>; complete: boolean } | null) => void>();

  function giveUp(): void {
    failed = true;
    worker?.terminate();
    worker = null;
    for (const settle of waiting.values()) settle(null);
    waiting.clear();
    repeats?.settle([]);
    repeats = null;
  }

  function hear({ data }: MessageEvent<SearchReport>): void {
    if (data.kind === 'failed') giveUp();
    else if (data.kind === 'grown') onGrown();
    else if (data.kind === 'repeats') {
      if (repeats?.turn === data.turn) repeats.settle(data.repeats);
    } else {
      waiting.get(data.turn)?.({ ids: new Set(data.ids === '' ? [] : data.ids.split('\n')), complete: data.complete });
      waiting.delete(data.turn);
    }
  }

  function running(): Worker | null {
    if (failed) return null;
    if (!worker) {
      try {
        worker = startWorker();
      } catch {
        failed = true;
        return null;
      }
      worker.addEventListener('message', hear);
      worker.addEventListener('error', giveUp);
      worker.addEventListener('messageerror', giveUp);
    }
    return worker;
  }

  function ask(words: readonly string[]): Promise<{ ids: ReadonlySet<string>; complete: boolean } | null> {
    const target = running();
    if (!target) return Promise.resolve(null);
    const mine = ++turn;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        waiting.delete(mine);
        resolve(null);
      }, patienceMs);
      waiting.set(mine, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      target.postMessage({ turn: mine, words } satisfies SearchRequest);
    });
  }

  return {
    async find(words) {
      const answer = await ask(words);
      if (answer?.complete) return answer;
      const near = findInRows(words);
      // Not all texts are read yet: what the rows show is better than waiting.
      return answer ? { ids: new Set([...answer.ids, ...near]), complete: false } : { ids: near, complete: failed };
    },
    repeatsOf(ticketId) {
      repeats?.settle([]);
      const target = running();
      if (!target) return Promise.resolve([]);
      const mine = ++turn;
      return new Promise((resolve) => {
        repeats = { turn: mine, settle: resolve };
        target.postMessage({ turn: mine, repeatsOf: ticketId } satisfies SearchRequest);
      });
    },
    warmUp: () => void running(),
    close: giveUp,
  };
}
