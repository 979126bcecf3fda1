import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { hitsInterval } from '../evaluation/poisson-binomial.ts';
import { exactInterval } from '../evaluation/proportion-bounds.ts';
import { intervalWords, shareWords } from '../evaluation/ui/share-words.ts';
import type { Playbook, Queue } from '../playbook/playbook.ts';
import { addUp, dialOf, lowestDial, QueueAutomation, turnDial, type Automation, type AutomationCases } from '../triage/automation.ts';
import { staffing, type Staffing } from '../triage/staffing.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { LineChart, type ChartPoint } from '../ui/LineChart.tsx';
import { Slider } from '../ui/Slider.tsx';
import styles from './PlaybookRehearsal.module.css';

const steps = 100;
/** Fewer labels than this say nothing about a threshold. */
const fewestLabels = 20;

/** The desk's row among those of its queues. */
const desk = null;

/**
 * How sure the device must be to answer by itself, for the desk and for each queue: what that answers, how much of it is expected to be
 * wrong, and how many people the rest takes.
 */
export function PlaybookRehearsalDials({ cases, casesKey, playbook, onChange }: { readonly cases: AutomationCases; readonly casesKey: string; readonly playbook: Playbook; readonly onChange: (next: Playbook) => void }) {
  const [chosen, setChosen] = useState<string | null>(desk);
  // By its name: each result brings a copy of the same cases.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  const queues = useMemo(() => new Map(cases.queues.map((each) => [each.queue, new QueueAutomation(each)])), [casesKey]);
  const sureOf = useCallback((id: string, dialled: Playbook): number => dialOf(dialled, dialled.queues.find((queue) => queue.id === id) ?? null).sure, []);
  const automation = useMemo(() => new Map(Array.from(queues, ([id, queue]) => [id, queue.at(sureOf(id, playbook))])), [queues, playbook, sureOf]);
  const people = useMemo(() => staffing(playbook, cases, automation), [playbook, cases, automation]);
  const latest = useRef({ playbook, onChange });
  useEffect(() => {
    latest.current = { playbook, onChange };
  });
  const turn = useCallback((id: string | null, sure: number | null) => {
    const { playbook: last, onChange: change } = latest.current;
    const next = turnDial(last, id, sure);
    // Two turns may come before the next render.
    latest.current = { playbook: next, onChange: change };
    change(next);
  }, []);
  const whole = addUp([...automation.values()]);
  const chosenQueue = playbook.queues.find(({ id }) => id === chosen) ?? null;
  return (
    <section className={styles.section} aria-label="Answered by itself">
      <div>
        <h2 className={styles.heading}>How sure to be before answering alone</h2>
        <p className={styles.note}>Only calm tickets whose intent may be answered by itself count; an escalated one never is. Expected errors come from the model’s own calibrated confidence.</p>
      </div>
      <div className={styles.dials}>
        <div className={styles.rows} role="group" aria-label="Dials">
          <Row id={desk} name="Whole desk" sure={playbook.thresholds.sure} own lowest={lowestDial(playbook, null)} automation={whole} people={people.desk} isChosen={chosenQueue === null} onChoose={setChosen} onTurn={turn} />
          {playbook.queues.map((queue) => {
            const { sure, own } = dialOf(playbook, queue);
            return (
              <Row
                key={queue.id}
                id={queue.id}
                name={queue.name}
                sure={sure}
                own={own}
                lowest={lowestDial(playbook, queue)}
                automation={automation.get(queue.id) ?? none}
                people={people.queues.get(queue.id) ?? null}
                isChosen={chosenQueue?.id === queue.id}
                onChoose={setChosen}
                onTurn={turn}
              />
            );
          })}
        </div>
        <Detail queue={chosenQueue} queues={queues} playbook={playbook} cases={cases} automation={chosenQueue === null ? whole : (automation.get(chosenQueue.id) ?? none)} people={chosenQueue === null ? people.desk : (people.queues.get(chosenQueue.id) ?? people.desk)} onTurn={turn} />
      </div>
    </section>
  );
}

const none: Automation = { tickets: 0, answered: 0, expectedErrors: 0, labelled: 0, wrong: 0 };

interface RowProps {
  readonly id: string | null;
  readonly name: string;
  readonly sure: number;
  /** Not the desk's. */
  readonly own: boolean;
  readonly lowest: number;
  readonly automation: Automation;
  readonly people: Staffing | null;
  readonly isChosen: boolean;
  readonly onChoose: (id: string | null) => void;
  readonly onTurn: (id: string | null, sure: number | null) => void;
}

const Row = memo(
  function Row({ id, name, sure, own, lowest, automation: { tickets, answered, expectedErrors }, people, isChosen, onChoose, onTurn }: RowProps) {
    const able = people?.team ?? null;
    const isShort = able !== null && (people?.hours ?? 0) > able.hours;
    return (
      <div className={classes(styles.row, isChosen && styles.rowChosen, id === null && styles.rowDesk)}>
        <button type="button" className={styles.rowName} aria-pressed={isChosen} onClick={() => onChoose(id)}>
          {name}
        </button>
        <Slider
          className={styles.rowSlider ?? ''}
          label={`${name}: sure from`}
          value={sure}
          min={Math.min(lowest, sure)}
          max={1}
          step={0.01}
          muted={!own}
          onChange={(next) => {
            onChoose(id);
            onTurn(id, next);
          }}
        />
        <span className={styles.rowSure}>{shareWords(sure, 0)}</span>
        <span className={styles.rowFigure}>
          <b>{tickets === 0 ? '–' : shareWords(answered / tickets, 0)}</b> answered
        </span>
        <span className={styles.rowFigure}>
          <b>{answered === 0 ? '–' : perHundred(expectedErrors, answered)}</b> wrong in 100
        </span>
        <span className={classes(styles.rowFigure, isShort && styles.short)}>
          <b>{people === null ? '–' : peopleWords(people.people)}</b> {isShort ? `people, ${count(able.people)} ${id === null ? 'there' : 'can'}` : 'people'}
        </span>
        {id !== null && own ? (
          <Button size="small" variant="quiet" className={styles.rowReset ?? ''} onPress={() => onTurn(id, null)}>
            As the desk
          </Button>
        ) : (
          <span className={styles.rowReset}>{id === null ? '' : 'as the desk'}</span>
        )}
      </div>
    );
  },
  (a, b) => (Object.keys(a) as (keyof RowProps)[]).every((key) => (key === 'automation' || key === 'people' ? JSON.stringify(a[key]) === JSON.stringify(b[key]) : a[key] === b[key])),
);

function perHundred(errors: number, answered: number): string {
  return ((errors / answered) * 100).toFixed(1);
}

function peopleWords(people: number): string {
  if (people > 0 && people < 0.05) return 'under 0.1';
  return people >= 10 ? count(Math.round(people)) : people.toFixed(1);
}

/** The curve of one dial with its numbers. */
function Detail({
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
      if (id !== null) return queues.get(id)?.at(threshold) ?? none;
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
