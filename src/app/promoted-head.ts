import { liveQuery } from 'dexie';
import type { HeadMetadata } from '../classifier/head.ts';
import type { HeadFiles } from '../inference/api.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';

/** The question whose answer routes tickets; heads of other slots are kept, tried out and passed on. */
export const deskSlot = 'intent';

/**
 * A version as its two files. One that is gone or can not be read answers as empty files: the engine refuses them in words, and goes by
 * another.
 */
export async function headFilesOf(db: TabdeskDatabase, id: string): Promise<HeadFiles> {
  const [version, file] = await Promise.all([db.headVersions.get(id), db.headFiles.get(id)]);
  // What is damaged may have any shape.
  const { metadata, weights } = { metadata: version?.metadata as Partial<HeadMetadata> | undefined, weights: file?.weights as unknown };
  return {
    metadata: metadata === undefined ? '' : JSON.stringify(metadata),
    weights: weights instanceof ArrayBuffer ? weights : new ArrayBuffer(0),
    checksum: metadata?.checksum ?? `unreadable ${id}`,
  };
}

/** The head a person promoted for intents; null for the one that ships, or where the database can not be read at all. */
export async function promotedHead(db: TabdeskDatabase): Promise<HeadFiles | null> {
  try {
    const promotion = await db.promotions.get(deskSlot);
    return promotion?.headId == null ? null : await headFilesOf(db, promotion.headId);
  } catch {
    // The desk goes on with the head that ships; what shows the versions says that they can not be read.
    return null;
  }
}

/** Calls back when another head is promoted for intents, in whatever tab; not for the one that is promoted now. */
export function followPromotedHead(db: TabdeskDatabase, now: HeadFiles | null, onChange: (files: HeadFiles | null) => void): void {
  // Not by the checksum: a version trained again with the same seed has the same, and one of the two may be damaged.
  let last = now?.metadata ?? null;
  liveQuery(() => promotedHead(db)).subscribe({
    next(files) {
      const metadata = files?.metadata ?? null;
      if (metadata === last) return;
      last = metadata;
      onChange(files);
    },
    error: () => undefined,
  });
}
