import { useEffect, useRef } from 'react';
import { createStore, type Store } from './store.ts';

/** The headings of the palette and of the list of keys, in this order. */
export const commandGroups = ['Ticket', 'Selection', 'List', 'Filter', 'Go to', 'Desk'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/**
 * One thing the desk can do. The command palette, the key handler and the list of keys all read the same
 * commands, so none of them can promise what another does not keep.
 */
export interface Command {
  readonly id: string;
  /** A verb first: "Close ticket". */
  readonly label: string;
  readonly group: CommandGroup;
  /** One key ("e", "Escape", "?"), or two after one another ("g i"). Not heard while typing in a field. */
  readonly keys?: string;
  /** Other words one might look it up by. */
  readonly words?: string;
  /** Kept out of the palette: moving in a list, for instance. */
  readonly keyOnly?: boolean;
  readonly run: () => void;
}

const active = createStore<readonly Command[]>([]);
const sources = new Map<symbol, readonly Command[]>();

function publish(): void {
  // Later sources come first: what is nearer to the person (the open ticket) wins a key.
  active.set([...sources.values()].reverse().flat());
}

/** Every command that can run now; of two with the same keys the first one counts. */
export const commands: Store<readonly Command[]> = active;

/**
 * Offers commands while the calling component is on screen. `run` may close over fresh state: it is looked up at
 * the moment it runs, so only a change of ids, labels or keys is published.
 */
export function useCommands(offered: readonly Command[]): void {
  const latest = useRef(offered);
  useEffect(() => {
    latest.current = offered;
  });
  const shape = offered.map((c) => [c.id, c.label, c.group, c.keys ?? '', c.words ?? '', c.keyOnly ? 1 : 0].join('\t')).join('\n');
  useEffect(() => {
    const source = Symbol(shape);
    sources.set(
      source,
      latest.current.map((command, index) => ({ ...command, run: () => latest.current[index]?.run() })),
    );
    publish();
    return () => {
      sources.delete(source);
      publish();
    };
  }, [shape]);
}
