import { useEffect } from 'react';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { count, plural } from '../ui/format-time.ts';
import type { ArticleImportProgress } from '../storage/article-import-messages.ts';
import { articleImportsOf, type ArticleImports, type ArticleImportStep } from './article-imports.ts';
import { useDesk } from './desk-context.ts';
import { KnowledgeImportChoose } from './KnowledgeImportChoose.tsx';
import { KnowledgeImportExport } from './KnowledgeImportExport.tsx';
import { KnowledgeImportPreview } from './KnowledgeImportPreview.tsx';
import { KnowledgeImportReport } from './KnowledgeImportReport.tsx';
import { useStore } from './store.ts';
import styles from './KnowledgeImport.module.css';

/** Bring articles in from files, or take them out. The import belongs to the desk: leaving the view loses nothing. */
export function KnowledgeImport() {
  const desk = useDesk();
  const imports = articleImportsOf(desk);
  const { step, elsewhere, exporting } = useStore(imports);

  // A report that was read is gone when one comes back; what is still to be decided stays.
  useEffect(
    () => () => {
      if (imports.get().step.status === 'done') imports.back();
    },
    [imports],
  );

  return (
    <div className={styles.view}>
      <div className={styles.page}>
        <h1 className={styles.title}>Import and export articles</h1>
        <section className={styles.section} aria-labelledby="import-articles">
          <h2 id="import-articles" className={styles.heading}>
            Import
          </h2>
          <Step step={step} imports={imports} elsewhere={elsewhere} />
        </section>
        {(step.status === 'choosing' || step.status === 'done') && <KnowledgeImportExport imports={imports} exporting={exporting} />}
      </div>
    </div>
  );
}

function Step({ step, imports, elsewhere }: { readonly step: ArticleImportStep; readonly imports: ArticleImports; readonly elsewhere: readonly string[] }) {
  switch (step.status) {
    case 'choosing':
      return <KnowledgeImportChoose imports={imports} problem={step.problem} elsewhere={elsewhere} />;
    case 'fetching':
      return (
        <Working words={`Fetching ${plural(step.total, 'page')}`} detail={`${count(step.done)} of ${count(step.total)}`} done={step.done} total={step.total} onCancel={() => imports.cancel()} />
      );
    case 'reading':
      return <Working {...describe(step.progress, 'Reading the files')} onCancel={() => imports.cancel()} />;
    case 'preview':
      return <KnowledgeImportPreview step={step} imports={imports} />;
    case 'saving':
      // What is being written is written whole or not at all; there is nothing to cancel in it.
      return <Working {...describe(step.progress, 'Importing')} {...(step.progress?.status === 'writing' ? {} : { onCancel: () => imports.cancel() })} />;
    case 'done':
      return <KnowledgeImportReport step={step} onAnother={() => imports.back()} />;
  }
}

function describe(progress: ArticleImportProgress | null, otherwise: string): { readonly words: string; readonly detail: string; readonly done: number; readonly total: number | null } {
  if (progress === null) return { words: otherwise, detail: '', done: 0, total: null };
  switch (progress.status) {
    case 'reading':
      return {
        words: 'Reading the files',
        detail: `${progress.files > 1 ? `${count(progress.filesRead)} of ${plural(progress.files, 'file')} · ` : ''}${plural(progress.articles, 'article')}${progress.file === '' ? '' : ` · ${progress.file}`}`,
        done: progress.filesRead,
        total: progress.files > 1 ? progress.files : null,
      };
    case 'comparing':
      return { words: 'Comparing with what is there', detail: `${count(progress.done)} of ${plural(progress.total, 'article')}`, done: progress.done, total: progress.total };
    case 'cutting':
      return { words: 'Cutting articles into passages', detail: `${count(progress.done)} of ${plural(progress.total, 'article')}`, done: progress.done, total: progress.total };
    case 'writing':
      return { words: 'Writing', detail: `${plural(progress.total, 'article')}, all or none`, done: 0, total: null };
    case 'exporting':
      return { words: 'Exporting', detail: `${count(progress.done)} of ${plural(progress.total, 'article')}`, done: progress.done, total: progress.total };
  }
}

function Working({
  words,
  detail,
  done,
  total,
  onCancel,
}: {
  readonly words: string;
  readonly detail: string;
  readonly done: number;
  readonly total: number | null;
  readonly onCancel?: () => void;
}) {
  return (
    <div className={styles.working}>
      <p className={styles.line}>
        <span className={styles.strong} role="status">
          {words}
        </span>
        <span className={styles.detail}>{detail}</span>
      </p>
      <ProgressBar label={words} done={done} total={total} />
      <div className={styles.actions}>
        <Button isDisabled={onCancel === undefined} {...(onCancel === undefined ? {} : { onPress: onCancel })}>
          Cancel
        </Button>
        <span className={styles.note}>Nothing is written yet.</span>
      </div>
    </div>
  );
}
