import GitMerge from 'lucide-react/icons/git-merge';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { threadMark } from '../tickets/thread-mark.ts';
import type { Repeat } from '../tickets/find-repeats.ts';
import { Button } from '../ui/Button.tsx';
import { Menu } from '../ui/Menu.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { askToMerge } from './merge-dialog-ask.ts';
import { restoreDraft } from './restore-draft.ts';
import { useStore } from './store.ts';
import type { NamedTicket, TicketRecord } from './ticket-view-record.ts';
import styles from './TicketViewMerging.module.css';

/** Opening one ticket after another asks for none of those passed by. */
const restMs = 250;
const none: readonly Repeat[] = [];

/** Looked up away from the page, once the ticket has been open for a moment, and again when it or its customer's tickets change. */
function useRepeats({ ticket, others }: TicketRecord): readonly Repeat[] {
  const { repeatsOf } = useDesk();
  const [found, setFound] = useState<{ readonly id: string; readonly repeats: readonly Repeat[] }>({ id: '', repeats: none });
  const key = `${ticket.status} ${threadMark(ticket)} ${others.map(({ id, updatedAt, status }) => `${id} ${updatedAt} ${status}`).join()}`;
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      void repeatsOf(ticket.id).then((repeats) => {
        if (!gone) setFound({ id: ticket.id, repeats });
      });
    }, restMs);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [repeatsOf, ticket.id, key]);
  return found.id === ticket.id ? found.repeats : none;
}

function named({ subject, id }: NamedTicket): string {
  return subject.trim() === '' ? id : `“${subject}”`;
}

/** Quiet lines under the head of a ticket: what looks like the same matter, what was merged into it, or where it went. */
export function TicketViewMerging({ record }: { readonly record: TicketRecord }) {
  if (record.mergedInto !== undefined) return <MergedAway ticketId={record.ticket.id} into={record.mergedInto} />;
  return <Merging record={record} />;
}

function Merging({ record }: { readonly record: TicketRecord }) {
  const { inbox, notify, actions, db } = useDesk();
  const { ticket, took, others } = record;
  const ticked = useStore(inbox.selection).size;
  // Rows come a moment after what was written: one that was just merged is no suggestion any more.
  const repeats = useRepeats(record).filter(({ ticketId }) => inbox.row(ticketId)?.mergedInto === null);

  const review = (): void => {
    const offered = repeats.length > 0 ? repeats.map(({ ticketId, why, sureness }) => ({ id: ticketId, why, sureness })) : others.slice(0, 20).map(({ id }) => ({ id, sureness: 0 }));
    if (offered.length === 0) notify({ text: 'This customer has no other ticket. Tick two or more in the list with x, then press t.' });
    else askToMerge({ intoId: ticket.id, offered: [{ id: ticket.id }, ...offered] });
  };
  // With tickets ticked the key is the list's.
  useCommands(ticked > 1 ? [] : [{ id: 'ticket-merge', label: 'Merge with another ticket', group: 'Ticket', keys: 't', words: 'join duplicate repeat same', run: review }]);

  if (repeats.length === 0 && took.length === 0 && ticket.splitFrom === undefined) return null;
  const [first] = repeats;
  const theirs = repeats.every(({ ticketId }) => others.some(({ id }) => id === ticketId));
  return (
    <section className={styles.strip} aria-label="Merging">
      {first && (
        <p className={styles.line}>
          <GitMerge aria-hidden="true" />
          <span className={styles.words}>
            {repeats.length === 1 ? `Another ticket${theirs ? ' of this customer' : ''} looks` : `${repeats.length} other tickets${theirs ? ' of this customer' : ''} look`} like the same matter
            <span className={styles.why}> · {first.why}</span>
          </span>
          <Button size="small" keys="t" onPress={review}>
            Merge
          </Button>
        </p>
      )}
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
