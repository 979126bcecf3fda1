import { useState } from 'react';
import { useLocation } from 'wouter';
import type { InboxRow } from '../storage/schema.ts';
import { channelNames } from '../tickets/ui/TicketHeader.tsx';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { messageTime, plural } from '../ui/format-time.ts';
import { Select } from '../ui/Select.tsx';
import { useDesk } from './desk-context.ts';
import { askToMerge, type MergeAsk, type OfferedTicket } from './merge-dialog-ask.ts';
import styles from './MergeDialog.module.css';

const statusWords = { open: 'open', waiting: 'waiting', closed: 'closed' } as const;

/** Which tickets become one, and which of them stays. */
export function MergeDialog({ ask }: { readonly ask: MergeAsk }) {
  const { inbox, actions } = useDesk();
  const [path, navigate] = useLocation();
  const [now] = useState(Date.now);
  const tickets = ask.offered.flatMap((offered) => {
    const row = inbox.row(offered.id);
    return row === undefined ? [] : [{ offered, row }];
  });
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(ask.offered.filter(({ sureness = 1 }) => sureness >= 0.6).map(({ id }) => id)));
  const [intoId, setIntoId] = useState(ask.intoId);
  const [busy, setBusy] = useState(false);
  const taken = tickets.filter(({ row }) => chosen.has(row.id) && row.id !== intoId);
  const staying = inbox.row(intoId);
  const strangers = new Set([...taken.map(({ row }) => row), ...(staying ? [staying] : [])].map(({ customerName }) => customerName));

  const close = (): void => askToMerge(null);
  const merge = async (): Promise<void> => {
    setBusy(true);
    const into = await actions.merge(intoId, taken.map(({ row }) => row.id));
    setBusy(false);
    if (into === null) return;
    close();
    inbox.select([]);
    if (path.startsWith('/ticket/') && path !== `/ticket/${encodeURIComponent(into)}`) navigate(`/ticket/${encodeURIComponent(into)}`, { replace: true });
  };

  return (
    <Dialog
      title="Merge into one ticket"
      open
      onClose={close}
      width={600}
      footer={
        <>
          <Button onPress={close}>Cancel</Button>
          <Button variant="primary" autoFocus isDisabled={taken.length === 0 || busy} onPress={() => void merge()}>
            {taken.length === 0 ? 'Merge' : `Merge ${plural(taken.length + 1, 'ticket')}`}
          </Button>
        </>
      }
    >
      <div className={styles.dialog}>
        <Select
          label="Stays, with its number and subject"
          options={tickets.filter(({ row }) => chosen.has(row.id)).map(({ row }) => ({ id: row.id, label: `${row.subject === '' ? 'No subject' : row.subject} · ${row.id}` }))}
          value={intoId}
          onChange={setIntoId}
        />
        <ul role="list" className={styles.tickets} aria-label="Tickets">
          {tickets.map(({ offered, row }) => (
            <Choice
              key={row.id}
              offered={offered}
              row={row}
              stays={row.id === intoId}
              checked={chosen.has(row.id)}
              now={now}
              onChange={(checked) => setChosen((before) => new Set(checked ? [...before, row.id] : [...before].filter((id) => id !== row.id)))}
            />
          ))}
        </ul>
        {strangers.size > 1 && (
          <p className={styles.warning} role="alert">
            These are of different customers: {[...strangers].join(', ')}. The reply goes to {staying?.customerName ?? 'the one that stays'}.
          </p>
        )}
        <p className={styles.note}>All messages come into the ticket that stays, in order of time. The others are closed and lead there. You can split them again at any time.</p>
      </div>
    </Dialog>
  );
}

function Choice({ offered, row, stays, checked, now, onChange }: { readonly offered: OfferedTicket; readonly row: InboxRow; readonly stays: boolean; readonly checked: boolean; readonly now: number; readonly onChange: (checked: boolean) => void }) {
  const sure = offered.sureness === undefined ? '' : offered.sureness >= 0.9 ? 'Sure' : 'Likely';
  return (
    <li className={styles.ticket}>
      <Checkbox checked={checked} disabled={stays} onChange={onChange} label={`${row.subject === '' ? 'No subject' : row.subject}, ${row.id}${stays ? ', stays' : ''}`} />
      <div className={styles.words}>
        <p className={styles.subject}>{row.subject === '' ? 'No subject' : row.subject}</p>
        <p className={styles.facts}>
          {row.id} · {row.customerName} · {channelNames[row.channel]} · {messageTime(row.updatedAt, now)} · {statusWords[row.status]}
          {stays && <strong> · stays</strong>}
        </p>
        {offered.why !== undefined && (
          <p className={styles.why}>
            {sure}: {offered.why.charAt(0).toLowerCase()}
            {offered.why.slice(1)}
          </p>
        )}
        <p className={styles.snippet}>{row.snippet.length < 140 ? row.snippet : `${row.snippet}…`}</p>
      </div>
    </li>
  );
}
