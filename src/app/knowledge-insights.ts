import type { QuestionGroup, QuestionVectors } from '../insights/group-questions.ts';
import type { Contradiction } from '../knowledge-base/find-contradictions.ts';
import type { Passage } from '../knowledge-base/article.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';

/** Two published passages that say the same. */
export interface FoundDuplicate {
  readonly a: Passage;
  readonly b: Passage;
  readonly shared: number;
  readonly cosine: number | null;
}

/** Two published passages that can't both be true. */
export interface FoundContradiction extends Omit<Contradiction, 'a' | 'b'> {
  readonly a: Omit<Contradiction['a'], 'passage'> & { readonly passage: Passage };
  readonly b: Omit<Contradiction['b'], 'passage'> & { readonly passage: Passage };
}

export interface Overlaps {
  readonly passages: number;
  /** Whether vectors were at hand; without them words alone decide. */
  readonly byMeaning: boolean;
  readonly duplicates: readonly FoundDuplicate[];
  readonly contradictions: readonly FoundContradiction[];
}

export interface NamedGroup extends QuestionGroup {
  readonly words: readonly string[];
}

/** What is asked of the worker, and what it answers. */
export type InsightJob =
  | { readonly job: 'group'; readonly questions: QuestionVectors; readonly texts: readonly string[] }
  /** `vectors`: the engine has an encoder, so that they are on disk or soon will be. */
  | { readonly job: 'overlaps'; readonly vectors: boolean };

export interface InsightProgress {
  readonly doing: 'reading' | 'grouping' | 'duplicates' | 'statements' | 'contradictions';
  readonly done: number;
  readonly total: number;
}

export type InsightMessage =
  | ({ readonly status: 'progress' } & InsightProgress)
  | { readonly status: 'grouped'; readonly groups: readonly NamedGroup[] }
  | { readonly status: 'overlaps'; readonly overlaps: Overlaps }
  | { readonly status: 'failed'; readonly message: string };

interface Options {
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: InsightProgress) => void;
}

/** One job in a worker of its own, which ends with it: cancelling stops it at once, whatever it is in the middle of. */
function run<T>(job: InsightJob, { signal, onProgress }: Options, pick: (message: InsightMessage) => T | undefined): Promise<Outcome<T>> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./knowledge-insights.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-insights' });
    const settle = (outcome: Outcome<T>): void => {
      signal.removeEventListener('abort', stop);
      worker.terminate();
      resolve(outcome);
    };
    const stop = (): void => settle(failure('aborted', 'Stopped.'));
    if (signal.aborted) {
      stop();
      return;
    }
    signal.addEventListener('abort', stop);
    worker.addEventListener('message', ({ data }: MessageEvent<InsightMessage>) => {
      if (data.status === 'progress') onProgress?.(data);
      else if (data.status === 'failed') settle(failure('failed', data.message));
      else {
        const value = pick(data);
        if (value !== undefined) settle({ ok: true, value });
      }
    });
    worker.addEventListener('error', () => settle(failure('failed', 'This could not be worked out. Reload the page and try again.')));
    worker.postMessage(job);
  });
}

/** Questions in groups that ask the same, each named by its telling words. */
export function groupInWorker(questions: QuestionVectors, texts: readonly string[], options: Options): Promise<Outcome<readonly NamedGroup[]>> {
  return run({ job: 'group', questions, texts }, options, (message) => (message.status === 'grouped' ? message.groups : undefined));
}

/** Duplicates and contradictions among the published articles. */
export function findOverlapsInWorker(vectors: boolean, options: Options): Promise<Outcome<Overlaps>> {
  return run({ job: 'overlaps', vectors }, options, (message) => (message.status === 'overlaps' ? message.overlaps : undefined));
}
