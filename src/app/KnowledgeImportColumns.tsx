import { useId, useState } from 'react';
import ChevronRight from 'lucide-react/icons/chevron-right';
import { articleFieldNames, type ArticleField, type ArticleMapping } from '../knowledge-base/map-article-columns.ts';
import type { TablePreview } from '../knowledge-base/read-articles.ts';
import { Select } from '../ui/Select.tsx';
import { classes } from '../ui/classes.ts';
import { plural } from '../ui/format-time.ts';
import styles from './KnowledgeImport.module.css';

const none = '';

/** Which column of a table is what. Folded up where it was recognised; every change is read at once. */
export function KnowledgeImportColumns({ table, onMapping }: { readonly table: TablePreview; readonly onMapping: (mapping: ArticleMapping) => void }) {
  const { file, columns, examples, mapping, problems } = table;
  const [unfolded, setUnfolded] = useState(problems.length > 0);
  const body = useId();
  const options = [{ id: none, label: 'Not in this file' }, ...columns.map((id) => ({ id, label: id }))];
  // A file this desk wrote has its text in a column of its own.
  const fieldOf = (field: ArticleField): ArticleField => (field === 'body' && mapping.markdown !== undefined ? 'markdown' : field);

  const choose = (field: ArticleField, column: string): void => {
    const next: Partial<Record<ArticleField, string>> = { ...mapping };
    // A column is one thing: choosing it here takes it from where it was.
    for (const [other, taken] of Object.entries(next) as [ArticleField, string][]) if (taken === column && other !== field) Reflect.deleteProperty(next, other);
    if (field === 'body') Reflect.deleteProperty(next, 'markdown');
    if (column === none) Reflect.deleteProperty(next, field);
    else next[field] = column;
    onMapping(next);
  };

  const used = articleFieldNames.flatMap(({ field, name }) => (mapping[fieldOf(field)] === undefined ? [] : [name.toLowerCase()]));
  return (
    <div className={styles.columns}>
      <button type="button" className={styles.fold} aria-expanded={unfolded} aria-controls={body} onClick={() => setUnfolded(!unfolded)}>
        <ChevronRight aria-hidden="true" />
        <span className={styles.strong}>{file === '' ? 'Pasted text' : file}</span>
        <span className={styles.foldNote}>
          {plural(table.rows, 'row')} · {used.length === 0 ? 'no column recognised' : `recognised: ${used.join(', ')}`}
        </span>
      </button>
      {problems.length > 0 && (
        <ul className={styles.problems} role="alert">
          {problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ul>
      )}
      <div id={body} hidden={!unfolded}>
        {unfolded && (
          <div className={styles.fields}>
            {articleFieldNames.map(({ field, name, hint }) => {
              const column = mapping[fieldOf(field)];
              const shown = column === undefined ? hint : (examples[columns.indexOf(column)] ?? []).join(' · ') || 'Empty in the first rows.';
              return (
                <div key={field} className={styles.field}>
                  <Select label={name} options={options} value={column ?? none} onChange={(id) => choose(field, id)} />
                  <p className={classes(styles.examples, column === undefined && (field === 'title' || field === 'body') && styles.needed)}>{shown}</p>
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}
