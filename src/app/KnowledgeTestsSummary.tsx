import { classes } from '../ui/classes.ts';
import { count } from '../ui/format-time.ts';
import { percent } from '../ui/percent.ts';
import type { RunSummary } from './knowledge-test-run.ts';
import styles from './KnowledgeTests.module.css';

const parts = [
  ['first', 'found first'],
  ['three', 'second or third'],
  ['lower', 'lower'],
  ['none', 'not found'],
] as const;

/** How many questions find their article first, drawn as one bar with its numbers below. */
export function KnowledgeTestsSummary({
  summary,
  before,
  faded,
}: {
  readonly summary: RunSummary;
  /** What turned since the articles were different; null where there is nothing to compare with. */
  readonly before: { readonly fixed: number; readonly broken: number } | null;
  readonly faded: boolean;
}) {
  const { total, confident } = summary;
  return (
    <div className={classes(styles.summary, faded && styles.faded)}>
      <div className={styles.bar} aria-hidden="true">
        {parts.map(([id]) => summary[id] > 0 && <span key={id} className={styles[id]} style={{ flexGrow: summary[id] }} />)}
      </div>
      <dl className={styles.legend}>
        {parts.map(([id, name]) => (
          <div key={id}>
            <dt>
              <span className={classes(styles.dot, styles[id])} aria-hidden="true" />
              {name}
            </dt>
            <dd>
              {count(summary[id])} <span className={styles.share}>{percent(summary[id] / total)}</span>
            </dd>
          </div>
        ))}
        <div className={styles.apart}>
          <dt>sure answer</dt>
          <dd>
            {count(confident)} <span className={styles.share}>{percent(confident / total)}</span>
          </dd>
        </div>
        {before && before.fixed + before.broken > 0 && (
          <div className={styles.apart}>
            <dt>since the last change</dt>
            <dd>
              {[before.fixed > 0 && `${count(before.fixed)} fixed`, before.broken > 0 && `${count(before.broken)} broken`].filter(Boolean).join(', ')}
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}
