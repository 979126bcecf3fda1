import type { Template } from '../playbook/playbook.ts';
import { fillTemplate, sayVariable, templateVariables } from './fill-template.ts';

/** What is wrong with a template, or worth a look. */
export interface TemplateFinding {
  /** `fault`: it can not be saved so. `note`: it can. */
  readonly kind: 'fault' | 'note';
  readonly message: string;
  /** Where, in characters of the body. */
  readonly at?: { readonly start: number; readonly end: number };
}

/** Characters of a body; what a stored playbook may hold. */
export const longestBody = 20_000;

const known: ReadonlySet<string> = new Set(templateVariables);
/** As `fillTemplate` reads it. */
const wellFormed = /^\{\{([#^/]?)\s{0,3}([\w.]{1,60})\s{0,3}\}\}$/;

/**
 * What is to say of a template among those of its playbook, faults first, each in the order of the text: marks that can not be
 * read, unknown variables, conditions not closed or closed wrongly, an empty body; then what would never be used or never written.
 */
export function checkTemplate(template: Template, all: readonly Template[]): readonly TemplateFinding[] {
  const { body } = template;
  if (body.trim() === '') return [{ kind: 'fault', message: 'There is no text yet. Write what the reply should say.' }];
  const marks = checkMarks(body);
  if (body.length > longestBody) marks.push({ kind: 'fault', message: `The text has ${body.length} characters; ${longestBody} is the most. Make it shorter.` });
  const faults = marks.filter(({ kind }) => kind === 'fault');
  const notes = marks.filter(({ kind }) => kind === 'note');
  return faults.length > 0 ? [...faults, ...notes] : [...notes, ...checkUse(template, all)];
}

function checkMarks(body: string): TemplateFinding[] {
  const found: TemplateFinding[] = [];
  const open: { name: string; inverted: boolean; start: number; end: number }[] = [];
  for (const match of body.matchAll(/\{\{[^{}\n]*\}\}|\{\{|\}\}/g)) {
    const [mark] = match;
    const at = { start: match.index, end: match.index + mark.length };
    const fault = (message: string): void => void found.push({ kind: 'fault', message, at });
    const [, sign, name = ''] = wellFormed.exec(mark) ?? [];
    if (sign === undefined) {
      fault(mark.length > 2 ? `${mark} can not be read. A variable is a name in double braces, such as {{order}}.` : mark === '{{' ? 'A variable begins with {{ here and does not end. Close it with }}.' : 'There is a }} here that closes nothing. Remove it, or write {{ before the name.');
    } else if (!known.has(name)) {
      fault(`{{${name}}} is no variable, so its sentence would always be left out. There are: ${templateVariables.join(', ')}.`);
    } else if (sign === '') {
      if (open.some((section) => section.inverted && section.name === name)) found.push({ kind: 'note', message: `{{${name}}} stands where the ${sayVariable(name)} is unknown, so its sentence is never written.`, at });
    } else if (sign !== '/') {
      open.push({ name, inverted: sign === '^', ...at });
    } else if (open.at(-1)?.name === name) {
      open.pop();
    } else {
      const place = open.findLastIndex((section) => section.name === name);
      if (place === -1) fault(`{{/${name}}} closes a condition that was not opened. Write {{#${name}}} before it, or remove it.`);
      else {
        fault(`{{/${name}}} closes too early: {{/${open.at(-1)?.name ?? ''}}} must come first.`);
        open.splice(place, 1);
      }
    }
  }
  for (const { name, inverted, start, end } of open) {
    found.push({ kind: 'fault', message: `{{${inverted ? '^' : '#'}${name}}} is not closed. Write {{/${name}}} where the condition ends.`, at: { start, end } });
  }
  return found;
}

function checkUse(template: Template, all: readonly Template[]): TemplateFinding[] {
  const { body, language = 'en' } = template;
  const found: TemplateFinding[] = [];
  const note = (message: string): void => void found.push({ kind: 'note', message });
  const same = all.filter((other) => other.id === template.id || isForTheSame(other, template));
  // The first of them is taken; a new one comes to the end.
  if (same[0] !== undefined && same[0].id !== template.id) note('It is never used: another template stands before it for the same intent, product, language and voice. Change one of these, or delete one of the two.');
  else if (same.length > 1) note('Another template is for the same intent, product, language and voice; this one is used instead of it.');
  if (language !== 'en' && !body.includes('{{customer.')) note('It greets nobody: drafts add a greeting to English templates only. Begin with one, such as “Guten Tag {{customer.firstName}},”.');
  // What is always known: names, and the product of a template that is only for one.
  const certain = { agent: 'x', shop: 'x', 'customer.firstName': 'x', 'customer.name': 'x', product: template.product };
  if (fillTemplate(body, certain).sentences.length === 0) note('Every sentence needs something of the ticket: where nothing is known, there is no draft from it.');
  return found;
}

function isForTheSame(a: Template, b: Template): boolean {
  return a.intent === b.intent && a.product === b.product && a.voice === b.voice && (a.language ?? 'en') === (b.language ?? 'en');
}
