import type { Head } from '../classifier/create-head.ts';
import { countTexts } from '../classifier/training-rows.ts';
import { chooseNext, type ChoiceReason } from '../evaluation/choose-next.ts';
import { groupAlike } from '../evaluation/group-alike.ts';
import type { ScoredRows } from '../evaluation/scored-rows.ts';
import type { VectorRows } from '../evaluation/vector-rows.ts';
import { featuresFor } from './head-features.ts';

/** A ticket that nobody has labelled, as triage reads it. */
export interface PoolTicket {
  readonly id: string;
  readonly updatedAt: number;
  readonly text: string;
}

/** A ticket to be labelled next, and why. */
export interface AskedTicket {
  readonly id: string;
  readonly text: string;
  readonly reason: { readonly kind: ChoiceReason['kind']; readonly labels: readonly string[] };
  /** The head's best labels, best first, at most five. */
  readonly ranked: readonly { readonly label: string; readonly confidence: number }[];
  /** Tickets among those looked at that say nearly the same, itself included. */
  readonly alike: number;
}

/** What a head says to a ticket: its best labels, by number, and their probabilities. */
export interface TicketScores {
  readonly labels: Int32Array;
  readonly probabilities: Float32Array;
}

/** Labels kept of each ticket: as many as there are keys for. */
const keptLabels = 5;
/** The most uncertain tickets, whose meaning is read: of 50,000 the others are hardly worth a question. */
export const candidatesAtMost = 4000;

/** The best labels of a ticket, the one for out of scope among them. */
export function scoreTicket(head: Head, text: string, embedding?: Float32Array): TicketScores {
  const all = head.probabilities(text, embedding);
  const best = Array.from(all.keys())
    .sort((a, b) => (all[b] ?? 0) - (all[a] ?? 0) || a - b)
    .slice(0, keptLabels);
  return { labels: Int32Array.from(best), probabilities: Float32Array.from(best, (label) => all[label] ?? 0) };
}

/** Places of the most uncertain tickets, the most uncertain first: those where the best label leads the second by least. */
export function mostUncertain(scores: readonly TicketScores[], most = candidatesAtMost): number[] {
  const lead = Float32Array.from(scores, ({ probabilities }) => (probabilities[0] ?? 0) - (probabilities[1] ?? 0));
  return Array.from(lead.keys())
    .sort((a, b) => (lead[a] ?? 0) - (lead[b] ?? 0) || a - b)
    .slice(0, most);
}

/** Vectors by words alone, where there is no encoder: n-grams folded into 256 numbers. Enough to tell what is alike. */
export function wordVectors(texts: readonly string[]): VectorRows {
  const dimension = 256;
  const data = new Float32Array(texts.length * dimension);
  countTexts(texts, featuresFor(null)).forEach(({ buckets, counts }, row) => {
    buckets.forEach((bucket, at) => {
      const place = row * dimension + (bucket % dimension);
      data[place] = (data[place] ?? 0) + (counts[at] ?? 0);
    });
  });
  return { dimension, data };
}

/**
 * The tickets most useful to label next (`chooseNext`: uncertain, far from what is labelled and from each other), near-duplicates once,
 * those that many others are like a little sooner. `scores` and `vectors` belong to `tickets`, place by place.
 */
export function chooseTickets(labels: readonly string[], tickets: readonly PoolTicket[], scores: readonly TicketScores[], vectors: VectorRows, labelled: VectorRows | null, count: number): AskedTicket[] {
  const width = Math.min(keptLabels, labels.length);
  const pool: ScoredRows = {
    labels,
    truth: new Int32Array(tickets.length).fill(-1),
    probabilities: Float32Array.from(scores.flatMap(({ probabilities }) => [...probabilities])),
    columns: Int32Array.from(scores.flatMap((own) => [...own.labels])),
  };
  if (pool.probabilities.length !== tickets.length * width) throw new RangeError('each ticket needs the same number of labels');
  const groups = groupAlike(tickets.map(({ text }) => text));
  const chosen = chooseNext(pool, vectors, { count, groups, preferCommon: true, ...(labelled === null ? {} : { labelled }) });
  const nameOf = (label: number): string => labels[label] ?? '';
  return chosen.flatMap(({ row, reason, alike }): AskedTicket[] => {
    const [ticket, own] = [tickets[row], scores[row]];
    if (ticket === undefined || own === undefined) return [];
    const asked = reason.kind === 'unsure-between' ? reason.labels.map(nameOf) : reason.kind === 'unsure' ? [nameOf(reason.label)] : [];
    const ranked = Array.from(own.labels, (label, at) => ({ label: nameOf(label), confidence: own.probabilities[at] ?? 0 }));
    return [{ id: ticket.id, text: ticket.text, reason: { kind: reason.kind, labels: asked }, ranked, alike }];
  });
}
