import { labelOf, labelsFrom, type Dataset, type Example } from '../datasets/dataset.ts';
import type { Corrections } from './correct-head.ts';

export interface PlannedCorrections {
  /** For the training. */
  readonly corrections: Corrections;
  /** For the dataset: rows to add, with the ticket each is of. */
  readonly examples: readonly Example[];
  /** New or changed labels in all. */
  readonly count: number;
}

/** As the desk calls what is none of its labels. */
const deskOutOfScope = 'out_of_scope';

/**
 * What the labels people gave tickets change about a dataset: a ticket that is no row of it is added, one whose row has another label is
 * relabelled. The desk's own word for out of scope becomes the dataset's (`outOfScopeLabel`), where it has one.
 */
export function planCorrections(dataset: Dataset, column: string, labelled: readonly Example[], outOfScopeLabel: string | null): PlannedCorrections {
  const rowOf = new Map(dataset.rows.flatMap((row) => (row.ticketId === undefined ? [] : [[row.ticketId, row] as const])));
  const examples: Example[] = [];
  const relabelled: { id: number; label: string }[] = [];
  for (const { text, ticketId, labels } of labelled) {
    const given = labelOf({ text, labels }, 'intent');
    const label = given === deskOutOfScope && outOfScopeLabel !== null ? outOfScopeLabel : given;
    if (label === '' || ticketId === undefined) continue;
    const row = rowOf.get(ticketId);
    if (row === undefined) examples.push({ text, ticketId, labels: labelsFrom([[column, label]]) });
    else if (labelOf(row, column) !== label) relabelled.push({ id: row.id, label });
  }
  return { corrections: { added: examples.map((example) => ({ text: example.text, label: labelOf(example, column) })), relabelled }, examples, count: examples.length + relabelled.length };
}

/** Labels of a column whose rows are not the same in two versions of a dataset. */
export function editedLabels(before: Dataset, now: Dataset, column: string): string[] {
  const known = new Map(before.rows.map((row) => [row.id, row]));
  const edited = new Set<string>();
  for (const row of now.rows) {
    const was = known.get(row.id);
    known.delete(row.id);
    const [then, label] = [was === undefined ? '' : labelOf(was, column), labelOf(row, column)];
    if (then === label && was?.text === row.text) continue;
    edited.add(then).add(label);
  }
  for (const row of known.values()) edited.add(labelOf(row, column));
  edited.delete('');
  return [...edited].sort();
}
