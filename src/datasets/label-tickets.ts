import type { Prediction } from '../classifier/head.ts';
import { readLimit } from '../text/tokenise.ts';
import { readRequestText } from '../tickets/request-text.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { datasetOf, labelOf, labelsFrom, longestLabel, mostRows, type Dataset, type Example } from './dataset.ts';
import { cleanLabel } from './make-example.ts';

export interface LabelTicketsOptions {
  /** Also tickets nobody corrected: closed, and triage was this sure of the intent (0..1). Null, the default, leaves them out. */
  readonly sureOfSolved?: number | null;
  /** Also labels that came with the file a ticket was imported from. */
  readonly sourceLabels?: boolean;
}

/** A ticket with triage's word on its intent; null where there is none, or it is of an older state of the ticket. */
export interface LabelledTicket {
  readonly ticket: Ticket;
  readonly intent: Prediction | null;
}

export interface DeskExamples {
  readonly dataset: Dataset;
  /** Rows by where their intent or queue came from. */
  readonly corrected: number;
  readonly solved: number;
  readonly fromSource: number;
  /** Tickets with a label but nothing to read. */
  readonly withoutText: number;
  /** Tickets beyond the 200,000 rows that a dataset holds. */
  readonly leftOver: number;
}

/** Letters from which a request says by itself what is wanted; as many as triage asks for (`request-text.ts`). */
const tellingLetters = 40;
/** Answers looked behind: after these, the thread as a whole is read. */
const mostAnswers = 10;

/**
 * What the customer wanted, as triage reads it (`readRequestText`), from the thread as it stood when it first said something: "thanks,
 * it has come" below the answer is not what the label is about, nor is the "hello" before it.
 */
export function trainingText(ticket: Ticket): string {
  const answers = Array.from(ticket.messages.keys()).filter((at) => at > 0 && ticket.messages[at]?.from === 'agent' && ticket.messages[at - 1]?.from === 'customer');
  for (const at of answers.slice(0, mostAnswers)) {
    const { text } = readRequestText({ ...ticket, messages: ticket.messages.slice(0, at) });
    if (text.replace(/[^\p{L}]/gu, '').length >= tellingLetters) return text.slice(0, readLimit.characters);
  }
  return readRequestText(ticket).text.slice(0, readLimit.characters);
}

const short = (label: string | undefined): string => cleanLabel(label ?? '').slice(0, longestLabel);

/**
 * One ticket as an example, or null where it has no label. A person's correction comes first; then, where wished, the label of the
 * source, and what triage was sure of in a closed ticket, which is marked `labelledBy: 'triage'`.
 */
export function exampleOfTicket({ ticket, intent }: LabelledTicket, options: LabelTicketsOptions): Example | null {
  const corrected = short(ticket.corrections?.intent);
  const queue = short(ticket.corrections?.queue);
  const source = options.sourceLabels === true ? { intent: short(ticket.labels?.intent), sentiment: short(ticket.labels?.sentiment) } : { intent: '', sentiment: '' };
  const sureness = options.sureOfSolved ?? null;
  const isSure = sureness !== null && ticket.status === 'closed' && intent?.path === 'model' && !intent.outOfScope && intent.confidence >= sureness;
  const byTriage = corrected === '' && source.intent === '' && isSure;
  const labels = labelsFrom([
    ['intent', corrected || source.intent || (byTriage ? short(intent.label) : '')],
    ['queue', queue],
    ['sentiment', source.sentiment],
  ]);
  if (Object.keys(labels).length === 0) return null;
  const text = trainingText(ticket).trim();
  return { text, labels, ticketId: ticket.id, ...(byTriage ? { labelledBy: 'triage' } : {}) };
}

/**
 * A dataset of the tickets labelled at this desk, in the order given, with the columns `intent`, `queue` and `sentiment` as far as any
 * ticket has them. Tickets with nothing to read are counted and left out.
 */
export function labelTickets(tickets: Iterable<LabelledTicket>, options: LabelTicketsOptions = {}): DeskExamples {
  const examples: Example[] = [];
  const counts = { corrected: 0, solved: 0, fromSource: 0, withoutText: 0, leftOver: 0 };
  for (const each of tickets) {
    const example = exampleOfTicket(each, options);
    if (example === null) continue;
    if (example.text === '') counts.withoutText += 1;
    else if (examples.length >= mostRows) counts.leftOver += 1;
    else {
      if (example.labelledBy === 'triage') counts.solved += 1;
      else if (each.ticket.corrections?.intent !== undefined || each.ticket.corrections?.queue !== undefined) counts.corrected += 1;
      else counts.fromSource += 1;
      examples.push(example);
    }
  }
  const columns = ([['intent', 'intent'], ['queue', 'custom'], ['sentiment', 'sentiment']] as const)
    .filter(([name]) => examples.some((example) => labelOf(example, name) !== ''))
    .map(([name, kind]) => ({ name, kind }));
  return { dataset: datasetOf(examples, columns), ...counts };
}
