import { useEffect, useRef, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { Link, useLocation, useSearchParams } from 'wouter';
import Download from 'lucide-react/icons/download';
import History from 'lucide-react/icons/history';
import Upload from 'lucide-react/icons/upload';
import { listPlaybookVersions, mostPlaybookVersions } from '../storage/playbook-versions.ts';
import type { PlaybookVersion } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { fullTime, messageTime } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { Menu } from '../ui/Menu.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { saveFile } from './import-view-save-file.ts';
import { usePlaybookEditing } from './playbook-editing.ts';
import { PlaybookHistoryImport } from './PlaybookHistoryImport.tsx';
import { PlaybookHistoryVersion } from './PlaybookHistoryVersion.tsx';
import { readPlaybookInWorker } from './read-playbook-file.ts';
import type { ReadPlaybook } from '../playbook/playbook-file.ts';
import { useNow } from './use-now.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookHistory.module.css';

/** Versions that are read at once: each is a whole playbook. */
const atOnce = 40;

const origins: Readonly<Record<PlaybookVersion['origin'], string | null>> = { edited: null, imported: 'Imported', restored: 'Restored', rehearsed: 'Rehearsed' };

/** A file being read, or read: it comes before the versions. */
export type Importing = { readonly name: string; readonly status: 'reading' } | { readonly name: string; readonly status: 'failed'; readonly message: string } | { readonly name: string; readonly status: 'read'; readonly read: ReadPlaybook };

/** The playbook as it was at other times, and as a file. */
export function PlaybookHistory() {
  const desk = useDesk();
  const { playbook } = usePlaybookEditing();
  const now = useNow();
  const narrow = useMedia(breakpoints.narrow);
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const [most, setMost] = useState(atOnce);
  const [importing, setImporting] = useState<Importing | null>(null);
  const stop = useRef<AbortController | null>(null);
  const chooser = useRef<HTMLButtonElement>(null);
  const versions = useLiveQuery(() => listPlaybookVersions(desk.db, most + 1), [desk.db, most]);
  const chosen = Number(params.get('version'));
  const at = versions?.findIndex(({ number }) => number === chosen) ?? -1;
  useEffect(() => () => stop.current?.abort(), []);

  const read = async (file: File): Promise<void> => {
    stop.current?.abort();
    const own = new AbortController();
    stop.current = own;
    setImporting({ name: file.name, status: 'reading' });
    const outcome = await readPlaybookInWorker(file, desk.playbook.get().templates, own.signal);
    if (own.signal.aborted) return;
    setImporting(outcome.ok ? { name: file.name, status: 'read', read: outcome.value } : { name: file.name, status: 'failed', message: outcome.message });
  };
  const leave = (): void => {
    stop.current?.abort();
    setImporting(null);
  };
  const write = async (templates: boolean): Promise<void> => {
    const { writePlaybookFile } = await import('../playbook/playbook-file.ts');
    saveFile(new Blob([writePlaybookFile(playbook, { templates })], { type: 'application/yaml' }), 'tabdesk-playbook.yaml');
  };
  useCommands([
    { id: 'export-playbook', label: 'Export the playbook', group: 'Desk', words: 'yaml file download', run: () => void write(true) },
    { id: 'import-playbook', label: 'Import a playbook', group: 'Desk', words: 'yaml json file upload', run: () => chooser.current?.click() },
  ]);
  const showsSide = !narrow || (importing === null && at === -1);
  const version = versions?.[at];
  return (
    <div className={page.view}>
      {showsSide && (
        <section className={page.side} aria-label="Versions">
          <header className={page.sideHead}>
            <div className={page.sideTitle}>{importing === null && version === undefined ? <h1 className={page.heading}>History</h1> : <h2 className={page.heading}>History</h2>}</div>
            <div className={styles.files}>
              <Menu
                label="Export"
                trigger={
                  <Button size="small" icon={<Download />}>
                    Export
                  </Button>
                }
                choices={[
                  { id: 'whole', label: 'The whole playbook' },
                  { id: 'without', label: 'Without templates' },
                ]}
                onChoose={(id) => void write(id === 'whole')}
              />
              <Button size="small" icon={<Upload />} onPress={() => chooser.current?.click()}>
                Import
              </Button>
              <span hidden>
                <FileTrigger acceptedFileTypes={['.yaml', '.yml', '.json']} onSelect={(files) => void (files?.[0] && read(files[0]))}>
                  <Button ref={chooser}>Choose a playbook’s file</Button>
                </FileTrigger>
              </span>
            </div>
          </header>
          <div className={page.sideList}>
            {versions?.length === 0 && (
              <EmptyState icon={<History />} title="No versions yet">
                With the first change that is applied, the playbook as it was and as it is are kept here.
              </EmptyState>
            )}
            <ul role="list" aria-label="Versions, newest first">
              {versions?.slice(0, most).map((each, place) => (
                <li key={each.number}>
                  <Link href={`/playbook/history?version=${each.number}`} className={classes(page.row, each.number === chosen && page.open)} onClick={leave} {...(each.number === chosen ? { 'aria-current': 'true' as const } : {})}>
                    <span className={page.rowHead}>
                      <span className={page.rowTitle}>Version {each.number}</span>
                      {place === 0 && <Chip tone="good">In force</Chip>}
                      {origins[each.origin] !== null && <Chip>{origins[each.origin]}</Chip>}
                      <time className={styles.time} dateTime={new Date(each.savedAt).toISOString()} title={fullTime(each.savedAt)}>
                        {messageTime(each.savedAt, now)}
                      </time>
                    </span>
                    <span className={styles.noteLine}>{each.note}</span>
                  </Link>
                </li>
              ))}
            </ul>
            {versions !== undefined && versions.length > most && (
              <div className={styles.more}>
                <Button size="small" onPress={() => setMost(Math.min(mostPlaybookVersions, most + 80))}>
                  Show older ones
                </Button>
              </div>
            )}
          </div>
        </section>
      )}
      {(!narrow || !showsSide) && (
        <section className={page.content} aria-label="Version">
          {importing !== null ? (
            <PlaybookHistoryImport importing={importing} onLeave={leave} />
          ) : version !== undefined ? (
            <PlaybookHistoryVersion key={version.number} version={version} before={versions?.[at + 1] ?? null} newest={at === 0} {...(narrow ? { onBack: () => navigate('/playbook/history') } : {})} />
          ) : (
            <EmptyState icon={<History />} title={versions?.length === 0 ? 'One readable file' : 'Choose a version'}>
              {versions?.length === 0 ? 'A playbook can be exported as a file with comments, changed in any editor, and read in again.' : 'What it changed is said here, and it can be put in force again.'}
            </EmptyState>
          )}
        </section>
      )}
    </div>
  );
}
