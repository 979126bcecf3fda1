import { useCallback, useMemo } from 'react';
import { hitsInterval } from '../evaluation/poisson-binomial.ts';
import { exactInterval } from '../evaluation/proportion-bounds.ts';
import { intervalWords, shareWords } from '../evaluation/ui/share-words.ts';
import type { Playbook, Queue } from '../playbook/playbook.ts';
import { addUp, dialOf, lowestDial, nothingAnswered, type Automation, type AutomationCases, type QueueAutomation } from '../triage/automation.ts';
import type { Staffing } from '../triage/staffing.ts';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { LineChart, type ChartPoint } from '../ui/LineChart.tsx';
import { peopleWords } from './rehearsal-words.ts';
import styles from './PlaybookRehearsal.module.css';

const steps = 100;
/** Fewer labels than this say nothing about a threshold. */
const fewestLabels = 20;

/** The curve of one dial with its numbers. */
export function PlaybookRehearsalDial({
  queue,
  queues,
  playbook,
  cases,
  automation,
  people,
  onTurn,
}: {
  readonly queue: Queue | null;
  readonly queues: ReadonlyMap<string, QueueAutomation>;
  readonly playbook: Playbook;
  readonly cases: AutomationCases;
  readonly automation: Automation;
  readonly people: Staffing;
  readonly onTurn: (id: string | null, sure: number | null) => void;
}) {
  const id = queue?.id ?? null;
  const { sure } = dialOf(playbook, queue);
  const lowest = lowestDial(playbook, queue);
  const at = useCallback(
    (threshold: number): Automation => {
      if (id !== null) return queues.get(id)?.at(threshold) ?? nothingAnswered;
      // A queue with a dial of its own stays where it stands.
      return addUp(Array.from(queues, ([each, its]) => {
        const dial = dialOf(playbook, playbook.queues.find((one) => one.id === each) ?? null);
        return its.at(dial.own ? dial.sure : threshold);
      }));
    },
    [id, queues, playbook],
  );
  const curve = useMemo(() => {
    const points: { readonly threshold: number; readonly share: number; readonly expected: number; readonly observed: number | null }[] = [];
    const seen = new Set<number>();
    for (let step = steps; step >= 0; step--) {
      const threshold = Math.round((lowest + ((1 - lowest) * step) / steps) * 1000) / 1000;
      const { answered, tickets, expectedErrors, labelled, wrong } = at(threshold);
      const share = tickets === 0 ? 0 : answered / tickets;
      if (answered === 0 || seen.has(share)) continue;
      seen.add(share);
      points.push({ threshold, share, expected: (expectedErrors / answered) * 100, observed: labelled >= fewestLabels ? (wrong / labelled) * 100 : null });
    }
    return points;
  }, [at, lowest]);
  const { answered, tickets, expectedErrors, labelled, wrong } = automation;
  const errors = useMemo(() => {
    const chances = id === null ? Array.from(queues, ([each, its]) => its.errorsAt(dialOf(playbook, playbook.queues.find((one) => one.id === each) ?? null).sure)).flat() : (queues.get(id)?.errorsAt(sure) ?? []);
    return hitsInterval(chances, 0.9);
  }, [id, queues, playbook, sure]);
  const observed = labelled === 0 ? null : exactInterval(wrong, labelled, 0.95);
  const expected: ChartPoint[] = curve.map(({ share, expected: y }) => ({ x: share, y }));
  const seen: ChartPoint[] = curve.flatMap(({ share, observed: y }) => (y === null ? [] : [{ x: share, y }]));
  const share = tickets === 0 ? 0 : answered / tickets;
  const most = Math.max(0.01, ...expected.map(({ x }) => x));
  const { team } = people;
  return (
    <div className={styles.detail}>
      <h3 className={styles.detailTitle}>{queue?.name ?? 'Whole desk'}, from {shareWords(sure, 0)} on</h3>
      {curve.length === 0 ? (
        <p className={styles.quiet}>No ticket here may be answered by itself, however sure the device is: its intents are drafted or written by a person.</p>
      ) : (
        <LineChart
          label="Wrong in 100 answered, by how much is answered"
          x={{ name: 'Answered by itself', format: (value) => shareWords(value, most < 0.08 ? 1 : 0), from: 0, to: most }}
          y={{ name: 'Wrong in 100 answered', format: (value) => value.toFixed(value < 10 ? 1 : 0), from: 0 }}
          series={[
            ...(seen.length > 0 ? [{ name: 'wrong as people labelled', tone: 'warn' as const, dashed: true, points: seen }] : []),
            { name: 'wrong in 100, expected', tone: 'accent', points: expected },
          ]}
          {...(answered > 0 ? { mark: { at: share, word: `${shareWords(sure, 0)} sure` } } : {})}
          onPick={(x) => {
            const point = curve.find((each) => each.share === x);
            if (point) onTurn(id, point.threshold);
          }}
        />
      )}
      <dl className={styles.figures}>
        <div>
          <dt>Answered by itself</dt>
          <dd>
            {count(answered)} <span>of {count(tickets)}</span>
          </dd>
        </div>
        <div>
          <dt>Expected to be wrong</dt>
          <dd>
            {answered === 0 ? '–' : expectedErrors.toFixed(expectedErrors < 10 ? 1 : 0)} {answered > 0 && <span>{errors.low === errors.high ? count(errors.low) : `${count(errors.low)} to ${count(errors.high)}`}, nine times in ten</span>}
          </dd>
        </div>
        <div>
          <dt>Wrong as people labelled</dt>
          <dd>
            {observed === null ? '–' : `${count(wrong)} of ${count(labelled)}`} <span>{observed === null ? 'nobody labelled one of these' : intervalWords(observed)}</span>
          </dd>
        </div>
        <div>
          <dt>Left to people a working day</dt>
          <dd>
            {dayCount(people.left)} <span>of {dayCount(people.perDay)} that come</span>
          </dd>
        </div>
        <div>
          <dt>People it takes</dt>
          <dd className={classes(team !== null && people.hours > team.hours && styles.short)}>
            {peopleWords(people.people)}{' '}
            <span>
              {people.hours.toFixed(1)} hours of work; {team === null ? 'no team is set' : `${plural(team.people, 'person', 'people')} with ${team.hours.toFixed(team.hours % 1 === 0 ? 0 : 1)} hours`}
            </span>
          </dd>
        </div>
      </dl>
      <p className={styles.aside}>Tickets a day are those of {days(cases.period)}. Drafts are counted as work like any other.</p>
    </div>
  );
}

function dayCount(tickets: number): string {
  return tickets >= 10 ? count(Math.round(tickets)) : tickets.toFixed(1);
}

const dates = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

function days({ from, to }: { readonly from: number; readonly to: number }): string {
  return dates.formatRange(from, to);
}
