import GitMerge from 'lucide-react/icons/git-merge';
import { useEffect, useState } from 'react';
import type { Repeat } from '../tickets/find-repeats.ts';
import { threadMark } from '../tickets/thread-mark.ts';
import { Button } from '../ui/Button.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { askToMerge } from './merge-dialog-ask.ts';
import { useStore } from './store.ts';
import type { TicketRecord } from './ticket-view-record.ts';
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

/** Whether other tickets look like the same matter, and the way to merge them; with none found the key offers the customer's other tickets. */
export function TicketViewRepeats({ record }: { readonly record: TicketRecord }) {
  const { inbox, notify } = useDesk();
  const { ticket, others } = record;
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

  const [first] = repeats;
  if (!first) return null;
  return (
    <span className={styles.hint} title={repeats.map(({ why }) => why).join('\n')}>
      <Button variant="quiet" size="small" icon={<GitMerge />} keys="t" className={styles.hintButton ?? ''} onPress={review} aria-describedby={`why-${ticket.id}`}>
        {repeats.length === 1 ? 'Same matter as another' : `Same matter as ${repeats.length} others`}
      </Button>
      <span id={`why-${ticket.id}`} className="visually-hidden">
        {first.why}
      </span>
    </span>
  );
}
