import type { Engine, EngineErrorCode, FoundArticle, PassageTrial } from '../inference/api.ts';
import { isSmallTalk } from '../insights/telling-words.ts';
import type { Article } from '../knowledge-base/article.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import type { KnowledgeCase, TabdeskDatabase } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { redactPersonal } from '../tickets/redact.ts';
import { readRequestText } from '../tickets/request-text.ts';
import { asItCameIn, namesIn } from './knowledge-cases.ts';
import { passes, resultOf, type CaseResult } from './knowledge-test-run.ts';
import { longestQuery } from './ticket-view-search.ts';

/** A question as it fares before an edit and after it. */
export interface EffectOnCase {
  readonly case: KnowledgeCase;
  readonly before: CaseResult;
  readonly after: CaseResult;
}

/** A recent ticket whose best article or whose sureness an edit would change. */
export interface EffectOnTicket {
  readonly ticketId: string;
  readonly question: string;
  readonly before: FoundArticle;
  readonly after: FoundArticle;
}

export interface EditEffects {
  readonly cases: number;
  readonly fixed: readonly EffectOnCase[];
  readonly broken: readonly EffectOnCase[];
  /** Found first before and after, but sure of it in one of them only. */
  readonly surer: readonly EffectOnCase[];
  readonly lessSure: readonly EffectOnCase[];
  readonly tickets: number;
  /** Tickets that would find another article first, and those that would only be more or less sure. */
  readonly moved: readonly EffectOnTicket[];
  readonly sure: readonly EffectOnTicket[];
  readonly unsure: readonly EffectOnTicket[];
}

/** The questions an edit is tried on. */
export interface EditQuestions {
  readonly cases: readonly KnowledgeCase[];
  readonly tickets: readonly { readonly ticketId: string; readonly question: string }[];
}

const articlesRead = 10;
/** Tickets of the last weeks, as a wider net than the tests. */
const recentTickets = 200;
/** Asked at once: a cancel is heard between two of these. */
const batch = 100;

/** All test questions, and what the newest tickets ask. */
export async function readEditQuestions(db: TabdeskDatabase): Promise<EditQuestions> {
  const cases = await db.knowledgeCases.toArray();
  const rows = await db.inbox.where('[order+id]').below([Infinity, '']).filter(({ outOfScope, deleted }) => !outOfScope && !deleted).limit(recentTickets).toArray();
  const found = await db.tickets.bulkGet(rows.map(({ id }) => id));
  const tested = new Set(cases.map(({ ticketId }) => ticketId));
  const tickets = found.flatMap((ticket) => {
    if (!ticket || tested.has(ticket.id)) return [];
    const question = redactPersonal(readRequestText(asItCameIn(ticket)).text.slice(0, longestQuery), namesIn(ticket)).trim();
    return isSmallTalk(question) ? [] : [{ ticketId: ticket.id, question }];
  });
  return { cases, tickets };
}

/** The article as it would be cut and searched; a draft, or one without text, answers nobody. */
export function trialOf(article: Article): PassageTrial {
  return { articleId: article.id, passages: article.status === 'draft' ? [] : splitPassages(article) };
}

export interface MeasureOptions {
  /** What was found before the edit, kept by the caller over its key strokes. */
  readonly baseline: readonly FoundArticle[] | null;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** What an edit would do to the questions, and the baseline to hand in again with the next one. Nothing is saved. */
export async function measureEdit(
  engine: Pick<Engine, 'searchMany'>,
  trial: PassageTrial,
  { cases, tickets }: EditQuestions,
  { baseline, signal, onProgress }: MeasureOptions,
): Promise<Outcome<{ readonly effects: EditEffects; readonly baseline: readonly FoundArticle[] }, EngineErrorCode>> {
  const texts = [...cases, ...tickets].map(({ question }) => question);
  const total = baseline === null ? texts.length * 2 : texts.length;
  const before = baseline === null ? await ask(engine, texts, undefined, signal, (done) => onProgress(done, total)) : success(baseline);
  if (!before.ok) return before;
  const after = await ask(engine, texts, trial, signal, (done) => onProgress(total - texts.length + done, total));
  if (!after.ok) return after;
  return success({ effects: compare(cases, tickets, before.value, after.value), baseline: before.value });
}

async function ask(
  engine: Pick<Engine, 'searchMany'>,
  texts: readonly string[],
  trial: PassageTrial | undefined,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Outcome<readonly FoundArticle[], EngineErrorCode>> {
  const found: FoundArticle[] = [];
  for (let from = 0; from < texts.length; from += batch) {
    if (signal.aborted) return failure('aborted', 'Stopped.');
    const part = await engine.searchMany(texts.slice(from, from + batch), { limit: articlesRead, ...(trial === undefined ? {} : { trial }) }, { signal });
    if (!part.ok) return part;
    found.push(...part.value);
    onProgress(found.length);
  }
  return success(found);
}

const nothing: FoundArticle = { articleIds: [], confident: false, cosine: null, coverage: 0 };

/** Sorts questions by what became of them. */
export function compare(cases: readonly KnowledgeCase[], tickets: EditQuestions['tickets'], before: readonly FoundArticle[], after: readonly FoundArticle[]): EditEffects {
  const onCases = cases.map((each, at): EffectOnCase => ({ case: each, before: resultOf(before[at] ?? nothing, each.articleId), after: resultOf(after[at] ?? nothing, each.articleId) }));
  const both = onCases.filter((each) => passes(each.before) && passes(each.after));
  const onTickets = tickets.map((each, at): EffectOnTicket => ({ ...each, before: before[cases.length + at] ?? nothing, after: after[cases.length + at] ?? nothing }));
  const moved = onTickets.filter((each) => each.before.articleIds[0] !== each.after.articleIds[0]);
  return {
    cases: cases.length,
    fixed: onCases.filter((each) => !passes(each.before) && passes(each.after)),
    broken: onCases.filter((each) => passes(each.before) && !passes(each.after)),
    surer: both.filter((each) => !each.before.confident && each.after.confident),
    lessSure: both.filter((each) => each.before.confident && !each.after.confident),
    tickets: tickets.length,
    moved,
    sure: onTickets.filter((each) => !each.before.confident && each.after.confident),
    unsure: onTickets.filter((each) => each.before.confident && !each.after.confident),
  };
}
