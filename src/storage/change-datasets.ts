import { summariseColumns, type Dataset } from '../datasets/dataset.ts';
import { editDataset, type DatasetEdit, type EditErrorCode } from '../datasets/edit-dataset.ts';
import { hashDataset } from '../datasets/hash-dataset.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { planNextChunks, type PlannedChunk } from './dataset-chunks.ts';
import { attemptCancellable, cancelledDataset, loadDataset, newestOf, summaryOf, writeChunks, type DatasetErrorCode, type OpenDataset, type SaveDatasetOptions } from './save-datasets.ts';
import type { StoredDataset, TabdeskDatabase } from './schema.ts';
import { sha256 } from './sha256.ts';

/** Versions kept of a dataset: the first, the newest, and those a head was trained on. */
export const mostDatasetVersions = 100;

export type ChangeErrorCode = DatasetErrorCode | EditErrorCode | 'changed-elsewhere';

/** The next version of a dataset, and how to take the edit back. */
export interface DatasetChange {
  readonly open: OpenDataset;
  /** For the history, and for the undo list. */
  readonly line: string;
  readonly changed: number;
  /**
   * Takes back this edit only, as one more version: what was done to the dataset since stays. Doing it twice changes nothing more
   * (`nothing-to-change`).
   */
  readonly undo: () => Promise<Outcome<DatasetChange, ChangeErrorCode>>;
}

function changedElsewhere() {
  return failure('changed-elsewhere', 'The dataset was changed meanwhile, here or in another tab. Nothing was saved; look at its newest version and try again.');
}

/** Forgets the oldest versions beyond those kept, with the chunks that no other has. Runs inside a transaction over the tables below. */
async function prune(db: TabdeskDatabase, root: string, newest: number): Promise<void> {
  if (newest <= mostDatasetVersions) return;
  const versions = await db.datasets.where('[root+version]').between([root, 0], [root, Infinity]).toArray();
  const hashes = new Set((await db.headVersions.toArray()).map(({ trainedOn }) => trainedOn.hash));
  const isOld = ({ version, hash }: StoredDataset): boolean => version > 1 && version <= newest - mostDatasetVersions + 1 && !hashes.has(hash);
  const old = versions.filter(isOld);
  const kept = new Set(versions.filter((each) => !isOld(each)).flatMap(({ chunks }) => chunks.map(({ id }) => id)));
  await db.datasetRows.bulkDelete([...new Set(old.flatMap(({ chunks }) => chunks.map(({ id }) => id)))].filter((id) => !kept.has(id)));
  await db.datasets.bulkDelete(old.map(({ id }) => id));
}

/** Saves the next version of a dataset in one transaction, if the one it was made from is still the newest. */
async function saveNext(
  db: TabdeskDatabase,
  before: OpenDataset,
  dataset: Dataset,
  edit: NonNullable<StoredDataset['edit']>,
  given: { readonly id: string; readonly planned: readonly PlannedChunk[] },
  options: SaveDatasetOptions,
): Promise<Outcome<OpenDataset, DatasetErrorCode | 'changed-elsewhere'>> {
  const { signal } = options;
  const hashed = await hashDataset(dataset, sha256, { dataset: before.dataset, blocks: before.blocks }, () => signal?.aborted === true);
  if (!hashed) return cancelledDataset();
  const { id, planned } = given;
  const chunks = planned.map((chunk) => ({ id: chunk.id, rows: chunk.rows }));
  const saved = await attemptCancellable(() =>
    db.transaction('rw', [db.datasets, db.datasetRows, db.headVersions], async () => {
      const newest = await newestOf(db, before.summary.root);
      if (newest?.id !== before.summary.id) return null;
      const stored: StoredDataset = {
        ...summaryOf(newest), id, hash: hashed.hash, rows: dataset.rows.length, columns: summariseColumns(dataset), createdAt: options.now ?? Date.now(),
        parent: newest.id, version: newest.version + 1, edit, nextRow: dataset.nextRow, chunks, blocks: hashed.blocks,
      };
      await writeChunks(db, dataset, planned, options);
      await db.datasets.add(stored);
      await prune(db, stored.root, stored.version);
      return stored;
    }),
  );
  if (!saved.ok) return saved;
  if (saved.value === null) return changedElsewhere();
  return success({ summary: summaryOf(saved.value), dataset, chunks, blocks: hashed.blocks });
}

async function applyEdit(db: TabdeskDatabase, open: OpenDataset, edit: DatasetEdit, options: SaveDatasetOptions, sayLine: (line: string) => string): Promise<Outcome<DatasetChange, ChangeErrorCode>> {
  const edited = editDataset(open.dataset, edit);
  if (!edited.ok) return edited;
  const { dataset, inverse, changed } = edited.value;
  const line = sayLine(edited.value.line);
  const id = crypto.randomUUID();
  const next = await saveNext(db, open, dataset, { line, changed }, { id, planned: planNextChunks(open.dataset, open.chunks, dataset, id) }, options);
  if (!next.ok) return next;
  return success({
    open: next.value,
    line,
    changed,
    undo: async () => {
      const newest = await openNewest(db, next.value);
      return newest.ok ? applyEdit(db, newest.value, inverse, {}, () => `Taken back: ${line}`) : newest;
    },
  });
}

/** The newest version of an open dataset: itself, unless it was changed since. */
async function openNewest(db: TabdeskDatabase, open: OpenDataset): Promise<Outcome<OpenDataset, DatasetErrorCode>> {
  const found = await attemptCancellable(() => newestOf(db, open.summary.root));
  if (!found.ok) return found;
  return found.value?.id === open.summary.id ? success(open) : loadDataset(db, found.value?.id ?? open.summary.id);
}

/**
 * Edits a dataset: the next version is saved with its place in the history, and the version before stays as it is. Writes only the
 * chunks the edit touches, in one transaction, so that a failure, a cancel or a closed tab leaves the dataset as it was. Refuses with
 * `changed-elsewhere` what was made from a version that is no longer the newest.
 */
export function changeDataset(db: TabdeskDatabase, open: OpenDataset, edit: DatasetEdit, options: SaveDatasetOptions = {}): Promise<Outcome<DatasetChange, ChangeErrorCode>> {
  return applyEdit(db, open, edit, options, (line) => line);
}

/** Goes back to an earlier version by making one more that is like it; nothing of what came between is lost. Takes no room: the rows are there. */
export async function restoreDatasetVersion(db: TabdeskDatabase, id: string, options: SaveDatasetOptions = {}): Promise<Outcome<OpenDataset, DatasetErrorCode | 'changed-elsewhere' | 'nothing-to-change'>> {
  const earlier = await loadDataset(db, id, options);
  if (!earlier.ok) return earlier;
  const newest = await openNewest(db, earlier.value);
  if (!newest.ok) return newest;
  const { summary, dataset, chunks } = earlier.value;
  if (newest.value.summary.hash === summary.hash) return failure('nothing-to-change', 'The dataset is as it was in that version. Nothing was changed.');
  // Numbers given since are not given again, or one would stand for two rows.
  const nextRow = Math.max(dataset.nextRow, newest.value.dataset.nextRow);
  const planned = chunks.map((chunk) => ({ ...chunk, from: null }));
  return saveNext(db, newest.value, { ...dataset, nextRow }, { line: `Back to version ${summary.version}.`, changed: dataset.rows.length }, { id: crypto.randomUUID(), planned }, options);
}
