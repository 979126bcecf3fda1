import { Dexie } from 'dexie';
import type { PassageVectors } from '../inference/api.ts';
import type { Outcome } from '../tickets/outcome.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import type { TabdeskDatabase, VectorChunk } from './schema.ts';

/** Rows in one stored value: 50,000 × 384 then write in 0.8 s and read in 0.2 s, against 5.6 s a row each. */
const rowsPerChunk = 1000;

function ofModel(db: TabdeskDatabase, model: string) {
  return db.vectors.where('[model+index]').between([model, Dexie.minKey], [model, Dexie.maxKey]);
}

/**
 * Begins the name under which vectors are stored that no search uses yet: of an encoder that is still reading the passages.
 * Sorts after every name of an encoder, so that the first vectors stored are those in use.
 */
const pending = '~pending:';

function isPending(model: string): boolean {
  return model.startsWith(pending);
}

async function removeWhere(db: TabdeskDatabase, isGone: (model: string) => boolean): Promise<void> {
  const keys = await db.vectors.toCollection().primaryKeys();
  await db.vectors.bulkDelete(keys.filter(([model]) => isGone(model)));
}

/** Vectors as chunks, the first of them with `firstIndex`. Throws where ids and numbers do not fit: a bug of the caller. */
function asChunks({ model, dimension, ids, data }: PassageVectors, firstIndex: number): VectorChunk[] {
  if (data.length !== ids.length * dimension) {
    throw new Error(`${ids.length} vectors of ${dimension} numbers need ${ids.length * dimension}, not ${data.length}`);
  }
  const chunks: VectorChunk[] = [];
  for (let from = 0; from < ids.length; from += rowsPerChunk) {
    const part = ids.slice(from, from + rowsPerChunk);
    chunks.push({
      model,
      index: firstIndex + chunks.length,
      format: 1,
      dimension,
      ids: part,
      data: data.slice(from * dimension, (from + part.length) * dimension).buffer,
    });
  }
  return chunks;
}

/**
 * Saves the vectors of all passages, replacing whatever was stored (of any model: vectors of an encoder that is no
 * longer used would only take room; those that are being made stay). One transaction: a failure leaves the old ones.
 */
export function saveVectors(db: TabdeskDatabase, vectors: PassageVectors): Promise<Outcome<number, StorageErrorCode>> {
  const chunks = asChunks(vectors, 0);
  return attemptStorage(() =>
    db.transaction('rw', db.vectors, async () => {
      await removeWhere(db, (stored) => !isPending(stored));
      await db.vectors.bulkPut(chunks);
      return vectors.ids.length;
    }),
  );
}

/**
 * Adds vectors to those stored, writing one chunk again instead of all. An id must stand for one vector for good; rows no
 * longer wanted only take room until `saveVectors`. Vectors of another model are replaced.
 */
export function appendVectors(db: TabdeskDatabase, vectors: PassageVectors): Promise<Outcome<number, StorageErrorCode>> {
  asChunks(vectors, 0);
  const { model, dimension } = vectors;
  return attemptStorage(() =>
    db.transaction('rw', db.vectors, async () => {
      const last = await ofModel(db, model).last();
      if (last?.dimension !== dimension) {
        await removeWhere(db, (stored) => !isPending(stored));
        await db.vectors.bulkPut(asChunks(vectors, 0));
        return vectors.ids.length;
      }
      // Another tab may have stored the same a moment ago.
      const stored = new Set(last.ids);
      const wanted = Array.from(vectors.ids.keys()).filter((at) => !stored.has(vectors.ids[at] ?? ''));
      if (wanted.length === 0) return 0;
      const whole = last.ids.length + wanted.length > rowsPerChunk ? { ids: [], data: new Float32Array(0) } : { ids: last.ids, data: new Float32Array(last.data) };
      const data = new Float32Array(whole.data.length + wanted.length * dimension);
      data.set(whole.data);
      wanted.forEach((at, i) => data.set(vectors.data.subarray(at * dimension, (at + 1) * dimension), whole.data.length + i * dimension));
      const ids = [...whole.ids, ...wanted.map((at) => vectors.ids[at] ?? '')];
      await db.vectors.bulkPut(asChunks({ model, dimension, ids, data }, whole.ids.length > 0 ? last.index : last.index + 1));
      return wanted.length;
    }),
  );
}

/**
 * The stored vectors of an encoder, or null when there are none or they are damaged (they can be made again, so this is
 * no failure). An id that stands there twice was made again: the later row counts.
 */
export async function loadVectors(db: TabdeskDatabase, model: string): Promise<PassageVectors | null> {
  const chunks = await ofModel(db, model).toArray();
  const dimension = chunks[0]?.dimension;
  if (dimension === undefined) return null;
  const sound = chunks.every(
    (chunk, i) =>
      chunk.index === i && chunk.dimension === dimension && chunk.data.byteLength === chunk.ids.length * dimension * 4,
  );
  if (!sound) return null;
  const ids = chunks.flatMap((chunk) => [...chunk.ids]);
  const data = new Float32Array(ids.length * dimension);
  let at = 0;
  for (const chunk of chunks) {
    const part = new Float32Array(chunk.data);
    data.set(part, at);
    at += part.length;
  }
  return { model, dimension, ids, data };
}

/** Adds vectors to those that are being made with an encoder that is not in use yet, for going on after a reload. */
export function addPendingVectors(db: TabdeskDatabase, vectors: PassageVectors): Promise<Outcome<null, StorageErrorCode>> {
  const model = pending + vectors.model;
  return attemptStorage(() =>
    db.transaction('rw', db.vectors, async () => {
      await db.vectors.bulkPut(asChunks({ ...vectors, model }, await ofModel(db, model).count()));
      return null;
    }),
  );
}

/**
 * What an encoder has made: all of it, where it is or was in use, or what came of it before it was stopped. `id` is the
 * hub's; its version is only known when it runs, and whoever takes the vectors compares it.
 */
export async function loadVectorsOf(db: TabdeskDatabase, id: string): Promise<PassageVectors | null> {
  const models = (await db.vectors.toCollection().primaryKeys()).map(([model]) => model);
  const name = models.find((model) => model.startsWith(`${id}@`)) ?? models.find((model) => model.startsWith(`${pending}${id}@`));
  const found = name === undefined ? null : await loadVectors(db, name);
  return found === null ? null : { ...found, model: isPending(found.model) ? found.model.slice(pending.length) : found.model };
}

/** Whether there are vectors in use that were made by an encoder of this id. */
export async function hasVectorsOf(db: TabdeskDatabase, id: string): Promise<boolean> {
  return (await db.vectors.toCollection().primaryKeys()).some(([model]) => model.startsWith(`${id}@`));
}

/** Forgets what encoders made that did not come to be used. */
export function dropPendingVectors(db: TabdeskDatabase): Promise<Outcome<null, StorageErrorCode>> {
  return attemptStorage(async () => {
    await removeWhere(db, isPending);
    return null;
  });
}
