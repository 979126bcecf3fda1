import { useCallback, useRef, useState, type DragEvent } from 'react';
import { useLocation } from 'wouter';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import FileUp from 'lucide-react/icons/file-up';
import { previewImport, type ImportPreview } from '../storage/preview-import.ts';
import type { ImportErrorCode, ImportProgress } from '../storage/import-tickets.ts';
import type { ImportReport } from '../storage/schema.ts';
import { startImport } from '../storage/start-import.ts';
import type { ColumnMapping } from '../tickets/map-columns.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useDesk } from './desk-context.ts';
import { ImportViewExport } from './ImportViewExport.tsx';
import { ImportViewInterrupted } from './ImportViewInterrupted.tsx';
import { ImportViewMapping } from './ImportViewMapping.tsx';
import { ImportViewProgress } from './ImportViewProgress.tsx';
import { ImportViewReport } from './ImportViewReport.tsx';
import styles from './ImportView.module.css';

type Step =
  | { readonly status: 'choosing' }
  | { readonly status: 'looking'; readonly name: string }
  | { readonly status: 'refused'; readonly name: string; readonly message: string }
  | { readonly status: 'mapping'; readonly file: File; readonly preview: ImportPreview; readonly hasHeader: boolean | undefined }
  | { readonly status: 'running'; readonly file: File; readonly progress: ImportProgress | null; readonly elapsedMs: number }
  | { readonly status: 'failed'; readonly name: string; readonly code: ImportErrorCode; readonly message: string }
  | { readonly status: 'done'; readonly report: ImportReport; readonly tookMs: number };

/** Bring tickets in from a file, or take them out. A file may be dropped anywhere on the view. */
export function ImportView() {
  const { backlog } = useDesk();
  const [, navigate] = useLocation();
  const [step, setStep] = useState<Step>({ status: 'choosing' });
  const [over, setOver] = useState(false);
  const stop = useRef<AbortController>(null);

  const look = useCallback(async (file: File, hasHeader?: boolean) => {
    setStep((before) => (before.status === 'mapping' ? before : { status: 'looking', name: file.name }));
    const preview = await previewImport(file, hasHeader === undefined ? {} : { hasHeader });
    setStep(
      preview.ok
        ? { status: 'mapping', file, preview: preview.value, hasHeader }
        : { status: 'refused', name: file.name, message: preview.message },
    );
  }, []);

  const start = async (file: File, mapping: ColumnMapping, hasHeader: boolean | undefined): Promise<void> => {
    stop.current = new AbortController();
    const startedAt = Date.now();
    setStep({ status: 'running', file, progress: null, elapsedMs: 0 });
    const outcome = await startImport(file, {
      mapping,
      ...(hasHeader === undefined ? {} : { hasHeader }),
      signal: stop.current.signal,
      onProgress: (progress) => setStep((before) => (before.status === 'running' ? { ...before, progress, elapsedMs: Date.now() - startedAt } : before)),
    });
    backlog.wake();
    setStep(
      outcome.ok
        ? { status: 'done', report: outcome.value, tookMs: Date.now() - startedAt }
        : { status: 'failed', name: file.name, code: outcome.code, message: outcome.message },
    );
  };

  const running = step.status === 'running';
  const drop = {
    onDragOver(event: DragEvent) {
      if (running || !event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave(event: DragEvent) {
      if (!(event.relatedTarget instanceof Node) || !event.currentTarget.contains(event.relatedTarget)) setOver(false);
    },
    onDrop(event: DragEvent) {
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer.files[0];
      if (file && !running) void look(file);
    },
  };

  return (
    <div className={classes(styles.view, over && styles.over)} {...drop}>
      <div className={styles.page}>
        <h1 className={styles.title}>Import and export</h1>
        <ImportViewInterrupted />
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
              <Chooser looking={step.status === 'looking' ? step.name : null} onFile={(file) => void look(file)} />
            </>
          )}
          {step.status === 'mapping' && (
            <ImportViewMapping
              key={`${step.file.name} ${step.file.lastModified} ${String(step.hasHeader)}`}
              file={step.file}
              preview={step.preview}
              hasHeader={step.hasHeader}
              onHeader={(hasHeader) => void look(step.file, hasHeader)}
              onStart={(mapping) => void start(step.file, mapping, step.hasHeader)}
              onBack={() => setStep({ status: 'choosing' })}
            />
          )}
          {step.status === 'running' && (
            <ImportViewProgress file={step.file} progress={step.progress} elapsedMs={step.elapsedMs} onCancel={() => stop.current?.abort()} />
          )}
          {step.status === 'done' && (
            <ImportViewReport report={step.report} tookMs={step.tookMs} onInbox={() => navigate('/')} onAnother={() => setStep({ status: 'choosing' })} />
          )}
        </section>
        {!running && <ImportViewExport />}
      </div>
      {over && (
        <div className={styles.dropHint} aria-hidden="true">
          Drop the file to look at it
        </div>
      )}
    </div>
  );
}

function Chooser({ looking, onFile }: { readonly looking: string | null; readonly onFile: (file: File) => void }) {
  return (
    <div className={styles.chooser}>
      <FileUp aria-hidden="true" />
      <div className={styles.chooserWords}>
        <p className={styles.strong}>{looking === null ? 'Choose a CSV or JSONL file, or drop it here' : `Looking at ${looking}`}</p>
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
