import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { Link, useSearchParams } from 'wouter';
import Search from 'lucide-react/icons/search';
import ShieldCheck from 'lucide-react/icons/shield-check';
import X from 'lucide-react/icons/x';
import { exportReceipts, forgetReceipts, listReceipts, putBackReceipts, type ReceiptRow } from '../storage/egress-receipts.ts';
import { Button } from '../ui/Button.tsx';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { bytes, count, messageTime, plural } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { Switch } from '../ui/Switch.tsx';
import { useFixedRows } from '../ui/use-fixed-rows.ts';
import { useDesk, type Desk } from './desk-context.ts';
import { openEgress } from './egress-store.ts';
import { foldText } from './fold-text.ts';
import { saveFile } from './import-view-save-file.ts';
import { egressPath, hostOf, outcomeWords, purposeWords, receiptName, subjectOf } from './replies-egress.ts';
import { RepliesEgressReceipt } from './RepliesEgressReceipt.tsx';
import { useStore } from './store.ts';
import { useNow } from './use-now.ts';
import styles from './RepliesEgress.module.css';

/** Kept by the style sheet too. */
const rowHeight = 58;

/** Everything that left the device, request by request, and the switch that ends it. */
export function RepliesEgress() {
  const desk = useDesk();
  const { db, inbox } = desk;
  const [params] = useSearchParams();
  const ticketId = params.get('ticket');
  const openId = params.get('receipt');
  const narrow = useMedia(breakpoints.narrow);
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed);
  const receipts = useLiveQuery(() => listReceipts(db), [db]);
  const { loaded } = useStore(inbox);
  const shown = useMemo(() => {
    const words = foldText(text).split(/\s+/).filter((word) => word !== '');
    return (receipts ?? []).filter((receipt) => {
      if (ticketId !== null && receipt.ticketId !== ticketId) return false;
      if (words.length === 0) return true;
      const told = foldText(`${receipt.ticketId} ${subjectOf(desk, receipt.ticketId)} ${receipt.to} ${receipt.model ?? ''} ${outcomeWords[receipt.outcome].words}`);
      return words.every((word) => told.includes(word));
    });
    // `loaded`: subjects are known from then on.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [receipts, ticketId, text, desk, loaded]);
  const open = receipts?.find(({ id }) => id === openId);

  if (narrow && openId !== null) return receipts === undefined ? null : <RepliesEgressReceipt receipt={open ?? null} ticketId={ticketId} narrow />;
  return (
    <div className={styles.page}>
      <Head desk={desk} receipts={receipts ?? null} />
      {receipts?.length === 0 ? (
        <EmptyState icon={<ShieldCheck />} title="Nothing has left this device">
          Triage, search and drafts from templates and articles run here. When a draft is asked for elsewhere, the request is listed here before its first byte goes: whole, with where it went and why.
        </EmptyState>
      ) : (
        <div className={styles.two}>
          <section className={styles.side} aria-label="Requests">
            <div className={styles.filters}>
              <div className={styles.search}>
                <Search aria-hidden="true" />
                <input type="search" aria-label="Search the requests" placeholder="Ticket, address or model" value={typed} onChange={(event) => setTyped(event.target.value)} />
              </div>
              {ticketId !== null && (
                <Link href={egressPath({ receipt: openId })} className={classes(styles.only)} aria-label="Show the requests of all tickets">
                  <span>Only {receiptName(desk, ticketId)}</span>
                  <X aria-hidden="true" />
                </Link>
              )}
            </div>
            {receipts !== undefined && shown.length === 0 ? <EmptyState title="No request matches">{ticketId !== null && text === '' ? 'Nothing of this ticket has left the device.' : 'Try fewer or other words.'}</EmptyState> : <Rows rows={shown} openId={openId} ticketId={ticketId} />}
          </section>
          {!narrow && (
            <section className={styles.content} aria-label="Request" tabIndex={0}>
              {openId === null ? (
                <EmptyState title="Choose a request">You see when it went, where to and why, what was kept back, and every byte of it.</EmptyState>
              ) : (
                receipts !== undefined && <RepliesEgressReceipt key={openId} receipt={open ?? null} ticketId={ticketId} />
              )}
            </section>
          )}
        </div>
      )}
    </div>
  );
}

function Head({ desk, receipts }: { readonly desk: Desk; readonly receipts: readonly ReceiptRow[] | null }) {
  const { db, notify, undoStack } = desk;
  const now = useNow();
  const total = useMemo(() => {
    const midnight = new Date(now).setHours(0, 0, 0, 0);
    const today = (receipts ?? []).filter(({ at }) => at >= midnight);
    const sum = (rows: readonly ReceiptRow[]): number => rows.reduce((all, row) => all + row.bytes, 0);
    return { today: sum(today), todays: today.length, all: sum(receipts ?? []), count: receipts?.length ?? 0 };
  }, [receipts, now]);
  const pass = async (): Promise<void> => {
    const written = await exportReceipts(db, (receipts ?? []).map(({ id }) => id));
    if (written.ok) saveFile(written.value, 'tabdesk-what-left.jsonl');
    else notify({ text: written.message, tone: 'bad', forMs: 12_000 });
  };
  const forget = async (): Promise<void> => {
    const forgotten = await forgetReceipts(db);
    if (!forgotten.ok) notify({ text: forgotten.message, tone: 'bad', forMs: 12_000 });
    else undoStack.done(`${plural(forgotten.value.length, 'receipt')} forgotten`, () => putBackReceipts(db, forgotten.value));
  };
  return (
    <header className={styles.head}>
      <div className={styles.words}>
        <h1 className={styles.title}>What left</h1>
        <NothingLeaves desk={desk} />
      </div>
      <dl className={styles.totals}>
        <div>
          <dt>Today</dt>
          <dd>{receipts === null ? '–' : bytes(total.today)}</dd>
          <dd className={styles.aside}>{receipts === null ? '' : plural(total.todays, 'request')}</dd>
        </div>
        <div>
          <dt>Overall</dt>
          <dd>{receipts === null ? '–' : bytes(total.all)}</dd>
          <dd className={styles.aside}>{receipts === null ? '' : plural(total.count, 'request')}</dd>
        </div>
      </dl>
      {total.count > 0 && (
        <div className={styles.actions}>
          <Button size="small" onPress={() => void pass()}>
            Export all
          </Button>
          <Button size="small" variant="quiet" onPress={() => void forget()}>
            Forget all receipts
          </Button>
        </div>
      )}
    </header>
  );
}

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

function NothingLeaves({ desk: { db, notify } }: { readonly desk: Desk }) {
  const egress = openEgress(db);
  const setting = useStore(egress);
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    void egress.ready.then(() => {
      if (!gone) setReady(true);
    });
    return () => {
      gone = true;
    };
  }, [egress]);
  const change = async (on: boolean): Promise<void> => {
    const saved = await egress.setNothingLeaves(on);
    if (!saved.ok) notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
  };
  const words = !ready
    ? 'Reading the setting. Nothing leaves meanwhile.'
    : setting.nothingLeaves
      ? 'On: no text leaves, whatever was agreed to before. Drafts are written on this device alone.'
      : setting.agreedAt === null
        ? 'Off, and nothing leaves yet: the first request is shown to you whole, and goes only when you agree.'
        : `Off: you agreed on ${day.format(setting.agreedAt)} that drafts may be asked for elsewhere. Each request is listed here.`;
  return (
    <div className={styles.switch}>
      <Switch on={setting.nothingLeaves} disabled={!ready} describedBy="nothing-leaves-state" onChange={(on) => void change(on)}>
        Nothing leaves this device
      </Switch>
      <p id="nothing-leaves-state" className={styles.aside} role="status">
        {words}
      </p>
    </div>
  );
}

const tones: Readonly<Record<ReceiptRow['outcome'], ChipTone>> = { finished: 'plain', sending: 'accent', stopped: 'warn', failed: 'bad' };

/** Rows of one height, of which only those in sight exist. */
function Rows({ rows, openId, ticketId }: { readonly rows: readonly ReceiptRow[]; readonly openId: string | null; readonly ticketId: string | null }) {
  const desk = useDesk();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useFixedRows(scroller, rows.length, rowHeight);
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul role="list" className={styles.list} style={{ height: rows.length * rowHeight }} aria-label={`${count(rows.length)} requests, newest first`}>
        {rows.slice(first, last).map((row, at) => (
          <li key={row.id} className={styles.item} style={{ top: (first + at) * rowHeight }} aria-setsize={rows.length} aria-posinset={first + at + 1}>
            <Link href={egressPath({ ticket: ticketId, receipt: row.id })} className={classes(styles.row, row.id === openId && styles.open)} {...(row.id === openId ? { 'aria-current': 'true' as const } : {})}>
              <span className={styles.line}>
                <span className={styles.subject}>{receiptName(desk, row.ticketId)}</span>
                <span className={styles.figure}>{bytes(row.bytes)}</span>
              </span>
              <span className={styles.line}>
                <span className={styles.what}>
                  {messageTime(row.at, now)} · {purposeWords(row)} · {hostOf(row.to)}
                </span>
                {row.outcome !== 'finished' && <Chip tone={tones[row.outcome]}>{outcomeWords[row.outcome].short}</Chip>}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
