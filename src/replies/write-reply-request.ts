import type { Passage } from '../knowledge-base/article.ts';
import type { PersonalKind, Pseudonyms, Redacted } from '../tickets/personal.ts';
import { createPseudonyms } from '../tickets/pseudonyms.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import { replyLimits, type ReplyRequest, type ReplyVariant } from './reply-request.ts';

/** What a reply is asked for with, as it lies on the device. */
export interface ReplyMaterial {
  readonly ticket: Ticket;
  readonly triage: Triage;
  readonly playbook: Playbook;
  /** What may be cited, best first; only as many as fit are sent. */
  readonly passages: readonly Passage[];
  /** Other tickets of this customer, newest first. */
  readonly others: readonly Ticket[];
  /** The template for this request, filled in; null where there is none. */
  readonly guidance: string | null;
  /** The reply to write anew, without citation markers; null for a first draft. */
  readonly draft: string | null;
  readonly variant: ReplyVariant;
}

/** A passage as it is sent, beside what it is. */
export interface SentPassage {
  readonly passage: Passage;
  readonly sent: Redacted;
}

/** A request ready to be sent, and what is needed to read the answer and to show what leaves. */
export interface PreparedReply {
  readonly request: ReplyRequest;
  /** The request as JSON: every byte of it, and nothing else, leaves the device. */
  readonly body: string;
  /** Length of the body in UTF-8. */
  readonly bytes: number;
  readonly passages: readonly SentPassage[];
  readonly pseudonyms: Pseudonyms;
  /** The texts of the request with what was replaced in each, in the order a person would read them. */
  readonly shown: readonly { readonly heading: string; readonly redacted: Redacted }[];
  readonly kept: Readonly<Partial<Record<PersonalKind, number>>>;
}

/**
 * The request for a reply: subject, the newest messages, what this customer asked before, passages and template, with personal details
 * replaced by tokens in all of them. Details are looked for in every text before the first is redacted, so that a name known only from a
 * signature is replaced in the greeting too. Texts that are too long are cut after they are redacted, never through a token.
 */
export function writeReplyRequest(material: ReplyMaterial): PreparedReply {
  const { ticket, triage, playbook, others, guidance, draft, variant } = material;
  const subject = ticket.subject.slice(0, replyLimits.subject + readBeyond);
  const messages = newest(ticket);
  const before = others.slice(0, replyLimits.history).map((other) => ({ subject: other.subject.slice(0, replyLimits.subject), text: gist(other).slice(0, replyLimits.historyText + readBeyond) }));
  const texts = [subject, ...messages.map(({ text }) => text), ...before.flatMap(({ subject, text }) => [subject, text]), guidance ?? '', draft ?? ''];
  const agents = ticket.messages.filter(({ from }) => from === 'agent').map(({ author }) => author);
  const customers = ticket.messages.filter(({ from }) => from === 'customer').map(({ author }) => author);
  const pseudonyms = createPseudonyms(
    { names: [...new Set([ticket.customer.name, ...customers, playbook.agentName, ...agents])], orderNumbers: playbook.orderNumbers ?? [] },
    texts,
  );

  const shown: { heading: string; redacted: Redacted }[] = [];
  const say = (heading: string, text: string, most: number): string => {
    const redacted = cut(pseudonyms.redact(text), most);
    shown.push({ heading, redacted });
    return redacted.text;
  };
  const passages = material.passages.slice(0, replyLimits.passages).map((passage): SentPassage => ({ passage, sent: cut(pseudonyms.redactMet(passage.text.slice(0, replyLimits.passage + readBeyond)), replyLimits.passage) }));
  const request: ReplyRequest = {
    version: 1,
    subject: say('Subject', subject, replyLimits.subject),
    messages: messages.map(({ from, text }, at) => ({ from, text: say(`Message ${at + 1}, from the ${from}`, text, replyLimits.message) })),
    passages: passages.map(({ passage, sent }) => ({ title: passage.title.slice(0, replyLimits.title), text: sent.text })),
    history: before.map(({ subject, text }) => ({ subject: say('Asked before', subject, replyLimits.subject), text: say('What came of it', text, replyLimits.historyText) })),
    ...(guidance === null || guidance.trim() === '' ? {} : { guidance: say('Template', guidance, replyLimits.guidance) }),
    ...(draft === null || draft.trim() === '' ? {} : { draft: say('Your draft', draft, replyLimits.draft) }),
    variant,
    voice: playbook.voice ?? 'warm',
    language: /^[a-z]{2}$/.test(triage.language.code) ? triage.language.code : 'und',
    ...(triage.intent.outOfScope ? {} : { intent: (ticket.corrections?.intent ?? triage.intent.label).slice(0, replyLimits.label) }),
    ...(triage.product === null ? {} : { product: triage.product.name.slice(0, replyLimits.label) }),
    shop: playbook.shopName.slice(0, replyLimits.shop),
  };
  const fitting = fit(request);
  for (const { passage, sent } of passages.slice(0, fitting.passages.length)) shown.push({ heading: `Article: ${passage.title}`, redacted: sent });
  const body = JSON.stringify(fitting);
  return { request: fitting, body, bytes: bytesOf(body), passages: passages.slice(0, fitting.passages.length), pseudonyms, shown, kept: pseudonyms.kept };
}

/** What a ticket came to: the last reply, or what was asked where there was none. */
function gist(ticket: Ticket): string {
  return (ticket.messages.findLast(({ from }) => from === 'agent') ?? ticket.messages[0])?.text ?? '';
}

/** Characters of the thread that are sent at most: what a reply needs, and little enough to be redacted between two frames. */
const longestThread = 16_000;

/** The newest messages that fit, oldest first; the newest always does, as far as it may be long. */
function newest(ticket: Ticket): { readonly from: 'customer' | 'agent'; readonly text: string }[] {
  const messages: { from: 'customer' | 'agent'; text: string }[] = [];
  let room = longestThread;
  for (const { from, text } of ticket.messages.slice(-replyLimits.messages).reverse()) {
    if (messages.length > 0 && Math.min(text.length, replyLimits.message) > room) break;
    messages.unshift({ from, text: text.slice(0, replyLimits.message + readBeyond) });
    room -= Math.min(text.length, replyLimits.message);
  }
  return messages;
}

/** Beyond what is sent a text is only read this far: nothing personal is longer. */
const readBeyond = 1_000;

/** Ends a redacted text after `most` characters at most: before a token that would be cut through, and not between two halves of a character. */
function cut(redacted: Redacted, most: number): Redacted {
  if (redacted.text.length <= most) return redacted;
  const crossing = redacted.replaced.find(({ start, end }) => start < most && end > most);
  let end = crossing?.start ?? most;
  if (/[\uD800-\uDBFF]/.test(redacted.text[end - 1] ?? '')) end -= 1;
  return { text: redacted.text.slice(0, end), replaced: redacted.replaced.filter((each) => each.end <= end) };
}

/** Leaves out the last passages, and then what was asked before, until the whole fits; texts of many bytes a character take more room. */
function fit(request: ReplyRequest): ReplyRequest {
  let fitting = request;
  const tooLarge = (): boolean => bytesOf(JSON.stringify(fitting)) > replyLimits.body;
  while (tooLarge() && fitting.passages.length > 1) fitting = { ...fitting, passages: fitting.passages.slice(0, -1) };
  while (tooLarge() && fitting.history.length > 0) fitting = { ...fitting, history: fitting.history.slice(0, -1) };
  while (tooLarge() && fitting.messages.length > 1) fitting = { ...fitting, messages: fitting.messages.slice(1) };
  return fitting;
}

/** Length in UTF-8. */
function bytesOf(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
