import { useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { Link } from 'wouter';
import type { HitFeedback } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { fullTime, shortTime } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { useNow } from './use-now.ts';
import styles from './SearchTester.module.css';

const firstShown = 10;

/** Everything agents said about hits, newest first, each of it to be taken back. */
export function SearchTesterFeedback({ feedback, onAsk }: { readonly feedback: readonly HitFeedback[]; readonly onAsk: (question: string) => void }) {
  const { ranking } = useDesk();
  const now = useNow();
  const [shown, setShown] = useState(firstShown);
  const listed = feedback.slice(0, shown);
  const names = useNames(listed);
  return (
    <section className={styles.feedback} aria-label="Feedback of agents">
      <h2 className={styles.sideTitle}>
        Feedback <span className={styles.counted}>{feedback.length}</span>
      </h2>
      <ul role="list">
        {listed.map((each) => {
          const name = names?.get(each.id) ?? '';
          return (
            <li key={each.id} className={styles.word}>
              <div className={styles.wordHead}>
                <Chip tone={each.helped ? 'good' : 'warn'}>{each.helped ? 'Helped' : 'Did not help'}</Chip>
                <time className={styles.wordTime} dateTime={new Date(each.at).toISOString()} title={fullTime(each.at)}>
                  {shortTime(each.at, now)}
                </time>
                <Button
                  size="small"
                  variant="quiet"
                  className={styles.takeBack ?? ''}
                  aria-label={`Take back: “${name}” ${each.helped ? 'helped' : 'did not help'}`}
                  onPress={() => void ranking.judge({ query: each.query, passage: { id: each.passageId, articleId: each.articleId }, helped: null, ticketId: each.ticketId })}
                >
                  Take back
                </Button>
              </div>
              <Link className={styles.wordName ?? ''} href={`/knowledge/${encodeURIComponent(each.articleId)}?passage=${encodeURIComponent(each.passageId)}`}>
                {name}
              </Link>
              <button type="button" className={styles.wordQuestion} title="Ask this again" onClick={() => onAsk(each.query)}>
                “{each.query.trim().replace(/\s+/g, ' ')}”
              </button>
            </li>
          );
        })}
      </ul>
      {feedback.length > shown && (
        <Button size="small" variant="quiet" onPress={() => setShown(shown + 3 * firstShown)}>
          Show more
        </Button>
      )}
    </section>
  );
}

/** Feedback id → the passage's name; of a passage that was rewritten since, its article's. */
function useNames(feedback: readonly HitFeedback[]): ReadonlyMap<string, string> | undefined {
  const { db } = useDesk();
  return useLiveQuery(async () => {
    const [passages, articles] = await Promise.all([
      db.passages.bulkGet(feedback.map(({ passageId }) => passageId)),
      db.articles.bulkGet(feedback.map(({ articleId }) => articleId)),
    ]);
    return new Map(
      feedback.map(({ id }, at) => {
        const [passage, article] = [passages[at], articles[at]];
        const heading = passage?.headings.at(-1);
        if (passage) return [id, heading === undefined ? passage.title : `${passage.title} › ${heading}`];
        return [id, article ? `${article.title} (rewritten since)` : 'A removed article'];
      }),
    );
  }, [db, feedback.map(({ id }) => id).join(' ')]);
}
