import { useEffect, useRef, type RefObject } from 'react';
import type { Passage } from '../article.ts';
import { classes } from '../../ui/classes.ts';
import { followArticleLinks } from './follow-article-links.ts';
import prose from './ArticleBody.module.css';
import styles from './ArticleEditor.module.css';

/** Showing it may take one part of the time in so many. */
const previewShare = 5;

const loadRenderer = () => import('./render-article.ts');

/** The article as it will be read, with rules where its passages begin. */
export function ArticleEditorPreview({
  scroller,
  title,
  body,
  language,
  passages,
  onScroll,
  onLead,
  onArticle,
}: {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly title: string;
  readonly body: string;
  readonly language: string;
  readonly passages: readonly Passage[];
  readonly onScroll: () => void;
  /** The reader takes hold of it: the other side follows. */
  readonly onLead: () => void;
  readonly onArticle: (id: string) => void;
}) {
  const place = useRef<HTMLDivElement>(null);
  /** What showing it took last, milliseconds: a very long text is shown less often, so that typing goes first. */
  const took = useRef(0);
  useEffect(() => {
    let gone = false;
    const timer = setTimeout(() => {
      void loadRenderer().then(({ renderArticle }) => {
        if (gone) return;
        const from = performance.now();
        place.current?.replaceChildren(renderArticle(body, null, passages));
        took.current = performance.now() - from;
      });
    }, took.current * previewShare);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [body, passages]);
  return (
    <div ref={scroller} className={styles.preview} role="region" aria-label="Preview" tabIndex={0} onScroll={onScroll} onPointerEnter={onLead} onFocus={onLead} onTouchStart={onLead}>
      <p className={styles.previewTitle}>{title.trim() === '' ? 'No title yet' : title}</p>
      {body.trim() === '' && <p className={styles.nothing}>What you write is shown here as it will be read, with a rule where each passage begins that search can find.</p>}
      <div ref={place} lang={language} className={classes(prose.body)} onClick={followArticleLinks(onArticle)} />
    </div>
  );
}
