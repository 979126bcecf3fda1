import { useDeferredValue, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { breakpoints, useMedia } from '../ui/media.ts';
import { SplitPane } from '../ui/SplitPane.tsx';
import { DetailPlaceholder } from './DetailPlaceholder.tsx';
import { InboxPane, type PaneHandle } from './InboxPane.tsx';
import { InboxSkeleton } from './InboxSkeleton.tsx';
import { rememberedWidth, rememberWidth } from './remember-pane.ts';
import { ViewBoundary } from './ViewBoundary.tsx';
import { TicketView } from './views.ts';
import styles from './InboxView.module.css';

/** Of the list, in CSS pixels. */
const normalWidth = 384;

/** The list and, beside it, the open ticket; on a phone one of the two. */
export function InboxView({ open: opened, ticketId }: { readonly open: boolean; readonly ticketId: string | null }) {
  // In outline first, the rows in slices after that: all at once would hold the page up for several frames.
  const open = useDeferredValue(opened, false);
  const narrow = useMedia(breakpoints.narrow);
  const [, navigate] = useLocation();
  const inPane = useRef<PaneHandle>(null);
  const [width] = useState(() => rememberedWidth('list', normalWidth));

  const heading = ticketId === null && <h1 className="visually-hidden">Inbox</h1>;
  const pane = open ? <InboxPane ref={inPane} openId={ticketId} beside={!narrow} /> : <InboxSkeleton />;
  const detail = (
    <ViewBoundary name={ticketId ?? ''}>
      {open && ticketId !== null ? (
        <TicketView key={ticketId} id={ticketId} onBack={() => navigate('/')} onFinish={() => inPane.current?.finish(ticketId)} onNext={() => inPane.current?.next()} />
      ) : (
        <DetailPlaceholder open={open} />
      )}
    </ViewBoundary>
  );

  if (narrow) {
    // Both stay mounted, so that going back finds the list where it was.
    return (
      <div className={styles.one}>
        <section className={styles.column} aria-label="Tickets" hidden={ticketId !== null}>
          {heading}
          {pane}
        </section>
        {ticketId !== null && (
          <section className={styles.column} aria-label="Ticket">
            {detail}
          </section>
        )}
      </div>
    );
  }
  return (
    <SplitPane
      sized="start"
      label="Width of the list"
      width={width}
      normal={normalWidth}
      min={320}
      max={560}
      otherMin={340}
      onResized={(next) => rememberWidth('list', next)}
      start={
        <section className={styles.column} aria-label="Tickets">
          {heading}
          {pane}
        </section>
      }
      end={
        <section className={styles.detail} aria-label="Ticket">
          {detail}
        </section>
      }
    />
  );
}
