import { useLiveQuery } from 'dexie-react-hooks';
import { useLocation } from 'wouter';
import { plural, shortTime } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { useNow } from './use-now.ts';
import { answeredBy, type ArticleUse } from './knowledge-answered.ts';
import styles from './KnowledgeView.module.css';

/** Tickets whose replies cited the article. */
export function KnowledgeViewAnswered({ articleId, use }: { readonly articleId: string; readonly use: ArticleUse | undefined }) {
  const { db } = useDesk();
  const [, navigate] = useLocation();
  const now = useNow();
  const answered = useLiveQuery(async () => {
    const rows = await db.inbox.bulkGet(await answeredBy(db, articleId));
    return rows.flatMap((row) => (row && !row.deleted ? [row] : []));
  }, [db, articleId]);
  if (!answered) return null;
  const more = (use?.count ?? 0) - answered.length;
  return (
    <section className={styles.answered}>
      <h2 className={styles.answeredTitle}>
        Tickets this article answered
        {use && (
          <span className={styles.answeredCount}>
            {plural(use.count, 'ticket')}
            {use.lastAt === null ? '' : `, the last one ${shortTime(use.lastAt, now)}`}
          </span>
        )}
      </h2>
      {answered.length === 0 && !use ? (
        <p className={styles.answeredNone}>None yet. Replies that cite it are listed here once they are sent.</p>
      ) : (
        <ul role="list">
          {answered.map((row) => (
            <li key={row.id}>
              <button type="button" className={styles.answeredRow} onClick={() => navigate(`/ticket/${encodeURIComponent(row.id)}`)}>
                <span>{row.subject.trim() === '' ? row.snippet : row.subject}</span>
                <span className={styles.answeredNote}>
                  {row.customerName} · {shortTime(row.updatedAt, now)}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {more > 0 && <p className={styles.answeredNone}>{plural(more, 'earlier or removed ticket')} can not be listed.</p>}
    </section>
  );
}
