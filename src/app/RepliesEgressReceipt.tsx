import { useMemo, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { Link, useLocation } from 'wouter';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import type { ReceiptRow } from '../storage/egress-receipts.ts';
import { sayKept } from '../tickets/ui/say-kept.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { bytes, count, fullTime } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useDesk } from './desk-context.ts';
import { egressPath, outcomeWords, purposeWords, receiptName } from './replies-egress.ts';
import styles from './RepliesEgress.module.css';

/** One request: what is known of it, and every byte of its body. */
export function RepliesEgressReceipt({ receipt, ticketId, narrow = false }: { readonly receipt: ReceiptRow | null; readonly ticketId: string | null; readonly narrow?: boolean }) {
  const desk = useDesk();
  const [, navigate] = useLocation();
  const back = narrow && <IconButton label="Back to the requests" icon={<ArrowLeft />} onPress={() => navigate(egressPath({ ticket: ticketId }))} />;
  const Heading = narrow ? 'h1' : 'h2';
  if (receipt === null) {
    return (
      <EmptyState level={narrow ? 1 : 2} title="This receipt is gone" actions={<Button onPress={() => navigate(egressPath({ ticket: ticketId }))}>All requests</Button>}>
        It was forgotten, here or in another tab.
      </EmptyState>
    );
  }
  const seconds = receipt.finishedAt === null ? null : (receipt.finishedAt - receipt.at) / 1000;
  return (
    <div className={styles.receipt}>
      <header className={styles.receiptHead}>
        {back}
        <Heading className={styles.receiptTitle}>{receiptName(desk, receipt.ticketId)}</Heading>
      </header>
      <div className={styles.receiptLinks}>
        <Link href={`/ticket/${encodeURIComponent(receipt.ticketId)}`}>Open the ticket</Link>
        {ticketId === null && <Link href={egressPath({ ticket: receipt.ticketId, receipt: receipt.id })}>Only requests of this ticket</Link>}
      </div>
      <dl className={styles.facts}>
        <dt>When</dt>
        <dd>{fullTime(receipt.at)}</dd>
        <dt>Where to</dt>
        <dd className={styles.address}>{receipt.to}</dd>
        <dt>Why</dt>
        <dd>{purposeWords(receipt)}</dd>
        <dt>Size</dt>
        <dd>
          {bytes(receipt.bytes)}
          {receipt.bytes >= 1000 && ` (${count(receipt.bytes)} bytes)`}
        </dd>
        <dt>Kept here</dt>
        <dd>
          <Kept kept={receipt.kept} />
        </dd>
        <dt>Outcome</dt>
        <dd>
          {outcomeWords[receipt.outcome].words}
          {seconds !== null && `, after ${seconds.toFixed(seconds < 10 ? 1 : 0)} s`}
          {receipt.problem !== undefined && <span className={styles.problem}>{receipt.problem}</span>}
        </dd>
        {receipt.model !== undefined && (
          <>
            <dt>Model</dt>
            <dd>{receipt.model}</dd>
          </>
        )}
        {receipt.tokens && (
          <>
            <dt>Tokens</dt>
            <dd>
              {count(receipt.tokens.input)} read, {count(receipt.tokens.output)} written
            </dd>
          </>
        )}
      </dl>
      <Body id={receipt.id} level={narrow ? 2 : 3} />
    </div>
  );
}

function Kept({ kept }: { readonly kept: ReceiptRow['kept'] }) {
  const words = sayKept(kept);
  return words === '' ? 'There was nothing to keep back' : `${words}: only tokens such as [NAME_1] stand in their place`;
}

function Body({ id, level }: { readonly id: string; readonly level: 2 | 3 }) {
  const { db, notify } = useDesk();
  const [exact, setExact] = useState(false);
  const body = useLiveQuery(async () => (await db.egress.get(id))?.body ?? null, [db, id]);
  const laidOut = useMemo(() => (typeof body === 'string' ? layOut(body) : null), [body]);
  if (typeof body !== 'string') return null;
  const Heading = `h${level}` as const;
  const copy = (): void => {
    navigator.clipboard.writeText(body).then(
      () => notify({ text: 'Copied as it was sent', forMs: 2500 }),
      () => notify({ text: 'The browser did not allow copying. Select the text and copy it with the keyboard.', tone: 'bad' }),
    );
  };
  return (
    <section className={styles.body} aria-label="What was sent">
      <header className={styles.bodyHead}>
        <Heading className={styles.bodyTitle}>What was sent</Heading>
        {laidOut !== null && (
          <div className={styles.choices} role="group" aria-label="Show the text">
            {[false, true].map((each) => (
              <button key={String(each)} type="button" className={classes(styles.choice, each === exact && styles.chosen)} aria-pressed={each === exact} onClick={() => setExact(each)}>
                {each ? 'Byte by byte' : 'Laid out'}
              </button>
            ))}
          </div>
        )}
        <Button size="small" variant="quiet" onPress={copy}>
          Copy
        </Button>
      </header>
      <pre className={styles.text} tabIndex={0} aria-label={exact || laidOut === null ? 'The body as it was sent' : 'The body, laid out'}>
        {exact || laidOut === null ? body : laidOut}
      </pre>
    </section>
  );
}

/** JSON with its lines indented, or null for anything else. */
function layOut(body: string): string | null {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return null;
  }
}
