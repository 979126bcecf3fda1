import GitMerge from 'lucide-react/icons/git-merge';
import { Link } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useDesk } from './desk-context.ts';
import { restoreDraft } from './restore-draft.ts';
import type { NamedTicket, TicketRecord } from './ticket-view-record.ts';
import styles from './TicketViewMerging.module.css';

function named({ subject, id }: NamedTicket): string {
  return subject.trim() === '' ? id : `“${subject}”`;
}

/** Quiet lines under the head of a ticket: what was merged into it, or where it went. */
export function TicketViewMerging({ record }: { readonly record: TicketRecord }) {
  if (record.mergedInto !== undefined) return <MergedAway ticketId={record.ticket.id} into={record.mergedInto} />;
  return <Merging record={record} />;
}

function Merging({ record }: { readonly record: TicketRecord }) {
  const { actions, db } = useDesk();
  const { ticket, took } = record;
  if (took.length === 0 && ticket.splitFrom === undefined) return null;
  return (
    <section className={styles.strip} aria-label="Merging">
      {took.length > 0 && (
        <p className={styles.line}>
          <span className={styles.words}>{took.length === 1 && took[0] ? `${named(took[0])} was merged into this ticket` : `${took.length} tickets were merged into this one`}</span>
          <Menu
            trigger={
              <Button size="small" variant="quiet">
                Split again
              </Button>
            }
            label="Merged tickets"
            choices={took.flatMap((each) => [
              { id: `split ${each.id}`, label: `Split ${named(each)} again`, note: each.id },
              ...(each.unsent === '' ? [] : [{ id: `draft ${each.id}`, label: `Use the unsent reply of ${named(each)}`, note: each.id }]),
            ])}
            onChoose={(choice) => {
              const each = took.find(({ id }) => choice.endsWith(` ${id}`));
              if (!each) return;
              if (choice.startsWith('split ')) void actions.splitAgain([each.id]);
              else void restoreDraft(db, { ticketId: ticket.id, text: each.unsent, draft: null, updatedAt: Date.now() });
            }}
            placement="bottom end"
          />
        </p>
      )}
      {ticket.splitFrom !== undefined && (
        <p className={styles.line}>
          <span className={styles.words}>
            Split off from <Link href={`/ticket/${encodeURIComponent(ticket.splitFrom)}`}>{ticket.splitFrom}</Link>
          </span>
        </p>
      )}
    </section>
  );
}

function MergedAway({ ticketId, into }: { readonly ticketId: string; readonly into: NamedTicket | null }) {
  const { actions } = useDesk();
  return (
    <section className={styles.strip} aria-label="Merging">
      <p className={styles.line}>
        <GitMerge aria-hidden="true" />
        <span className={styles.words}>
          {into === null ? (
            'Merged into a ticket that is not on this desk'
          ) : (
            <>
              Merged into {named(into)}, <Link href={`/ticket/${encodeURIComponent(into.id)}`}>open it</Link>
            </>
          )}
        </span>
        <Button size="small" onPress={() => void actions.splitAgain([ticketId])}>
          Split again
        </Button>
      </p>
    </section>
  );
}
