import { liveQuery } from 'dexie';
import type { HeadMetadata } from '../classifier/head.ts';
import { deskSlots, type DeskSlot, type HeadFiles, type LoadOptions } from '../inference/api.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';

/** The question whose answer routes tickets. */
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

/** Heads that a person promoted, by the question they answer; a question without one has the head that ships. */
export type PromotedHeads = Readonly<Partial<Record<DeskSlot, HeadFiles>>>;

/** The head a person promoted for a slot; null for the one that ships, or where the database can not be read at all. */
export async function promotedHead(db: TabdeskDatabase, slot: DeskSlot = deskSlot): Promise<HeadFiles | null> {
  try {
    const promotion = await db.promotions.get(slot);
    return promotion?.headId == null ? null : await headFilesOf(db, promotion.headId);
  } catch {
    // The desk goes on with the head that ships; what shows the versions says that they can not be read.
    return null;
  }
}

/** All heads that are promoted now. */
export async function promotedHeads(db: TabdeskDatabase): Promise<PromotedHeads> {
  const found = await Promise.all(deskSlots.map(async (slot) => [slot, await promotedHead(db, slot)] as const));
  return Object.fromEntries(found.flatMap(([slot, files]) => (files === null ? [] : [[slot, files]])));
}

/** The same with another head in a slot; null gives it back to the one that ships. */
export function putHead(heads: PromotedHeads, slot: DeskSlot, files: HeadFiles | null): PromotedHeads {
  const others = Object.fromEntries(Object.entries(heads).filter(([name]) => name !== slot));
  return files === null ? others : { ...others, [slot]: files };
}

/** As the engine is told of them at its start. */
export function headOptions({ intent, ...others }: PromotedHeads): Pick<LoadOptions, 'intentFiles' | 'ticketHeadFiles'> {
  return { ...(intent && { intentFiles: intent }), ticketHeadFiles: others };
}

/** Whether the desk goes by the heads of a slot. */
export function isDeskSlot(slot: string): slot is DeskSlot {
  return deskSlots.some((each) => each === slot);
}

/** Calls back when another head is promoted, in whatever tab; not for those that are promoted now. */
export function followPromotedHeads(db: TabdeskDatabase, now: PromotedHeads, onChange: (slot: DeskSlot, files: HeadFiles | null) => void): void {
  // Not by the checksum: a version trained again with the same seed has the same, and one of the two may be damaged.
  const last = new Map(deskSlots.map((slot) => [slot, now[slot]?.metadata ?? null]));
  liveQuery(() => promotedHeads(db)).subscribe({
    next(heads) {
      for (const slot of deskSlots) {
        const metadata = heads[slot]?.metadata ?? null;
        if (metadata === last.get(slot)) continue;
        last.set(slot, metadata);
        onChange(slot, heads[slot] ?? null);
      }
    },
    error: () => undefined,
  });
}
