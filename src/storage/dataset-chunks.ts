import { labelOf, labelsFrom, type Dataset, type DatasetRow, type LabelColumn } from '../datasets/dataset.ts';
import type { DatasetChunk, StoredDataset } from './schema.ts';

/** Rows in one stored value, as for vectors. */
export const rowsPerChunk = 1000;

export type ChunkRef = StoredDataset['chunks'][number];

/** Rows as one stored value. */
export function encodeChunk(id: string, rows: readonly DatasetRow[], columns: readonly LabelColumn[]): DatasetChunk {
  const optional = (read: (row: DatasetRow) => string | undefined): string[] | null => (rows.some((row) => read(row) !== undefined) ? rows.map((row) => read(row) ?? '') : null);
  return {
    id,
    format: 1,
    ids: Uint32Array.from(rows, (row) => row.id),
    texts: rows.map((row) => row.text),
    columns: columns.map(({ name }) => {
      const codes = new Map<string, number>();
      const own = Uint16Array.from(rows, (row) => {
        const label = labelOf(row, name);
        if (label === '') return 0;
        const code = codes.get(label) ?? codes.size + 1;
        codes.set(label, code);
        return code;
      });
      return { name, labels: [...codes.keys()], codes: own };
    }),
    groups: optional((row) => row.group),
    ticketIds: optional((row) => row.ticketId),
    byTriage: rows.some((row) => row.labelledBy !== undefined) ? Uint8Array.from(rows, (row) => (row.labelledBy === undefined ? 0 : 1)) : null,
  };
}

/** The rows of a stored value; null where it is damaged or of a later layout. */
export function decodeChunk(chunk: DatasetChunk | undefined, { rows: expected }: ChunkRef): DatasetRow[] | null {
  if (chunk?.format !== 1 || chunk.ids.length !== expected || chunk.texts.length !== expected || chunk.columns.some(({ codes }) => codes.length !== expected)) return null;
  const { groups, ticketIds, byTriage } = chunk;
  return Array.from(chunk.ids, (id, at): DatasetRow => {
    const group = groups?.[at] ?? '';
    const ticketId = ticketIds?.[at] ?? '';
    return {
      id,
      text: chunk.texts[at] ?? '',
      labels: labelsFrom(chunk.columns.map(({ name, labels, codes }) => [name, labels[(codes[at] ?? 0) - 1] ?? ''])),
      ...(group === '' ? {} : { group }),
      ...(ticketId === '' ? {} : { ticketId }),
      ...(byTriage?.[at] === 1 ? { labelledBy: 'triage' } : {}),
    };
  });
}

/** A chunk as it will be: one that is stored already, or one to write. */
export interface PlannedChunk extends ChunkRef {
  /** Where its rows begin in the dataset; null for a chunk that stays as it is. */
  readonly from: number | null;
}

/** Cuts the rows of a new dataset into chunks. */
export function planChunks(dataset: Dataset, datasetId: string): PlannedChunk[] {
  return cut(0, dataset.rows.length, datasetId);
}

function cut(from: number, to: number, datasetId: string): PlannedChunk[] {
  const planned: PlannedChunk[] = [];
  for (let at = from; at < to; at += rowsPerChunk) planned.push({ id: `${datasetId}:${at}`, rows: Math.min(rowsPerChunk, to - at), from: at });
  return planned;
}

/**
 * The chunks of the next version of a dataset: those whose rows are the same objects stay and are shared with the version before; the
 * others are written anew under the ids of `datasetId`. An edit of one row writes one chunk.
 */
export function planNextChunks(before: Dataset, chunks: readonly ChunkRef[], after: Dataset, datasetId: string): PlannedChunk[] {
  const planned: PlannedChunk[] = [];
  let old = 0;
  let at = 0;
  for (const [n, chunk] of chunks.entries()) {
    // Ids ascend, so what belongs into this chunk ends before the first id of the next one.
    const until = n + 1 < chunks.length ? (before.rows[old + chunk.rows]?.id ?? Infinity) : (before.rows.at(-1)?.id ?? -1) + 1;
    let end = at;
    while (end < after.rows.length && (after.rows[end]?.id ?? Infinity) < until) end += 1;
    const isKept = end - at === chunk.rows && after.rows.slice(at, end).every((row, i) => row === before.rows[old + i]);
    if (isKept) planned.push({ ...chunk, from: null });
    else planned.push(...cut(at, end, datasetId));
    old += chunk.rows;
    at = end;
  }
  const last = planned.at(-1);
  if (at === after.rows.length || !last || last.rows >= rowsPerChunk) return [...planned, ...cut(at, after.rows.length, datasetId)];
  // Rows added at the end fill the last chunk up.
  planned.pop();
  return [...planned, ...cut(at - last.rows, after.rows.length, datasetId)];
}
