import type { Engine } from '../inference/api.ts';
import { collectMaterial, draftArticle, type DraftedArticle, type GroupTicket } from '../insights/draft-article.ts';
import type { StoredTicket, TabdeskDatabase } from '../storage/schema.ts';
import { extractEntities } from '../tickets/extract-entities.ts';
import { signedName } from '../tickets/redact.ts';
import { readRequestText } from '../tickets/request-text.ts';
import { labelWords } from '../text/label-words.ts';
import type { GapGroup } from './find-gaps.ts';
import { asItCameIn, namesIn } from './knowledge-cases.ts';

/** So many tickets of a group are read: a draft has a dozen sentences. */
const mostTickets = 200;

export interface GroupDraft extends DraftedArticle {
  /** Tickets of the group that agents answered. */
  readonly solved: number;
  readonly intents: readonly string[];
  readonly products: readonly string[];
}

/** The title of a group: its intent, and the words that tell it from others. */
export function groupTitle({ questions, words }: Pick<GapGroup, 'questions' | 'words'>): string {
  const intent = usual(questions.map((question) => question.intent));
  const about = words.join(', ');
  if (intent === null || intent === 'out_of_scope') return about === '' ? 'Questions that ask the same' : upperFirst(about);
  return about === '' ? labelWords(intent) : `${labelWords(intent)}: ${about}`;
}

/** An article's draft from what agents answered to the group's tickets. Nothing is saved. */
export async function draftFromGroup(db: TabdeskDatabase, engine: Pick<Engine, 'embed'>, group: GapGroup, agentName: string, signal: AbortSignal): Promise<GroupDraft> {
  const tickets = await db.tickets.bulkGet(group.questions.slice(0, mostTickets).map(({ ticketId }) => ticketId));
  const keep = await ownAddresses(db);
  const material = collectMaterial(tickets.flatMap((ticket) => (ticket ? [asGroupTicket(ticket, agentName)] : [])), keep);
  const texts = [...material.statements.map(({ text }) => text), ...material.questions];
  const embedded = texts.length === 0 ? null : await engine.embed(texts, { signal });
  // Without vectors shared words tell what is alike.
  const vectors = embedded?.ok
    ? {
        dimension: embedded.value.dimension,
        statements: embedded.value.data.slice(0, material.statements.length * embedded.value.dimension),
        questions: embedded.value.data.slice(material.statements.length * embedded.value.dimension),
      }
    : null;
  const intent = usual(group.questions.map((question) => question.intent));
  const product = usual(group.questions.map((question) => question.product));
  return {
    ...draftArticle(material, groupTitle(group), vectors),
    solved: material.solved,
    intents: intent === null ? [] : [intent],
    products: product === null ? [] : [product],
  };
}

function asGroupTicket(ticket: StoredTicket, agentName: string): GroupTicket {
  const answers = ticket.messages.filter(({ from }) => from === 'agent');
  const signed = answers.flatMap(({ text }) => signedName(text) ?? []);
  return { id: ticket.id, question: readRequestText(asItCameIn(ticket)).text, answers: answers.map(({ text }) => text), names: [...namesIn(ticket), agentName, ...signed] };
}

/** Addresses and numbers that stand in articles are the shop's own. */
async function ownAddresses(db: TabdeskDatabase): Promise<ReadonlySet<string>> {
  const own = new Set<string>();
  await db.passages.each(({ text }) => {
    if (!/[@\d]/.test(text)) return;
    for (const { kind, value } of extractEntities(text)) if (kind === 'email' || kind === 'phone') own.add(value);
  });
  return own;
}

/** What most of them have; null where no value has more than half. */
function usual(values: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [best] = [...counts].sort(([, a], [, b]) => b - a);
  return best !== undefined && best[1] * 2 > values.length ? best[0] : null;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
