import type { Outcome } from '../tickets/outcome.ts';
import type { Toast } from './desk-context.ts';

/** Something a person did, and how to take it back. */
export interface UndoStack {
  /**
   * Tells in a toast what was done, with its undo, and remembers it for the z key. `undo` runs once at most; when it
   * fails its message is shown.
   */
  done(text: string, undo: () => Promise<Outcome<unknown>>): void;
  /** Takes back the newest of all that was done, whatever it was. */
  undo(): Promise<void>;
  /** What it remembers is about what no longer exists. */
  clear(): void;
}

interface Entry {
  readonly text: string;
  readonly undo: () => Promise<Outcome<unknown>>;
  dismiss: () => void;
}

/** Changes remembered for the z key; toasts show the newest ones only. */
const depth = 50;

/** One stack for the whole desk: z never passes over the newest change for an older one of another kind. */
export function createUndoStack(notify: (toast: Toast) => () => void): UndoStack {
  const entries: Entry[] = [];

  async function undoOne(entry: Entry): Promise<void> {
    const at = entries.indexOf(entry);
    if (at === -1) return;
    entries.splice(at, 1);
    // However it was undone, its toast offers nothing any more.
    entry.dismiss();
    const undone = await entry.undo();
    notify(undone.ok ? { text: `Undone: ${lowerFirst(entry.text)}`, forMs: 3000 } : { text: undone.message, tone: 'bad', forMs: 12_000 });
  }

  return {
    done(text, undo) {
      const entry: Entry = { text, undo, dismiss: () => undefined };
      entries.push(entry);
      if (entries.length > depth) entries.shift();
      entry.dismiss = notify({ text, action: { label: 'Undo', run: () => void undoOne(entry) } });
    },
    async undo() {
      const newest = entries.at(-1);
      if (newest) await undoOne(newest);
      else notify({ text: 'There is nothing to undo', forMs: 2500 });
    },
    clear() {
      for (const { dismiss } of entries.splice(0)) dismiss();
    },
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
