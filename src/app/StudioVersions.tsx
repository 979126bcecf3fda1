import { useLiveQuery } from 'dexie-react-hooks';
import Layers from 'lucide-react/icons/layers';
import { useState } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useLocation } from 'wouter';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { writeModelCard } from '../registry/write-model-card.ts';
import { madeHereProblem } from '../inference/api.ts';
import { exportHead, importHead } from '../storage/exchange-heads.ts';
import { listPromotions } from '../storage/promote-head.ts';
import { listHeadVersions, noteHeadVersion, removeHeadVersion } from '../storage/save-heads.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Chip } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, fullTime, plural, shortTime } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { saveFile } from './import-view-save-file.ts';
import { deskSlot } from './promoted-head.ts';
import { useStore } from './store.ts';
import { studioOf } from './studio-desk.ts';
import { promoteVersion, rollBack, useShipped as giveToShipped } from './studio-promotion.ts';
import { StudioComparison } from './StudioComparison.tsx';
import { useNow } from './use-now.ts';
import page from './StudioView.module.css';
import styles from './StudioVersions.module.css';

/** Every model that was trained or brought here: which answers, how good each is, and the way from one to another. */
export function StudioVersions() {
  const desk = useDesk();
  const versions = useLiveQuery(() => listHeadVersions(desk.db), [desk]);
  const promotions = useLiveQuery(() => listPromotions(desk.db), [desk]);
  const engine = useStore(desk.engineState);
  const [compared, setCompared] = useState<readonly string[]>([]);
  const [, navigate] = useLocation();
  if (versions === undefined || promotions === undefined) return null;
  const inUse = new Set(promotions.flatMap(({ headId }) => (headId === null ? [] : [headId])));
  const desks = promotions.find(({ slot }) => slot === deskSlot);
  const refused = engine.status === 'ready' ? engine.info.problems.find((problem) => problem.startsWith(madeHereProblem)) : undefined;
  const pair = versions.filter(({ id }) => compared.includes(id));
  const bring = async (file: File): Promise<void> => {
    const brought = await importHead(desk.db, file);
    if (brought.ok) desk.notify({ text: brought.value.existing ? 'This model was here already' : `${brought.value.version.name} ${brought.value.version.number} is here; it answers for nothing yet` });
    else desk.notify({ text: brought.message, tone: 'bad', forMs: 15_000 });
  };
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>Versions</h1>
          <p className={page.note}>
            {refused ?? (desks?.headId == null ? 'Your tickets are read by the model that ships with Tabdesk.' : `Your tickets are read by ${nameOf(versions.find(({ id }) => id === desks.headId))}.`)}
          </p>
        </div>
        <div className={page.actions}>
          {(desks?.previous.length ?? 0) > 0 && <Button onPress={() => void rollBack(desk, deskSlot)}>Back to the one before</Button>}
          {desks?.headId != null && <Button onPress={() => void giveToShipped(desk)}>Use the one that ships</Button>}
          <FileTrigger acceptedFileTypes={['.tabdesk-head']} onSelect={(files) => void (files?.[0] && bring(files[0]))}>
            <Button>Import a model</Button>
          </FileTrigger>
        </div>
      </header>
      {versions.length === 0 ? (
        <EmptyState icon={<Layers />} title="No model was trained here yet" actions={<Button variant="primary" onPress={() => navigate('/studio/train')}>Train</Button>}>
          Each training is kept as a version, with its figures and what it learnt from.
        </EmptyState>
      ) : (
        <>
          {pair.length === 2 && pair[0] !== undefined && pair[1] !== undefined && <StudioComparison key={compared.join(' ')} later={pair[0]} earlier={pair[1]} onClose={() => setCompared([])} />}
          <ul role="list" className={styles.list} aria-label="Versions">
            {versions.map((version) => (
              <Version
                key={version.id}
                version={version}
                isUsed={inUse.has(version.id)}
                isCompared={compared.includes(version.id)}
                onCompare={(on) => setCompared(on ? [...compared, version.id].slice(-2) : compared.filter((id) => id !== version.id))}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function nameOf(version: HeadVersion | undefined): string {
  return version === undefined ? 'a model that is gone' : `${version.name} ${version.number}`;
}

const origins = { trained: 'trained here', imported: 'from a file', shipped: 'shipped', corrections: 'from corrections' } as const;

function Version({ version, isUsed, isCompared, onCompare }: { readonly version: HeadVersion; readonly isUsed: boolean; readonly isCompared: boolean; readonly onCompare: (on: boolean) => void }) {
  const desk = useDesk();
  const studio = studioOf(desk);
  const { finished } = useStore(studio);
  const [, navigate] = useLocation();
  const now = useNow();
  const { metrics, metadata, trainedOn } = version;
  const open = async (): Promise<void> => {
    const problem = await studio.openVersion(version.id);
    if (problem === null) navigate('/studio/report');
    else desk.notify({ text: problem, tone: 'bad' });
  };
  const pass = async (): Promise<void> => {
    const packed = await exportHead(desk.db, version.id);
    if (packed.ok) saveFile(packed.value.file, packed.value.name);
    else desk.notify({ text: packed.message, tone: 'bad' });
  };
  const remove = async (): Promise<void> => {
    const removed = await removeHeadVersion(desk.db, version.id);
    if (removed.ok) desk.undoStack.done(`${nameOf(version)} removed`, removed.value.undo);
    else desk.notify({ text: removed.message, tone: 'bad', forMs: 12_000 });
  };
  const note = async (words: string): Promise<void> => {
    if (words === version.notes) return;
    const noted = await noteHeadVersion(desk.db, version.id, words);
    if (noted.ok) desk.undoStack.done('Note changed', () => noteHeadVersion(desk.db, version.id, noted.value.before));
    else desk.notify({ text: noted.message, tone: 'bad' });
  };
  return (
    <li className={classes(styles.version, isUsed && styles.used)}>
      <div className={styles.words}>
        <p className={styles.name}>
          {version.name} {version.number} {isUsed && <Chip tone="good">In use</Chip>}
          {finished?.version.id === version.id && <Chip tone="accent">Open</Chip>}
        </p>
        <p className={page.aside}>
          <span title={fullTime(version.createdAt)}>{shortTime(version.createdAt, now)}</span>, {origins[version.origin]}, {plural(metadata.labels.length, 'label')} from {trainedOn.name} ({plural(trainedOn.rows, 'row')}, {trainedOn.hash.slice(0, 8)}), {version.backend.replace(/^On /, 'on ')}, seed {version.seed}
        </p>
        <input className={styles.note} aria-label={`Note on ${nameOf(version)}`} placeholder="Add a note" defaultValue={version.notes} key={version.notes} onBlur={(event) => void note(event.target.value.trim())} />
      </div>
      <dl className={styles.figures}>
        <div>
          <dt>Right</dt>
          <dd>{metrics.rows === 0 ? '–' : shareWords(metrics.accuracy)}</dd>
        </div>
        <div>
          <dt>Macro-F1</dt>
          <dd>{metrics.rows === 0 ? '–' : shareWords(metrics.macroF1)}</dd>
        </div>
        <div>
          <dt>Judged by</dt>
          <dd>{count(metrics.rows)}</dd>
        </div>
      </dl>
      <div className={styles.actions}>
        {version.slot === deskSlot && !isUsed && (
          <Button size="small" variant="primary" onPress={() => void promoteVersion(desk, version.id)}>
            Use in the desk
          </Button>
        )}
        <Button size="small" onPress={() => void open()}>
          Report
        </Button>
        <Button size="small" variant="quiet" onPress={() => saveFile(new Blob([writeModelCard(version)], { type: 'text/markdown' }), `${version.name}-${version.number}.md`)}>
          Model card
        </Button>
        <Button size="small" variant="quiet" onPress={() => void pass()}>
          Export
        </Button>
        <Button size="small" variant="quiet" isDisabled={isUsed} onPress={() => void remove()}>
          Remove
        </Button>
        <Checkbox checked={isCompared} onChange={onCompare}>
          Compare
        </Checkbox>
      </div>
    </li>
  );
}
