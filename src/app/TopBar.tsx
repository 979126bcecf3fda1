import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { useEffect, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { Keys } from '../ui/Keys.tsx';
import { breakpoints, useMedia } from '../ui/media.ts';
import { BacklogChip } from './BacklogChip.tsx';
import { useCommands } from './commands.ts';
import type { Desk } from './desk-context.ts';
import { EngineBadge } from './EngineBadge.tsx';
import { ImportChip } from './ImportChip.tsx';
import { OfflineMark } from './OfflineMark.tsx';
import { RequestsChip } from './RequestsChip.tsx';
import { ThemeButton } from './ThemeButton.tsx';
import styles from './TopBar.module.css';

export function TopBar({ desk, onPalette }: { readonly desk: Desk | null; readonly onPalette: () => void }) {
  return (
    <header className={styles.bar}>
      {desk ? <SearchField desk={desk} onPalette={onPalette} /> : <div className={styles.field} />}
      <div className={styles.end}>
        <OfflineMark />
        {desk && <ImportChip imports={desk.imports} />}
        {desk && <BacklogChip backlog={desk.backlog} />}
        {desk && <EngineBadge desk={desk} />}
        <RequestsChip />
        <ThemeButton />
      </div>
    </header>
  );
}

/** Narrows the inbox as one types. Field words (`from:`, `is:escalated`) are told in the title and in the list of keys. */
function SearchField({ desk, onPalette }: { readonly desk: Desk; readonly onPalette: () => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(() => desk.inbox.get().filter.text);
  const [location, navigate] = useLocation();
  const narrow = useMedia(breakpoints.narrow);
  const listInSight = location === '/' || (!narrow && location.startsWith('/ticket/'));

  // The filter can be cleared elsewhere ("clear filters").
  useEffect(
    () =>
      desk.inbox.subscribe(() => {
        const { text: current } = desk.inbox.get().filter;
        setText((shown) => (shown === current ? shown : current));
      }),
    [desk],
  );

  function change(next: string): void {
    setText(next);
    desk.inbox.setFilter({ text: next });
    // What is found shows in the list: from anywhere else the search goes there.
    if (next.trim() !== '' && !listInSight) navigate('/');
  }

  useCommands([
    {
      id: 'search',
      label: 'Search tickets',
      group: 'List',
      keys: '/',
      words: 'find text',
      run: () => {
        input.current?.focus();
        input.current?.select();
      },
    },
  ]);

  return (
    <div className={styles.field} role="search">
      <Search aria-hidden="true" />
      <input
        ref={input}
        className={styles.input}
        type="text"
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        placeholder="Search tickets"
        aria-label="Search tickets"
        title={'Words, "phrases", or fields: from:maren  intent:refund  queue:billing  is:escalated  is:unread  due:soon'}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (text === '') input.current?.blur();
            else change('');
          } else if (event.key === 'Enter' || event.key === 'ArrowDown') {
            event.preventDefault();
            if (!listInSight) navigate('/');
            requestAnimationFrame(() => document.getElementById('tickets')?.focus());
          }
        }}
      />
      {text !== '' && (
        <button type="button" className={styles.clear} aria-label="Clear the search" onClick={() => change('')}>
          <X />
        </button>
      )}
      <button type="button" className={styles.palette} onClick={onPalette}>
        <Keys keys="mod+k" />
        <span className="visually-hidden">Find a command</span>
      </button>
    </div>
  );
}
