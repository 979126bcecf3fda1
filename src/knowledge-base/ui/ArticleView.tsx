import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Article, Passage } from '../article.ts';
import { Chip } from '../../ui/Chip.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { classes } from '../../ui/classes.ts';
import { labelWords } from '../../text/label-words.ts';
import { languageWords } from '../../ui/language-words.ts';
import { followArticleLinks } from './follow-article-links.ts';
import { highlightQuote } from './highlight-quote.ts';
import prose from './ArticleBody.module.css';
import styles from './ArticleView.module.css';

const dayMonthYear = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** An article to read, with the passage that was cited marked and in view. */
export function ArticleView({
  article,
  passage,
  quote = '',
  actions,
  before,
  notes,
  footer,
  onArticle,
}: {
  readonly article: Article;
  /** The passage the reader came for. */
  readonly passage: Passage | null;
  /** The words of it that were cited. */
  readonly quote?: string;
  readonly actions?: ReactNode;
  readonly before?: ReactNode;
  /** What the reader should know before reading: unpublished changes, reasons to look it through. */
  readonly notes?: ReactNode;
  readonly footer?: ReactNode;
  /** A link to another article was followed. */
  readonly onArticle: (id: string) => void;
}) {
  const body = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<string | null>(null);
  const text = passage?.text ?? null;
  const { language, source, reviewedAt = 0 } = article;

  useEffect(() => {
    let gone = false;
    // Markdown and its sanitiser are 40 KB that only readers of articles need.
    void import('./render-article.ts').then(({ renderArticle }) => {
      if (gone || !body.current) return;
      body.current.replaceChildren(renderArticle(article.body, text));
      setShown(article.id);
      const cited = body.current.querySelector<HTMLElement>('[data-cited-run], [data-cited]');
      cited?.scrollIntoView({ block: cited.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
      const words = highlightQuote(body.current, quote);
      // A long passage may have its cited words below the fold.
      if (words && words.getBoundingClientRect().top > innerHeight * 0.8) words.startContainer.parentElement?.scrollIntoView({ block: 'center' });
    });
    return () => {
      gone = true;
    };
  }, [article.id, article.body, text, quote]);

  // Questions that triage has no name for are answered too, but say nothing to a reader.
  const answers = article.intents.filter((intent) => intent !== 'out_of_scope');
  return (
    <article className={styles.article}>
      <header className={styles.header}>
        {before}
        <div className={styles.words}>
          <h1 className={styles.title}>{article.title}</h1>
          <p className={styles.facts}>
            {article.status === 'draft' && <Chip tone="warn">Draft, not searched</Chip>}
            {article.updatedAt > 0 && <span>changed {dayMonthYear.format(article.updatedAt)}</span>}
            {reviewedAt > article.updatedAt && <span>found right {dayMonthYear.format(reviewedAt)}</span>}
            {language !== 'en' && <span>{languageWords(language)}</span>}
            {article.products.length > 0 && <span>{article.products.join(', ')}</span>}
            {answers.length > 0 && <span>answers {answers.map((intent) => labelWords(intent).toLowerCase()).join(', ')}</span>}
            {source !== undefined && <span>from {source}</span>}
          </p>
        </div>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </header>
      {notes}
      {passage && <p className={styles.note}>{quote === '' ? 'The passage found is marked at its left edge.' : 'The passage found is marked at its left edge, the words cited in yellow.'}</p>}
      {shown !== article.id && (
        <div className={styles.skeleton} aria-hidden="true">
          <Skeleton width="92%" />
          <Skeleton width="84%" />
          <Skeleton width="40%" />
        </div>
      )}
      <div ref={body} lang={language} className={classes(prose.body, styles.body)} onClick={followArticleLinks(onArticle)} />
      {footer}
    </article>
  );
}
