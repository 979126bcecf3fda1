import { readLimit } from '../text/tokenise.ts';
import { labelWords } from '../text/label-words.ts';
import { foldForLikeness } from '../text/shingle-texts.ts';
import type { RowSplit } from './split-rows.ts';

export type FindingKind =
  | 'no-rows'
  | 'one-label'
  | 'texts-all-equal'
  | 'label-name-empty'
  | 'label-names-alike'
  | 'label-of-one-row'
  | 'label-small'
  | 'label-of-one-group'
  | 'text-empty'
  | 'text-without-words'
  | 'text-long'
  | 'text-under-several-labels'
  | 'copies-across-split';

/** Something to know about a labelled set before a model is trained on it. */
export interface Finding {
  readonly kind: FindingKind;
  /** `blocks`: nothing sensible can be trained. `warns`: figures or labels will suffer. `notes`: good to know. */
  readonly severity: 'blocks' | 'warns' | 'notes';
  /** For the person at the desk. */
  readonly message: string;
  /** All rows it is about, ascending. */
  readonly rows: Int32Array;
  /** The single cases (a label, a text under two labels, a group across the split) with their own rows, largest first. */
  readonly cases: readonly FindingCase[];
}

export interface FindingCase {
  readonly labels: readonly string[];
  readonly rows: Int32Array;
}

/** A labelled set to be checked. `groups` are those of near-duplicates (group-alike.ts), a number a row. */
export interface LabelledSet {
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  readonly groups?: Int32Array;
  /** A split that came with the data, to be checked for leaks; needs `groups`. */
  readonly split?: Pick<RowSplit, 'training' | 'heldOut'>;
}

/** Rows from which a label is no longer called small: fewer leave one or two to judge by. */
const fewRows = 10;
/** A text is long when it has so many times the characters of the middle one, and at least so many in all. */
const longTimes = 20;
const longLeast = 2000;
const namedAtMost = 3;

/** What is wrong or odd about a labelled set, what blocks training first. O(rows + characters). */
export function checkDataset({ texts, labels, groups, split }: LabelledSet): Finding[] {
  if (texts.length !== labels.length) throw new RangeError(`${labels.length} labels for ${texts.length} texts`);
  if (texts.length === 0) return [finding('no-rows', 'blocks', 'There are no rows. Import a file with texts and labels.', [])];
  const byLabel = gather(labels);
  const folded = texts.map(foldForLikeness);
  const found = [...checkLabels(byLabel), ...checkTexts(texts, folded), ...sameTextOtherLabel(labels, folded)];
  if (groups) {
    if (groups.length !== texts.length) throw new RangeError(`${groups.length} group numbers for ${texts.length} texts`);
    found.push(...oneGroupLabels(byLabel, groups));
    if (split) found.push(...copiesAcrossSplit(labels, groups, split));
  }
  const order = { blocks: 0, warns: 1, notes: 2 };
  return found.sort((a, b) => order[a.severity] - order[b.severity]);
}

function checkLabels(byLabel: ReadonlyMap<string, readonly number[]>): Finding[] {
  const found: Finding[] = [];
  const [only] = byLabel.keys();
  if (byLabel.size === 1) {
    found.push(finding('one-label', 'blocks', `All rows have the label ${named([only ?? ''])}. A model needs two labels or more to choose between.`, casesOf(byLabel)));
  }
  const empty = [...byLabel].filter(([label]) => label.trim() === '');
  if (empty.length > 0) {
    const rows = empty.reduce((sum, [, list]) => sum + list.length, 0);
    found.push(finding('label-name-empty', 'warns', `${count(rows, 'row')} ${rows === 1 ? 'has' : 'have'} no label. Give ${rows === 1 ? 'it' : 'them'} one or leave ${rows === 1 ? 'it' : 'them'} out.`, casesOf(empty)));
  }
  const spellings = new Map<string, string[]>();
  for (const label of byLabel.keys()) {
    const key = label.normalize('NFKC').toLowerCase().replace(/[\s_-]+/g, '');
    if (key !== '') add(spellings, key, label);
  }
  const alike = [...spellings.values()].filter((names) => names.length > 1);
  if (alike.length > 0) {
    const cases = alike.map((names) => ({ labels: names, rows: ascending(names.flatMap((name) => byLabel.get(name) ?? [])) }));
    const told = alike.slice(0, namedAtMost).map((names) => names.map((name) => `“${name}”`).join(' and '));
    found.push(finding('label-names-alike', 'warns', `Labels that differ only in case, space, hyphen or underscore: ${more(told, alike.length)}. They are likely meant to be one.`, cases));
  }
  const single = [...byLabel].filter(([, rows]) => rows.length === 1);
  if (single.length > 0) {
    found.push(
      finding('label-of-one-row', 'warns', `${count(single.length, 'label')} with a single row: ${named(single.map(([label]) => label))}. What is learned from it can not be judged.`, casesOf(single)),
    );
  }
  const small = [...byLabel].filter(([, rows]) => rows.length > 1 && rows.length < fewRows).sort((a, b) => a[1].length - b[1].length);
  if (small.length > 0) {
    const told = small.slice(0, namedAtMost).map(([label, rows]) => `${named([label])} (${rows.length})`);
    found.push(finding('label-small', 'warns', `${count(small.length, 'label')} with fewer than ${fewRows} rows: ${more(told, small.length)}. Their figures will be very unsure.`, casesOf(small)));
  }
  return found;
}

function checkTexts(texts: readonly string[], folded: readonly string[]): Finding[] {
  const found: Finding[] = [];
  if (texts.length > 1 && new Set(folded).size === 1) {
    found.push(finding('texts-all-equal', 'blocks', 'All texts are the same. There is nothing to tell the labels by. Check which column holds the text.', [{ labels: [], rows: Int32Array.from(texts.keys()) }]));
  }
  const rowsWhere = (test: (row: number) => boolean): number[] => [...texts.keys()].filter(test);
  const empty = rowsWhere((row) => folded[row] === '');
  if (empty.length > 0) {
    found.push(finding('text-empty', 'warns', `${count(empty.length, 'row')} without text. ${empty.length === 1 ? 'It teaches' : 'They teach'} nothing.`, [{ labels: [], rows: Int32Array.from(empty) }]));
  }
  const wordless = rowsWhere((row) => folded[row]?.startsWith('\u0000') ?? false);
  if (wordless.length > 0) {
    found.push(finding('text-without-words', 'warns', `${count(wordless.length, 'row')} without a word, only emoji or punctuation. A model can not read ${wordless.length === 1 ? 'it' : 'them'}.`, [{ labels: [], rows: Int32Array.from(wordless) }]));
  }
  const lengths = Float64Array.from(texts, (text) => text.length).sort();
  const middle = lengths[Math.floor(lengths.length / 2)] ?? 0;
  const bound = Math.min(readLimit.characters, Math.max(longLeast, longTimes * middle));
  const long = rowsWhere((row) => (texts[row]?.length ?? 0) > bound);
  if (long.length > 0) {
    const unread = long.filter((row) => (texts[row]?.length ?? 0) > readLimit.characters).length;
    const cut = unread > 0 ? ` Of ${unread} only the first ${readLimit.characters.toLocaleString('en')} characters are read.` : '';
    found.push(finding('text-long', 'notes', `${count(long.length, 'text')} of more than ${bound.toLocaleString('en')} characters, where most have about ${middle.toLocaleString('en')}.${cut}`, [{ labels: [], rows: Int32Array.from(long) }]));
  }
  return found;
}

function sameTextOtherLabel(labels: readonly string[], folded: readonly string[]): Finding[] {
  const cases: FindingCase[] = [];
  for (const [text, rows] of gather(folded)) {
    if (text === '' || rows.length < 2) continue;
    const own = new Set(rows.map((row) => labels[row] ?? ''));
    if (own.size > 1) cases.push({ labels: [...own], rows: Int32Array.from(rows) });
  }
  if (cases.length === 0) return [];
  return [finding('text-under-several-labels', 'warns', `${count(cases.length, 'text')} under more than one label. No model can get all of these rows right.`, cases)];
}

function oneGroupLabels(byLabel: ReadonlyMap<string, readonly number[]>, groups: Int32Array): Finding[] {
  const alike = [...byLabel].filter(([, rows]) => rows.length > 1 && new Set(rows.map((row) => groups[row])).size === 1);
  if (alike.length === 0) return [];
  const message = `${count(alike.length, 'label')} whose rows are all nearly the same text: ${named(alike.map(([label]) => label))}. It can not be judged on rows of its own.`;
  return [finding('label-of-one-group', 'warns', message, casesOf(alike))];
}

function copiesAcrossSplit(labels: readonly string[], groups: Int32Array, { training, heldOut }: Pick<RowSplit, 'training' | 'heldOut'>): Finding[] {
  const trained = new Map<number, number[]>();
  for (const row of training) add(trained, groups[row] ?? -1, row);
  const leaks = new Map<number, number[]>();
  for (const row of heldOut) if (trained.has(groups[row] ?? -1)) add(leaks, groups[row] ?? -1, row);
  if (leaks.size === 0) return [];
  const leaked = [...leaks.values()].reduce((sum, rows) => sum + rows.length, 0);
  const cases = [...leaks].map(([group, rows]) => {
    const all = ascending([...rows, ...(trained.get(group) ?? [])]);
    return { labels: [...new Set(Array.from(all, (row) => labels[row] ?? ''))], rows: all };
  });
  const share = Math.max(0.1, (100 * leaked) / heldOut.length).toFixed(1);
  return [finding('copies-across-split', 'warns', `${leaked} of ${count(heldOut.length, 'held-out row')} (${share}%) ${leaked === 1 ? 'has' : 'have'} a near copy among the training rows. Figures on them are too good.`, cases)];
}

function finding(kind: FindingKind, severity: Finding['severity'], message: string, cases: readonly FindingCase[]): Finding {
  const sorted = [...cases].sort((a, b) => b.rows.length - a.rows.length || (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  return { kind, severity, message, rows: ascending([...new Set(sorted.flatMap(({ rows }) => [...rows]))]), cases: sorted };
}

function gather(keys: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  keys.forEach((key, row) => add(rows, key, row));
  return rows;
}

function add<Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void {
  const known = lists.get(key);
  if (known) known.push(value);
  else lists.set(key, [value]);
}

function casesOf(byLabel: Iterable<readonly [string, readonly number[]]>): FindingCase[] {
  return [...byLabel].map(([label, rows]) => ({ labels: [label], rows: Int32Array.from(rows) }));
}

function ascending(rows: readonly number[]): Int32Array {
  return Int32Array.from(rows).sort();
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function named(labels: readonly string[]): string {
  return more(labels.slice(0, namedAtMost).map(labelWords), labels.length);
}

function more(told: readonly string[], all: number): string {
  return all > told.length ? `${told.join(', ')} and ${all - told.length} more` : told.join(', ');
}
