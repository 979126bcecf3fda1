import { Link } from 'wouter';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import type { QueueLoad } from '../sla/workload.ts';
import { sayDays, sayHours, sayOpening, sayWork, shownSteps, stepNames, type ShownStep } from './workload-words.ts';
import type { FilterProps } from './WorkloadView.tsx';
import styles from './WorkloadQueues.module.css';

/** Each queue drawn: what waits by when it is due, and its work beside the hours the team has for it. */
export function WorkloadQueues({ workload, filter, onFilter }: FilterProps) {
  const narrow = useMedia(breakpoints.narrow);
  const { queues, total, at } = workload;
  const most = Math.max(1, ...queues.map(({ waiting }) => waiting));
  const hours = Math.max(0.1, ...queues.map(({ work, hoursADay }) => Math.max(work, hoursADay ?? 0)));
  const choose = (queue: string, step: ShownStep | null): void => {
    const same = filter.queue === queue && filter.step === step;
    onFilter(same ? { queue: null, step: null } : { queue, step });
  };
  const parts = { at, most, hours, filter, choose };
  return (
    <section className={styles.section} aria-label="By queue">
      <h2 className={styles.heading}>By queue</h2>
      {narrow ? (
        <ul role="list" className={styles.cards}>
          {queues.map((queue) => (
            <li key={queue.id} className={styles.card}>
              <QueueCard queue={queue} {...parts} />
            </li>
          ))}
        </ul>
      ) : (
        <div className={styles.frame}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">Queue</th>
                <td className={styles.barCell} />
                {shownSteps.map((step) => (
                  <th key={step} scope="col" className={styles.number}>
                    <span className={classes(styles.swatch, styles[step])} aria-hidden="true" />
                    {stepNames[step].replace('Within ', '')}
                  </th>
                ))}
                <th scope="col">Work</th>
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <QueueRow key={queue.id} queue={queue} {...parts} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {total.hoursADay === null && total.work > 0 && (
        <p className={styles.note}>
          The playbook does not say who is in the team, with what skills and how many hours a day: with that you would see here how long the work takes. <Link href="/playbook/team">Describe the team</Link>
        </p>
      )}
    </section>
  );
}

interface QueueProps {
  readonly queue: QueueLoad;
  readonly at: number;
  /** Ends of the two scales: tickets and hours. */
  readonly most: number;
  readonly hours: number;
  readonly filter: FilterProps['filter'];
  readonly choose: (queue: string, step: ShownStep | null) => void;
}

function QueueRow({ queue, at, most, hours, filter, choose }: QueueProps) {
  const here = filter.queue === queue.id;
  return (
    <tr className={classes(here && styles.here)}>
      <th scope="row">
        <QueueName queue={queue} at={at} chosen={here && filter.step === null} choose={choose} />
      </th>
      <td className={styles.barCell} aria-hidden="true">
        <Bar queue={queue} most={most} />
      </td>
      {shownSteps.map((step) => (
        <td key={step} className={styles.number}>
          {queue.steps[step] === 0 ? (
            <span className={styles.zero}>0</span>
          ) : (
            <button type="button" className={classes(styles.figure, step === 'breached' && styles.over)} aria-pressed={here && filter.step === step} aria-label={`${queue.name}, ${stepNames[step]}: ${count(queue.steps[step])}`} onClick={() => choose(queue.id, step)}>
              {count(queue.steps[step])}
            </button>
          )}
        </td>
      ))}
      <td className={styles.work}>
        <Work queue={queue} hours={hours} />
      </td>
    </tr>
  );
}

function QueueCard({ queue, at, most, hours, filter, choose }: QueueProps) {
  const here = filter.queue === queue.id;
  return (
    <>
      <QueueName queue={queue} at={at} chosen={here && filter.step === null} choose={choose} />
      <Bar queue={queue} most={most} />
      <div className={styles.figures}>
        {shownSteps.filter((step) => queue.steps[step] > 0).map((step) => (
          <button key={step} type="button" className={classes(styles.figure, step === 'breached' && styles.over)} aria-pressed={here && filter.step === step} onClick={() => choose(queue.id, step)}>
            <span className={classes(styles.swatch, styles[step])} aria-hidden="true" />
            <strong>{count(queue.steps[step])}</strong> {stepNames[step].toLowerCase()}
          </button>
        ))}
      </div>
      <Work queue={queue} hours={hours} alone />
    </>
  );
}

function QueueName({ queue, at, chosen, choose }: Pick<QueueProps, 'queue' | 'at' | 'choose'> & { readonly chosen: boolean }) {
  return (
    <>
      <button type="button" className={styles.name} aria-pressed={chosen} onClick={() => choose(queue.id, null)}>
        {queue.name}
      </button>
      <span className={styles.opening}>
        <span className={classes(styles.dot, queue.opening.open && styles.open)} aria-hidden="true" />
        {sayOpening(queue.opening, at)}
      </span>
    </>
  );
}

/** What waits, by when it is due: the fuller a queue the longer its bar. */
function Bar({ queue: { waiting, steps }, most }: { readonly queue: QueueLoad; readonly most: number }) {
  if (waiting === 0) return <span className={styles.nothing}>Nobody waits</span>;
  return (
    <span className={styles.bar} style={{ width: `${(waiting / most) * 100}%` }}>
      {shownSteps.map((step) => steps[step] > 0 && <span key={step} className={styles[step]} style={{ flexGrow: steps[step] }} />)}
    </span>
  );
}

/** Hours of work as a bar, and a line where the team's day ends; `alone` where no heading says what it is. */
function Work({ queue, hours, alone = false }: { readonly queue: QueueLoad; readonly hours: number; readonly alone?: boolean }) {
  const { work, hoursADay, days } = queue;
  if (work === 0) return <span className={styles.nothing}>Nothing to do</span>;
  return (
    <span className={styles.effort} title={sayWork(queue)}>
      <span className={styles.track} aria-hidden="true">
        <span className={styles.fill} style={{ width: `${(work / hours) * 100}%` }} />
        {hoursADay !== null && hoursADay > 0 && <span className={styles.day} style={{ left: `${(hoursADay / hours) * 100}%` }} />}
      </span>
      <span className={styles.effortWords}>
        {sayHours(work)}
        {alone && ' of work'}
        {hoursADay !== null && (days === null ? <span className={styles.nobody}> · nobody has the skills</span> : ` · ${sayDays(days)} at ${sayHours(hoursADay)} a day`)}
      </span>
    </span>
  );
}
