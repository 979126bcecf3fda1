import { useLayoutEffect, useRef, useState } from 'react';
import type { Ticket } from '../ticket.ts';
import { MessageView, type ThreadFocus } from './MessageView.tsx';
import { classes } from '../../ui/classes.ts';
import type { TextMark } from './mark-text.ts';
import styles from './Thread.module.css';

/** Older messages above this many wait behind a button: the newest is what one opens a ticket for. */
const newestShown = 6;

/** The messages of a ticket, oldest first, scrolled to the newest when it opens. Give it `key={ticket.id}`. */
export function Thread({
  ticket,
  marks,
  now,
  focus,
  onSplit,
  className,
}: {
  readonly ticket: Ticket;
  readonly marks: ReadonlyMap<string, readonly TextMark[]>;
  readonly now: number;
  readonly focus?: ThreadFocus | undefined;
  /** Splits messages off into a ticket of their own; without it none can be. */
  readonly onSplit?: ((messageIds: readonly string[]) => void) | undefined;
  readonly className?: string | undefined;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const [all, setAll] = useState(false);
  const hidden = all ? 0 : Math.max(0, ticket.messages.length - newestShown);
  const hiddenFocus = focus !== undefined && ticket.messages.slice(0, hidden).some((message) => message.id === focus.messageId);
  const from = hiddenFocus ? 0 : hidden;
  const newest = ticket.messages.at(-1)?.id;
  const oldest = ticket.messages[0]?.id;
  const split = (messageId: string, what: 'this' | 'from-here'): void => {
    const at = ticket.messages.findIndex(({ id }) => id === messageId);
    const chosen = what === 'this' ? ticket.messages.slice(at, at + 1) : ticket.messages.slice(at);
    onSplit?.(chosen.map(({ id }) => id));
  };

  // Before paint, so that the thread never shows its top first. A sent reply scrolls into view the same way.
  useLayoutEffect(() => {
    const box = scroller.current;
    const last = box?.querySelector<HTMLElement>('[data-message]:last-of-type');
    if (!box || !last) return;
    // Whichever box scrolls: the thread itself, or, folded, the whole ticket.
    last.scrollIntoView({ block: last.offsetHeight > innerHeight / 2 ? 'start' : 'nearest' });
  }, [newest]);

  return (
    // The text must be reachable by keyboard for scrolling.
    <div ref={scroller} className={classes(styles.thread, className)} tabIndex={0} role="region" aria-label="Messages">
      {from > 0 && (
        <button type="button" className={styles.earlier} onClick={() => setAll(true)}>
          {from === 1 ? 'Show 1 earlier message' : `Show ${from} earlier messages`}
        </button>
      )}
      {ticket.messages.slice(from).map((message) => (
        <MessageView
          key={message.id}
          message={message}
          marks={marks.get(message.id)}
          now={now}
          focus={focus?.messageId === message.id ? focus : undefined}
          splits={onSplit && ticket.messages.length > 1 ? { first: message.id === oldest, last: message.id === newest, onSplit: split } : undefined}
        />
      ))}
    </div>
  );
}
