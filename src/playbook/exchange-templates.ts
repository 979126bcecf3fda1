import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { parsePlaybook } from './parse-playbook.ts';
import type { Playbook, Template } from './playbook.ts';

/** Raised where an older program would misread the file. */
const formatVersion = 1;
/** Characters of a file: what the most templates may come to is more than anybody writes. */
const largestFile = 20_000_000;

/** All templates as one file of JSON. */
export function writeTemplates(templates: readonly Template[]): string {
  return `${JSON.stringify({ tabdesk: 'templates', formatVersion, templates }, null, 2)}\n`;
}

/** What bringing a file's templates in makes of those that are here. */
export interface ReadTemplates {
  /** Those here with the file's taken in: the same id is replaced in its place, others come to the end. None is removed. */
  readonly templates: readonly Template[];
  readonly added: number;
  readonly changed: number;
  readonly same: number;
}

/** Reads a file as `writeTemplates` makes it, held to the bounds of a playbook. Nothing of a file that can't be read whole is taken. */
export function readTemplates(text: string, playbook: Playbook): Outcome<ReadTemplates, 'bad-templates'> {
  if (text.length > largestFile) return refuse('it is larger than 20 MB');
  let content: unknown;
  try {
    content = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return refuse('it is no JSON');
  }
  const { tabdesk, formatVersion: version, templates } = (typeof content === 'object' && content !== null ? content : {}) as Readonly<Record<string, unknown>>;
  if (tabdesk !== 'templates') return refuse('it does not say that it holds templates');
  if (version !== formatVersion) return refuse('it was written by a newer version of Tabdesk');
  const parsed = parsePlaybook({ ...playbook, templates });
  if (!parsed.ok) return refuse(/\((.*)\)/.exec(parsed.message)?.[1] ?? 'it is damaged');
  const here = new Map(playbook.templates.map((template) => [template.id, template]));
  const counts = { added: 0, changed: 0, same: 0 };
  for (const template of parsed.value.templates) {
    const known = here.get(template.id);
    counts[known === undefined ? 'added' : isSameTemplate(known, template) ? 'same' : 'changed']++;
    here.set(template.id, template);
  }
  const merged = [...here.values()];
  const bounded = parsePlaybook({ ...playbook, templates: merged });
  if (!bounded.ok) return refuse('with those that are here there would be too many');
  return success({ templates: merged, ...counts });
}

/** Whether two templates say the same for the same, whatever order their fields are in. */
export function isSameTemplate(a: Template, b: Template): boolean {
  return a.id === b.id && a.intent === b.intent && a.product === b.product && a.voice === b.voice && (a.language ?? 'en') === (b.language ?? 'en') && a.body === b.body;
}

function refuse(why: string): { readonly ok: false; readonly code: 'bad-templates'; readonly message: string } {
  return failure('bad-templates', `This file can not be read as templates: ${why}. Nothing was changed. Choose a file that this desk exported.`);
}
