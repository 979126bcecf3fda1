import type { HeadMetadata } from '../classifier/head.ts';
import { labelOf, type Dataset, type DatasetSummary } from '../datasets/dataset.ts';
import { foldForLikeness } from '../text/shingle-texts.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';

/** One label column of a dataset, ready to learn from: only rows that have a label. All arrays have one place a row. */
export interface LabelledSet {
  /** Of the dataset, for people. */
  readonly name: string;
  readonly column: string;
  readonly kind: HeadMetadata['kind'];
  /** SHA-256 (hex) of the dataset. */
  readonly dataHash: string;
  /** Number of each row in its dataset, which stays its own through every edit. */
  readonly ids: Int32Array;
  readonly texts: readonly string[];
  readonly labels: readonly string[];
  /** Rows of one group never come on both sides of a split. */
  readonly groups: readonly string[] | null;
  /** The label that means "none of the others". */
  readonly outOfScopeLabel: string | null;
}

/** So many labels a head can have: the table of weights of more would not fit a tab. */
export const mostLabels = 2_000;

/** Why nothing can be learnt from a set, in words that say what to do; null where it can. */
export function trainingProblem({ texts, labels, column }: LabelledSet): string | null {
  const names = new Set(labels);
  if (texts.length === 0) return `No row has a label in “${column}”. Label some rows, or choose another column.`;
  if (names.size === 1) return `All ${texts.length} rows have the same label in “${column}” (“${labels[0] ?? ''}”). There must be two or more to tell apart.`;
  if (names.size > mostLabels) return `“${column}” has ${names.size} different labels, and a head can tell ${mostLabels} apart at most. Is it a column of labels?`;
  const first = foldForLikeness(texts[0] ?? '');
  if (texts.every((text) => foldForLikeness(text) === first)) return 'All texts are the same, so nothing tells the labels apart. Choose the column that holds what customers wrote, or add rows that differ.';
  return null;
}

/** The set, or why nothing can be learnt from it. */
export function checkSet(set: LabelledSet): Outcome<LabelledSet, 'bad-input'> {
  const rows = set.texts.length;
  if (set.labels.length !== rows || set.ids.length !== rows || (set.groups !== null && set.groups.length !== rows)) {
    return failure('bad-input', 'The rows of the dataset do not fit together. Load it again.');
  }
  const problem = trainingProblem(set);
  return problem === null ? success(set) : failure('bad-input', problem);
}

/** The rows of these places, in their order. */
export function takeRows(set: LabelledSet, places: ArrayLike<number>): LabelledSet {
  const all = Array.from(places);
  const of = (values: readonly string[]): string[] => all.map((place) => values[place] ?? '');
  return {
    ...set,
    ids: Int32Array.from(all, (place) => set.ids[place] ?? -1),
    texts: of(set.texts),
    labels: of(set.labels),
    groups: set.groups === null ? null : of(set.groups),
  };
}

/** The rows of a dataset that have a label in a column. */
export function labelledSetOf(dataset: Dataset, about: Pick<DatasetSummary, 'name' | 'hash'>, column: string): LabelledSet {
  const rows = dataset.rows.filter((row) => labelOf(row, column) !== '');
  const labels = rows.map((row) => labelOf(row, column));
  const none = [...new Set(labels)].find((label) => outOfScopeNames.has(label.toLowerCase().replace(/[\s-]+/g, '_')));
  const kind = dataset.columns.find(({ name }) => name === column)?.kind ?? 'custom';
  return {
    name: about.name,
    column,
    kind,
    dataHash: about.hash,
    ids: Int32Array.from(rows, ({ id }) => id),
    texts: rows.map(({ text }) => text),
    labels,
    groups: rows.some(({ group }) => group !== undefined) ? rows.map(({ group }) => group ?? '') : null,
    outOfScopeLabel: kind === 'sentiment' || kind === 'priority' ? null : (none ?? null),
  };
}

/** As the usual sets of requests name what is none of their labels. */
const outOfScopeNames: ReadonlySet<string> = new Set(['out_of_scope', 'oos', 'outofscope', 'none_of_the_above', 'nlu_fallback']);
