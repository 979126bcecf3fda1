import { liveQuery } from 'dexie';
import type { HeadFiles } from '../inference/api.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';

/** The question whose answer routes tickets; heads of other slots are kept, tried out and passed on. */
export const deskSlot = 'intent';

/** The head a person promoted for intents, as its two files; null for the one that ships, or where it can not be read. */
export async function promotedHead(db: TabdeskDatabase): Promise<HeadFiles | null> {
  try {
    const promotion = await db.promotions.get(deskSlot);
    if (promotion?.headId == null) return null;
    const [version, file] = await Promise.all([db.headVersions.get(promotion.headId), db.headFiles.get(promotion.headId)]);
    if (!version || !file) return null;
    return { metadata: JSON.stringify(version.metadata), weights: file.weights, checksum: version.metadata.checksum };
  } catch {
    // The desk goes on with the head that ships; what shows the versions says that they can not be read.
    return null;
  }
}

/** Calls back when another head is promoted for intents, in whatever tab; not for the one that is promoted now. */
export function followPromotedHead(db: TabdeskDatabase, now: HeadFiles | null, onChange: (files: HeadFiles | null) => void): void {
  let last = now?.checksum ?? null;
  liveQuery(() => promotedHead(db)).subscribe({
    next(files) {
      const checksum = files?.checksum ?? null;
      if (checksum === last) return;
      last = checksum;
      onChange(files);
    },
    error: () => undefined,
  });
}
