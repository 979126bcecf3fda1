import TriangleAlert from 'lucide-react/icons/triangle-alert';
import type { StaleReason } from '../knowledge-base/find-stale.ts';
import { Button } from '../ui/Button.tsx';
import styles from './KnowledgeView.module.css';

/** Why the article should be looked at again. "Still right" settles what a look can settle; a link to nowhere has to be changed. */
export function KnowledgeViewReview({ reasons, onRight, onEdit }: { readonly reasons: readonly StaleReason[]; readonly onRight: () => void; readonly onEdit: () => void }) {
  if (reasons.length === 0) return null;
  return (
    <section className={styles.notice} aria-label="To review">
      <ul role="list">
        {reasons.map(({ text }) => (
          <li key={text}>
            <TriangleAlert aria-hidden="true" />
            {text}
          </li>
        ))}
      </ul>
      <div className={styles.noticeActions}>
        {reasons.some(({ settled }) => settled) && (
          <Button size="small" onPress={onRight}>
            Still right
          </Button>
        )}
        {reasons.some(({ settled }) => !settled) && (
          <Button size="small" onPress={onEdit}>
            Edit it
          </Button>
        )}
      </div>
    </section>
  );
}
