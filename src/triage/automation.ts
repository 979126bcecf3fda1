import { queueFor, thresholdsFor, type AnswerThresholds, type Playbook, type Queue } from '../playbook/playbook.ts';
import type { Archive, Circumstances, Pause } from './archive.ts';
import { beforeAnswer } from './rehearse.ts';

/** No threshold for answering alone lies below: what is as likely wrong as right is no answer. */
export const lowestSure = 0.5;

/** What a person at the desk said of an intent that the device would have gone by. */
export const unlabelled = 0;
export const labelledRight = 1;
export const labelledWrong = 2;

/** Tickets that would be answered by themselves if only the device were sure enough, the surest first. */
export interface AnswerableTickets {
  /** Calibrated probability that the intent is right. */
  readonly confidence: Float64Array;
  /** `unlabelled`, `labelledRight` or `labelledWrong`. */
  readonly labelled: Uint8Array;
}

/** One queue of an archive, as far as its dial moves anything. */
export interface QueueCases {
  readonly queue: string;
  /** All its tickets, and those of the last days (`periodOf`). */
  readonly tickets: number;
  readonly recent: number;
  /** Follow the queue's dial, or the desk's. */
  readonly dialled: AnswerableTickets;
  /** Answered by a threshold of their intent's own, whatever the dials say. */
  readonly own: AnswerableTickets;
}

/** What of an archive could be answered by itself. */
export interface AutomationCases {
  readonly tickets: number;
  /** The last days of the archive: from these comes how many tickets a day brings. Milliseconds since the epoch. */
  readonly period: { readonly from: number; readonly to: number };
  /** In the playbook's order; then queues that only people name. */
  readonly queues: readonly QueueCases[];
}

const day = 86_400_000;
/** Of an archive of years only this much tells how many tickets a day brings now. */
const recentDays = 90;

/** The playbook with every dial as low as it goes, for these labels: what it answers by itself is all that any dial could let through. */
export function withDialsOpen(playbook: Playbook, labels: Iterable<string>): Playbook {
  const open = Array.from(labels, (label): [string, AnswerThresholds] => {
    const { sure, likely } = thresholdsFor(playbook, label);
    // One of its own is moved by no dial.
    return [label, { sure: playbook.intentThresholds?.[label]?.sure === undefined ? likely : sure, likely }];
  });
  return { ...playbook, intentThresholds: Object.fromEntries(open) };
}

/**
 * From where a dial may be turned: below `likely` no intent is taken for what is wanted, and a threshold that lies lower would draw it
 * down. The highest of those that follow the dial; null is the desk's.
 */
export function lowestDial(playbook: Playbook, queue: Queue | null): number {
  const { intentThresholds = {}, queues, thresholds } = playbook;
  const follow = queue === null ? queues.filter((each) => each.thresholds?.sure === undefined) : [queue];
  const ids = new Set(follow.map(({ id }) => id));
  const ofIntents = Object.entries(intentThresholds).flatMap(([label, { sure, likely }]) => (sure === undefined && likely !== undefined && ids.has(queueFor(playbook, label)?.id ?? '') ? [likely] : []));
  return Math.max(lowestSure, ...follow.map((each) => each.thresholds?.likely ?? thresholds.likely), ...ofIntents);
}

/** Names a playbook as far as cases turn on it: two that differ by their dials alone have the same name. */
export function casesName(playbook: Playbook): string {
  const { thresholds, queues, intentThresholds = {} } = playbook;
  const labels = [...queues.flatMap(({ intents }) => intents), ...Object.keys(intentThresholds), ''];
  const bare = { ...playbook, thresholds: { ...thresholds, sure: 1 }, queues: queues.map((queue) => ({ ...queue, thresholds: null })) };
  return JSON.stringify([bare, labels.map((label) => thresholdsFor(playbook, label).likely)]);
}

/** The threshold a queue's dial stands at, and whether that is its own. */
export function dialOf(playbook: Playbook, queue: Queue | null): { readonly sure: number; readonly own: boolean } {
  const own = queue?.thresholds?.sure;
  return { sure: own ?? playbook.thresholds.sure, own: own !== undefined };
}

/** The playbook with a dial turned; null takes a queue's own dial away, so that it follows the desk's. */
export function turnDial(playbook: Playbook, queueId: string | null, sure: number | null): Playbook {
  if (queueId === null) return sure === null ? playbook : { ...playbook, thresholds: { ...playbook.thresholds, sure } };
  return {
    ...playbook,
    queues: playbook.queues.map((queue) => {
      if (queue.id !== queueId) return queue;
      const { thresholds, ...rest } = queue;
      const likely = thresholds?.likely === undefined ? {} : { likely: thresholds.likely };
      if (sure === null && thresholds?.likely === undefined) return rest;
      return { ...rest, thresholds: sure === null ? likely : { ...likely, sure } };
    }),
  };
}

/**
 * Every ticket of the archive that would truly be answered by itself if its dial stood low enough: calm, not escalated, its intent allowed
 * to, by the same decisions as triage. Each as it stood before its answer and before a person corrected it: what people said of the
 * intent tells whether the device was right. Null where `pause` stopped it.
 */
export async function collectCases(archive: Archive, circumstances: Circumstances, pause: Pause): Promise<AutomationCases | null> {
  const { playbook, head, now } = circumstances;
  const labels = new Set<string>();
  let newest = -Infinity;
  let oldest = Infinity;
  for (let row = 0; row < archive.rows; row++) {
    const intent = archive.intentOf(row, head);
    if (intent !== null) labels.add(intent.label);
    const at = archive.at(row)?.ticket.createdAt ?? Number.NaN;
    if (at > newest) newest = at;
    if (at < oldest) oldest = at;
  }
  const period = newest < oldest ? { from: 0, to: 0 } : { from: Math.max(oldest, newest - recentDays * day), to: newest };
  const open = { ...circumstances, playbook: withDialsOpen(playbook, labels) };
  const queues = new Map(playbook.queues.map(({ id }) => [id, new QueueCollector(id)]));
  for (let row = 0; row < archive.rows; row++) {
    if (row % 64 === 0 && !(await pause(row))) return null;
    const kept = archive.at(row);
    const intent = archive.intentOf(row, head);
    if (kept === null || intent === null) continue;
    const standing = beforeAnswer(kept.ticket, now);
    const { corrections, ...unread } = standing.ticket;
    const route = archive.decide(row, open, { ...standing, ticket: unread })?.route;
    if (route === undefined) continue;
    let queue = queues.get(route.queue);
    if (queue === undefined) queues.set(route.queue, (queue = new QueueCollector(route.queue)));
    queue.count(kept.ticket.createdAt >= period.from);
    if (route.action !== 'auto-reply') continue;
    const said = corrections?.intent;
    const labelled = said === undefined ? unlabelled : said === intent.label ? labelledRight : labelledWrong;
    const follows = playbook.intentThresholds?.[intent.label]?.sure === undefined;
    (follows ? queue.dialled : queue.own).push({ confidence: intent.confidence, labelled });
  }
  return { tickets: archive.size, period, queues: Array.from(queues.values(), (queue) => queue.finish()) };
}

class QueueCollector {
  readonly dialled: { readonly confidence: number; readonly labelled: number }[] = [];
  readonly own: { readonly confidence: number; readonly labelled: number }[] = [];
  readonly #queue: string;
  #tickets = 0;
  #recent = 0;

  constructor(queue: string) {
    this.#queue = queue;
  }

  count(isRecent: boolean): void {
    this.#tickets += 1;
    if (isRecent) this.#recent += 1;
  }

  finish(): QueueCases {
    return { queue: this.#queue, tickets: this.#tickets, recent: this.#recent, dialled: columns(this.dialled), own: columns(this.own) };
  }
}

function columns(tickets: { readonly confidence: number; readonly labelled: number }[]): AnswerableTickets {
  tickets.sort((a, b) => b.confidence - a.confidence);
  return { confidence: Float64Array.from(tickets, ({ confidence }) => confidence), labelled: Uint8Array.from(tickets, ({ labelled }) => labelled) };
}

/** What dials let through. */
export interface Automation {
  readonly tickets: number;
  /** Answered by themselves. */
  readonly answered: number;
  /** How many of these are expected to be answered wrongly, from the calibrated probabilities. */
  readonly expectedErrors: number;
  /** Of those answered that a person labelled: how many, and how many of them wrongly. */
  readonly labelled: number;
  readonly wrong: number;
}

export const nothingAnswered: Automation = { tickets: 0, answered: 0, expectedErrors: 0, labelled: 0, wrong: 0 };

/** Sums over the surest tickets of a queue, so that a dial that moves costs nothing: a thousand thresholds take microseconds. */
export class QueueAutomation {
  readonly cases: QueueCases;
  /** Of the first n dialled tickets. */
  readonly #errors: Float64Array;
  readonly #labelled: Uint32Array;
  readonly #wrong: Uint32Array;

  constructor(cases: QueueCases) {
    this.cases = cases;
    const { confidence, labelled } = cases.dialled;
    this.#errors = new Float64Array(confidence.length + 1);
    this.#labelled = new Uint32Array(confidence.length + 1);
    this.#wrong = new Uint32Array(confidence.length + 1);
    for (let n = 0; n < confidence.length; n++) {
      this.#errors[n + 1] = (this.#errors[n] ?? 0) + 1 - (confidence[n] ?? 1);
      this.#labelled[n + 1] = (this.#labelled[n] ?? 0) + (labelled[n] === unlabelled ? 0 : 1);
      this.#wrong[n + 1] = (this.#wrong[n] ?? 0) + (labelled[n] === labelledWrong ? 1 : 0);
    }
  }

  /** How many of the dialled tickets are at least as sure. */
  reach(sure: number): number {
    const { confidence } = this.cases.dialled;
    let low = 0;
    let high = confidence.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((confidence[middle] ?? 0) >= sure) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  at(sure: number): Automation {
    const n = this.reach(sure);
    const { own, tickets } = this.cases;
    return {
      tickets,
      answered: n + own.confidence.length,
      expectedErrors: (this.#errors[n] ?? 0) + own.confidence.reduce((sum, p) => sum + 1 - p, 0),
      labelled: (this.#labelled[n] ?? 0) + own.labelled.reduce((sum, said) => sum + (said === unlabelled ? 0 : 1), 0),
      wrong: (this.#wrong[n] ?? 0) + own.labelled.reduce((sum, said) => sum + (said === labelledWrong ? 1 : 0), 0),
    };
  }

  /** The probabilities of being wrong of all that is answered. */
  errorsAt(sure: number): number[] {
    const { dialled, own } = this.cases;
    return [...dialled.confidence.subarray(0, this.reach(sure)), ...own.confidence].map((p) => 1 - p);
  }
}

export function addUp(parts: readonly Automation[]): Automation {
  const sum = (of: (part: Automation) => number): number => parts.reduce((total, part) => total + of(part), 0);
  return {
    tickets: sum(({ tickets }) => tickets),
    answered: sum(({ answered }) => answered),
    expectedErrors: sum(({ expectedErrors }) => expectedErrors),
    labelled: sum(({ labelled }) => labelled),
    wrong: sum(({ wrong }) => wrong),
  };
}
