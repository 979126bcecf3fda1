import type { EntityKind } from '../../tickets/entity.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import type { TextMark } from '../../tickets/ui/mark-text.ts';
import type { Triage } from '../triage.ts';
import { labelWords } from '../../text/label-words.ts';

export const entityNames: Readonly<Record<EntityKind, string>> = {
  order: 'Order',
  invoice: 'Invoice',
  email: 'E-mail',
  phone: 'Phone',
  date: 'Date',
  amount: 'Amount',
};

/** Words below this share of the strongest one's weight are not underlined: a page of underlines says nothing. */
const tellingShare = 0.4;
const mostWords = 5;

/**
 * What to underline in each message, by message id: details found, the words that carried the intent, and the quotes
 * of the reasons why a person must answer. Offsets that no longer fit their text (the triage is older than the
 * ticket) are left out.
 */
export function collectMarks(ticket: Ticket, triage: Triage | null): Map<string, TextMark[]> {
  const marks = new Map<string, TextMark[]>();
  if (!triage) return marks;
  const texts = new Map(ticket.messages.map((message) => [message.id, message.text]));
  const add = (messageId: string | undefined, text: string, mark: TextMark): void => {
    const whole = messageId === undefined ? undefined : texts.get(messageId);
    if (messageId === undefined || whole?.slice(mark.start, mark.end) !== text) return;
    const list = marks.get(messageId);
    if (list) list.push(mark);
    else marks.set(messageId, [mark]);
  };

  for (const entity of triage.entities) {
    const title = `${entityNames[entity.kind]}: ${entity.value}`;
    add(entity.messageId, entity.text, { start: entity.start, end: entity.end, kind: 'entity', title });
  }
  const words = (triage.intentWords ?? []).filter((word) => word.weight > 0);
  const strongest = words.reduce((most, word) => Math.max(most, word.weight), 0);
  for (const word of words.slice(0, mostWords)) {
    if (word.weight < strongest * tellingShare) continue;
    const title = `Points to: ${labelWords(triage.intent.label)}`;
    add(word.messageId, word.text, { start: word.start, end: word.end, kind: 'word', title });
  }
  for (const reason of triage.escalation.reasons) {
    if (reason.start === undefined || reason.end === undefined) continue;
    add(reason.messageId, reason.quote, { start: reason.start, end: reason.end, kind: 'escalation', title: reason.title });
  }
  return marks;
}
