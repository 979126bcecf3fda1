import * as z from 'zod/mini';
import { defaultPlaybook } from '../src/playbook/default-playbook.ts';
import { channels, type Ticket } from '../src/tickets/ticket.ts';
import { triageTicket, type TriageModels } from '../src/triage/triage-ticket.ts';
import type { Triage } from '../src/triage/triage.ts';
import { UsageError } from './command-line.ts';

const lineSchema = z.object({
  id: z.string(),
  channel: z.enum(channels),
  subject: z.string(),
  tier: z.string(),
  messages: z.array(z.object({ from: z.enum(['customer', 'agent']), hoursAgo: z.number(), text: z.string() })).check(z.minLength(1)),
  escalate: z.boolean(),
  groups: z.array(z.string()),
  why: z.string(),
});

/** A ticket of data/escalation with what a person said of it. */
export interface LabelledTicket {
  readonly ticket: Ticket;
  readonly escalate: boolean;
  readonly groups: readonly string[];
  readonly why: string;
}

export interface EscalationFigures {
  readonly tickets: number;
  readonly precision: number;
  readonly recall: number;
  /** Tickets of each group that are escalated, and that have a reason of that group. */
  readonly groups: Readonly<Record<string, { readonly labelled: number; readonly escalated: number; readonly named: number }>>;
  /** Reasons that fired on tickets that need nobody, by rule. */
  readonly wrongly: Readonly<Record<string, number>>;
  /** Of the tickets that a person must answer, those that the route would answer by itself. */
  readonly answeredByItself: number;
  readonly missed: readonly LabelledTicket[];
  readonly over: readonly { readonly labelled: LabelledTicket; readonly triage: Triage }[];
}

/** When the tickets are looked at: `hoursAgo` counts back from here. */
const now = Date.UTC(2026, 10, 18, 12);
const hour = 3_600_000;

/** Tickets of one file of data/escalation, one JSON object a line. Throws UsageError with the line that can't be read. */
export function readLabelledTickets(content: string, file: string): LabelledTicket[] {
  return content.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return [];
    let parsed: ReturnType<typeof lineSchema.safeParse>;
    try {
      parsed = lineSchema.safeParse(JSON.parse(line));
    } catch {
      throw new UsageError(`${file}:${at + 1}: is no JSON.`);
    }
    if (!parsed.success) throw new UsageError(`${file}:${at + 1}: ${parsed.error.issues[0]?.path.join('.') ?? ''} can not be read.`);
    const { id, channel, subject, tier, messages, escalate, groups, why } = parsed.data;
    const made = messages.map(({ from, hoursAgo, text }, i) => ({ id: `${id}-${i}`, from, author: from === 'agent' ? 'Agent' : 'Customer', at: now - hoursAgo * hour, text }));
    const ticket: Ticket = {
      id, channel, subject, status: 'open', unread: true,
      customer: { id: `c-${id}`, name: 'Customer', tier },
      messages: made,
      createdAt: made[0]?.at ?? now,
      updatedAt: made.at(-1)?.at ?? now,
    };
    return [{ ticket, escalate, groups, why }];
  });
}

/** Precision and recall of escalation over labelled tickets, each triaged whole by the default playbook. */
export function measureEscalation(labelled: readonly LabelledTicket[], models: TriageModels): EscalationFigures {
  const judged = labelled.map((each) => ({ labelled: each, triage: triageTicket(each.ticket, models, defaultPlaybook, now, () => 0, { explain: false }) }));
  const wanted = judged.filter(({ labelled: { escalate } }) => escalate);
  const found = judged.filter(({ triage }) => triage.escalation.escalated);
  const right = wanted.filter(({ triage }) => triage.escalation.escalated);
  const over = found.filter(({ labelled: { escalate } }) => !escalate);
  const groups: Record<string, { labelled: number; escalated: number; named: number }> = {};
  for (const { labelled: { groups: given }, triage: { escalation } } of wanted) {
    for (const group of given) {
      const count = (groups[group] ??= { labelled: 0, escalated: 0, named: 0 });
      count.labelled += 1;
      if (escalation.escalated) count.escalated += 1;
      if (escalation.reasons.some((reason) => reason.group === group)) count.named += 1;
    }
  }
  const wrongly: Record<string, number> = {};
  for (const { triage } of over) for (const { rule } of triage.escalation.reasons) wrongly[rule] = (wrongly[rule] ?? 0) + 1;
  return {
    tickets: labelled.length,
    precision: right.length / Math.max(1, found.length),
    recall: right.length / Math.max(1, wanted.length),
    groups,
    wrongly,
    answeredByItself: wanted.filter(({ triage }) => triage.route.action === 'auto-reply').length,
    missed: wanted.filter(({ triage }) => !triage.escalation.escalated).map(({ labelled: each }) => each),
    over,
  };
}
