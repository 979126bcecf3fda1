import { promoteHead, promoteShipped, rollBackHead } from '../storage/promote-head.ts';
import { deskSlot, headFilesOf, isDeskSlot, promotedHead } from './promoted-head.ts';
import type { Desk } from './desk-context.ts';

/**
 * Makes a version the model that answers for its slot; for those the desk goes by every open tab follows (`followPromotedHeads`) and triages anew.
 * Can be undone. Answers whether it was done; if not, a toast says why.
 */
export async function promoteVersion(desk: Desk, id: string): Promise<boolean> {
  const refused = (message: string): false => {
    desk.notify({ text: message, tone: 'bad', forMs: 12_000 });
    return false;
  };
  const version = await desk.db.headVersions.get(id);
  const deskSlotOf = version !== undefined && isDeskSlot(version.slot) ? version.slot : null;
  if (deskSlotOf !== null) {
    // Asked before it is written: a model that is damaged, or reads another encoder, would answer for nothing after the next start.
    const used = await desk.engine.useHead(await headFilesOf(desk.db, id), undefined, deskSlotOf);
    if (!used.ok) return refused(`${used.message} Nothing was changed.`);
  }
  const promoted = await promoteHead(desk.db, id, Date.now());
  if (!promoted.ok) {
    if (deskSlotOf !== null) await desk.engine.useHead(await promotedHead(desk.db, deskSlotOf), undefined, deskSlotOf);
    return refused(promoted.message);
  }
  const { slot } = promoted.value;
  desk.undoStack.done(isDeskSlot(slot) ? 'This model now reads your tickets' : 'This model is now the one in use', () => rollBackHead(desk.db, slot, Date.now()));
  return true;
}

/** Goes back to the model that answered before. */
export async function rollBack(desk: Desk, slot: string): Promise<boolean> {
  const rolled = await rollBackHead(desk.db, slot, Date.now());
  desk.notify(rolled.ok ? { text: 'The model before answers again' } : { text: rolled.message, tone: 'bad', forMs: 12_000 });
  return rolled.ok;
}

/** Gives the tickets back to the model that ships. */
export async function useShipped(desk: Desk): Promise<boolean> {
  const done = await promoteShipped(desk.db, deskSlot, Date.now());
  if (done.ok) desk.undoStack.done('The model that ships reads your tickets', () => rollBackHead(desk.db, deskSlot, Date.now()));
  else desk.notify({ text: done.message, tone: 'bad', forMs: 12_000 });
  return done.ok;
}
