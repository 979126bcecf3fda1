import { useEffect, useRef, useState } from 'react';
import X from 'lucide-react/icons/x';
import type { Article } from '../knowledge-base/article.ts';
import type { ImportRow } from '../storage/article-import-messages.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { count } from '../ui/format-time.ts';
import type { ArticleImports } from './article-imports.ts';
import prose from '../knowledge-base/ui/ArticleBody.module.css';
import styles from './KnowledgeImport.module.css';

/** More is not shown of an article that is only looked at. */
const longestShown = 60_000;
const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** One article of an import as it will be read, made safe like any other. */
export function KnowledgeImportArticle({ row, imports, onClose }: { readonly row: ImportRow; readonly imports: ArticleImports; readonly onClose: () => void }) {
  const body = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState<{ readonly index: number; readonly article: Article | null } | null>(null);
  const shown = found?.index === row.index ? found.article : undefined;
  const { index } = row;

  useEffect(() => {
    let gone = false;
    void Promise.all([imports.show(index), import('../knowledge-base/ui/render-article.ts')]).then(([read, { renderArticle }]) => {
      if (gone || !body.current) return;
      body.current.replaceChildren(...(read === null ? [] : [renderArticle(read.body.slice(0, longestShown), null)]));
      setFound({ index, article: read });
    });
    return () => {
      gone = true;
    };
  }, [index, imports]);

  const facts = [
    shown ? `changed ${dayMonthYear.format(shown.updatedAt)}` : '',
    ...(shown?.products ?? []),
    ...(shown?.intents ?? []),
    row.language,
    row.status === 'draft' ? 'draft' : '',
    `${count(row.characters)} characters`,
  ].filter((fact) => fact !== '');
  return (
    <section className={styles.beside} aria-label="The article">
      <header className={styles.besideHead}>
        <h3 className={styles.besideTitle}>{row.title}</h3>
        <IconButton label="Close the article" icon={<X />} onPress={onClose} />
      </header>
      <p className={styles.facts}>{facts.join(' · ')}</p>
      {row.notes.length > 0 && <p className={styles.warning}>{row.notes.join(' ')}</p>}
      <div className={styles.besideBody} tabIndex={0} role="region" aria-label="Its text">
        {shown === undefined && (
          <div className={styles.skeleton} aria-hidden="true">
            <Skeleton width="92%" />
            <Skeleton width="84%" />
            <Skeleton width="40%" />
          </div>
        )}
        {shown === null && <p className={styles.note}>The text is not there any more. Choose the files again.</p>}
        <div ref={body} className={classes(prose.body)} />
        {row.characters > longestShown && <p className={styles.note}>The first {count(longestShown)} characters. All of it will be imported.</p>}
      </div>
    </section>
  );
}
