import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { labelOf, labelsFrom, longestLabel, mostRows, type Dataset, type DatasetRow, type Example } from './dataset.ts';
import { cleanLabel } from './make-example.ts';

/** Rows by their ids, and what they are labelled; '' takes the label away. */
export interface RowsOfLabel {
  readonly label: string;
  readonly rows: readonly number[];
  /** Nobody looked at these: taking back what a person said makes them so again. */
  readonly labelledBy?: 'triage';
}

export type DatasetEdit =
  | { readonly kind: 'relabel'; readonly column: string; readonly to: readonly RowsOfLabel[] }
  | { readonly kind: 'remove'; readonly rows: readonly number[] }
  /** Rows with an id go back to their place; those without get the next ones. */
  | { readonly kind: 'add'; readonly rows: readonly (Example & { readonly id?: number })[] }
  | { readonly kind: 'merge-labels'; readonly column: string; readonly from: readonly string[]; readonly into: string }
  /** Rows of the label that are in no part keep it. */
  | { readonly kind: 'split-label'; readonly column: string; readonly label: string; readonly parts: readonly RowsOfLabel[] }
  | { readonly kind: 'rename-label'; readonly column: string; readonly from: string; readonly to: string };

export type EditErrorCode = 'no-such-column' | 'no-such-label' | 'label-exists' | 'bad-label' | 'bad-row' | 'too-many-rows' | 'nothing-to-change';

export interface EditedDataset {
  /** Rows that did not change are the same objects. */
  readonly dataset: Dataset;
  /** Applied to `dataset`, brings the rows back that were there before. Applied later it takes back this edit only. */
  readonly inverse: DatasetEdit;
  /** For the history. */
  readonly line: string;
  /** Rows changed, added or removed. */
  readonly changed: number;
}

type Edited = Outcome<EditedDataset, EditErrorCode>;

const quoted = (label: string): string => (label === '' ? 'no label' : `“${label}”`);
const rowsInWords = (count: number): string => `${count.toLocaleString('en-GB')} ${count === 1 ? 'row' : 'rows'}`;

function soundLabel(label: string): Outcome<string, 'bad-label'> {
  const clean = cleanLabel(label);
  if (clean === '') return failure('bad-label', 'Give the label a name.');
  if (clean.length > longestLabel) return failure('bad-label', `A label can have ${longestLabel} characters at most.`);
  return success(clean);
}

function withLabel(row: DatasetRow, column: string, label: string, mark: DatasetRow['labelledBy']): DatasetRow {
  const others = Object.entries(row.labels).filter(([name]) => name !== column);
  const { id, text, group, ticketId } = row;
  return {
    id, text,
    labels: labelsFrom([...others, [column, label]]),
    ...(group === undefined ? {} : { group }),
    ...(ticketId === undefined ? {} : { ticketId }),
    ...(mark === undefined ? {} : { labelledBy: mark }),
  };
}

/**
 * Gives rows new labels; `line` gets the number of rows that changed. `marked` are the rows that nobody looked at afterwards; null
 * leaves it at what is known of each.
 */
function relabel(dataset: Dataset, column: string, wanted: ReadonlyMap<number, string>, marked: ReadonlySet<number> | null, line: (changed: number) => string): Edited {
  const before = new Map<string, { readonly label: string; readonly labelledBy?: 'triage'; readonly rows: number[] }>();
  let changed = 0;
  const rows = dataset.rows.map((row) => {
    const label = wanted.get(row.id);
    if (label === undefined) return row;
    const present = labelOf(row, column);
    const mark = marked === null ? row.labelledBy : marked.has(row.id) ? 'triage' : undefined;
    if (label === present && mark === row.labelledBy) return row;
    changed += 1;
    const key = `${row.labelledBy ?? ''} ${present}`;
    const known = before.get(key);
    if (known) known.rows.push(row.id);
    else before.set(key, { label: present, rows: [row.id], ...(row.labelledBy === undefined ? {} : { labelledBy: row.labelledBy }) });
    return withLabel(row, column, label, mark);
  });
  if (changed === 0) return failure('nothing-to-change', 'The rows have these labels already, or are no longer there. Nothing was changed.');
  return success({ dataset: { ...dataset, rows }, inverse: { kind: 'relabel', column, to: [...before.values()] }, line: line(changed), changed });
}

function rowsOf(dataset: Dataset, column: string, labels: ReadonlySet<string>): number[] {
  const ids: number[] = [];
  for (const row of dataset.rows) if (labels.has(labelOf(row, column))) ids.push(row.id);
  return ids;
}

function relabelRows(dataset: Dataset, { column, to }: Extract<DatasetEdit, { kind: 'relabel' }>): Edited {
  const wanted = new Map<number, string>();
  const marked = new Set<number>();
  const labels: string[] = [];
  for (const { label, rows, labelledBy } of to) {
    const sound = label === '' ? success('') : soundLabel(label);
    if (!sound.ok) return sound;
    labels.push(sound.value);
    for (const id of rows) {
      wanted.set(id, sound.value);
      if (labelledBy !== undefined) marked.add(id);
    }
  }
  const different = [...new Set(labels)];
  const into = different.length <= 3 ? different.map(quoted).join(', ') : `${different.length} labels`;
  return relabel(dataset, column, wanted, marked, (changed) => `${rowsInWords(changed)} relabelled ${into} in “${column}”.`);
}

function mergeLabels(dataset: Dataset, { column, from, into }: Extract<DatasetEdit, { kind: 'merge-labels' }>): Edited {
  const sound = soundLabel(into);
  if (!sound.ok) return sound;
  const ids = rowsOf(dataset, column, new Set(from.filter((label) => label !== '')));
  if (ids.length === 0) return failure('no-such-label', `No row has ${from.map(quoted).join(' or ')} in “${column}” any more.`);
  const names = from.length <= 3 ? from.map(quoted).join(' and ') : `${from.length} labels`;
  return relabel(dataset, column, new Map(ids.map((id) => [id, sound.value])), null, (changed) => `${names} merged into ${quoted(sound.value)} in “${column}” (${rowsInWords(changed)} changed).`);
}

function renameLabel(dataset: Dataset, { column, from, to }: Extract<DatasetEdit, { kind: 'rename-label' }>): Edited {
  const sound = soundLabel(to);
  if (!sound.ok) return sound;
  const ids = from === '' ? [] : rowsOf(dataset, column, new Set([from]));
  if (ids.length === 0) return failure('no-such-label', `No row has ${quoted(from)} in “${column}” any more.`);
  if (sound.value !== from && rowsOf(dataset, column, new Set([sound.value])).length > 0) {
    return failure('label-exists', `There is a label ${quoted(sound.value)} already. Merge the two instead.`);
  }
  return relabel(dataset, column, new Map(ids.map((id) => [id, sound.value])), null, (changed) => `${quoted(from)} renamed ${quoted(sound.value)} in “${column}” (${rowsInWords(changed)}).`);
}

function splitLabel(dataset: Dataset, { column, label, parts }: Extract<DatasetEdit, { kind: 'split-label' }>): Edited {
  const own = new Set(label === '' ? [] : rowsOf(dataset, column, new Set([label])));
  if (own.size === 0) return failure('no-such-label', `No row has ${quoted(label)} in “${column}” any more.`);
  const wanted = new Map<number, string>();
  for (const part of parts) {
    const sound = soundLabel(part.label);
    if (!sound.ok) return sound;
    for (const id of part.rows) if (own.has(id)) wanted.set(id, sound.value);
  }
  const sizes = new Map<string, number>();
  for (const each of wanted.values()) sizes.set(each, (sizes.get(each) ?? 0) + 1);
  const words = Array.from(sizes, ([name, count]) => `${rowsInWords(count)} ${quoted(name)}`).slice(0, 5).join(', ');
  return relabel(dataset, column, wanted, null, () => `${quoted(label)} split in “${column}”: ${words}; ${rowsInWords(own.size - wanted.size)} ${own.size - wanted.size === 1 ? 'stays' : 'stay'}.`);
}

function removeRows(dataset: Dataset, ids: readonly number[]): Edited {
  const gone = new Set(ids);
  const removed = dataset.rows.filter(({ id }) => gone.has(id));
  if (removed.length === 0) return failure('nothing-to-change', 'These rows are no longer there. Nothing was changed.');
  return success({
    dataset: { ...dataset, rows: dataset.rows.filter(({ id }) => !gone.has(id)) },
    inverse: { kind: 'add', rows: removed },
    line: `${rowsInWords(removed.length)} removed.`,
    changed: removed.length,
  });
}

function addRows(dataset: Dataset, given: Extract<DatasetEdit, { kind: 'add' }>['rows']): Edited {
  const names = new Set(dataset.columns.map(({ name }) => name));
  const present = new Set(dataset.rows.map(({ id }) => id));
  const back: DatasetRow[] = [];
  const added: DatasetRow[] = [];
  let { nextRow } = dataset;
  for (const row of given) {
    if (row.text.trim() === '') return failure('bad-row', 'One of the rows has no text. Nothing was added.');
    const unknown = Object.keys(row.labels).find((name) => !names.has(name));
    if (unknown !== undefined) return failure('no-such-column', `The dataset has no label column “${unknown}”. Nothing was added.`);
    const { id, ...example } = row;
    if (id === undefined || id >= dataset.nextRow) added.push({ ...example, id: nextRow++ });
    // One that came back by another way meanwhile stays as it is.
    else if (!present.has(id)) back.push({ ...row, id });
  }
  const changed = back.length + added.length;
  if (changed === 0) return failure('nothing-to-change', 'These rows are there already. Nothing was changed.');
  if (dataset.rows.length + changed > mostRows) return failure('too-many-rows', `A dataset can have ${mostRows.toLocaleString('en-GB')} rows at most. Nothing was added.`);
  const rows = [...dataset.rows, ...back, ...added];
  return success({
    dataset: { ...dataset, rows: back.length === 0 ? rows : rows.sort((a, b) => a.id - b.id), nextRow },
    inverse: { kind: 'remove', rows: [...back, ...added].map(({ id }) => id) },
    line: `${rowsInWords(changed)} ${added.length === 0 ? 'put back' : 'added'}.`,
    changed,
  });
}

/**
 * Applies an edit to a dataset, which stays as it is: the answer is the next version, with the edit that takes it back and a line for
 * the history. Rows are named by their ids, so that an edit (an undo above all) means the same rows after others were made; those no
 * longer there are passed over. Fails in words, nothing changed, where a label or column is not there, a name is no name, or nothing
 * would change.
 */
export function editDataset(dataset: Dataset, edit: DatasetEdit): Edited {
  if ('column' in edit && !dataset.columns.some(({ name }) => name === edit.column)) {
    return failure('no-such-column', `The dataset has no label column “${edit.column}”.`);
  }
  switch (edit.kind) {
    case 'relabel': return relabelRows(dataset, edit);
    case 'merge-labels': return mergeLabels(dataset, edit);
    case 'rename-label': return renameLabel(dataset, edit);
    case 'split-label': return splitLabel(dataset, edit);
    case 'remove': return removeRows(dataset, edit.rows);
    case 'add': return addRows(dataset, edit.rows);
  }
}
