import { useLiveQuery } from 'dexie-react-hooks';
import Database from 'lucide-react/icons/database';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useLocation } from 'wouter';
import type { DatasetSummary } from '../datasets/dataset.ts';
import { listDatasets } from '../storage/save-datasets.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural, shortTime } from '../ui/format-time.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { studioDataOf, type StudioData as Data, type StudioDataStep } from './studio-data.ts';
import { studioOf } from './studio-desk.ts';
import { StudioDataMapping } from './StudioDataMapping.tsx';
import { useNow } from './use-now.ts';
import page from './StudioView.module.css';
import styles from './StudioData.module.css';

/** What there is to learn from, and how more of it comes in. */
export function StudioData() {
  const desk = useDesk();
  const data = studioDataOf(desk);
  const { step, problem } = useStore(data);
  const datasets = useLiveQuery(() => listDatasets(desk.db), [desk]);
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>Data</h1>
          <p className={page.note}>Texts with labels that somebody gave them. They stay in this browser.</p>
        </div>
        {step.status === 'idle' && <Ways data={data} />}
      </header>
      {problem !== null && (
        <p className={page.problem} role="alert">
          {problem}
        </p>
      )}
      {step.status === 'mapping' && <StudioDataMapping key={step.file.name} step={step} data={data} />}
      {(step.status === 'looking' || step.status === 'reading') && <Busy step={step} onStop={() => data.back()} />}
      {step.status === 'idle' && datasets?.length === 0 && (
        <EmptyState icon={<Database />} title="No dataset yet" actions={<Button variant="primary" onPress={() => void data.useSample()}>Try the sample requests</Button>}>
          A CSV or JSONL file with a column of texts and a column of labels, a Rasa training file, or the tickets you have labelled here.
        </EmptyState>
      )}
      {datasets !== undefined && datasets.length > 0 && <Datasets datasets={datasets} />}
    </div>
  );
}

function Ways({ data }: { readonly data: Data }) {
  return (
    <div className={page.actions}>
      <FileTrigger acceptedFileTypes={['.csv', '.tsv', '.json', '.jsonl', '.yml', '.yaml', '.txt']} onSelect={(files) => void (files?.[0] && data.look(files[0]))}>
        <Button variant="primary">Choose a file</Button>
      </FileTrigger>
      <Button onPress={() => void data.useTickets()}>Use labelled tickets</Button>
      <Button onPress={() => void data.useSample()}>Sample requests</Button>
    </div>
  );
}

function Busy({ step, onStop }: { readonly step: Extract<StudioDataStep, { status: 'looking' | 'reading' }>; readonly onStop: () => void }) {
  const progress = step.status === 'reading' ? step.progress : null;
  const words = step.status === 'looking' ? 'Looking at' : progress?.status === 'saving' ? 'Saving' : 'Reading';
  return (
    <div className={styles.busy}>
      <p role="status">
        {words} {step.name}
        {progress === null ? '' : `: ${plural(progress.rows, 'row')}`}
      </p>
      <ProgressBar label={words} done={progress?.bytesRead ?? 0} total={progress === null ? null : progress.bytes} />
      <Button onPress={onStop}>Cancel</Button>
    </div>
  );
}

function Datasets({ datasets }: { readonly datasets: readonly DatasetSummary[] }) {
  const studio = studioOf(useDesk());
  const { chosen } = useStore(studio);
  const [, navigate] = useLocation();
  const now = useNow();
  return (
    <ul role="list" className={styles.list} aria-label="Datasets">
      {datasets.map((dataset) => (
        <li key={dataset.id} className={styles.dataset}>
          <div className={page.headWords}>
            <h2 className={styles.name}>{dataset.name}</h2>
            <p className={page.aside}>
              {plural(dataset.rows, 'row')} from {dataset.source === 'desk' ? 'this desk' : dataset.source}, {shortTime(dataset.createdAt, now)}
              {dataset.version > 1 ? `, version ${dataset.version}` : ''}, <span className={styles.hash}>{dataset.hash.slice(0, 8)}</span>
            </p>
          </div>
          <ul role="list" className={styles.columns} aria-label={`Label columns of ${dataset.name}`}>
            {dataset.columns.map((column) => {
              const isChosen = chosen?.summary.id === dataset.id && chosen.column === column.name;
              return (
                <li key={column.name} className={classes(styles.column, isChosen && styles.chosen)}>
                  <div className={styles.columnWords}>
                    <span className={styles.columnName}>{column.name}</span>
                    <span className={page.aside}>
                      {plural(column.labels.length, 'label')}
                      {column.unlabelled > 0 ? `, ${count(column.unlabelled)} rows without` : ''}
                    </span>
                    <Shares labels={column.labels} />
                  </div>
                  <Button
                    {...(isChosen ? { variant: 'primary' as const } : {})}
                    onPress={() => {
                      studio.choose({ summary: dataset, column: column.name });
                      navigate('/studio/train');
                    }}
                  >
                    {isChosen ? 'Go on' : 'Learn this'}
                  </Button>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** How the rows fall on the labels, as one bar. */
function Shares({ labels }: { readonly labels: DatasetSummary['columns'][number]['labels'] }) {
  return (
    <span className={styles.shares} aria-hidden="true">
      {labels.slice(0, 60).map(({ name, rows }) => (
        <span key={name} style={{ flexGrow: rows }} />
      ))}
    </span>
  );
}
