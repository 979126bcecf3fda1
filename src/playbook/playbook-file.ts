import { Document, isMap, isScalar, Scalar, visit } from 'yaml';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { parsePlaybook } from './parse-playbook.ts';
import { mostRules } from './parse-rules.ts';
import type { Playbook, Template } from './playbook.ts';
import { readYaml } from './read-yaml.ts';
import { readRule, writeRule } from './rule-file-form.ts';

/** Raised where an older program would misread the file. */
const formatVersion = 1;

/** What stands above each section. */
const comments: Readonly<Record<string, string>> = {
  tabdesk: ' A playbook of Tabdesk: how one desk decides. Change it in any editor and read it in again;\n what can’t be used is refused with the place.',
  shopName: ' The shop, and who signs its replies.',
  products: ' The catalogue, with other words customers have for each product.',
  thresholds: ' Confidences from 0 to 1. From “sure” on a ticket may be answered by itself, from “likely” on it gets a\n draft; below, a person reads it. “grounded” is the share of a reply that articles must bear out.',
  queues: ' Queues in their order, with the intents each takes. A queue may have thresholds, hours and targets of its own,\n and “atMost” for what may happen there at most: auto-reply, draft or human.',
  fallbackQueue: ' The queue for everything that no other takes.',
  actions: ' What may happen at most, by intent: auto-reply, draft or human.',
  intentThresholds: ' Confidences of single intents, instead of their queue’s and the desk’s.',
  rules: ' When a person must answer. All conditions under “when” must hold; “any” holds when one of its own does.\n “unless” are words that make the sentence harmless; with “negatable” so does a “not”. “standard” stands for the\n rules that come with the program.',
  calendar: ' When the desk is open, by the clock of its time zone.',
  targets: ' What is promised, in minutes of opening hours.',
  team: ' Who answers, with what skills, for how many hours a day.',
  templates: ' Prepared replies by intent. {{names}} are filled from the ticket.',
};

/**
 * A playbook as one file of YAML, each section with a comment on what it does. `templates` false leaves the templates out: whoever
 * reads the file keeps their own.
 */
export function writePlaybookFile(playbook: Playbook, { templates }: { readonly templates: boolean }): string {
  const { version, shopName, agentName, voice, languages, orderNumbers, products, thresholds, queues, fallbackQueue, actions, intentThresholds, rules, calendar, targets, team } = playbook;
  const content = {
    tabdesk: 'playbook', formatVersion, version, shopName, agentName, voice, languages, orderNumbers, products, thresholds, queues, fallbackQueue, actions, intentThresholds,
    rules: rules === undefined ? 'standard' : rules.map(writeRule),
    calendar, targets, team,
    ...(templates ? { templates: playbook.templates } : {}),
  };
  // Fields that are absent stay so.
  const document = new Document(JSON.parse(JSON.stringify(content)), { aliasDuplicateObjects: false });
  if (isMap(document.contents)) {
    for (const { key } of document.contents.items) {
      if (!isScalar(key)) continue;
      const comment = comments[String(key.value)];
      if (comment === undefined) continue;
      key.commentBefore = comment;
      key.spaceBefore = key.value !== 'tabdesk';
    }
  }
  visit(document, {
    Scalar(_, node) {
      // In a block text these would be taken for its shape, or be changed by who saves the file.
      // eslint-disable-next-line no-control-regex -- control characters are what is looked for
      if (typeof node.value === 'string' && /^\s{20}|^\s|\s$|[ \t]\n|\n[ \t]|[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\uFEFF]|[\uD800-\uDFFF]/.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
    Seq(_, node) {
      // Short lists of words on one line: seventy intents would be as many lines.
      if (node.items.every((item) => isScalar(item) && String(item.value).length <= 40 && !String(item.value).includes('\n')) && node.items.length <= 40) node.flow = true;
    },
  });
  return document.toString({ lineWidth: 110, minContentWidth: 0 });
}

/** A playbook read from a file, and whether it brought templates: if not, they are those given. */
export interface ReadPlaybook {
  readonly playbook: Playbook;
  readonly withTemplates: boolean;
}

/**
 * Reads a file as `writePlaybookFile` makes it, or the same as JSON, trusting nothing of it (`readYaml`): all of it or, in words and
 * with the place, nothing. A file without templates gets `kept`. Never throws; five megabytes may take five seconds.
 */
export function readPlaybookFile(text: string, kept: readonly Template[]): Outcome<ReadPlaybook, 'bad-file'> {
  const read = readYaml(text);
  if (!read.ok) return refuse(read.message);
  const content = read.value;
  if (typeof content !== 'object' || content === null || Array.isArray(content) || (content as { readonly tabdesk?: unknown }).tabdesk !== 'playbook') return refuse('it does not say “tabdesk: playbook”');
  const { formatVersion: format, rules: listed, ...others } = content as Readonly<Record<string, unknown>>;
  const rest = Object.fromEntries(Object.entries(others).filter(([name]) => name !== 'tabdesk'));
  if (format !== formatVersion) return refuse(typeof format === 'number' && format > formatVersion ? 'it was written by a newer version of Tabdesk' : '“formatVersion” is missing or unknown');
  const withTemplates = Object.hasOwn(rest, 'templates');
  const rules = readRules(listed);
  if (!rules.ok) return refuse(rules.message);
  const value: Readonly<Record<string, unknown>> = { version: 'file', ...rest, ...(withTemplates ? {} : { templates: kept }), ...(rules.value === null ? {} : { rules: rules.value }) };
  const parsed = parsePlaybook(value);
  if (!parsed.ok) return refuse(/\((.*)\)/s.exec(parsed.message)?.[1] ?? 'it is damaged');
  const lost = firstLost(value, parsed.value, '');
  if (lost !== null) return refuse(`“${lost}” is nothing a playbook has`);
  return success({ playbook: parsed.value, withTemplates });
}

function readRules(listed: unknown): Outcome<readonly unknown[] | null, 'bad-file'> {
  if (listed === undefined || listed === null || listed === 'standard') return success(null);
  if (!Array.isArray(listed)) return failure('bad-file', 'rules: is neither a list nor “standard”');
  if (listed.length > mostRules) return failure('bad-file', `rules: there are ${listed.length.toLocaleString('en')}; ${mostRules} is the most`);
  const rules: unknown[] = [];
  for (const [at, each] of (listed as readonly unknown[]).entries()) {
    const rule = readRule(each);
    const id: unknown = typeof each === 'object' && each !== null ? (each as { readonly id?: unknown }).id : undefined;
    if (!rule.ok) return failure('bad-file', `rule ${typeof id === 'string' ? `“${id.slice(0, 60)}”` : at + 1}: ${rule.message}`);
    rules.push(rule.value);
  }
  return success(rules);
}

/** The first name that reading dropped: a misspelt one would be lost in silence. Names are as many as the file has. */
function firstLost(given: unknown, kept: unknown, path: string): string | null {
  if (typeof given !== 'object' || given === null) return null;
  const known = (typeof kept === 'object' && kept !== null ? kept : {}) as Readonly<Record<string, unknown>>;
  for (const [name, value] of Object.entries(given)) {
    const here = path === '' ? name : `${path}.${name}`;
    if (!Object.hasOwn(known, name)) return here;
    const lost = firstLost(value, known[name], here);
    if (lost !== null) return lost;
  }
  return null;
}

function refuse(why: string): { readonly ok: false; readonly code: 'bad-file'; readonly message: string } {
  return failure('bad-file', `This file can not be used as a playbook: ${why}. Nothing was changed.`);
}
