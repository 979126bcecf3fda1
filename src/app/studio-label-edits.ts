import type { Dataset } from '../datasets/dataset.ts';
import type { DatasetEdit } from '../datasets/edit-dataset.ts';
import { changeDataset, type DatasetChange } from '../storage/change-datasets.ts';
import { loadDataset, newestOf, type OpenDataset } from '../storage/save-datasets.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import type { Desk } from './desk-context.ts';
import type { StudioChoice, StudioDesk } from './studio-desk.ts';

export interface LabelEdit {
  readonly of: StudioChoice;
  /** The edit of the rows as they are now, or why there is nothing to edit any more. */
  readonly make: (dataset: Dataset) => Outcome<DatasetEdit>;
  /** For the toast and the undo list. */
  readonly words: string;
  readonly onUndone: () => void;
}

/** Edits of a dataset by hand, one after the other: each is a version with a line in the history, and can be taken back. */
export interface LabelEdits {
  /** Whether it was saved; if not, a toast says why. */
  edit(edit: LabelEdit): Promise<boolean>;
}

export function openLabelEdits(desk: Desk, studio: StudioDesk): LabelEdits {
  let open: OpenDataset | null = null;
  let last: Promise<unknown> = Promise.resolve();

  async function openNewest(root: string): Promise<Outcome<OpenDataset>> {
    const newest = await newestOf(desk.db, root);
    if (newest === undefined) return failure('gone', 'This dataset is no longer there: it was removed, here or in another tab.');
    if (open?.summary.id === newest.id) return { ok: true, value: open };
    return loadDataset(desk.db, newest.id);
  }

  /** What is learnt from next is the newest version, unless another dataset was chosen meanwhile. */
  function follow(next: OpenDataset): void {
    open = next;
    const { chosen } = studio.get();
    if (chosen?.summary.root === next.summary.root) studio.choose({ ...chosen, summary: next.summary });
  }

  async function apply({ of, make, words, onUndone }: LabelEdit): Promise<boolean> {
    const changed = await attempt(of.summary.root, make);
    if (!changed.ok) {
      desk.notify({ text: changed.message, tone: 'bad', forMs: 12_000 });
      return false;
    }
    follow(changed.value.open);
    desk.undoStack.done(words, () =>
      inTurn(async () => {
        const back = await changed.value.undo();
        if (back.ok) {
          follow(back.value.open);
          onUndone();
        }
        return back;
      }),
    );
    return true;
  }

  async function attempt(root: string, make: LabelEdit['make']): Promise<Outcome<DatasetChange>> {
    const opened = await openNewest(root);
    if (!opened.ok) return opened;
    const edit = make(opened.value.dataset);
    return edit.ok ? changeDataset(desk.db, opened.value, edit.value) : edit;
  }

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work);
    last = next;
    return next;
  }

  return { edit: (edit) => inTurn(() => apply(edit)) };
}
