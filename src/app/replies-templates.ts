import { checkTemplate } from '../replies/check-template.ts';
import type { TemplateValues } from '../replies/fill-template.ts';
import { labelWords } from '../text/label-words.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { defaultTemplates } from '../playbook/default-templates.ts';
import { isSameTemplate } from '../playbook/exchange-templates.ts';
import type { Playbook, Template, Voice } from '../playbook/playbook.ts';
import { languageWords } from '../ui/language-words.ts';
import type { Desk } from './desk-context.ts';
import { foldText } from './fold-text.ts';
import { templateEdits, type TemplateEdit } from './unsaved-writing.ts';

/*
 * The templates of the playbook and what is being changed of them. Every change is saved with the playbook, which all tabs follow.
 */

/** Languages that `detectLanguage` tells, English first: a template in any other would never be used. */
export const templateLanguages = ['en', ...'ar az bn ca cs cy da de el es et fa fi fr ga he hi hr hu hy id it ja ka ko lt lv ms nl no pl pt ro ru sk sl so sq sv sw ta te th tl tr uk vi zh'.split(' ')];

export const voiceNames: Readonly<Record<Voice, string>> = { warm: 'Warm', plain: 'Plain' };

/** What a template is for, as its name: "Track order, Tansy lamp, warm, German". */
export function templateName({ intent, product, voice, language }: Template): string {
  const parts = [labelWords(intent), product, voice, language === undefined || language === 'en' ? undefined : languageWords(language)];
  return parts.filter((part) => part !== undefined).join(', ');
}

/** The address of one. */
export function templatePath(id: string): string {
  return `/replies?template=${encodeURIComponent(id)}`;
}

/** As the desk came with it, or undefined. */
export function deliveredTemplate(id: string): Template | undefined {
  return defaultTemplates.find((template) => template.id === id);
}

/** A template as the list shows it. */
export interface ListedTemplate {
  readonly template: Template;
  /** `unsaved` is being changed here, `changed` is no more as it was delivered, `own` was written here. */
  readonly state: 'unsaved' | 'changed' | 'own' | 'delivered';
  readonly findings: number;
}

export type TemplateShow = 'all' | 'unsaved' | 'mine' | 'look';

export interface TemplateFilter {
  readonly show: TemplateShow;
  readonly product: string | null;
  readonly voice: Voice | null;
  readonly language: string | null;
  readonly text: string;
}

export const everyTemplate: TemplateFilter = { show: 'all', product: null, voice: null, language: null, text: '' };

/** Looked through once for each state of a template and of all: with every letter typed, only one of them has changed. */
const found = new WeakMap<readonly Template[], WeakMap<Template, number>>();

function countFindings(template: Template, all: readonly Template[]): number {
  const counts = found.get(all) ?? new WeakMap<Template, number>();
  found.set(all, counts);
  const known = counts.get(template) ?? checkTemplate(template, all).length;
  counts.set(template, known);
  return known;
}

/** All templates with their changes of this tab, new ones at the end. */
export function listTemplates(saved: readonly Template[], edits: ReadonlyMap<string, TemplateEdit>): ListedTemplate[] {
  const ids = new Set(saved.map(({ id }) => id));
  const all = [...saved, ...[...edits.values()].flatMap(({ text }) => (ids.has(text.id) ? [] : [text]))];
  return all.map((each) => {
    const template = edits.get(each.id)?.text ?? each;
    const delivered = deliveredTemplate(each.id);
    const state = edits.has(each.id) ? 'unsaved' : delivered === undefined ? 'own' : isSameTemplate(delivered, template) ? 'delivered' : 'changed';
    return { template, state, findings: countFindings(template, saved) };
  });
}

/** The listed ones that a filter keeps, by intent in the order of their names. */
export function groupTemplates(listed: readonly ListedTemplate[], filter: TemplateFilter): { readonly intent: string; readonly rows: readonly ListedTemplate[] }[] {
  const words = foldText(filter.text).split(/\s+/).filter((word) => word !== '');
  const groups = new Map<string, ListedTemplate[]>();
  for (const row of listed) {
    const { template, state, findings } = row;
    if (filter.show === 'unsaved' ? state !== 'unsaved' : filter.show === 'mine' ? state === 'delivered' : filter.show === 'look' && findings === 0) continue;
    if (filter.product !== null && template.product !== filter.product) continue;
    if (filter.voice !== null && template.voice !== filter.voice) continue;
    if (filter.language !== null && (template.language ?? 'en') !== filter.language) continue;
    const text = words.length === 0 ? '' : foldText(`${templateName(template)} ${template.body}`);
    if (!words.every((word) => text.includes(word))) continue;
    const group = groups.get(template.intent);
    if (group) group.push(row);
    else groups.set(template.intent, [row]);
  }
  return [...groups].map(([intent, rows]) => ({ intent, rows })).sort((a, b) => labelWords(a.intent).localeCompare(labelWords(b.intent)));
}

/** Keeps what is typed; a text that is as saved again is no change. */
export function editTemplate(saved: Template | null, text: Template): void {
  const edits = new Map(templateEdits.get());
  const base = edits.has(text.id) ? (edits.get(text.id)?.base ?? null) : saved;
  if (base !== null && isSameTemplate(base, text)) edits.delete(text.id);
  else edits.set(text.id, { base, text });
  templateEdits.set(edits);
}

export function dropEdit(id: string): void {
  const edits = new Map(templateEdits.get());
  edits.delete(id);
  templateEdits.set(edits);
}

function keepEdit(edit: TemplateEdit): void {
  templateEdits.set(new Map(templateEdits.get()).set(edit.text.id, edit));
}

/** A new template that waits in the editor; answers its id. */
export function startTemplate(first: Omit<Template, 'id'>): string {
  const id = `template-${crypto.randomUUID().slice(0, 8)}`;
  keepEdit({ base: null, text: { ...first, id } });
  return id;
}

/** Whether another tab saved or removed it since these changes began. */
export function isBehind({ base }: TemplateEdit, saved: Template | null): boolean {
  return base === null || saved === null ? base !== saved : !isSameTemplate(base, saved);
}

/** The changes stay, and go over what the other tab saved. */
export function keepMine(edit: TemplateEdit, saved: Template | null): void {
  keepEdit({ base: saved, text: edit.text });
}

/** Saves what stands in the editor. Answers what hinders it in words, null when it is saved. */
export async function saveTemplate({ playbook, undoStack }: Desk, edit: TemplateEdit): Promise<string | null> {
  const { text } = edit;
  const { templates } = playbook.get();
  const saved = templates.find(({ id }) => id === text.id) ?? null;
  if (isBehind(edit, saved)) return 'It was not saved: another tab changed this template meanwhile. Choose above which text stays.';
  const faults = checkTemplate(text, templates).filter(({ kind }) => kind === 'fault');
  if (faults.length > 0) return `It was not saved: ${faults.length === 1 ? 'one thing is' : `${faults.length} things are`} to be corrected first.`;
  const done = await playbook.change({ templates: saved ? templates.map((each) => (each.id === text.id ? text : each)) : [...templates, text] });
  if (!done) return 'It was not saved, and what you wrote is still here.';
  // What was typed while it was being saved stays a change.
  const now = templateEdits.get().get(text.id);
  if (now?.text === text) dropEdit(text.id);
  else if (now) keepEdit({ base: text, text: now.text });
  undoStack.done(`“${templateName(text)}” saved`, () => put({ playbook }, text.id, saved));
  return null;
}

/** Takes a template away, with what was being changed of it. */
export async function deleteTemplate({ playbook, undoStack }: Desk, id: string): Promise<boolean> {
  const edit = templateEdits.get().get(id);
  const { templates } = playbook.get();
  const at = templates.findIndex((each) => each.id === id);
  const removed = templates[at];
  if (removed && !(await playbook.change({ templates: templates.filter((each) => each.id !== id) }))) return false;
  dropEdit(id);
  const named = removed ?? edit?.text;
  if (named === undefined) return true;
  undoStack.done(`“${templateName(named)}” deleted`, async () => {
    const back = removed ? await put({ playbook }, id, removed, at) : success(null);
    if (back.ok && edit) keepEdit(edit);
    return back;
  });
  return true;
}

/** Goes back to the words the desk came with. */
export async function resetTemplate({ playbook, undoStack }: Desk, id: string): Promise<boolean> {
  const edit = templateEdits.get().get(id);
  const delivered = deliveredTemplate(id);
  const { templates } = playbook.get();
  const before = templates.find((each) => each.id === id);
  if (!delivered || !before || !(await playbook.change({ templates: templates.map((each) => (each.id === id ? delivered : each)) }))) return false;
  dropEdit(id);
  undoStack.done(`“${templateName(delivered)}” is as it was delivered`, async () => {
    const back = await put({ playbook }, id, before);
    if (back.ok && edit) keepEdit(edit);
    return back;
  });
  return true;
}

/** Puts all templates in the place of those that are here: an import, or delivered ones that come back. */
export async function replaceTemplates({ playbook, undoStack }: Desk, templates: readonly Template[], said: string): Promise<void> {
  const before = playbook.get().templates;
  if (await playbook.change({ templates })) undoStack.done(said, async () => answer(await playbook.change({ templates: before })));
}

/** One template as it was before, or gone; the others stay as they are now. */
async function put({ playbook }: Pick<Desk, 'playbook'>, id: string, template: Template | null, at?: number): Promise<Outcome<null>> {
  const { templates } = playbook.get();
  const others = templates.filter((each) => each.id !== id);
  const place = at ?? templates.findIndex((each) => each.id === id);
  const next = template === null ? others : place === -1 ? [...others, template] : [...others.slice(0, place), template, ...others.slice(place)];
  return answer(await playbook.change({ templates: next }));
}

function answer(done: boolean): Outcome<null> {
  return done ? success(null) : failure('not-saved', 'It could not be taken back. What is saved is safe; try again.');
}

/** Values to look at a template with where there is no ticket. */
export function sampleValues(playbook: Playbook, product: string | undefined): TemplateValues {
  const digits = '4821357906';
  let at = 0;
  const order = (playbook.orderNumbers?.[0] ?? '#####').replace(/[#@*]/g, (place) => (place === '@' ? 'K' : (digits[at++ % digits.length] ?? '0')));
  return {
    'customer.firstName': 'Maren',
    'customer.name': 'Maren Okafor',
    order,
    invoice: 'INV-20418',
    email: 'maren@example.com',
    date: '14 March',
    amount: '£129',
    product: product ?? playbook.products[0]?.name,
    agent: playbook.agentName,
    shop: playbook.shopName,
  };
}
