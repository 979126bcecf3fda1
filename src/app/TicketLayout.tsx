import { useState, type ReactNode } from 'react';
import { Group, Panel, Separator, usePanelRef } from 'react-resizable-panels';
import { breakpoints, useMedia } from '../ui/media.ts';
import { rememberedWidth, rememberWidth } from './remember-pane.ts';
import styles from './TicketLayout.module.css';

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
  const side = usePanelRef();
  const [width] = useState(() => rememberedWidth('panel', 332));
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
    <Group
      className={styles.group}
      onLayoutChanged={(_, { isUserInteraction }) => {
        if (isUserInteraction && side.current) rememberWidth('panel', side.current.getSize().inPixels);
      }}
    >
      <Panel id="thread" minSize={360} className={styles.main}>
        <div className={styles.thread} tabIndex={-1}>
          {head}
          {thread}
        </div>
        <div className={styles.foot}>{foot}</div>
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the panel" />
      <Panel id="panel" panelRef={side} defaultSize={width} minSize={260} maxSize={560} groupResizeBehavior="preserve-pixel-size" className={styles.side}>
        <aside className={styles.panel} aria-label="Triage">
          {panel}
        </aside>
      </Panel>
    </Group>
  );
}
