import { useLocation } from 'wouter';
import { Button } from '../ui/Button.tsx';
import type { NamedTicket } from './ticket-view-record.ts';
import styles from './TicketViewMerging.module.css';

/** In the place of the reply of a merged ticket: what is written here would reach nobody. */
export function TicketViewMerged({ into, unsent }: { readonly into: NamedTicket | null; readonly unsent: string }) {
  const [, navigate] = useLocation();
  return (
    <section className={styles.merged} aria-label="Reply">
      <p className={styles.mergedLine}>
        <span>{into === null ? 'Split it again to answer it.' : 'It is answered in the ticket it was merged into.'}</span>
        {into !== null && <Button onPress={() => navigate(`/ticket/${encodeURIComponent(into.id)}`)}>Open that ticket</Button>}
      </p>
      {unsent !== '' && (
        <div className={styles.unsent}>
          <p>A reply was begun here and not sent. It is kept, and can be used in the other ticket.</p>
          {/* Reachable by keyboard for scrolling. */}
          <p className={styles.unsentText} tabIndex={0} role="region" aria-label="Unsent reply">
            {unsent}
          </p>
        </div>
      )}
    </section>
  );
}
