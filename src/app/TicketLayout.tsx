import { useState, type ReactNode } from 'react';
import { breakpoints, useMedia } from '../ui/media.ts';
import { SplitPane } from '../ui/SplitPane.tsx';
import { rememberedWidth, rememberWidth } from './remember-pane.ts';
import styles from './TicketLayout.module.css';

/** Of the panel, in CSS pixels. */
const normalWidth = 332;

/**
 * The place of an open ticket: the thread with the draft at its foot, and the triage panel beside it, its width
 * remembered. Where there is no room the panel folds under the thread and both scroll as one, under the head.
 */
export function TicketLayout({
  head,
  thread,
  foot,
  panel,
}: {
  readonly head: ReactNode;
  readonly thread: ReactNode;
  readonly foot: ReactNode;
  readonly panel: ReactNode;
}) {
  const wide = useMedia(breakpoints.wide);
  const [width] = useState(() => rememberedWidth('panel', normalWidth));
  if (!wide) {
    return (
      <div className={styles.folded}>
        {head}
        <div className={styles.foldedThread}>{thread}</div>
        <div className={styles.foot}>{foot}</div>
        <aside className={styles.foldedPanel} aria-label="Triage">
          {panel}
        </aside>
      </div>
    );
  }
  return (
    <SplitPane
      sized="end"
      label="Width of the panel"
      width={width}
      normal={normalWidth}
      min={260}
      max={560}
      otherMin={360}
      onResized={(next) => rememberWidth('panel', next)}
      start={
        <div className={styles.main}>
          <div className={styles.thread} tabIndex={-1}>
            {head}
            {thread}
          </div>
          <div className={styles.foot}>{foot}</div>
        </div>
      }
      end={
        <aside className={styles.panel} aria-label="Triage">
          {panel}
        </aside>
      }
    />
  );
}
