import type { HeadMetadata } from '../classifier/head.ts';

/** What a head over a label column tells. */
export type LabelKind = HeadMetadata['kind'];

/** Rows a dataset holds at most: ten times the largest public set of requests, and what a tab trains on within minutes. */
export const mostRows = 200_000;
/** Longest label, in characters: as long as a ticket's label may be. */
export const longestLabel = 100;
/** Label columns a dataset holds at most. */
export const mostLabelColumns = 20;

/** A text and what a person says it is. */
export interface Example {
  /** As triage reads a request: plain text, the parts one below the other. */
  readonly text: string;
  /** Label column → label; none stands there as '' or not at all. Read it by `labelOf`: a column may be called `__proto__`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Rows of one group say the same, or are of one person: they are never on both sides of a split. */
  readonly group?: string;
  /** The ticket it was made from. */
  readonly ticketId?: string;
  /** Nobody looked at its label: triage was sure of it, and the ticket was solved. */
  readonly labelledBy?: 'triage';
}

/**
 * An example with its number. Numbers ascend, and a row keeps its own through every edit of its dataset, so that what was predicted
 * for it can be compared over versions; the number of a removed row is not given again.
 */
export interface DatasetRow extends Example {
  readonly id: number;
}

export interface LabelColumn {
  readonly name: string;
  readonly kind: LabelKind;
}

/** The rows of one version of a dataset, by ascending id. */
export interface Dataset {
  readonly columns: readonly LabelColumn[];
  readonly rows: readonly DatasetRow[];
  /** The id that the next row gets. */
  readonly nextRow: number;
}

/** A label column in figures. */
export interface ColumnSummary extends LabelColumn {
  /** Most frequent first. */
  readonly labels: readonly { readonly name: string; readonly rows: number }[];
  readonly unlabelled: number;
}

/** What is told of a dataset without its rows. */
export interface DatasetSummary {
  readonly id: string;
  readonly name: string;
  /** SHA-256 (hex) of ids, texts, labels and groups, as `hashDataset` makes it. */
  readonly hash: string;
  readonly rows: number;
  readonly columns: readonly ColumnSummary[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** The file's name, or `desk`. */
  readonly source: string;
  /** The person's own words. */
  readonly notes: string;
  /** What was noticed when it was read: refused rows, shortened texts. */
  readonly remarks: readonly string[];
  /** The version it was made from by an edit; null for the first. */
  readonly parent: string | null;
  /** Id of the first version: the same for all versions. */
  readonly root: string;
  /** From 1. */
  readonly version: number;
  /** The edit that made it of its parent, in words; null for the first. */
  readonly edit: { readonly line: string; readonly changed: number } | null;
  readonly nextRow: number;
}

/** The label of an example in a column, '' for none; safe for a column of any name. */
export function labelOf(example: Example, column: string): string {
  return Object.hasOwn(example.labels, column) ? (example.labels[column] ?? '') : '';
}

/** Labels from pairs, those that are none left out; a column may be called `__proto__`. */
export function labelsFrom(pairs: Iterable<readonly [string, string]>): Readonly<Record<string, string>> {
  const kept: (readonly [string, string])[] = [];
  for (const pair of pairs) if (pair[1] !== '') kept.push(pair);
  return Object.fromEntries(kept);
}

/** Examples as a new dataset, numbered in their order. */
export function datasetOf(examples: readonly Example[], columns: readonly LabelColumn[]): Dataset {
  return { columns, rows: examples.map((example, id) => ({ ...example, id })), nextRow: examples.length };
}

/** The figures of a dataset's label columns; labels of equal size by name. */
export function summariseColumns({ columns, rows }: Dataset): ColumnSummary[] {
  return columns.map((column) => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const label = labelOf(row, column.name);
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    const unlabelled = counts.get('') ?? 0;
    counts.delete('');
    const labels = Array.from(counts, ([name, count]) => ({ name, rows: count }));
    return { ...column, labels: labels.sort((a, b) => b.rows - a.rows || (a.name < b.name ? -1 : 1)), unlabelled };
  });
}
