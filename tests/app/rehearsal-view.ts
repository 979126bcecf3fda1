import { createElement, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { DeskContext, type Desk } from '../../src/app/desk-context.ts';
import { PlaybookRehearsal } from '../../src/app/PlaybookRehearsal.tsx';
import type { Playbook } from '../../src/playbook/playbook.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import '../../src/ui/tokens.css';
import '../../src/ui/base.css';

/* The rehearsal as a room shows it, over a working copy of the playbook. Of the desk it needs the database. */

export interface MountedRehearsal {
  readonly get: () => Playbook;
  readonly set: (after: Playbook) => void;
}

export function mountRehearsal(db: TabdeskDatabase, before: Playbook): MountedRehearsal {
  const root = document.createElement('main');
  root.style.cssText = 'height: 100vh; overflow-y: auto; background: var(--surface)';
  document.body.append(root);
  const desk = { db } as unknown as Desk;
  let now = before;
  let change: (after: Playbook) => void = () => undefined;
  function Room() {
    const [after, setAfter] = useState(before);
    change = (next) => {
      now = next;
      setAfter(next);
    };
    return createElement(DeskContext, { value: desk }, createElement(PlaybookRehearsal, { before, after, onChange: change }));
  }
  createRoot(root).render(createElement(Room));
  return { get: () => now, set: (after) => change(after) };
}
