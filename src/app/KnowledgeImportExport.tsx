import { useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { RadioButton, RadioField, RadioGroup } from 'react-aria-components/RadioGroup';
import type { ArticleExportFormat, ArticleExportScope } from '../storage/article-export-format.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { classes } from '../ui/classes.ts';
import { plural } from '../ui/format-time.ts';
import type { ArticleImports, ArticleImportsState } from './article-imports.ts';
import { useDesk } from './desk-context.ts';
import styles from './KnowledgeImport.module.css';

const formats: readonly { readonly id: ArticleExportFormat; readonly name: string; readonly note: string }[] = [
  { id: 'markdown', name: 'Markdown', note: 'a ZIP, one file an article' },
  { id: 'html', name: 'HTML', note: 'a ZIP, one page an article' },
  { id: 'csv', name: 'CSV', note: 'for spreadsheets' },
  { id: 'json', name: 'JSON', note: 'for programs' },
];
const scopes: readonly { readonly id: ArticleExportScope; readonly name: string }[] = [
  { id: 'all', name: 'All' },
  { id: 'published', name: 'Published' },
  { id: 'draft', name: 'Drafts' },
];

/** Articles as a file that this desk, and others, can read again. */
export function KnowledgeImportExport({ imports, exporting }: { readonly imports: ArticleImports; readonly exporting: ArticleImportsState['exporting'] }) {
  const { db } = useDesk();
  const [format, setFormat] = useState<ArticleExportFormat>('markdown');
  const [scope, setScope] = useState<ArticleExportScope>('all');
  const counted = useLiveQuery(async () => {
    const all = await db.articles.toArray();
    const published = all.filter((article) => article.status === 'published').length;
    return { all: all.length, published, draft: all.length - published };
  }, [db]);
  const number = counted?.[scope] ?? 0;

  return (
    <section className={styles.section} aria-labelledby="export-articles">
      <h2 id="export-articles" className={styles.heading}>
        Export
      </h2>
      <p className={styles.note}>
        Importing Markdown, CSV or JSON again gives the same articles; HTML gives the same words and structure. In CSV, cells that a spreadsheet would run as a formula get an apostrophe in front.
      </p>
      <RadioGroup className={classes(styles.radios)} aria-label="File format" value={format} onChange={(id) => setFormat(formats.find((each) => each.id === id)?.id ?? 'markdown')}>
        {formats.map(({ id, name, note }) => (
          <RadioField key={id} value={id}>
            <RadioButton className={classes(styles.radio)}>
              {name} <span className={styles.aside}>{note}</span>
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      <RadioGroup className={classes(styles.radios)} aria-label="Which articles" value={scope} onChange={(id) => setScope(scopes.find((each) => each.id === id)?.id ?? 'all')}>
        {scopes.map(({ id, name }) => (
          <RadioField key={id} value={id} isDisabled={(counted?.[id] ?? 0) === 0}>
            <RadioButton className={classes(styles.radio)}>
              {name} <span className={styles.aside}>{counted ? plural(counted[id], 'article') : ''}</span>
            </RadioButton>
          </RadioField>
        ))}
      </RadioGroup>
      {exporting !== null && (
        <ProgressBar label="Exporting" done={exporting !== 'starting' && exporting.status === 'exporting' ? exporting.done : 0} total={exporting !== 'starting' && exporting.status === 'exporting' ? exporting.total : null} />
      )}
      <div className={styles.actions}>
        <Button onPress={() => void imports.export(format, scope, number)} isDisabled={exporting === null && number === 0}>
          {exporting === null ? `Export ${plural(number, 'article')}` : 'Cancel'}
        </Button>
      </div>
    </section>
  );
}
