import { Dexie } from 'dexie';
import { summariseColumns, type Dataset, type DatasetSummary } from '../datasets/dataset.ts';
import { hashDataset } from '../datasets/hash-dataset.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { decodeChunk, encodeChunk, planChunks, type ChunkRef, type PlannedChunk } from './dataset-chunks.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { StoredDataset, TabdeskDatabase } from './schema.ts';
import { sha256 } from './sha256.ts';

export type DatasetErrorCode = StorageErrorCode | 'cancelled' | 'gone' | 'damaged' | 'no-rows';

/** A dataset with its rows, and what is needed to save its next version without writing all of it again. */
export interface OpenDataset {
  readonly summary: DatasetSummary;
  readonly dataset: Dataset;
  readonly chunks: readonly ChunkRef[];
  readonly blocks: readonly string[];
}

export interface DatasetDescription {
  readonly name: string;
  /** The file's name, or `desk`. */
  readonly source: string;
  readonly notes?: string;
  readonly remarks?: readonly string[];
}

export interface SaveDatasetOptions {
  readonly signal?: AbortSignal;
  /** Rows written so far. */
  readonly onProgress?: (rows: number) => void;
  /** Milliseconds since the epoch. */
  readonly now?: number;
}

/** Ends a transaction that was cancelled: whatever it wrote goes with it. */
class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

export function cancelledDataset() {
  return failure('cancelled', 'It was cancelled. Nothing was saved, and the datasets are as they were.');
}

function gone() {
  return failure('gone', 'This dataset is no longer there: it was removed, here or in another tab.');
}

/** Runs a transaction's work; `cancelled` where it ended by `throwIfCancelled`. */
export async function attemptCancellable<T>(work: () => PromiseLike<T>): Promise<Outcome<T, StorageErrorCode | 'cancelled'>> {
  try {
    return await attemptStorage(work);
  } catch (error) {
    if (error instanceof Cancelled) return cancelledDataset();
    throw error;
  }
}

export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new Cancelled('cancelled');
}

/** Writes the chunks that are new, one by one. For use inside a readwrite transaction over `datasetRows`. */
export async function writeChunks(db: TabdeskDatabase, dataset: Dataset, planned: readonly PlannedChunk[], options: SaveDatasetOptions): Promise<void> {
  let written = 0;
  for (const { id, rows, from } of planned) {
    throwIfCancelled(options.signal);
    // Made one at a time: a second copy of 200,000 texts would be too much.
    if (from !== null) await db.datasetRows.put(encodeChunk(id, dataset.rows.slice(from, from + rows), dataset.columns));
    written += rows;
    options.onProgress?.(written);
  }
  throwIfCancelled(options.signal);
}

/** What is told of a version, without where its rows lie. */
export function summaryOf({ id, name, hash, rows, columns, createdAt, source, notes, remarks, parent, root, version, edit, nextRow }: StoredDataset): DatasetSummary {
  return { id, name, hash, rows, columns, createdAt, source, notes, remarks, parent, root, version, edit, nextRow };
}

/**
 * Saves a new dataset, in one transaction: a full disk, a cancel or a tab that is closed meanwhile leaves nothing of it. A dataset of the
 * same hash that is there already, as the newest of its versions, is answered instead, with `existing`.
 */
export async function saveDataset(
  db: TabdeskDatabase,
  dataset: Dataset,
  { name, source, notes = '', remarks = [] }: DatasetDescription,
  options: SaveDatasetOptions = {},
): Promise<Outcome<{ readonly open: OpenDataset; readonly existing: boolean }, DatasetErrorCode>> {
  const { signal } = options;
  if (dataset.rows.length === 0) return failure('no-rows', 'There is no row with a text and a label, so there is nothing to save.');
  const hashed = await hashDataset(dataset, sha256, undefined, () => signal?.aborted === true);
  if (!hashed) return cancelledDataset();
  const id = crypto.randomUUID();
  const planned = planChunks(dataset, id);
  const chunks = planned.map((chunk) => ({ id: chunk.id, rows: chunk.rows }));
  const stored: StoredDataset = {
    id, name, hash: hashed.hash, rows: dataset.rows.length, columns: summariseColumns(dataset), createdAt: options.now ?? Date.now(), source, notes, remarks,
    parent: null, root: id, version: 1, edit: null, nextRow: dataset.nextRow, chunks, blocks: hashed.blocks,
  };
  const saved = await attemptCancellable(() =>
    db.transaction('rw', [db.datasets, db.datasetRows], async () => {
      const same = await db.datasets.where('hash').equals(hashed.hash).toArray();
      for (const each of same) if ((await newestOf(db, each.root))?.id === each.id) return each;
      await writeChunks(db, dataset, planned, options);
      await db.datasets.add(stored);
      return null;
    }),
  );
  if (!saved.ok) return saved;
  const there = saved.value ?? stored;
  return success({ open: { summary: summaryOf(there), dataset, chunks: there.chunks, blocks: there.blocks }, existing: saved.value !== null });
}

function versionsOf(db: TabdeskDatabase, root: string) {
  return db.datasets.where('[root+version]').between([root, Dexie.minKey], [root, Dexie.maxKey]);
}

/** The newest version of a dataset, by the id of its first. */
export function newestOf(db: TabdeskDatabase, root: string): PromiseLike<StoredDataset | undefined> {
  return versionsOf(db, root).last();
}

/** All datasets as their newest version is, newest first. */
export async function listDatasets(db: TabdeskDatabase): Promise<DatasetSummary[]> {
  return db.transaction('r', db.datasets, async () => {
    // By keys first: hundreds of versions need not be read to find the newest.
    const keys = (await db.datasets.orderBy('[root+version]').keys()) as unknown as readonly (readonly [string, number])[];
    const newest = new Map(keys.map(([root, version]) => [root, version]));
    const rows = await Promise.all(Array.from(newest, (key) => db.datasets.where('[root+version]').equals(key).first()));
    return rows.flatMap((row) => (row ? [summaryOf(row)] : [])).sort((a, b) => b.createdAt - a.createdAt);
  });
}

/** Every version of a dataset that is kept, newest first: its history. */
export async function listDatasetVersions(db: TabdeskDatabase, root: string): Promise<DatasetSummary[]> {
  return (await versionsOf(db, root).reverse().toArray()).map(summaryOf);
}

/** The version of a dataset with this hash, if it is on this device; the newest where several have it. */
export async function findDataset(db: TabdeskDatabase, hash: string): Promise<DatasetSummary | null> {
  const rows = await db.datasets.where('hash').equals(hash).toArray();
  const newest = rows.sort((a, b) => b.createdAt - a.createdAt)[0];
  return newest ? summaryOf(newest) : null;
}

/** Reads one version of a dataset with its rows: 200,000 of them within seconds, off the page's thread if it is to stay smooth. */
export async function loadDataset(db: TabdeskDatabase, id: string, options: Pick<SaveDatasetOptions, 'signal' | 'onProgress'> = {}): Promise<Outcome<OpenDataset, DatasetErrorCode>> {
  const read = await attemptCancellable(() =>
    db.transaction('r', [db.datasets, db.datasetRows], async () => {
      const stored = await db.datasets.get(id);
      if (!stored) return 'gone' as const;
      const parts: Dataset['rows'][] = [];
      let count = 0;
      for (const ref of stored.chunks) {
        throwIfCancelled(options.signal);
        const rows = decodeChunk(await db.datasetRows.get(ref.id), ref);
        if (!rows) return 'damaged' as const;
        parts.push(rows);
        options.onProgress?.((count += rows.length));
      }
      const dataset: Dataset = { columns: stored.columns.map(({ name, kind }) => ({ name, kind })), rows: parts.flat(), nextRow: stored.nextRow };
      return { summary: summaryOf(stored), dataset, chunks: stored.chunks, blocks: stored.blocks };
    }),
  );
  if (!read.ok) return read;
  if (read.value === 'gone') return gone();
  if (read.value === 'damaged') return failure('damaged', 'Some rows of this dataset can not be read. Import it again; heads trained on it still work.');
  return success(read.value);
}

/** What was removed, to put back. */
export interface RemovedDataset {
  /** How many versions it had; 0 where it was gone already. */
  readonly versions: number;
  readonly undo: () => Promise<Outcome<null, StorageErrorCode>>;
}

/**
 * Removes a dataset with all its versions, in one transaction. Heads trained on it stay, and keep its hash and name. Its rows are held in
 * memory as long as `undo` is, which puts all of it back as it was.
 */
export async function removeDataset(db: TabdeskDatabase, root: string): Promise<Outcome<RemovedDataset, StorageErrorCode>> {
  const removed = await attemptStorage(() =>
    db.transaction('rw', [db.datasets, db.datasetRows], async () => {
      const versions = await versionsOf(db, root).toArray();
      const ids = [...new Set(versions.flatMap(({ chunks }) => chunks.map((chunk) => chunk.id)))];
      const rows = (await db.datasetRows.bulkGet(ids)).flatMap((chunk) => (chunk ? [chunk] : []));
      await db.datasetRows.bulkDelete(ids);
      await db.datasets.bulkDelete(versions.map(({ id }) => id));
      return { versions, rows };
    }),
  );
  if (!removed.ok) return removed;
  const { versions, rows } = removed.value;
  return success({
    versions: versions.length,
    undo: () =>
      attemptStorage(() =>
        db.transaction('rw', [db.datasets, db.datasetRows], async () => {
          await db.datasetRows.bulkPut(rows);
          await db.datasets.bulkPut(versions);
          return null;
        }),
      ),
  });
}

/** Gives a version another name or other notes; later versions begin with those of the one they are made from. */
export function describeDataset(db: TabdeskDatabase, id: string, words: { readonly name?: string; readonly notes?: string }): Promise<Outcome<DatasetSummary, StorageErrorCode | 'gone'>> {
  return attemptStorage(() =>
    db.transaction('rw', db.datasets, async () => {
      const stored = await db.datasets.get(id);
      if (!stored) return null;
      const next = { ...stored, ...words };
      await db.datasets.put(next);
      return summaryOf(next);
    }),
  ).then((outcome) => (!outcome.ok ? outcome : outcome.value === null ? gone() : success(outcome.value)));
}
