import { useLiveQuery } from 'dexie-react-hooks';
import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DatasetSummary } from '../datasets/dataset.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { listHeadVersions } from '../storage/save-heads.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { count, plural, shortTime } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import type { StudioData } from './studio-data.ts';
import { studioOf } from './studio-desk.ts';
import { useNow } from './use-now.ts';
import page from './StudioView.module.css';
import styles from './StudioData.module.css';

/** Models named before the rest is counted. */
const namedAtMost = 4;

/** The datasets that are there, what each could teach, and the way to be rid of one. */
export function StudioDataList({ datasets, data }: { readonly datasets: readonly DatasetSummary[]; readonly data: StudioData }) {
  const desk = useDesk();
  const studio = studioOf(desk);
  const { chosen, training } = useStore(studio);
  const versions = useLiveQuery(() => listHeadVersions(desk.db), [desk]) ?? [];
  const [asking, setAsking] = useState<DatasetSummary | null>(null);
  const learntFrom = (root: string): readonly HeadVersion[] => versions.filter(({ trainedOn }) => trainedOn.root === root);
  // What nothing depends on goes at once: it can be undone.
  const remove = (dataset: DatasetSummary): void => (learntFrom(dataset.root).length > 0 ? setAsking(dataset) : void data.remove(dataset));
  const [, navigate] = useLocation();
  const now = useNow();
  return (
    <>
      <ul role="list" className={styles.list} aria-label="Datasets">
        {datasets.map((dataset) => (
          <li key={dataset.id} className={styles.dataset}>
            <div className={styles.head}>
              <div className={page.headWords}>
                <h2 className={styles.name}>{dataset.name}</h2>
                <p className={page.aside}>
                  {plural(dataset.rows, 'row')} from {dataset.source === 'desk' ? 'this desk' : dataset.source}, {shortTime(dataset.createdAt, now)}
                  {dataset.version > 1 ? `, version ${dataset.version}` : ''}, <span className={styles.hash}>{dataset.hash.slice(0, 8)}</span>
                </p>
              </div>
              <Button size="small" variant="quiet" aria-label={`Remove ${dataset.name}`} isDisabled={training?.of.summary.root === dataset.root} onPress={() => remove(dataset)}>
                Remove
              </Button>
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
      {asking !== null && <Removing dataset={asking} versions={learntFrom(asking.root)} onClose={() => setAsking(null)} onRemove={() => void data.remove(asking)} />}
    </>
  );
}

/** What goes with a dataset, said before it goes. */
function Removing({ dataset, versions, onClose, onRemove }: { readonly dataset: DatasetSummary; readonly versions: readonly HeadVersion[]; readonly onClose: () => void; readonly onRemove: () => void }) {
  const names = versions.slice(0, namedAtMost).map(({ name, number }) => `${name} ${number}`);
  const more = versions.length - names.length;
  const isOne = versions.length === 1;
  return (
    <Dialog
      title={`Remove “${dataset.name}”?`}
      open
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onPress={() => {
              onRemove();
              onClose();
            }}
          >
            Remove
          </Button>
        </>
      }
    >
      <p className={styles.words}>
        {plural(versions.length, 'model')} learnt from it: {names.join(', ')}
        {more > 0 ? ` and ${count(more)} more` : ''}. {isOne ? 'It stays, and answers as before. But it' : 'They stay, and answer as before. But they'} can not be retrained with new labels, and the texts behind {isOne ? 'its' : 'their'} figures can not be read any more.
      </p>
    </Dialog>
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
