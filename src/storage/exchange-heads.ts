import { parseHead } from '../classifier/parse-head.ts';
import { headFileEnding, largestHeadFile, packHead, unpackHead, type HeadFileCode } from '../registry/head-file.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { unreadable, type SourceFile } from './decode-file.ts';
import { findDataset } from './save-datasets.ts';
import { isWhole, listHeadVersions, loadHeadVersion, saveHeadVersion, type HeadErrorCode } from './save-heads.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { TabdeskDatabase } from './schema.ts';
import { sha256 } from './sha256.ts';

export type ImportHeadCode = StorageErrorCode | HeadFileCode | 'unreadable' | 'model-corrupt';

/** A version as one file, to keep or to pass on: see `packHead`. The name tells model and version. */
export async function exportHead(db: TabdeskDatabase, id: string): Promise<Outcome<{ readonly name: string; readonly file: Blob }, HeadErrorCode>> {
  const loaded = await loadHeadVersion(db, id);
  if (!loaded.ok) return loaded;
  const { version, file } = loaded.value;
  if (!(await isWhole(version, file))) return failure('damaged', 'The weights of this version are damaged on this device, so there is nothing to export. Train it again, or import it again.');
  const bytes = await packHead(version, new Uint8Array(file.weights), file.heldOut, sha256);
  const name = version.name.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+/, '').slice(0, 80) || 'model';
  return success({ name: `${name}-${version.number}${headFileEnding}`, file: new Blob([bytes], { type: 'application/zip' }) });
}

/**
 * Takes a head from a file that `exportHead` wrote, here or on another device, as the next version of its name. It is read, checked by
 * checksum and made into a head before anything is written, and it answers for nothing until it is promoted: whatever is wrong with the
 * file is told in words, and everything is as it was. A head that is here already (the same weights under the same description) is
 * answered instead, with `existing`. Where the data it was trained on is on this device, it is linked to it.
 */
export async function importHead(db: TabdeskDatabase, file: SourceFile): Promise<Outcome<{ readonly version: HeadVersion; readonly existing: boolean }, ImportHeadCode>> {
  if (file.size > largestHeadFile) return failure('too-large', 'A file of a model can have 200 MB at most. Nothing was changed.');
  let bytes: Uint8Array;
  try {
    bytes = new Uint8Array(await file.slice(0, file.size).arrayBuffer());
  } catch (error) {
    return unreadable(error);
  }
  const unpacked = await unpackHead(bytes, sha256);
  if (!unpacked.ok) return unpacked;
  const { metadata, weights, details, heldOut } = unpacked.value;
  const head = await parseHead(metadata, weights, sha256);
  if (!head.ok) return failure('model-corrupt', `${head.message} Nothing was changed.`);
  const about = head.value.metadata;
  const here = await attemptStorage(() => listHeadVersions(db));
  if (!here.ok) return here;
  const same = here.value.find((each) => each.name === about.name && JSON.stringify({ ...each.metadata, version: '' }) === JSON.stringify({ ...about, version: '' }));
  if (same) return success({ version: same, existing: true });
  const data = await attemptStorage(() => findDataset(db, details.trainedOn.hash));
  if (!data.ok) return data;
  const trainedOn = { ...details.trainedOn, id: data.value?.id ?? null, root: data.value?.root ?? null };
  const saved = await saveHeadVersion(db, { metadata: about, weights, heldOut, details: { ...details, trainedOn, origin: 'imported' } });
  return saved.ok ? success({ version: saved.value, existing: false }) : saved;
}
