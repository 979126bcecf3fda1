import { useEffect, useMemo, useState, type ReactNode } from 'react';
import type { ArticleVersion } from '../../storage/schema.ts';
import { compareTexts, describeArticle } from '../compare-articles.ts';
import type { ArticleText } from '../article-text.ts';
import { sameText } from '../article-text.ts';
import type { Article } from '../article.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { Select } from '../../ui/Select.tsx';
import { classes } from '../../ui/classes.ts';
import { count, fullTime, messageTime, plural } from '../../ui/format-time.ts';
import { ArticleChanges } from './ArticleChanges.tsx';
import styles from './ArticleVersions.module.css';

const origins: Readonly<Record<ArticleVersion['origin'], string>> = { written: 'written', imported: 'imported', restored: 'restored', sample: 'from the sample' };

/** One text that can be compared: a version, or the changes not published yet. */
interface Comparable {
  readonly id: string;
  readonly name: string;
  readonly text: string;
}

interface Counted {
  readonly added: number;
  readonly removed: number;
}

/**
 * The history of an article: when and how each version came to be and how much it changed, any two of them side by side in
 * one text, and the way back to each.
 */
export function ArticleVersions({
  title,
  versions,
  draft,
  article,
  now,
  before,
  actions,
  onRestore,
}: {
  readonly title: string;
  /** Newest first. */
  readonly versions: readonly ArticleVersion[];
  /** Changes not published yet. */
  readonly draft: ArticleText | null;
  /** As it is saved now; null for a removed one. */
  readonly article: Article | null;
  readonly now: number;
  readonly before?: ReactNode;
  readonly actions?: ReactNode;
  readonly onRestore: (version: ArticleVersion) => void;
}) {
  const all = useMemo<readonly Comparable[]>(
    () => [
      ...(draft ? [{ id: 'draft', name: 'Changes not published', text: describeArticle({ ...draft, ...(article ? { status: article.status } : {}) }) }] : []),
      ...versions.map(({ number, article: text }) => ({ id: String(number), name: `Version ${number}`, text: describeArticle(text) })),
    ],
    [versions, draft, article],
  );
  const [chosen, setChosen] = useState<{ readonly after: string | null; readonly before: string | null }>({ after: null, before: null });
  const at = Math.max(0, all.findIndex(({ id }) => id === chosen.after));
  const after = all[at];
  const earlier = all.find(({ id }) => id === chosen.before) ?? all[at + 1];
  const counted = useCounts(all);
  const version = versions.find(({ number }) => String(number) === after?.id);
  // The newest version is what the article is now, unless it was removed.
  const isNow = (each: ArticleVersion): boolean => article !== null && article.status === each.article.status && sameText(article, each.article) && each.number === versions[0]?.number;
  const options = all.map(({ id, name }) => ({ id, label: name }));
  return (
    <div className={styles.versions}>
      <header className={styles.header}>
        {before}
        <div className={styles.words}>
          <h1 className={styles.title}>Versions of “{title}”</h1>
          <p className={styles.sub}>{plural(versions.length, 'version')} kept on this device</p>
        </div>
        {actions}
      </header>
      <ol role="list" className={styles.list} aria-label="Versions">
        {draft && (
          <li>
            <button type="button" className={classes(styles.row, after?.id === 'draft' && styles.open)} aria-current={after?.id === 'draft'} onClick={() => setChosen({ after: 'draft', before: null })}>
              <span className={styles.name}>Changes not published</span>
              <span className={styles.facts}>
                <span>being written</span>
                <Amount counted={counted.get('draft')} />
              </span>
            </button>
          </li>
        )}
        {versions.map((each) => {
          const id = String(each.number);
          return (
            <li key={id}>
              <button type="button" className={classes(styles.row, after?.id === id && styles.open)} aria-current={after?.id === id} onClick={() => setChosen({ after: id, before: null })}>
                <span className={styles.name}>
                  Version {each.number} {isNow(each) && <Chip tone={article?.status === 'published' ? 'good' : 'warn'}>{article?.status === 'published' ? 'Published now' : 'The draft now'}</Chip>}
                </span>
                <span className={styles.facts}>
                  <span title={each.savedAt > 0 ? fullTime(each.savedAt) : undefined}>
                    {each.savedAt > 0 ? messageTime(each.savedAt, now) : 'before it was noted'} · {origins[each.origin]}
                  </span>
                  <Amount counted={counted.get(id)} />
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <section className={styles.compare} aria-label="Comparison" tabIndex={0}>
        <div className={styles.choose}>
          {earlier && after && (
            <>
              <Select label="From" className={styles.which ?? ''} options={options} value={earlier.id} onChange={(id) => setChosen({ after: after.id, before: id })} />
              <Select label="To" className={styles.which ?? ''} options={options} value={after.id} onChange={(id) => setChosen({ after: id, before: earlier.id })} />
            </>
          )}
          {version && !isNow(version) && (
            <Button className={styles.restore ?? ''} onPress={() => onRestore(version)}>
              {article === null ? `Put the article back as in version ${version.number}` : `Restore version ${version.number}`}
            </Button>
          )}
        </div>
        <div className={styles.text}>
          {after && earlier && earlier.id !== after.id ? (
            <>
              <Total before={earlier.text} after={after.text} />
              <ArticleChanges before={earlier.text} after={after.text} />
            </>
          ) : after && earlier ? (
            <p className={styles.count}>Choose two different versions to compare them.</p>
          ) : (
            after && (
              <>
                <p className={styles.count}>The first version: there is none before it to compare with.</p>
                <ArticleChanges before="" after={after.text} />
              </>
            )
          )}
        </div>
      </section>
    </div>
  );
}

function Total({ before, after }: { readonly before: string; readonly after: string }) {
  const { added, removed } = useMemo(() => compareTexts(before, after), [before, after]);
  return (
    <p className={styles.count} role="status">
      {plural(added, 'word')} added, {plural(removed, 'word')} removed
    </p>
  );
}

function Amount({ counted }: { readonly counted: Counted | undefined }) {
  if (!counted) return <span />;
  return (
    <span aria-label={`${plural(counted.added, 'word')} added, ${plural(counted.removed, 'word')} removed`} role="img">
      +{count(counted.added)} −{count(counted.removed)}
    </span>
  );
}

/** How much each changed against the one before it: a hundred comparisons, made one at a time so that the page answers between them. */
function useCounts(all: readonly Comparable[]): ReadonlyMap<string, Counted> {
  const [counted, setCounted] = useState<ReadonlyMap<string, Counted>>(new Map());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const done = new Map<string, Counted>();
    const step = (at: number): void => {
      const later = all[at];
      if (!later) return;
      const { added, removed } = compareTexts(all[at + 1]?.text ?? '', later.text);
      done.set(later.id, { added, removed });
      setCounted(new Map(done));
      timer = setTimeout(() => step(at + 1), 0);
    };
    timer = setTimeout(() => step(0), 0);
    return () => clearTimeout(timer);
  }, [all]);
  return counted;
}
