import { promoteHead, rollBackHead } from '../storage/promote-head.ts';
import type { Desk } from './desk-context.ts';

/** Makes a version the model that answers for its slot. Can be undone. Answers whether it was done; if not, a toast says why. */
export async function promoteVersion(desk: Desk, id: string): Promise<boolean> {
  const promoted = await promoteHead(desk.db, id, Date.now());
  if (!promoted.ok) {
    desk.notify({ text: promoted.message, tone: 'bad', forMs: 12_000 });
    return false;
  }
  const { slot } = promoted.value;
  desk.undoStack.done('This model is now the one in use', () => rollBackHead(desk.db, slot, Date.now()));
  return true;
}
