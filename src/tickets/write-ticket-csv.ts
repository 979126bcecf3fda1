import type { Ticket } from './ticket.ts';

/** Triage as far as an export tells it; plain fields, so that this file needs to know no more of it. */
export interface TriageSummary {
  readonly intent: string;
  /** 0..1 */
  readonly confidence: number;
  readonly sentiment: string;
  readonly queue: string;
  readonly action: string;
  readonly priority: string;
  readonly escalated: boolean;
  readonly reasons: readonly string[];
  readonly language: string;
}

export const ticketCsvColumns = [
  'id', 'created', 'updated', 'status', 'unread', 'channel', 'product', 'subject', 'body', 'customer_id', 'customer_name', 'customer_email',
  'customer_phone', 'customer_since', 'customer_tier', 'customer_city', 'intent_label', 'sentiment_label', 'corrected_intent', 'corrected_queue', 'merged_into', 'split_off', 'split_from',
  'triage_intent', 'triage_confidence', 'triage_sentiment', 'triage_queue', 'triage_action', 'triage_priority', 'triage_escalated', 'triage_reasons',
  'triage_language', 'messages',
] as const;

/**
 * One CSV cell. A cell that a spreadsheet would run as a formula (it starts with = + - @, tab or carriage return) gets
 * an apostrophe in front, as does one that already looks so guarded; the import takes one off again.
 */
export function csvCell(value: string): string {
  const safe = /^'*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n;\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The header line, with its line end. */
export function csvHeader(): string {
  return `${ticketCsvColumns.join(',')}\r\n`;
}

/** One ticket as a line of CSV, with its line end; times in ISO 8601 UTC, the whole thread as JSON in the last column. */
export function ticketToCsv(ticket: Ticket, triage: TriageSummary | null): string {
  const { customer } = ticket;
  const values: Record<(typeof ticketCsvColumns)[number], string> = {
    id: ticket.id,
    created: new Date(ticket.createdAt).toISOString(),
    updated: new Date(ticket.updatedAt).toISOString(),
    status: ticket.status,
    unread: String(ticket.unread),
    channel: ticket.channel,
    product: ticket.product ?? '',
    subject: ticket.subject,
    body: ticket.messages[0]?.text ?? '',
    customer_id: customer.id,
    customer_name: customer.name,
    customer_email: customer.email ?? '',
    customer_phone: customer.phone ?? '',
    customer_since: customer.since ?? '',
    customer_tier: customer.tier ?? '',
    customer_city: customer.city ?? '',
    intent_label: ticket.labels?.intent ?? '',
    sentiment_label: ticket.labels?.sentiment ?? '',
    corrected_intent: ticket.corrections?.intent ?? '',
    corrected_queue: ticket.corrections?.queue ?? '',
    merged_into: ticket.mergedInto ?? '',
    split_off: ticket.splitOff === undefined ? '' : JSON.stringify(ticket.splitOff),
    split_from: ticket.splitFrom ?? '',
    triage_intent: triage?.intent ?? '',
    triage_confidence: triage ? triage.confidence.toFixed(4) : '',
    triage_sentiment: triage?.sentiment ?? '',
    triage_queue: triage?.queue ?? '',
    triage_action: triage?.action ?? '',
    triage_priority: triage?.priority ?? '',
    triage_escalated: triage ? String(triage.escalated) : '',
    triage_reasons: triage?.reasons.join('; ') ?? '',
    triage_language: triage?.language ?? '',
    messages: JSON.stringify(ticket.messages),
  };
  return `${ticketCsvColumns.map((column) => csvCell(values[column])).join(',')}\r\n`;
}
