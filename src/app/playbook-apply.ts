import { isSame } from '../playbook/describe-changes.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { plural } from '../ui/format-time.ts';
import { describeChanges } from '../playbook/describe-changes.ts';
import type { Desk, PlaybookSavingWords } from './desk-context.ts';
import { playbookDraftOf } from './playbook-draft.ts';

/** Puts the draft in force. Undo puts back what was in force, and the draft. */
export async function applyDraft(desk: Desk): Promise<void> {
  const draft = playbookDraftOf(desk);
  const next = draft.get();
  if (next === null) return;
  const changes = describeChanges(desk.playbook.get(), next).length;
  if (!(await putInForce(desk, next, {}, `${plural(changes, 'change')} to the playbook in force`, () => draft.set(next)))) return;
  // What was changed while it was being saved stays a change.
  if (draft.get() !== null && isSame({ ...draft.get(), version: '' }, { ...next, version: '' })) draft.set(null);
}

/** Lets the draft go; undo brings it back. */
export function discardDraft(desk: Desk): void {
  const draft = playbookDraftOf(desk);
  const before = draft.get();
  if (before === null) return;
  const changes = describeChanges(desk.playbook.get(), before).length;
  draft.set(null);
  desk.undoStack.done(`${plural(changes, 'change')} to the playbook discarded`, () => {
    draft.set(before);
    return Promise.resolve(success(null));
  });
}

/** Puts a whole playbook in force as a new version, with undo. Answers whether it was done; if not, a toast said why. */
export async function putInForce(desk: Desk, next: Playbook, words: PlaybookSavingWords, said: string, afterUndo: () => void = () => undefined): Promise<boolean> {
  const before = desk.playbook.get();
  if (!(await desk.playbook.replace(next, words))) return false;
  desk.undoStack.done(said, async (): Promise<Outcome<null>> => {
    if (!(await desk.playbook.replace(before, { note: `Taken back: ${said}`, origin: 'restored' }))) return failure('not-saved', 'It could not be taken back. The playbook in force is safe; try again.');
    afterUndo();
    return success(null);
  });
  return true;
}
