import { useLiveQuery } from 'dexie-react-hooks';
import Database from 'lucide-react/icons/database';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { listDatasets } from '../storage/save-datasets.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { studioDataOf, type StudioData as Data, type StudioDataStep } from './studio-data.ts';
import { StudioDataList } from './StudioDataList.tsx';
import { StudioDataMapping } from './StudioDataMapping.tsx';
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
        {step.status === 'idle' && <Ways data={data} isEmpty={datasets?.length === 0} />}
      </header>
      {problem !== null && (
        <p className={page.problem} role="alert">
          {problem}
        </p>
      )}
      {step.status === 'mapping' && <StudioDataMapping key={step.file.name} step={step} data={data} />}
      {(step.status === 'looking' || step.status === 'reading') && <Busy step={step} onStop={() => data.back()} />}
      {step.status === 'idle' && datasets?.length === 0 && (
        <EmptyState icon={<Database />} title="No dataset yet" actions={<Button variant="primary" onPress={() => void data.useSample()}>Try 3,000 sample requests</Button>}>
          Choose a CSV or JSONL file with a column of texts and one of labels, or a Rasa training file. To see how it goes first, take requests to a shop that we wrote and labelled.
        </EmptyState>
      )}
      {datasets !== undefined && datasets.length > 0 && <StudioDataList datasets={datasets} data={data} />}
    </div>
  );
}

function Ways({ data, isEmpty }: { readonly data: Data; readonly isEmpty: boolean }) {
  return (
    <div className={page.actions}>
      <FileTrigger acceptedFileTypes={['.csv', '.tsv', '.json', '.jsonl', '.yml', '.yaml', '.txt']} onSelect={(files) => void (files?.[0] && data.look(files[0]))}>
        <Button {...(isEmpty ? {} : { variant: 'primary' as const })}>Choose a file</Button>
      </FileTrigger>
      <Button onPress={() => void data.useTickets()}>Use labelled tickets</Button>
      {/* Where there is nothing yet it is offered below. */}
      {!isEmpty && <Button onPress={() => void data.useSample()}>Sample requests</Button>}
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
