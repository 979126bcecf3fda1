import { strToU8 } from 'fflate';
import type { Sha256 } from '../classifier/parse-head.ts';
import { labelOf, type Dataset } from './dataset.ts';

/** Rows hashed at once: memory stays bounded, and an edit hashes the blocks again that it changed. */
const blockRows = 1000;

export interface DatasetHash {
  readonly hash: string;
  /** SHA-256 (hex) of each block of 1,000 rows. */
  readonly blocks: readonly string[];
}

/** A dataset whose hash is known, to make that of another version of it. */
export interface HashedDataset {
  readonly dataset: Dataset;
  readonly blocks: readonly string[];
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(strToU8(text));
}

/**
 * SHA-256 (hex) over the canonical rows: ids, texts, labels in the order of the columns, and groups; each block of 1,000 rows is
 * hashed, then the names of the columns with the hashes of the blocks. Two datasets of one hash train the same head, and row ids mean
 * the same in both. Kinds, tickets and who labelled are no part of it. Blocks whose rows are those of `before` (the same objects) are
 * not hashed again. Null once `stopped` answers true, asked once a block.
 */
export async function hashDataset(dataset: Dataset, sha256: Sha256, before?: HashedDataset, stopped: () => boolean = () => false): Promise<DatasetHash | null> {
  const names = dataset.columns.map(({ name }) => name);
  const sameColumns = before !== undefined && JSON.stringify(before.dataset.columns.map(({ name }) => name)) === JSON.stringify(names);
  const blocks: string[] = [];
  for (let from = 0; from < dataset.rows.length; from += blockRows) {
    if (stopped()) return null;
    const rows = dataset.rows.slice(from, from + blockRows);
    const kept = sameColumns ? before.blocks[from / blockRows] : undefined;
    const isKept = kept !== undefined && rows.every((row, at) => row === before?.dataset.rows[from + at]) && (rows.length === blockRows || dataset.rows.length === before?.dataset.rows.length);
    if (isKept) {
      blocks.push(kept);
      continue;
    }
    // JSON marks where a text ends, and writes half a character (a lone surrogate) so that it differs from others.
    const lines = rows.map((row) => JSON.stringify([row.id, row.text, names.map((name) => labelOf(row, name)), row.group ?? '']));
    blocks.push(await sha256(utf8(lines.join('\n'))));
  }
  const hash = await sha256(utf8([JSON.stringify(['tabdesk-dataset', 1, names, dataset.rows.length]), ...blocks].join('\n')));
  return { hash, blocks };
}
