import { promoteHead, promoteShipped, rollBackHead } from '../storage/promote-head.ts';
import { deskSlot } from './promoted-head.ts';
import type { Desk } from './desk-context.ts';

/**
 * Makes a version the model that answers for its slot; for intents every open tab follows (`followPromotedHead`) and triages anew.
 * Can be undone. Answers whether it was done; if not, a toast says why.
 */
export async function promoteVersion(desk: Desk, id: string): Promise<boolean> {
  const promoted = await promoteHead(desk.db, id, Date.now());
  if (!promoted.ok) {
    desk.notify({ text: promoted.message, tone: 'bad', forMs: 12_000 });
    return false;
  }
  const { slot } = promoted.value;
  desk.undoStack.done(slot === deskSlot ? 'This model now reads your tickets' : 'This model is now the one in use', () => rollBackHead(desk.db, slot, Date.now()));
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
