import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { csvCell } from '../tickets/write-ticket-csv.ts';
import { Button } from '../ui/Button.tsx';
import { count, plural } from '../ui/format-time.ts';
import type { ArticleImportStep } from './article-imports.ts';
import { saveFile } from './import-view-save-file.ts';
import { articlePath } from './knowledge-view-articles.ts';
import styles from './KnowledgeImport.module.css';

/** What became of every article. */
export function KnowledgeImportReport({ step, onAnother }: { readonly step: Extract<ArticleImportStep, { status: 'done' }>; readonly onAnother: () => void }) {
  const { saved, refused, refusedCount, skipped, first } = step;
  const [, navigate] = useLocation();
  const report = useRef<HTMLDivElement>(null);
  const total = saved.added + saved.replaced;
  useEffect(() => report.current?.focus(), []);

  const download = (): void => {
    const lines = refused.map(({ file, place, title, reason }) => [file, place, title, reason].map(csvCell).join(','));
    saveFile(new Blob([`\ufefffile,place,title,reason\r\n${lines.join('\r\n')}\r\n`], { type: 'text/csv;charset=utf-8' }), 'refused-articles.csv');
  };

  return (
    <div ref={report} className={styles.report} tabIndex={-1}>
      <p className={styles.strong} role="status">
        {total === 0 ? 'Nothing was imported' : `${plural(total, 'article')} imported`}
      </p>
      <dl className={styles.counts}>
        {(
          [
            ['New', saved.added],
            ['Replaced', saved.replaced],
            ['Left out', skipped],
            ['Refused', refusedCount],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{count(value)}</dd>
          </div>
        ))}
      </dl>
      {total > 0 && <p className={styles.note}>They are searched as soon as they are indexed on this device. Every article that was replaced keeps its earlier version; z takes the whole import back.</p>}
      {refusedCount > 0 && (
        <ul className={styles.few}>
          {refused.slice(0, 5).map(({ file, place, reason }, at) => (
            <li key={at}>
              <span className={styles.strong}>{[file === '' ? 'Pasted text' : file, place].filter((part) => part !== '').join(', ')}</span> {reason}
            </li>
          ))}
          {refusedCount > 5 && <li>and {plural(refusedCount - 5, 'other')}</li>}
        </ul>
      )}
      <div className={styles.actions}>
        <Button variant="primary" onPress={() => navigate(total === 1 && first !== null ? articlePath(first) : '/knowledge')}>
          {total === 1 ? 'Open the article' : 'Go to the articles'}
        </Button>
        {refusedCount > 0 && <Button onPress={download}>Download what was refused</Button>}
        <Button onPress={onAnother}>Import more</Button>
      </div>
    </div>
  );
}
