import { createHash } from 'node:crypto';
import { collectExamples, type DatasetReport } from '../../src/datasets/collect-examples.ts';
import type { Dataset } from '../../src/datasets/dataset.ts';
import type { DatasetProblem, LabelledReader } from '../../src/datasets/labelled-rows.ts';
import { guessLabelColumns, type LabelMapping } from '../../src/datasets/map-label-columns.ts';
import type { RefusedRow, SourceRow } from '../../src/tickets/source-row.ts';

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export interface Whole {
  readonly columns: readonly string[];
  readonly notes: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly refused: readonly RefusedRow[];
  readonly problem: DatasetProblem | null;
}

/** Reads a text in pieces of `size` characters. */
export function readAll(reader: LabelledReader, text: string, size = text.length): Whole {
  const parts = [];
  for (let at = 0; at < text.length; at += Math.max(1, size)) parts.push(reader.read(text.slice(at, at + Math.max(1, size))));
  parts.push(reader.end());
  return {
    columns: reader.columns(),
    notes: reader.notes(),
    rows: parts.flatMap((part) => part.rows),
    refused: parts.flatMap((part) => part.refused),
    problem: parts.map((part) => part.problem).find((each) => each !== null) ?? null,
  };
}

/** Each row's cells as an object. */
export function cells(whole: Whole): Record<string, string>[] {
  return whole.rows.map((row) => Object.fromEntries(row.cells));
}

export function collect(whole: Whole, mapping?: LabelMapping): { readonly dataset: Dataset; readonly report: DatasetReport; readonly problem: DatasetProblem | null } {
  const collector = collectExamples(mapping ?? guessLabelColumns(whole.columns, whole.rows).mapping);
  const problem = collector.take(whole.rows, whole.refused);
  return { dataset: collector.dataset(), report: collector.report(whole.notes), problem };
}
