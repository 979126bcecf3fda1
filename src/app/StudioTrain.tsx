import { useState } from 'react';
import { useLocation } from 'wouter';
import FlaskConical from 'lucide-react/icons/flask-conical';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { TrainPoint } from '../studio/studio-job.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { LineChart } from '../ui/LineChart.tsx';
import { Select } from '../ui/Select.tsx';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import type { StudioClientStep } from './studio-client.ts';
import { studioOf, type FinishedTraining, type RunningTraining, type StudioChoice } from './studio-desk.ts';
import { preparingWords } from './studio-step-words.ts';
import page from './StudioView.module.css';
import styles from './StudioTrain.module.css';

const shares = [
  { id: '0.1', label: '10%' },
  { id: '0.2', label: '20%' },
  { id: '0.3', label: '30%' },
];

/** From labelled rows to a model, before one's eyes. */
export function StudioTrain() {
  const desk = useDesk();
  const studio = studioOf(desk);
  const { chosen, training, problem, finished } = useStore(studio);
  const [, navigate] = useLocation();
  const [heldOut, setHeldOut] = useState('0.2');
  const [readsMeaning, setReadsMeaning] = useState(true);
  if (chosen === null && training === null && finished === null) {
    return (
      <EmptyState level={1} icon={<FlaskConical />} title="Choose what to learn from" actions={<Button variant="primary" onPress={() => navigate('/studio')}>Choose a dataset</Button>}>
        A file of texts with labels, or the tickets labelled at this desk.
      </EmptyState>
    );
  }
  const column = chosen?.summary.columns.find(({ name }) => name === chosen.column);
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>Train</h1>
          {chosen !== null && <ChoiceWords choice={chosen} />}
        </div>
        <div className={page.actions}>
          {training === null ? (
            <Button
              {...(finished === null ? { variant: 'primary' as const } : {})}
              isDisabled={column === undefined}
              onPress={() => void studio.train({ name: column === undefined || column.kind === 'custom' ? (column?.name ?? 'head') : column.kind, seed: 1, heldOut: Number(heldOut), readsMeaning })}
            >
              {finished === null ? 'Train' : 'Train again'}
            </Button>
          ) : (
            <Button onPress={() => studio.stop()}>Stop</Button>
          )}
        </div>
      </header>
      {problem !== null && (
        <p className={page.problem} role="alert">
          {problem}
        </p>
      )}
      {training === null ? (
        <div className={styles.settings}>
          <Select label="Held out to judge by" options={shares} value={heldOut} onChange={setHeldOut} />
          <div className={styles.reads}>
            <Checkbox checked={readsMeaning} onChange={setReadsMeaning}>
              Read the meaning of sentences too
            </Checkbox>
            <p className={page.aside}>Better with few examples, and a little slower at triage.</p>
          </div>
        </div>
      ) : (
        <Running training={training} />
      )}
      {training === null && finished !== null && <Finished finished={finished} onReport={() => navigate('/studio/report')} />}
    </div>
  );
}

function ChoiceWords({ choice: { summary, column } }: { readonly choice: StudioChoice }) {
  const own = summary.columns.find(({ name }) => name === column);
  return (
    <p className={page.note}>
      {summary.name}, column “{column}”: {plural(summary.rows - (own?.unlabelled ?? 0), 'row')}, {plural(own?.labels.length ?? 0, 'label')}
    </p>
  );
}

/** What a training is at, in words. */
function stepWords(step: StudioClientStep | null): string {
  const preparing = preparingWords(step);
  if (preparing !== null) return preparing;
  switch (step?.status) {
    case 'counting':
      return `Counting words: ${count(step.done)} of ${plural(step.total, 'text')}`;
    case 'calibrating':
      return `Learning how sure to be${step.folds === 1 ? '' : `: part ${step.fold} of ${step.folds}`}${step.accuracy === null ? '' : `, ${shareWords(step.accuracy)} right`}`;
    case 'training':
      return `Pass ${step.pass} of ${step.passes}`;
    case 'judging':
      return 'Judging by the rows held out';
    // Of other jobs.
    default:
      return 'Training';
  }
}

/** The stages of a training in their order, with the room each has in the bar: about its share of the time. */
const stages = [
  { name: 'Read', room: 3, of: ['loading', 'reading', 'grouping', 'counting'] },
  { name: 'Calibrate', room: 5, of: ['calibrating'] },
  { name: 'Learn', room: 3, of: ['training'] },
  { name: 'Judge', room: 1, of: ['judging'] },
];

/** How far a training is, stage by stage: what is done stays done. */
function Stages({ step }: { readonly step: StudioClientStep | null }) {
  const at = Math.max(0, stages.findIndex(({ of }) => step !== null && of.includes(step.status)));
  const within = step !== null && 'done' in step && step.total > 0 ? Math.min(1, step.done / step.total) : null;
  // Reading has parts of its own; only reading sentences takes long enough to be watched.
  const share = step?.status === 'grouping' || step?.status === 'counting' ? 1 : within;
  const room = stages.reduce((sum, stage) => sum + stage.room, 0);
  const before = stages.slice(0, at).reduce((sum, stage) => sum + stage.room, 0);
  const reached = (before + (stages[at]?.room ?? 0) * (share ?? 0)) / room;
  return (
    <div className={styles.stages} role="progressbar" aria-label="Training" aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(reached * 100)} aria-valuetext={stepWords(step)}>
      {stages.map(({ name, room: own }, number) => (
        <div key={name} className={classes(styles.stage, number === at && styles.here, number < at && styles.past)} style={{ flexGrow: own }}>
          <span className={styles.track}>
            <span className={classes(styles.fill, number === at && share === null && styles.unknown)} style={{ transform: `scaleX(${number < at ? 1 : number > at ? 0 : (share ?? 1)})` }} />
          </span>
          <span className={styles.stageName}>{name}</span>
        </div>
      ))}
    </div>
  );
}

/** Rate and time left, as far as they are known. */
function paceWords(step: StudioClientStep | null): string {
  if (step?.status !== 'training') return '';
  const { examplesPerSecond, secondsLeft } = step;
  return [
    ...(examplesPerSecond > 0 ? [`${count(Math.round(examplesPerSecond / 100) * 100)} examples a second`] : []),
    ...(secondsLeft !== null && secondsLeft >= 1 ? [`${Math.ceil(secondsLeft)} s left`] : []),
  ].join(', ');
}

function Running({ training: { step, curve } }: { readonly training: RunningTraining }) {
  const passes = step?.status === 'training' ? step.passes : null;
  return (
    <section className={page.section} aria-label="Training">
      <div className={styles.state}>
        <span className={styles.doing} role="status">
          {stepWords(step)}
        </span>
        <span className={page.aside}>{paceWords(step)}</span>
      </div>
      <Stages step={step} />
      <p className={classes(page.aside, styles.where)}>{step?.status === 'training' ? step.trainer : 'On this device, in a worker of its own'}. Nothing leaves it.</p>
      {curve.length > 0 && <Curves curve={curve} passes={passes} />}
    </section>
  );
}

/** `passes` is how many there will be, so that the axis stays while the line grows. */
function Curves({ curve, passes }: { readonly curve: readonly TrainPoint[]; readonly passes: number | null }) {
  const across = { name: 'Pass', format: String, whole: true, from: 1, to: Math.max(2, passes ?? curve.at(-1)?.pass ?? 2) };
  // To the ten percent below the least that was seen: an axis that begins at the line would make much of little.
  const least = curve.reduce((low, { validation }) => Math.min(low, validation), 1);
  const from = Math.max(0, Math.floor(least * 10 - 0.5) / 10);
  return (
    <div className={page.two}>
      <LineChart label="Right among the rows held out" x={across} y={{ name: 'Right', format: (value) => shareWords(value, 0), from, to: 1 }} series={[{ name: 'held out', tone: 'accent', dots: true, points: curve.map(({ pass, validation }) => ({ x: pass, y: validation })) }]} />
      <LineChart label="Loss over the rows it learns from (squared hinge)" x={across} y={{ name: 'Loss', format: (value) => value.toFixed(2), from: 0 }} series={[{ name: 'loss', tone: 'warn', dots: true, points: curve.map(({ pass, loss }) => ({ x: pass, y: loss })) }]} />
    </div>
  );
}

function Finished({ finished: { report, seconds: took, curve, of, version }, onReport }: { readonly finished: FinishedTraining; readonly onReport: () => void }) {
  const { judgement } = report;
  const seconds = took.reading + took.training + took.judging;
  return (
    <section className={page.section} aria-label="The last training">
      <div className={page.head}>
        <div className={page.headWords}>
          <h2 className={page.heading}>
            {judgement.accuracy === null ? 'Trained' : `${shareWords(judgement.accuracy.value)} right`} on {count(judgement.rows)} rows it has not seen
          </h2>
          <p className={page.aside}>
            {of.name}, “{of.column}”: learnt from {plural(report.trainingRows, 'row')} in {seconds.toFixed(1)} s, kept as {version.name} {version.number}
          </p>
        </div>
        <Button variant="primary" onPress={onReport}>
          Read the report
        </Button>
      </div>
      <Curves curve={curve} passes={null} />
    </section>
  );
}
