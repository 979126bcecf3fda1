import type { Engine, EngineErrorCode, FoundArticle, PassageTrial } from '../inference/api.ts';
import type { KnowledgeCase } from '../storage/schema.ts';
import { success, type Outcome } from '../tickets/outcome.ts';

/** Articles looked at for each question; below that one is as good as not found. */
const articlesRead = 10;

/** What came of one question. */
export interface CaseResult {
  /** Place of the expected article from 1; 0 where it is not found. */
  readonly place: number;
  /** The first hit is good enough to answer from. */
  readonly confident: boolean;
  /** The article found first. */
  readonly best: string | null;
  /** The article this was measured for: a question may have been given another since. */
  readonly expected: string;
}

/** Results by question, and the state of the knowledge base they belong to. */
export interface TestRun {
  readonly state: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly results: ReadonlyMap<string, CaseResult>;
}

export type Verdict = 'first' | 'three' | 'lower' | 'none';

export function verdictOf({ place }: Pick<CaseResult, 'place'>): Verdict {
  return place === 0 ? 'none' : place === 1 ? 'first' : place <= 3 ? 'three' : 'lower';
}

/** Found first is what a test is for. */
export function passes(result: Pick<CaseResult, 'place'>): boolean {
  return result.place === 1;
}

export function resultOf(found: FoundArticle, expected: string): CaseResult {
  return { place: found.articleIds.indexOf(expected) + 1, confident: found.confident, best: found.articleIds[0] ?? null, expected };
}

/** Asks the engine all questions; with `trial` as if an edit were made. */
export async function runCases(
  engine: Pick<Engine, 'searchMany'>,
  cases: readonly Pick<KnowledgeCase, 'id' | 'question' | 'articleId'>[],
  { trial, signal, onProgress }: { readonly trial?: PassageTrial; readonly signal?: AbortSignal; readonly onProgress?: (done: number, total: number) => void } = {},
): Promise<Outcome<ReadonlyMap<string, CaseResult>, EngineErrorCode>> {
  const found = await engine.searchMany(
    cases.map(({ question }) => question),
    { limit: articlesRead, ...(trial === undefined ? {} : { trial }) },
    { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress: ({ done, total }) => onProgress(done, total) }) },
  );
  if (!found.ok) return found;
  const none: FoundArticle = { articleIds: [], confident: false, cosine: null, coverage: 0 };
  return success(new Map(cases.map(({ id, articleId }, at) => [id, resultOf(found.value[at] ?? none, articleId)])));
}

/** How many questions stand where, and how the shares are. */
export interface RunSummary {
  readonly first: number;
  readonly three: number;
  readonly lower: number;
  readonly none: number;
  readonly confident: number;
  /** Questions with a result. */
  readonly total: number;
}

export function summariseRun(results: Iterable<CaseResult>): RunSummary {
  const counts = { first: 0, three: 0, lower: 0, none: 0, confident: 0, total: 0 };
  for (const result of results) {
    counts[verdictOf(result)] += 1;
    if (result.confident) counts.confident += 1;
    counts.total += 1;
  }
  return counts;
}

/** What is stored of runs: the newest, and the one before it that another state of the knowledge base had. */
export interface StoredRuns {
  readonly latest: TestRun;
  readonly previous: TestRun | null;
}

export const runsKey = 'knowledge.testRuns';

export function writeRuns({ latest, previous }: StoredRuns): unknown {
  const write = (run: TestRun | null) => (run === null ? null : { state: run.state, at: run.at, results: [...run.results] });
  return { latest: write(latest), previous: write(previous) };
}

/** Reads what `writeRuns` wrote; null for anything else. */
export function parseRuns(value: unknown): StoredRuns | null {
  if (!isFields(value)) return null;
  const latest = parseRun(value.latest);
  return latest === null ? null : { latest, previous: parseRun(value.previous) };
}

function parseRun(value: unknown): TestRun | null {
  if (!isFields(value) || typeof value.state !== 'string' || typeof value.at !== 'number' || !Array.isArray(value.results)) return null;
  const results = new Map<string, CaseResult>();
  for (const entry of value.results as unknown[]) {
    if (!Array.isArray(entry)) return null;
    const [id, result] = entry as unknown[];
    if (typeof id !== 'string' || !isFields(result) || typeof result.place !== 'number' || typeof result.expected !== 'string') return null;
    results.set(id, { place: result.place, confident: result.confident === true, best: typeof result.best === 'string' ? result.best : null, expected: result.expected });
  }
  return { state: value.state, at: value.at, results };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A new run beside those stored: what it replaces stays as the one before, if it was of another state. */
export function withRun(stored: StoredRuns | null, run: TestRun): StoredRuns {
  if (stored === null) return { latest: run, previous: null };
  const sameState = stored.latest.state === run.state;
  // Of the same state are those questions that were asked before and are not asked again now.
  return { latest: sameState ? { ...run, results: new Map([...stored.latest.results, ...run.results]) } : run, previous: sameState ? stored.previous : stored.latest };
}
