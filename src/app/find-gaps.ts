import type { Engine } from '../inference/api.ts';
import { isSmallTalk } from '../insights/telling-words.ts';
import type { InboxRow, StoredTicket, TabdeskDatabase, TicketFind } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { redactPersonal } from '../tickets/redact.ts';
import { readRequestText } from '../tickets/request-text.ts';
import { asItCameIn, namesIn } from './knowledge-cases.ts';
import { groupInWorker, type NamedGroup } from './knowledge-insights.ts';
import { longestQuery } from './ticket-view-search.ts';

/** A question to which nothing good is found. */
export interface UnansweredQuestion {
  readonly ticketId: string;
  /** Its beginning, without what points to a person. */
  readonly text: string;
  readonly intent: string | null;
  readonly product: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly escalated: boolean;
  readonly answered: boolean;
  /** The article that comes nearest, and how near. */
  readonly nearest: { readonly articleId: string; readonly cosine: number | null } | null;
}

export interface GapGroup extends NamedGroup {
  readonly questions: readonly UnansweredQuestion[];
}

export interface GapCounts {
  readonly tickets: number;
  readonly answered: number;
  readonly outOfScope: number;
  readonly smallTalk: number;
  readonly otherLanguage: number;
}

export interface Gaps {
  readonly counts: GapCounts;
  readonly groups: readonly GapGroup[];
  /** Questions that nobody else asks. */
  readonly alone: readonly UnansweredQuestion[];
}

export interface GapsProgress {
  readonly doing: 'searching' | 'grouping';
  readonly done: number;
  readonly total: number;
}

export interface GapsOptions {
  /** Tickets that came in before are left out; milliseconds since the epoch. */
  readonly since: number;
  readonly outOfScope: boolean;
  /** The state of the knowledge base, as `nameKnowledgeState` names it. */
  readonly state: string;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: GapsProgress) => void;
}

const batch = 100;
/** A request says what it is about at its beginning; more makes all letters alike. Chosen on the sample desk. */
const readOf = 300;

interface Asked {
  readonly row: InboxRow;
  readonly find: TicketFind;
}

/**
 * Questions of the desk's tickets to which the search is not sure of an answer, in groups that ask the same. What was found for a
 * ticket is kept, so that a second look at the same knowledge base searches nothing again.
 */
export async function findGaps(db: TabdeskDatabase, engine: Pick<Engine, 'searchMany' | 'embed'>, options: GapsOptions): Promise<Outcome<Gaps>> {
  const { signal } = options;
  const languages = new Set((await db.articles.toArray()).map(({ language }) => language));
  const rows = await db.inbox.where('[order+id]').below([Infinity, '']).filter(({ createdAt, deleted, mergedInto }) => createdAt >= options.since && !deleted && mergedInto === null).toArray();
  const spoken = rows.filter(({ language }) => language === null || language === 'und' || languages.has(language));
  const meant = spoken.filter(({ outOfScope }) => options.outOfScope || !outOfScope);
  const asked: Asked[] = [];
  let smallTalk = 0;
  for (let from = 0; from < meant.length; from += batch) {
    if (signal.aborted) return failure('aborted', 'Stopped.');
    options.onProgress({ doing: 'searching', done: from, total: meant.length });
    const found = await searchBatch(db, engine, meant.slice(from, from + batch), options.state, signal);
    if (!found.ok) return found;
    asked.push(...found.value.asked);
    smallTalk += found.value.smallTalk;
  }
  const unanswered = asked.filter(({ find }) => !find.confident);
  const questions: UnansweredQuestion[] = [];
  for (let from = 0; from < unanswered.length; from += batch) {
    const part = unanswered.slice(from, from + batch);
    const tickets = await db.tickets.bulkGet(part.map(({ row }) => row.id));
    part.forEach(({ row, find }, at) => {
      const ticket = tickets[at];
      if (ticket) questions.push(toQuestion(row, ticket, find));
    });
  }
  options.onProgress({ doing: 'grouping', done: 0, total: questions.length });
  const grouped = await group(engine, questions, signal);
  if (!grouped.ok) return grouped;
  const together = new Set(grouped.value.flatMap(({ members }) => members));
  return success({
    counts: { tickets: rows.length, answered: asked.length - unanswered.length, outOfScope: spoken.length - meant.length, smallTalk, otherLanguage: rows.length - spoken.length },
    groups: grouped.value.map((each) => ({ ...each, questions: each.members.flatMap((at) => questions[at] ?? []) })),
    alone: questions.filter((_, at) => !together.has(at)),
  });
}

async function searchBatch(
  db: TabdeskDatabase,
  engine: Pick<Engine, 'searchMany'>,
  rows: readonly InboxRow[],
  state: string,
  signal: AbortSignal,
): Promise<Outcome<{ readonly asked: readonly Asked[]; readonly smallTalk: number }>> {
  const [kept, tickets] = await Promise.all([db.ticketFinds.bulkGet(rows.map(({ id }) => id)), db.tickets.bulkGet(rows.map(({ id }) => id))]);
  const asked: Asked[] = [];
  /** By product, which the search goes by, as for the ticket itself. */
  const due = new Map<string, { readonly row: InboxRow; readonly text: string }[]>();
  let smallTalk = 0;
  rows.forEach((row, at) => {
    const ticket = tickets[at];
    if (!ticket) return;
    const text = readRequestText(asItCameIn(ticket)).text.slice(0, longestQuery);
    const find = kept[at];
    if (isSmallTalk(text)) smallTalk += 1;
    else if (find?.state === state && find.ticketUpdatedAt === row.updatedAt) asked.push({ row, find });
    else due.set(row.product ?? '', [...(due.get(row.product ?? '') ?? []), { row, text }]);
  });
  const made: TicketFind[] = [];
  for (const [product, list] of due) {
    const found = await engine.searchMany(list.map(({ text }) => text), { limit: 1, ...(product === '' ? {} : { product }) }, { signal });
    if (!found.ok) return found;
    list.forEach(({ row }, at) => {
      const { confident = false, cosine = null, articleIds = [] } = found.value[at] ?? {};
      const find: TicketFind = { ticketId: row.id, ticketUpdatedAt: row.updatedAt, state, confident, cosine, articleId: articleIds[0] ?? null };
      made.push(find);
      asked.push({ row, find });
    });
  }
  // A full disk only means that the next look takes as long.
  if (made.length > 0) await db.ticketFinds.bulkPut(made).catch(() => undefined);
  return success({ asked, smallTalk });
}

function toQuestion(row: InboxRow, ticket: StoredTicket, find: TicketFind): UnansweredQuestion {
  const text = redactPersonal(readRequestText(asItCameIn(ticket)).text.slice(0, longestQuery), namesIn(ticket)).slice(0, readOf).trim();
  return {
    ticketId: row.id,
    text,
    intent: row.intent,
    product: row.product,
    at: row.createdAt,
    escalated: row.escalated,
    answered: ticket.messages.some(({ from }) => from === 'agent'),
    nearest: find.articleId === null ? null : { articleId: find.articleId, cosine: find.cosine },
  };
}

async function group(engine: Pick<Engine, 'embed'>, questions: readonly UnansweredQuestion[], signal: AbortSignal): Promise<Outcome<readonly NamedGroup[]>> {
  if (questions.length === 0) return success([]);
  const texts = questions.map(({ text }) => text);
  const embedded = await engine.embed(texts, { signal });
  if (!embedded.ok) return embedded;
  return groupInWorker({ ...embedded.value, intents: questions.map(({ intent }) => intent) }, texts, { signal });
}

/** The article that most of a group's questions come nearest to, and how near they come on average. */
export function nearestArticle(questions: readonly UnansweredQuestion[]): { readonly articleId: string; readonly cosine: number | null } | null {
  const counts = new Map<string, { times: number; sum: number; known: number }>();
  for (const { nearest } of questions) {
    if (nearest === null) continue;
    const seen = counts.get(nearest.articleId) ?? { times: 0, sum: 0, known: 0 };
    seen.times += 1;
    if (nearest.cosine !== null) {
      seen.sum += nearest.cosine;
      seen.known += 1;
    }
    counts.set(nearest.articleId, seen);
  }
  const [best] = [...counts].sort(([, a], [, b]) => b.times - a.times || b.sum - a.sum);
  return best === undefined ? null : { articleId: best[0], cosine: best[1].known === 0 ? null : best[1].sum / best[1].known };
}
