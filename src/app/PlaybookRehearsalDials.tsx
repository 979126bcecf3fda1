import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { addUp, dialOf, lowestDial, nothingAnswered, QueueAutomation, turnDial, type Automation, type AutomationCases } from '../triage/automation.ts';
import { staffing, type Staffing } from '../triage/staffing.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count } from '../ui/format-time.ts';
import { Slider } from '../ui/Slider.tsx';
import { PlaybookRehearsalDial } from './PlaybookRehearsalDial.tsx';
import { peopleWords } from './rehearsal-words.ts';
import styles from './PlaybookRehearsal.module.css';

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
                automation={automation.get(queue.id) ?? nothingAnswered}
                people={people.queues.get(queue.id) ?? null}
                isChosen={chosenQueue?.id === queue.id}
                onChoose={setChosen}
                onTurn={turn}
              />
            );
          })}
        </div>
        <PlaybookRehearsalDial queue={chosenQueue} queues={queues} playbook={playbook} cases={cases} automation={chosenQueue === null ? whole : (automation.get(chosenQueue.id) ?? nothingAnswered)} people={chosenQueue === null ? people.desk : (people.queues.get(chosenQueue.id) ?? people.desk)} onTurn={turn} />
      </div>
    </section>
  );
}

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
            Follow the desk
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
