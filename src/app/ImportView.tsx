import { useDeferredValue, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import FileUp from 'lucide-react/icons/file-up';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useDesk } from './desk-context.ts';
import { ImportViewExport } from './ImportViewExport.tsx';
import { ImportViewInterrupted } from './ImportViewInterrupted.tsx';
import { ImportViewMapping } from './ImportViewMapping.tsx';
import { ImportViewProgress } from './ImportViewProgress.tsx';
import { ImportViewReport } from './ImportViewReport.tsx';
import { useStore } from './store.ts';
import styles from './ImportView.module.css';

/** Bring tickets in from a file, or take them out. The import itself belongs to the desk: leaving the view stops nothing. */
export function ImportView() {
  const { imports } = useDesk();
  const { step: newest, news, cutOff } = useStore(imports);
  // A dozen fields and a table make many nodes: they are made in slices, while what was there stays.
  const step = useDeferredValue(newest);
  const [, navigate] = useLocation();
  const running = step.status === 'running';
  const look = (file: File): void => void imports.look(file);

  const readAndDone = useRef(false);

  useEffect(() => imports.seen(), [news, imports]);
  useEffect(
    () => () => {
      if (readAndDone.current) imports.back();
    },
    [imports],
  );

  return (
    <div className={styles.view}>
      <div className={styles.page}>
        <h1 className={styles.title}>Import and export</h1>
        {!running && <ImportViewInterrupted rows={cutOff} onTakeBack={(row) => imports.takeBack(row)} />}
        <section className={styles.section} aria-labelledby="import-title">
          <h2 id="import-title" className={styles.heading}>
            Import tickets
          </h2>
          {(step.status === 'choosing' || step.status === 'looking' || step.status === 'refused' || step.status === 'failed') && (
            <>
              {step.status === 'refused' && <Problem title={`${step.name} can not be imported`} message={step.message} />}
              {step.status === 'failed' && (
                <Problem
                  title={step.code === 'cancelled' ? `${step.name} was not imported` : `The import of ${step.name} failed`}
                  message={step.message}
                  calm={step.code === 'cancelled'}
                />
              )}
              <Chooser looking={step.status === 'looking' ? step.name : null} onFile={look} />
            </>
          )}
          {step.status === 'mapping' && (
            <ImportViewMapping
              key={`${step.file.name} ${step.file.lastModified} ${String(step.hasHeader)}`}
              file={step.file}
              preview={step.preview}
              hasHeader={step.hasHeader}
              onHeader={(hasHeader) => void imports.look(step.file, hasHeader)}
              onStart={(mapping) => void imports.start(mapping)}
              onBack={() => imports.back()}
            />
          )}
          {step.status === 'running' && (
            <ImportViewProgress file={step.file} progress={step.progress} elapsedMs={step.elapsedMs} onCancel={() => imports.cancel()} />
          )}
          {step.status === 'done' && (
            <ImportViewReport
              report={step.report}
              tookMs={step.tookMs}
              onInbox={() => {
                // Taken away with the view: at once, its place would be made anew just to be left.
                readAndDone.current = true;
                navigate('/');
              }}
              onAnother={() => imports.back()}
            />
          )}
        </section>
        {!running && <ImportViewExport />}
      </div>
    </div>
  );
}

function Chooser({ looking, onFile }: { readonly looking: string | null; readonly onFile: (file: File) => void }) {
  return (
    <div className={styles.chooser}>
      <FileUp aria-hidden="true" />
      <div className={styles.chooserWords}>
        <p className={styles.strong}>{looking === null ? 'Choose a CSV or JSONL file, or drop one anywhere' : `Looking at ${looking}`}</p>
        <p className={styles.note}>
          One ticket a row, up to 200 MB. You see what was recognised before anything is written, and the same file again changes nothing twice.
        </p>
      </div>
      <FileTrigger
        acceptedFileTypes={['.csv', '.tsv', '.txt', '.jsonl', '.ndjson', '.json', 'text/csv', 'application/jsonl']}
        onSelect={(files) => {
          const file = files?.[0];
          if (file) onFile(file);
        }}
      >
        <Button variant="primary" isDisabled={looking !== null}>
          Choose a file
        </Button>
      </FileTrigger>
    </div>
  );
}

function Problem({ title, message, calm = false }: { readonly title: string; readonly message: string; readonly calm?: boolean }) {
  return (
    <div className={classes(styles.problem, calm && styles.calm)} role="alert">
      <p className={styles.strong}>{title}</p>
      <p>{message}</p>
    </div>
  );
}
