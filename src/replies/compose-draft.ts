import type { Passage, SearchResult } from '../knowledge-base/article.ts';
import { readRequestText } from '../tickets/request-text.ts';
import type { EntityKind } from '../tickets/entity.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { thresholdsFor, type Playbook, type Template } from '../playbook/playbook.ts';
import type { Triage } from '../triage/triage.ts';
import { contentTerms } from './content-terms.ts';
import type { Citation, Draft, DraftSentence, NoDraft } from './draft.ts';
import { fillTemplate, type TemplateValues } from './fill-template.ts';
import { addressName } from './first-name.ts';
import { findSupport, statesFact } from './ground-sentence.ts';
import { writeExtractiveAnswer, type ExtractedSentence } from './write-extractive-answer.ts';

export interface DraftRequest {
  readonly ticket: Ticket;
  readonly triage: Triage;
  /** Hits for this ticket's request; null when nothing was searched. */
  readonly search: SearchResult | null;
  readonly playbook: Playbook;
  /** Further passages to support the template's statements with; those of the hits are always used. */
  readonly passages?: readonly Passage[];
  /** `both` unless told otherwise: the template where there is one, and what the knowledge base adds. */
  readonly use?: 'both' | 'template' | 'extractive';
}

/** A reply in three parts, each a sentence with what it rests on. */
interface Line {
  readonly text: string;
  readonly paragraph: boolean;
  readonly support: { readonly passage: Passage; readonly quote: string } | null;
  readonly claim: boolean;
}

/** Beside a template only sentences that say this share of what is asked themselves: the general answer is there already. */
const addsEnough = 0.25;

/**
 * A reply to review, written without any network: the template for intent and product filled with what is known, then what the
 * best passages add, word for word with citations. When neither is certain enough it says why there is none. Escalated tickets get
 * a draft for the person who answers; nothing here sends anything.
 */
export function composeDraft(request: DraftRequest): Draft | NoDraft {
  const { ticket, triage, search, playbook, use = 'both' } = request;
  const template = use === 'extractive' ? null : chooseTemplate(triage, ticket, playbook);
  const refusal = whyNoDraft(triage, template);
  if (refusal !== null) return none(refusal);
  const values = knownValues(ticket, triage, playbook);
  const filled = template === null ? null : fillTemplate(template.body, values);
  const supporting = [...(search?.hits.slice(0, 6).map((hit) => hit.passage) ?? []), ...(request.passages ?? [])];
  const own = [values.order, values.invoice, values.amount, values.date].filter((value) => value !== undefined);
  const lines = (filled?.sentences ?? []).map(({ text, paragraph }): Line => {
    const claim = statesFact(text);
    return { text, paragraph, claim, support: claim ? findSupport(text, supporting, own) : null };
  });
  const extracted = use === 'template' ? [] : extractAnswer(request, lines);
  if (lines.length === 0 && extracted.length === 0) return none(whyNothing(request, template !== null));
  extracted.forEach((sentence, at) => {
    const support = { passage: sentence.passage, quote: sentence.quote };
    lines.push({ text: sentence.text, paragraph: at === 0 || sentence.paragraph, claim: statesFact(sentence.text), support });
  });
  const greeted = addGreeting(lines, template, values, playbook);
  const source = filled === null || filled.sentences.length === 0 ? 'extractive' : extracted.length > 0 ? 'template+extractive' : 'template';
  const written = template !== null && source !== 'extractive' ? { templateId: template.id } : {};
  return { source, ...written, ...numberCitations(greeted), missing: filled?.missing ?? [] };
}

function none(reason: string): NoDraft {
  return { source: 'none', reason };
}

/** A template in the customer's own language was written by a person of the desk, so it may be used where the desk knows no more of that language. */
function whyNoDraft(triage: Triage, template: Template | null): string | null {
  if (!triage.language.supported && template === null) {
    return `The customer writes in ${triage.language.name}; drafts are only written in the languages this desk is trained for. Answer by hand.`;
  }
  if (triage.escalation.reasons.some(({ rule }) => rule === 'self-harm')) {
    return 'Someone may be in danger. Write to them yourself, as one person to another.';
  }
  return null;
}

function whyNothing({ search, triage, use, playbook }: DraftRequest, hadTemplate: boolean): string {
  // In a language the desk does not know, the template is all there is.
  if (use === 'template' || (hadTemplate && !triage.language.supported)) return hadTemplate ? 'The template needs details nobody knows yet.' : 'There is no template for this request.';
  const unsure = triage.intent.outOfScope || triage.intent.confidence < thresholdsFor(playbook, triage.intent.label).likely;
  const want = unsure ? 'It is not clear which of the usual requests this is, and' : 'There is no template for it, and';
  if (search === null || search.hits.length === 0) return `${want} nothing in the knowledge base matches. Write an answer, or search with other words.`;
  return `${want} nothing in the knowledge base matches well enough to answer from. Look at the passages found, or search with other words.`;
}

/** What is written in when nothing else is said. */
const firstLanguage = 'en';

/** The language a template must be in: the customer's; where their words show none, the desk's first. */
function languageOf({ language }: Triage, playbook: Playbook): string {
  return language.code === 'und' && language.supported ? (playbook.languages?.[0] ?? firstLanguage) : language.code;
}

/** The template of the likeliest intent in the customer's language: for this product before any product, in the desk's voice before any voice. */
function chooseTemplate(triage: Triage, ticket: Ticket, playbook: Playbook): Template | null {
  const corrected = ticket.corrections?.intent;
  if (corrected === undefined && (triage.intent.outOfScope || triage.intent.confidence < thresholdsFor(playbook, triage.intent.label).likely)) return null;
  const label = corrected ?? triage.intent.label;
  const voice = playbook.voice ?? 'warm';
  const language = languageOf(triage, playbook);
  const rank = (template: Template): number =>
    (template.product === undefined ? 0 : 4) + (template.voice === voice ? 2 : template.voice === undefined ? 1 : 0);
  let best: Template | null = null;
  for (const template of playbook.templates) {
    if (template.intent !== label || (template.language ?? firstLanguage) !== language || (template.product !== undefined && template.product !== triage.product?.name)) continue;
    if (best === null || rank(template) > rank(best)) best = template;
  }
  return best;
}

/** What is known of a ticket for its template: the newest of each kind, as `templateVariables` names them. */
export function knownValues(ticket: Ticket, triage: Triage, playbook: Playbook): TemplateValues {
  const newest = (kind: EntityKind): string | undefined => triage.entities.findLast((entity) => entity.kind === kind)?.value;
  const amounts = new Set(triage.entities.filter(({ kind }) => kind === 'amount').map(({ value }) => value));
  const [amount] = amounts;
  return {
    'customer.firstName': addressName(ticket.customer.name),
    'customer.name': ticket.customer.name,
    order: newest('order'),
    invoice: newest('invoice'),
    email: newest('email') ?? ticket.customer.email,
    date: newest('date'),
    // Of several amounts nobody knows which one is meant.
    amount: amounts.size === 1 && amount !== undefined ? sayAmount(amount) : undefined,
    product: triage.product?.name,
    agent: playbook.agentName,
    shop: playbook.shopName,
  };
}

function sayAmount(value: string): string {
  const [figure = '', currency = ''] = value.split(' ');
  const sign = ({ GBP: '£', USD: '$', EUR: '€' } as Readonly<Record<string, string>>)[currency];
  const grouped = figure.replace(/\.00$/, '').replace(/\B(?=(?:\d{3})+(?:\.|$))/g, ',');
  return sign === undefined ? value : sign + grouped;
}

/** What the knowledge base adds to the template: only from confident hits, and nothing the template says already. */
function extractAnswer({ ticket, triage, search }: DraftRequest, lines: readonly Line[]): ExtractedSentence[] {
  if (search?.confident !== true) return [];
  // The passages are not in the customer's language: only the template is.
  if (!triage.language.supported) return [];
  // A person is what they want, not an article about persons.
  if (triage.intent.label === 'contact_human_agent' && lines.length > 0) return [];
  const hints = triage.intent.outOfScope ? '' : triage.intent.label.replaceAll('_', ' ');
  const query = readRequestText(ticket).text;
  const sentences = writeExtractiveAnswer(query, search.hits, `${hints} ${triage.product?.name ?? ''}`);
  if (lines.length === 0) return sentences;
  const telling = sentences.filter(({ share, text }) => share >= addsEnough || isStep(text)).slice(0, 6);
  if (!telling.some(({ text }) => !isStep(text))) return [];
  const said = lines.map((line) => new Set(contentTerms(line.text)));
  return telling.filter(({ text }) => {
    const terms = [...new Set(contentTerms(text))];
    const repeated = said.some((line) => terms.filter((term) => line.has(term)).length / Math.max(1, terms.length) > 0.5);
    return !repeated || isStep(text);
  });
}

function isStep(text: string): boolean {
  return /^\d+\. /.test(text);
}

/**
 * What a draft says before and after the template, null where the template says it itself. Only in English: a template in another
 * language brings its own greeting, and gets but the name below it.
 */
export function frameOf(template: Pick<Template, 'body' | 'language'> | null, values: TemplateValues, playbook: Playbook): { readonly greeting: string | null; readonly closing: string | null } {
  const { body, language = firstLanguage } = template ?? { body: '' };
  const english = language === firstLanguage;
  const name = values['customer.firstName'];
  const greeting = body.includes('{{customer.') || !english ? null : name === undefined ? 'Hello,' : `Hello ${name},`;
  const farewell = !english ? '' : playbook.voice === 'plain' ? 'Kind regards,\n' : 'Warm wishes,\n';
  const closing = body.includes('{{agent}}') ? null : `${farewell}${playbook.agentName}, ${playbook.shopName}`;
  return { greeting, closing };
}

function addGreeting(lines: readonly Line[], template: Template | null, values: TemplateValues, playbook: Playbook): Line[] {
  const spoken = (text: string | null): Line[] => (text === null ? [] : [{ text, paragraph: true, support: null, claim: false }]);
  const { greeting, closing } = frameOf(template, values, playbook);
  return [...spoken(greeting), ...lines.map((line, at) => (at === 0 ? { ...line, paragraph: true } : line)), ...spoken(closing)];
}

/** Numbers citations in the order they are met; the same sentence of a passage keeps its number. */
function numberCitations(lines: readonly Line[]): Pick<Draft, 'sentences' | 'citations' | 'grounding'> {
  const citations: Citation[] = [];
  const sentences = lines.map(({ text, paragraph, support }): DraftSentence => {
    if (support === null) return { text, paragraph, citations: [] };
    const { passage, quote } = support;
    let citation = citations.find((each) => each.passageId === passage.id && each.quote === quote);
    if (citation === undefined) {
      citation = { number: citations.length + 1, passageId: passage.id, articleId: passage.articleId, title: passage.title, quote };
      citations.push(citation);
    }
    return { text, paragraph, citations: [citation.number] };
  });
  const claims = lines.filter(({ claim }) => claim);
  return { sentences, citations, grounding: { claims: claims.length, supported: claims.filter(({ support }) => support !== null).length } };
}
