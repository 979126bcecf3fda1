import type { Head } from '../classifier/create-head.ts';
import type { Prediction } from '../classifier/head.ts';
import { escalationVersion } from '../escalation/decide-escalation.ts';
import { sentimentVersion } from '../sentiment/score-sentiment.ts';
import { readBesides } from '../sentiment/sentiment-head.ts';
import type { Entity } from '../tickets/entity.ts';
import { extractEntities } from '../tickets/extract-entities.ts';
import { separateQuotes } from '../tickets/own-words.ts';
import { locateInTicket, readRequestText, readThreadText, saysSomething, type RequestText } from '../tickets/request-text.ts';
import { threadMark } from '../tickets/thread-mark.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { decideTicket } from './decide-ticket.ts';
import { detectProduct, likelyProduct } from './detect-product.ts';
import { followMood, readMoodText, scoreMood, type MoodModels } from './ticket-mood.ts';
import { readRisks, type RiskHead } from './read-risks.ts';
import { requestLanguage } from './request-language.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { IntentWord, Triage } from './triage.ts';

/** What answers for the intent: a trained head, or the rules. */
export interface IntentModel {
  predict(text: string, embedding?: Float32Array): Prediction;
  /** Words of the text and what each said for the label, where the model can tell. */
  explain?(text: string, label?: string): readonly { readonly text: string; readonly start: number; readonly end: number; readonly weight: number }[];
}

export interface TriageModels extends MoodModels {
  /** Null when no head could be loaded: then the rules answer and the triage says so. */
  readonly intentHead: IntentModel | null;
  readonly rulesHead: IntentModel;
  /** Heads beside the intent's; where one is missing the rules answer alone. */
  readonly priorityHead?: TextHead | null;
  readonly productHead?: TextHead | null;
  readonly escalationHead?: RiskHead | null;
}

/** What of a head the answers about a request need. */
export type TextHead = Pick<Head, 'metadata' | 'predict'>;

/** What a host computed beforehand for this ticket's request text (`readRequestText`), in a batch for instance. */
export interface GivenForTicket {
  readonly prediction?: Prediction;
  readonly embedding?: Float32Array;
  /** The sentence embedding of what `readMoodText` gives, for a sentiment head that reads one. */
  readonly moodEmbedding?: Float32Array;
  /** False leaves out the words that carried the intent, and of the mood those that the head weighed: nobody looks at them in a file of 100,000 rows. */
  readonly explain?: boolean;
}

const mostIntentWords = 8;
/** Stored with each triage. */
const mostEntities = 300;

/**
 * One ticket through everything the device works out: language, intent, sentiment, product, entities, escalation, priority and
 * route. Pure: `now` (milliseconds since the epoch) tells how long someone waits, `clock` (milliseconds, any origin)
 * is only read for `timings`. Entity offsets point into the message named by their `messageId`, or into the subject. With
 * all heads a little over twice what the intent's alone takes; texts are capped, so a megabyte costs some tens of milliseconds. Never throws on any text.
 */
export function triageTicket(
  ticket: Ticket,
  models: TriageModels,
  playbook: Playbook,
  now: number,
  clock: () => number,
  given: GivenForTicket = {},
): Triage {
  const timings: Record<string, number> = {};
  const began = clock();
  let last = began;
  const stage = <T>(name: string, value: T): T => {
    const at = clock();
    timings[name] = at - last;
    last = at;
    return value;
  };

  const request = readRequestText(ticket);
  const thread = stage('text', readThreadText(ticket));
  const newest = request.text.slice(request.newest);
  const language = stage('language', requestLanguage(newest, request.text, playbook));
  const model = models.intentHead ?? models.rulesHead;
  const intent = stage('intent', given.prediction ?? model.predict(request.text, given.embedding));
  const explain = given.explain !== false;
  const intentWords = stage('words', explain && language.supported && !intent.outOfScope ? explainIntent(model, request, intent.label) : []);
  const mood = readMoodText(ticket, request, thread);
  const sentiment = stage('sentiment', scoreMood(models, mood, language.supported, explain, given.moodEmbedding));
  const urgency = stage('priority', askHead(models.priorityHead, mood.text, given.embedding));
  const named = detectProduct(request.text, ticket.product, playbook.products);
  // Asked only where no product is named: most tickets name one.
  const likely = named === null ? askHead(models.productHead, mood.text, given.embedding) : undefined;
  const product = stage('product', named ?? likelyProduct(likely, playbook.products));
  const risks = stage('risks', models.escalationHead && language.supported ? readRisks(models.escalationHead, thread) : undefined);
  const entities = stage('entities', findTicketEntities(ticket));
  const decisions = stage('decisions', decideTicket({ ticket, request: request.text, newest, thread, intent, sentiment, language, product, ...(risks && { risks }), ...(urgency && { urgency }) }, playbook, now));
  timings.total = clock() - began;

  return {
    ticketId: ticket.id,
    ticketUpdatedAt: ticket.updatedAt,
    threadMark: threadMark(ticket),
    intent,
    ...(explain ? { intentWords, moodCourse: followMood(models, ticket, language.supported) } : {}),
    sentiment,
    language,
    product,
    entities,
    ...(risks && { risks }),
    ...(urgency && { urgency }),
    ...decisions,
    versions: nameVersions(models, intent.version, playbook.version),
    path: intent.path,
    timings,
  };
}

function askHead(head: TextHead | null | undefined, text: string, embedding: Float32Array | undefined): Prediction | undefined {
  return head?.predict(text, readBesides(head, text, embedding));
}

/** What a triage is made with, component → version: by these models, `intent` as its predictions name it, and a playbook. */
export function nameVersions(models: TriageModels, intent: string, playbook: string): Record<string, string> {
  const name = (head: Pick<Head, 'metadata'>): string => `${head.metadata.name}@${head.metadata.version}`;
  const { sentimentHead, priorityHead, productHead, escalationHead } = models;
  return {
    intent,
    sentiment: sentimentHead ? name(sentimentHead) : sentimentVersion,
    priority: priorityHead ? name(priorityHead) : 'rules@1',
    product: productHead ? name(productHead) : 'catalogue@1',
    escalation: escalationHead ? `${escalationVersion}+${name(escalationHead)}` : escalationVersion,
    playbook,
  };
}

function explainIntent(model: IntentModel, request: RequestText, label: string): IntentWord[] {
  const words = model.explain?.(request.text, label) ?? [];
  const placed: IntentWord[] = [];
  for (const word of words.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight)) {
    const place = locateInTicket(request, word.start, word.end);
    if (place !== null) placed.push({ text: word.text, weight: word.weight, ...place });
    if (placed.length === mostIntentWords) break;
  }
  return placed;
}

/** What the customer named anywhere in the thread, signatures included (that is where phone numbers stand), quoted mail not. */
function findTicketEntities(ticket: Ticket): Entity[] {
  // A subject cut from the message says everything twice, and its last word may be cut: "jo@example.co".
  const entities: Entity[] = saysSomething(ticket) ? extractEntities(ticket.subject, ticket.createdAt) : [];
  for (const message of ticket.messages) {
    if (message.from !== 'customer') continue;
    // A quoted order number is not the customer's; a signature below the last own line is.
    const { quoted } = separateQuotes(message.text);
    let at = 0;
    // "Tomorrow" is the day after it was written, not after it is read.
    for (const entity of extractEntities(message.text, message.at)) {
      while (at < quoted.length && (quoted[at]?.end ?? 0) <= entity.start) at += 1;
      const quote = quoted[at];
      if (quote === undefined || entity.end <= quote.start) entities.push({ ...entity, messageId: message.id });
    }
  }
  return entities.length > mostEntities ? keepDistinct(entities) : entities;
}

/** A pasted price list must not fill the disk: each value once before any of them twice, in the order of the ticket. */
function keepDistinct(entities: readonly Entity[]): Entity[] {
  const seen = new Set<string>();
  const first: number[] = [];
  const again: number[] = [];
  entities.forEach(({ kind, value }, i) => {
    const key = `${kind} ${value}`;
    (seen.has(key) ? again : first).push(i);
    seen.add(key);
  });
  const kept = [...first, ...again].slice(0, mostEntities).sort((a, b) => a - b);
  return kept.flatMap((i) => entities[i] ?? []);
}
