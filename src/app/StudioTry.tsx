import { useLiveQuery } from 'dexie-react-hooks';
import SquarePen from 'lucide-react/icons/square-pen';
import { useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { labelWords } from '../text/label-words.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { listHeadVersions } from '../storage/save-heads.ts';
import { MarkedText } from '../tickets/ui/MarkedText.tsx';
import { collectMarks } from '../triage/ui/collect-marks.ts';
import { actionNames, queueName } from '../triage/ui/words.ts';
import type { Triage } from '../triage/triage.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { blankRequest, composedTicket } from './compose-view-request.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { studioOf } from './studio-desk.ts';
import { openTriedHead, type TriedHead } from './studio-try.ts';
import page from './StudioView.module.css';
import styles from './StudioTry.module.css';

/** Type, and watch what a model makes of it: the label, how sure, which words said so, and where the ticket would go. */
export function StudioTry() {
  const desk = useDesk();
  const { finished } = useStore(studioOf(desk));
  const versions = useLiveQuery(() => listHeadVersions(desk.db), [desk]);
  const [, navigate] = useLocation();
  const [wanted, setWanted] = useState<string | null>(null);
  const chosen = wanted ?? finished?.version.id ?? versions?.[0]?.id ?? null;
  if (versions === undefined) return null;
  if (chosen === null) {
    return (
      <EmptyState
        level={1}
        icon={<SquarePen />}
        title="No model to try yet"
        actions={
          <>
            <Button variant="primary" onPress={() => navigate('/studio/train')}>
              Train one
            </Button>
            <Button onPress={() => navigate('/compose')}>Write a ticket</Button>
          </>
        }
      >
        Models that you train can be tried here. The one that ships reads any ticket that you write.
      </EmptyState>
    );
  }
  return <Trial key={chosen} chosen={chosen} versions={versions} onChoose={setWanted} />;
}

function Trial({ chosen, versions, onChoose }: { readonly chosen: string; readonly versions: readonly HeadVersion[]; readonly onChoose: (id: string) => void }) {
  const desk = useDesk();
  const [text, setText] = useState('');
  const [head, setHead] = useState<TriedHead | string | null>(null);
  const [made, setMade] = useState<{ readonly ticket: Ticket; readonly triage: Triage } | null>(null);
  const [started] = useState(Date.now);
  const ticket = useMemo(() => composedTicket({ ...blankRequest, body: text }, started), [text, started]);
  useEffect(() => {
    let gone = false;
    void openTriedHead(desk, chosen).then((opened) => {
      if (!gone) setHead(opened);
    });
    return () => {
      gone = true;
    };
  }, [desk, chosen]);
  useEffect(() => {
    if (ticket === null || head === null || typeof head === 'string') return undefined;
    let gone = false;
    const timer = setTimeout(() => {
      void head.triage(ticket).then((triage) => {
        if (!gone) setMade({ ticket, triage });
      });
    }, 30);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [head, ticket]);
  const marks = made === null ? [] : (collectMarks(made.ticket, made.triage).get(made.ticket.messages[0]?.id ?? '') ?? []).filter(({ kind }) => kind === 'word');
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>Try it</h1>
          <p className={page.note}>Type, and watch the label, how sure it is and the words it goes by.</p>
        </div>
        <Select label="Model" hideLabel className={styles.model ?? ''} options={versions.map(({ id, name, number, column }) => ({ id, label: `${name} ${number}`, note: column }))} value={chosen} onChange={onChoose} />
      </header>
      {typeof head === 'string' && (
        <p className={page.problem} role="alert">
          {head}
        </p>
      )}
      <div className={styles.sides}>
        <div className={page.section}>
          <TextField label="What a customer writes" value={text} onChange={setText} rows={7} autoFocus placeholder="The card I ordered last week has still not come." />
          {made !== null && text !== '' && (
            <p className={styles.marked} aria-label="Words that spoke for the label">
              <MarkedText text={made.ticket.messages[0]?.text ?? ''} marks={marks} />
            </p>
          )}
        </div>
        <section className={page.section} aria-label="What the model makes of it" aria-live="polite">
          {made === null || text === '' ? <p className={page.aside}>It answers as soon as there is a word.</p> : <Answer triage={made.triage} isDesk={typeof head === 'object' && head !== null && head.version.slot === 'intent'} />}
        </section>
      </div>
    </div>
  );
}

function Answer({ triage: { intent, route, intentWords, escalation }, isDesk }: { readonly triage: Triage; readonly isDesk: boolean }) {
  const { playbook: store } = useDesk();
  const playbook = useStore(store);
  return (
    <>
      <p className={styles.label}>
        {intent.outOfScope ? 'Out of scope' : labelWords(intent.label)} <span className={page.aside}>{shareWords(intent.confidence)}</span>
      </p>
      <ul role="list" className={styles.ranked}>
        {intent.ranked.map(({ label, confidence }) => (
          <li key={label}>
            <span className={styles.rankedName}>{labelWords(label)}</span>
            <span className={styles.bar} aria-hidden="true">
              <span style={{ width: `${confidence * 100}%` }} />
            </span>
            <span className={styles.rankedFigure}>{shareWords(confidence)}</span>
          </li>
        ))}
      </ul>
      {intentWords !== undefined && intentWords.length > 0 && (
        <p className={page.note}>
          It went by {intentWords.slice(0, 4).map(({ text }) => `“${text}”`).join(', ')}.
        </p>
      )}
      {isDesk && (
        <p className={page.note}>
          In the desk: {queueName(playbook, route.queue)}, {actionNames[route.action].toLowerCase()}. {route.reason}
          {escalation.escalated ? ' A person must answer.' : ''}
        </p>
      )}
    </>
  );
}
