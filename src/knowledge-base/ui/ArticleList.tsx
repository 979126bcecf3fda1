import { useEffect, useRef } from 'react';
import type { Article } from '../article.ts';
import { Chip } from '../../ui/Chip.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './ArticleList.module.css';

/** The beginning of an article as plain words, for its row. */
function firstWords(body: string): string {
  return body
    .replace(/^#.*$/gm, '')
    .replace(/[*_`>#|[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 140);
}

/** Articles by title; the open one is marked. */
export function ArticleList({
  articles,
  openId,
  onOpen,
}: {
  readonly articles: readonly Article[];
  readonly openId: string | null;
  readonly onOpen: (id: string) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
  }, [openId]);
  return (
    <ul ref={list} role="list" className={styles.list} aria-label="Articles">
      {articles.map((article) => (
        <li key={article.id} className={styles.item}>
          <button
            type="button"
            className={classes(styles.row, article.id === openId && styles.open)}
            aria-current={article.id === openId ? 'page' : undefined}
            onClick={() => onOpen(article.id)}
          >
            <span className={styles.head}>
              <span className={styles.title}>{article.title}</span>
              {article.status === 'draft' && <Chip tone="warn">Draft</Chip>}
            </span>
            <span className={styles.words}>{firstWords(article.body)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
