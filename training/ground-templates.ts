import type { Engine } from '../src/inference/api.ts';
import { composeDraft } from '../src/replies/compose-draft.ts';
import { writeDraftText } from '../src/replies/draft-text.ts';
import { groundDraft, numberSight, ownTexts, passagesEach, statementsToLookUp } from '../src/replies/ground-draft.ts';
import { groundReply, type Grounding } from '../src/replies/ground-reply.ts';
import { groundedEnough } from '../src/replies/grounded-enough.ts';
import type { Entity } from '../src/tickets/entity.ts';
import type { Outcome } from '../src/tickets/outcome.ts';
import type { Ticket } from '../src/tickets/ticket.ts';
import type { Playbook, Template } from '../src/playbook/playbook.ts';
import type { Triage } from '../src/triage/triage.ts';

/** What became of one template, filled for some requests of its intent. */
export interface TemplateFigures {
  readonly id: string;
  readonly action: string;
  /** Requests it was filled for, and after how many of them it could go out unread. */
  readonly requests: number;
  readonly passed: number;
  readonly claims: number;
  readonly supported: number;
  /** Drafts of it that passed, each with one number made another, and how many of those would have gone out unread. */
  readonly altered: number;
  readonly slipped: readonly string[];
  /** What was marked, with what was said of it; each once. */
  readonly marked: readonly string[];
}

/** What a customer may have named: a template says more with it. */
const sampleValues: readonly Pick<Entity, 'kind' | 'text' | 'value'>[] = [
  { kind: 'order', text: 'LL-48213', value: 'LL-48213' },
  { kind: 'invoice', text: 'INV-2026-00417', value: 'INV-2026-00417' },
  { kind: 'amount', text: '£129', value: '129.00 GBP' },
];

/** Hits for a ticket, as in src/app/ticket-view-search.ts. */
const ticketHits = 5;

/** Fills a template for each request as the desk would, with the passages it would find, and judges the draft. */
export async function groundTemplate(template: Template, requests: readonly string[], engine: Engine, playbook: Playbook): Promise<TemplateFigures> {
  const { id, intent, product } = template;
  const asks = template.body.includes('{{');
  const figures = { id, action: playbook.actions[intent] ?? 'draft', requests: 0, passed: 0, claims: 0, supported: 0, altered: 0 };
  const slipped = new Set<string>();
  const marked = new Set<string>();
  for (const [at, request] of requests.entries()) {
    const ticket = ticketOf(`${id}-${at}`, request, intent, product);
    const read = valueOf(await engine.triage(ticket, ticket.updatedAt));
    // Every other ticket names its order, so that both ways of a template are seen.
    const triage: Triage = { ...read, product: product === undefined ? null : { name: product, source: 'given' }, entities: asks && at % 2 === 1 ? [...read.entities, ...sampleValues.map((value) => ({ ...value, start: 0, end: 0 }))] : read.entities };
    const desk: Playbook = { ...playbook, ...(template.voice === undefined ? {} : { voice: template.voice }), templates: [template] };
    const search = valueOf(await engine.search(request, { limit: ticketHits, ...(product === undefined ? {} : { product }) }));
    const first = composeDraft({ ticket, triage, search, playbook: desk });
    if (first.source === 'none') continue;
    const own = ownTexts(ticket, triage);
    const links = playbook.templates.map(({ body }) => body);
    const hits = search.hits.map(({ passage }) => passage);
    const more = await Promise.all(statementsToLookUp(first, { passages: hits, own, links }).map((text) => engine.search(text, { limit: passagesEach })));
    const passages = [...hits, ...more.flatMap((each) => valueOf(each).hits.map(({ passage }) => passage))];
    const draft = composeDraft({ ticket, triage, search, playbook: desk, passages });
    if (draft.source === 'none') continue;
    const grounding = groundDraft(draft, { passages, own, links });
    figures.requests += 1;
    figures.passed += groundedEnough(grounding, 1) === null ? 0 : 1;
    figures.claims += grounding.claims;
    figures.supported += grounding.supported;
    const text = writeDraftText(draft);
    const sight = numberSight(draft.citations, passages);
    if (groundedEnough(grounding, 1) !== null) {
      for (const changed of withOtherNumbers(text)) {
        const judged = groundReply({ text: changed.text, passages: sight, own, links });
        figures.altered += 1;
        if (groundedEnough(judged, 1) !== null) slipped.add(`${sentenceAt(judged, changed.text, changed.at)} – ${changed.was}`);
      }
    }
    for (const { start, end, words } of grounding.problems) marked.add(`${sentenceAt(grounding, text, start)} – ${text.slice(start, end).length < 30 ? `${text.slice(start, end)}: ` : ''}${words}`);
  }
  return { ...figures, slipped: [...slipped], marked: [...marked] };
}

/** The text once for each of its numbers, with that one made another; markers of citations and numbers of steps stay. */
function withOtherNumbers(text: string): { readonly text: string; readonly at: number; readonly was: string }[] {
  return [...text.matchAll(/(?<![[\n\d])\d+(?![\d\]])/g)].map(({ 0: was, index }) => ({ text: `${text.slice(0, index)}${Number(was) + 3}${text.slice(index + was.length)}`, at: index, was }));
}

function sentenceAt({ sentences }: Grounding, text: string, at: number): string {
  const sentence = sentences.find(({ start, end }) => start <= at && at < end);
  return sentence === undefined ? '' : text.slice(sentence.start, sentence.end);
}

/** The intent is given, so that each template is seen whatever the head makes of the request. */
function ticketOf(id: string, text: string, intent: string, product: string | undefined): Ticket {
  const at = Date.UTC(2026, 3, 24, 12);
  return {
    id,
    subject: '',
    channel: 'email',
    status: 'open',
    unread: true,
    customer: { id: 'c1', name: 'Ana Moura' },
    ...(product === undefined ? {} : { product }),
    messages: [{ id: `${id}-m1`, from: 'customer', author: 'Ana Moura', at, text }],
    createdAt: at,
    updatedAt: at,
    corrections: { intent },
  };
}

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}
