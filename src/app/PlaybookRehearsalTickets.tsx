import { memo, useEffect, useMemo, useState } from 'react';
import { Link } from 'wouter';
import ArrowRight from 'lucide-react/icons/arrow-right';
import X from 'lucide-react/icons/x';
import type { Action, Playbook, Queue } from '../playbook/playbook.ts';
import { labelWords } from '../text/label-words.ts';
import type { ChangedTicket, ChangeFilter } from '../triage/compare-decided.ts';
import type { ChangeKind } from '../triage/rehearse.ts';
import { Button } from '../ui/Button.tsx';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { percent } from '../ui/percent.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { RehearsalClient } from './rehearsal-client.ts';
import type { RehearsalResult } from './rehearsal-messages.ts';
import { actionNames, actionWords, kindNames, priorityNames, whyWords } from './rehearsal-words.ts';
import styles from './PlaybookRehearsal.module.css';

const page = 40;
const actionTones: Readonly<Record<Action, ChipTone>> = { 'auto-reply': 'good', draft: 'accent', human: 'plain' };

interface Loaded {
  readonly of: string;
  readonly total: number;
  readonly tickets: readonly ChangedTicket[];
}

/** The tickets that come out otherwise, newest first, each with what it was, what it would be, and why. */
export function PlaybookRehearsalTickets({
  client,
  result,
  filter,
  onFilter,
  queues,
  before,
}: {
  readonly client: RehearsalClient;
  readonly result: RehearsalResult;
  readonly filter: ChangeFilter;
  readonly onFilter: (filter: ChangeFilter) => void;
  readonly queues: readonly Queue[];
  readonly before: Playbook;
}) {
  const names = useMemo(() => new Map([...before.queues, ...queues].map(({ id, name }) => [id, name])), [before.queues, queues]);
  const of = `${result.id} ${JSON.stringify(filter)}`;
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const [wanted, setWanted] = useState({ of, rows: page });
  const rows = wanted.of === of ? wanted.rows : page;
  const known = loaded?.of === of ? loaded : null;
  const have = known?.tickets.length ?? 0;
  const isComplete = known !== null && (have >= rows || have >= known.total);
  useEffect(() => {
    if (isComplete) return undefined;
    let left = false;
    void client.list({ of: result.id, filter, from: have, count: rows - have }).then((answer) => {
      // What is gone is listed anew with the next result.
      if (left || !answer.ok) return;
      setLoaded((last) => ({ of, total: answer.value.total, tickets: [...(last?.of === of ? last.tickets : []), ...answer.value.tickets] }));
    });
    return () => {
      left = true;
    };
  }, [client, result.id, filter, of, have, rows, isComplete]);
  const chosen = filterWords(filter, names);
  // While the next list is made the last one stays, so that nothing jumps.
  const shown = known ?? loaded;
  return (
    <section className={styles.section} aria-label="Tickets that come out otherwise">
      <div className={styles.listHead}>
        <h2 className={styles.heading}>Tickets that come out otherwise</h2>
        {chosen !== null && (
          <button type="button" className={styles.chosen} onClick={() => onFilter({})}>
            {chosen} <X aria-label="Show all" />
          </button>
        )}
        <span className={styles.total}>{known === null ? '' : plural(known.total, 'ticket')}</span>
      </div>
      {shown === null ? (
        <div className={styles.waiting}>
          <Skeleton height="44px" />
          <Skeleton height="44px" />
          <Skeleton height="44px" />
        </div>
      ) : shown.total === 0 ? (
        <p className={styles.quiet}>No changed ticket goes this way any more.</p>
      ) : (
        <ul role="list" className={classes(styles.tickets, known === null && styles.older)}>
          {shown.tickets.map((ticket) => (
            <Changed key={ticket.id} ticket={ticket} names={names} />
          ))}
        </ul>
      )}
      {known !== null && have < known.total && (
        <Button className={styles.showMore ?? ''} isDisabled={!isComplete} onPress={() => setWanted({ of, rows: rows + page * 2 })}>
          {`Show more of ${count(known.total)}`}
        </Button>
      )}
    </section>
  );
}

function filterWords({ kind, action, queue }: ChangeFilter, names: ReadonlyMap<string, string>): string | null {
  if (kind !== undefined) return kindNames[kind];
  if (action !== undefined) return `${actionNames[action.from]} → ${actionNames[action.to]}`;
  return queue === undefined ? null : `${names.get(queue.from) ?? queue.from} → ${names.get(queue.to) ?? queue.to}`;
}

const Changed = memo(function Changed({ ticket, names }: { readonly ticket: ChangedTicket; readonly names: ReadonlyMap<string, string> }) {
  const { id, subject, customer, kinds, before, after } = ticket;
  const has = (kind: ChangeKind): boolean => kinds.includes(kind);
  return (
    <li className={classes(styles.ticket, has('escalated') && styles.rises)}>
      <div className={styles.what}>
        <Link href={`/ticket/${encodeURIComponent(id)}`} className={styles.subject}>
          {subject.trim() === '' ? `Ticket ${id}` : subject}
        </Link>
        <span className={styles.customer}>{customer}</span>
      </div>
      <div className={styles.steps}>
        {has('escalated') && <Chip tone="bad">Escalated</Chip>}
        {has('calmed') && <Chip tone="good">No longer escalated</Chip>}
        {has('action') && <Step from={actionWords[before.action]} to={actionWords[after.action]} tone={actionTones[after.action]} />}
        {has('queue') && <Step from={names.get(before.queue) ?? before.queue} to={names.get(after.queue) ?? after.queue} tone="plain" />}
        {has('priority') && <Step from={priorityNames[before.priority]} to={priorityNames[after.priority]} tone={after.priority === 'urgent' ? 'bad' : after.priority === 'high' ? 'warn' : 'plain'} />}
        {has('intent') && <Step from={`${labelWords(before.intent)} ${percent(before.confidence)}`} to={`${labelWords(after.intent)} ${percent(after.confidence)}`} tone="plain" />}
      </div>
      <p className={styles.why}>{whyWords(ticket).join(' ')}</p>
    </li>
  );
});

function Step({ from, to, tone }: { readonly from: string; readonly to: string; readonly tone: ChipTone }) {
  return (
    <span className={styles.step}>
      <span className={styles.was}>{from}</span>
      <ArrowRight aria-label="becomes" />
      <Chip tone={tone}>{to}</Chip>
    </span>
  );
}
