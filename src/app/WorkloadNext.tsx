import { useCallback, useRef, useState, type KeyboardEvent } from 'react';
import { Link, useLocation } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format-time.ts';
import { useMedia } from '../ui/media.ts';
import type { AwaitedAnswer } from '../sla/workload.ts';
import { isOpenUntil, sayMinutes, sayWhen } from '../sla/ui/say-due.ts';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { useSeconds } from './use-seconds.ts';
import { countdown, countListed, isListed, stepNames, type ShownStep } from './workload-words.ts';
import type { FilterProps } from './WorkloadView.tsx';
import styles from './WorkloadView.module.css';

/** Tickets listed at first (fewer where the queues stand below them), and how many more at a time. */
const page = { wide: 25, narrow: 8, more: 100 } as const;
/** As in the style sheet. */
const oneColumn = '(max-width: 1239px)';

/** The tickets under the filter, what is due first at the top. */
export function WorkloadNext({ workload, filter, onFilter }: FilterProps) {
  const desk = useDesk();
  const [, navigate] = useLocation();
  const narrow = useMedia(oneColumn);
  const [more, setMore] = useState(0);
  const shown = (narrow ? page.narrow : page.wide) + more;
  const list = useRef<HTMLUListElement>(null);
  const listed = workload.awaited.filter((each) => isListed(each, filter));
  const total = countListed(workload, filter);
  const names = new Map(workload.queues.map(({ id, name }) => [id, name]));
  const queueName = filter.queue === null ? null : (names.get(filter.queue) ?? filter.queue);
  const heading = filter.step === null ? 'Due next' : filter.step === 'today' ? 'Later today' : stepNames[filter.step];

  const move = useCallback((by: 1 | -1) => {
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const at = links.findIndex((link) => link === document.activeElement);
    const next = at === -1 ? (by === 1 ? 0 : -1) : Math.max(0, Math.min(links.length - 1, at + by));
    links.at(next)?.focus();
  }, []);
  useCommands([
    { id: 'workload-down', label: 'Next ticket', group: 'List', keys: 'j', keyOnly: true, run: () => move(1) },
    { id: 'workload-up', label: 'Previous ticket', group: 'List', keys: 'k', keyOnly: true, run: () => move(-1) },
  ]);
  function pressed(event: KeyboardEvent): void {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    move(event.key === 'ArrowDown' ? 1 : -1);
  }

  function toInbox(): void {
    desk.inbox.setFilter({ tab: 'open', sort: 'due', queue: filter.queue, text: filter.step === null ? 'due:any -due:overdue' : searches[filter.step] });
    navigate('/');
  }

  return (
    <section className={styles.next} aria-label="Due next">
      <div className={styles.nextHead}>
        <h2 className={styles.heading}>
          {heading}
          {queueName !== null && ` in ${queueName}`} <span className={styles.of}>{count(total)}</span>
        </h2>
        {(filter.queue !== null || filter.step !== null) && (
          <Button size="small" variant="quiet" onPress={() => onFilter({ queue: null, step: null })}>
            Show all
          </Button>
        )}
        {total > 0 && (
          <Button size="small" variant="quiet" onPress={toInbox}>
            In the inbox
          </Button>
        )}
      </div>
      {listed.length === 0 ? (
        <div className={styles.none}>
          <p>{filter.step === null ? 'Nothing is due.' : 'None.'}</p>
          {filter.step === null && countListed(workload, { ...filter, step: 'breached' }) > 0 && (
            <Button size="small" onPress={() => onFilter({ ...filter, step: 'breached' })}>
              {`Show ${count(countListed(workload, { ...filter, step: 'breached' }))} overdue`}
            </Button>
          )}
        </div>
      ) : (
        <ul ref={list} role="list" className={styles.tickets} onKeyDown={pressed}>
          {listed.slice(0, shown).map((answer) => (
            <li key={answer.id}>
              <Ticket answer={answer} countedAt={workload.at} queueName={names.get(answer.queue) ?? ''} />
            </li>
          ))}
        </ul>
      )}
      {shown < listed.length && (
        <Button size="small" variant="quiet" onPress={() => setMore(more + page.more)}>
          {`Show more of ${count(total)}`}
        </Button>
      )}
      {shown >= listed.length && listed.length < total && <p className={styles.none}>The first {count(listed.length)} are listed. The inbox has them all.</p>}
    </section>
  );
}

/** How the inbox is searched for the tickets of each step. */
const searches: Readonly<Record<ShownStep, string>> = {
  breached: 'due:overdue',
  hour: 'due:soon',
  fourHours: 'due:4h -due:soon',
  today: 'due:today -due:4h',
  later: 'due:any -due:overdue -due:today -due:4h',
};

function Ticket({ answer, countedAt, queueName }: { readonly answer: AwaitedAnswer; readonly countedAt: number; readonly queueName: string }) {
  const { inbox } = useDesk();
  const row = inbox.row(answer.id);
  const words = useSeconds((now) => countdown(answer, countedAt, now));
  const tone = useSeconds((now) => (now > answer.at ? 'breached' : answer.step));
  const subject = row?.subject ?? '';
  return (
    <Link href={`/ticket/${encodeURIComponent(answer.id)}`} className={styles.ticket ?? ''}>
      <span className={styles.subject}>{subject === '' ? 'No subject' : subject}</span>
      <span className={classes(styles.timer, tone === 'breached' && styles.timerOver, tone === 'hour' && styles.timerSoon)}>
        <span className="visually-hidden">{tone === 'breached' ? 'Overdue, ' : 'Due: '}</span>
        {words}
      </span>
      <span className={styles.who}>
        {row?.customerName} · {queueName}
        {row?.priority !== undefined && row.priority !== null && row.priority !== 'normal' && ` · ${row.priority}`}
      </span>
      <span className={styles.when}>{whenWords(answer, countedAt)}</span>
    </Link>
  );
}

/** Beside a countdown the time it ends at; beside that time what is left of opening hours. */
function whenWords({ at, left }: AwaitedAnswer, now: number): string {
  return now > at || isOpenUntil(at, left, now) ? sayWhen(at, now) : `${sayMinutes(left)} open time`;
}
