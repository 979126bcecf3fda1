import { cleanLabel } from './make-example.ts';
import { longestLabel, mostLabelColumns, type LabelKind } from './dataset.ts';
import { lookAtColumn, foldName, type ColumnLook } from './look-at-columns.ts';
import type { SourceRow } from '../tickets/source-row.ts';

/** Which columns of a file are what. The person may change all of it. */
export interface LabelMapping {
  /** Joined in this order, one below the other. */
  readonly text: readonly string[];
  /** `name` is what the column is called in the dataset. */
  readonly labels: readonly { readonly column: string; readonly name: string; readonly kind: LabelKind }[];
  readonly group?: string;
  /** Texts are markup and become plain text. */
  readonly html: boolean;
  /** Columns of this desk's own export: the row's number, its ticket, and who labelled it. */
  readonly rowId?: string;
  readonly ticketId?: string;
  readonly labelledBy?: string;
}

/** What is thought of one column, and why, in words. */
export interface ColumnGuess {
  readonly column: string;
  readonly role: 'text' | 'label' | 'group' | 'none';
  readonly reason: string;
  /** It could be a label column: few values stand in many rows. */
  readonly canBeLabel: boolean;
  readonly kind: LabelKind;
  readonly distinct: number;
  /** Share of the rows looked at that have something there, 0..1. */
  readonly filled: number;
  readonly examples: readonly string[];
}

export interface LabelColumnsGuess {
  readonly mapping: LabelMapping;
  readonly columns: readonly ColumnGuess[];
}

/** Columns that this desk's own export writes beside text and labels. */
export const ownColumns = { rowId: 'tabdesk_row', group: 'group', ticketId: 'tabdesk_ticket', labelledBy: 'tabdesk_labelled_by' } as const;

const bodyNames = ['text', 'utterance', 'body', 'message', 'ticket description', 'description', 'instruction', 'query', 'question', 'sentence', 'content', 'tweet', 'review', 'comment', 'request', 'email', 'document', 'input', 'phrase', 'example', 'nachricht', 'beschreibung', 'frage', 'texte', 'texto'];
const subjectNames = ['subject', 'ticket subject', 'title', 'headline', 'betreff', 'objet', 'asunto'];
const groupNames = /^(?:group|group id|cluster|cluster id|conversation|conversation id|thread|thread id|dialogue id|session id|user id|customer id|author id|duplicate of|paraphrase of|template|family)$/;
const labelNames = /^(?:label|labels|intent|intents|intent label|category|ticket category|class|target|topic|type|ticket type|sentiment|sentiment label|airline sentiment|priority|ticket priority|product|product purchased|queue|department|team|reason|negativereason|negative reason|tag|response|urgency|severity|kategorie|etikett|emotion|corrected intent|intent name)$/;
/** How a thing came in or stands, and who wrote: they repeat as labels do, and nobody can tell them from a text. */
const circumstances = /^(?:status|ticket status|state|channel|ticket channel|language|locale|lang|country|gender|customer gender|split|set|fold|source|timezone|user timezone|user|author|name|customer name|unread|flags?)$/;
const kindNames: readonly (readonly [RegExp, LabelKind])[] = [
  [/sentiment|polarity|mood|emotion|stars|rating/, 'sentiment'],
  [/priorit|urgen|severit/, 'priority'],
  [/product|item|brand|device|produkt/, 'product'],
  [/intent|^labels?$|categor|kategorie|^class$|^target$|topic|^type$|ticket type/, 'intent'],
];
const sentimentWords = new Set(['positive', 'negative', 'neutral', 'mixed', 'pos', 'neg']);
const priorityWords = new Set(['urgent', 'critical', 'high', 'medium', 'normal', 'low', 'p1', 'p2', 'p3', 'p4', 'p0']);

function kindOf(look: ColumnLook): LabelKind {
  const name = foldName(look.name);
  const values = look.values.map((value) => value.toLowerCase());
  if (values.length >= 2 && values.every((value) => sentimentWords.has(value))) return 'sentiment';
  if (values.length >= 2 && values.every((value) => priorityWords.has(value))) return 'priority';
  return kindNames.find(([pattern]) => pattern.test(name))?.[1] ?? 'custom';
}

function canBeLabel(look: ColumnLook, rows: number): boolean {
  const named = labelNames.test(foldName(look.name));
  if (look.filled === 0 || look.longest > longestLabel || look.dates > 0.5 || look.emails > 0.2) return false;
  if (look.fractions > 0.5) return false;
  // Of 2,000 labels the start of a file may show each once: then only short values can be what the name says.
  if (named) return look.distinct <= Math.max(20, rows * 0.9) || (look.averageWords <= 6 && look.averageLength <= 40);
  if (look.averageWords > 6 || (look.numbers > 0.9 && look.distinct > 20)) return false;
  // A label stands in several rows; one value alone is no choice.
  return look.distinct >= 2 && look.distinct <= Math.max(2, look.filled / 3);
}

function chooseText(looks: readonly ColumnLook[]): { readonly columns: readonly string[]; readonly reason: (column: string) => string } {
  const named = (names: readonly string[]): ColumnLook | undefined => {
    const found = names.flatMap((name) => looks.filter((look) => foldName(look.name) === name && look.filled > 0));
    // Of `text` and `description` the one with more in it, if it is far more; else the better name.
    return found.find((look) => found.every((other) => other.averageLength <= look.averageLength * 3)) ?? found[0];
  };
  const longest = looks.filter((look) => look.filled > 0 && look.dates < 0.5 && look.emails < 0.5 && look.links < 0.5 && look.numbers < 0.5).sort((a, b) => b.averageLength - a.averageLength)[0];
  const body = named(bodyNames) ?? longest;
  const subject = named(subjectNames);
  if (!body) return { columns: [], reason: () => '' };
  const byName = bodyNames.includes(foldName(body.name));
  const columns = subject && subject !== body ? [subject.name, body.name] : [body.name];
  return {
    columns,
    reason: (column) => (column === body.name ? (byName ? 'Its name says so.' : 'It has the longest texts.') : 'A subject: it is read before the message, as triage does.'),
  };
}

/** Names as the dataset calls its columns: cleaned, each once. */
function uniqueNames(columns: readonly string[]): string[] {
  const taken = new Set<string>();
  return columns.map((column) => {
    const name = cleanLabel(column).slice(0, longestLabel) || 'label';
    let unique = name;
    for (let n = 2; taken.has(unique); n += 1) unique = `${name} (${n})`;
    taken.add(unique);
    return unique;
  });
}

/**
 * Guesses which column is the text (or which two are, subject and message), which are labels and which is a group, from the names and
 * from the values of `rows`, the first ones of the file (a few thousand tell enough). Says why for each column. Label columns with a
 * usual name are taken; where none has one, the last that could be.
 */
export function guessLabelColumns(columns: readonly string[], rows: readonly SourceRow[]): LabelColumnsGuess {
  const looks = columns.map((column) => lookAtColumn(column, rows));
  const own = new Set<string>(Object.values(ownColumns));
  const free = looks.filter((look) => !own.has(look.name));
  const text = chooseText(free);
  const isText = new Set(text.columns);
  const group = free.find((look) => !isText.has(look.name) && groupNames.test(foldName(look.name)) && look.filled > 0)
    ?? looks.find((look) => look.name === ownColumns.group && !isText.has(look.name));
  const able = free.filter((look) => !isText.has(look.name) && look !== group && canBeLabel(look, rows.length));
  const named = able.filter((look) => labelNames.test(foldName(look.name)));
  const unnamed = able.filter((look) => !circumstances.test(foldName(look.name)));
  const chosen = (named.length > 0 ? named : unnamed.slice(-1)).slice(0, mostLabelColumns);
  const kinds = new Map<string, LabelKind>();
  const takenKinds = new Set<LabelKind>();
  for (const look of chosen) {
    const kind = kindOf(look);
    // One head a kind answers for the desk: a second column of it is a head of its own.
    kinds.set(look.name, takenKinds.has(kind) ? 'custom' : kind);
    takenKinds.add(kind);
  }
  const names = uniqueNames(chosen.map((look) => look.name));
  const present = (column: string): string | undefined => (columns.includes(column) ? column : undefined);
  const optional = { group: group?.name, rowId: present(ownColumns.rowId), ticketId: present(ownColumns.ticketId), labelledBy: present(ownColumns.labelledBy) };
  const marked = free.filter((look) => isText.has(look.name)).some((look) => look.html > 0.2);
  const mapping: LabelMapping = {
    text: text.columns,
    labels: chosen.map((look, at) => ({ column: look.name, name: names[at] ?? look.name, kind: kinds.get(look.name) ?? 'custom' })),
    html: marked,
    ...Object.fromEntries(Object.entries(optional).filter(([, column]) => column !== undefined)),
  };
  const guesses = looks.map((look): ColumnGuess => {
    const isLabel = chosen.includes(look);
    const role = isText.has(look.name) ? 'text' : isLabel ? 'label' : look === group ? 'group' : 'none';
    const words = `${look.distinct} different ${look.distinct === 1 ? 'value' : 'values'} in ${look.filled} rows`;
    const reason =
      role === 'text' ? text.reason(look.name)
      : role === 'group' ? 'Its name says so: rows of one group stay together.'
      : own.has(look.name) ? 'Written by this desk’s export.'
      : isLabel ? `${words}${named.includes(look) ? ', and its name says so' : ''}.`
      : look.filled === 0 ? 'It is empty.'
      : able.includes(look) ? `${words}: it could be a label column.`
      : `${words}.`;
    return {
      column: look.name, role, reason, canBeLabel: able.includes(look), kind: kinds.get(look.name) ?? kindOf(look),
      distinct: look.distinct, filled: rows.length === 0 ? 0 : look.filled / rows.length, examples: look.values.slice(0, 5),
    };
  });
  return { mapping, columns: guesses };
}

/** What keeps a file from being read under this mapping, in words; empty when nothing does. */
export function labelMappingProblems(mapping: LabelMapping, columns: readonly string[]): string[] {
  const has = `The file has: ${columns.slice(0, 20).join(', ')}.`;
  const problems: string[] = [];
  if (mapping.text.length === 0) problems.push(`Choose the column that holds the text. ${has}`);
  if (mapping.labels.length === 0) problems.push(`Choose the column that holds the label. ${has}`);
  if (mapping.labels.length > mostLabelColumns) problems.push(`Choose ${mostLabelColumns} label columns at most.`);
  const used = new Set<string>();
  const single = [mapping.group, mapping.rowId, mapping.ticketId, mapping.labelledBy].filter((column) => column !== undefined);
  for (const column of [...mapping.text, ...mapping.labels.map((label) => label.column), ...single]) {
    if (!columns.includes(column)) problems.push(`There is no column “${column}”. ${has}`);
    else if (used.has(column)) problems.push(`The column “${column}” is chosen twice.`);
    used.add(column);
  }
  const names = mapping.labels.map(({ name }) => cleanLabel(name));
  if (names.some((name) => name === '' || name.length > longestLabel)) problems.push(`Give each label column a name of at most ${longestLabel} characters.`);
  if (new Set(names).size < names.length) problems.push('Two label columns have the same name.');
  return problems;
}
