import { useState } from 'react';
import { useLocation } from 'wouter';
import FlaskConical from 'lucide-react/icons/flask-conical';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { TrainPoint } from '../studio/studio-job.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { LineChart } from '../ui/LineChart.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Select } from '../ui/Select.tsx';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import type { StudioClientStep } from './studio-client.ts';
import { studioOf, type FinishedTraining, type RunningTraining, type StudioChoice } from './studio-desk.ts';
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
              variant="primary"
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
  switch (step?.status) {
    case undefined:
      return 'Starting';
    case 'loading':
      return `Loading ${plural(step.rows, 'row')}`;
    case 'reading':
      return `Reading sentences: ${count(step.done)} of ${count(step.total)}`;
    case 'grouping':
      return `Looking for texts that say the same among ${count(step.rows)}`;
    case 'counting':
      return `Counting words: ${count(step.done)} of ${plural(step.total, 'text')}`;
    case 'calibrating':
      return `Learning how sure to be: part ${step.fold} of ${step.folds}${step.accuracy === null ? '' : `, ${shareWords(step.accuracy)} right`}`;
    case 'training':
      return `Pass ${step.pass} of ${step.passes}`;
    case 'judging':
      return 'Judging by the rows held out';
    // Of other jobs.
    case 'learning':
    case 'drawn':
      return 'Training';
  }
}

function Running({ training: { step, curve } }: { readonly training: RunningTraining }) {
  const going = step !== null && 'done' in step ? step : null;
  return (
    <section className={page.section} aria-label="Training">
      <div className={styles.state} role="status">
        <span className={styles.doing}>{stepWords(step)}</span>
        {step?.status === 'training' && (
          <span className={page.aside}>
            {step.examplesPerSecond > 0 ? `${count(Math.round(step.examplesPerSecond))} examples a second` : ''}
            {step.secondsLeft !== null && step.secondsLeft >= 1 ? `, ${Math.ceil(step.secondsLeft)} s left` : ''}
          </span>
        )}
      </div>
      <ProgressBar label="Training" done={going?.done ?? 0} total={going?.total ?? null} />
      <p className={page.aside}>{step?.status === 'training' ? step.trainer : 'On this device, in a worker of its own'}. Nothing leaves it.</p>
      {curve.length > 0 && <Curves curve={curve} />}
    </section>
  );
}

function Curves({ curve }: { readonly curve: readonly TrainPoint[] }) {
  const passes = { name: 'Pass', format: String };
  return (
    <div className={page.two}>
      <LineChart label="Right among the rows held out" x={passes} y={{ name: 'Right', format: (value) => shareWords(value) }} series={[{ name: 'held out', tone: 'accent', dots: true, points: curve.map(({ pass, validation }) => ({ x: pass, y: validation })) }]} />
      <LineChart label="Loss over the rows it learns from" x={passes} y={{ name: 'Loss', format: (value) => value.toFixed(2), from: 0 }} series={[{ name: 'squared hinge', tone: 'warn', dots: true, points: curve.map(({ pass, loss }) => ({ x: pass, y: loss })) }]} />
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
      <Curves curve={curve} />
    </section>
  );
}
