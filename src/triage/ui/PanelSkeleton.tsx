import { Skeleton } from '../../ui/Skeleton.tsx';
import styles from './TriagePanel.module.css';

/** The panel's space while its triage is being worked out. */
export function PanelSkeleton() {
  return (
    <div className={styles.panel} role="status" aria-label="Working out what they want">
      {['What they want', 'Mood', 'Goes to', 'From the knowledge base'].map((title) => (
        <section key={title} className={styles.section}>
          <div className={styles.head}>
            <h2 className={styles.heading}>{title}</h2>
          </div>
          <div className={styles.waiting}>
            <Skeleton width="80%" />
            <Skeleton width="65%" />
            <Skeleton width="70%" />
          </div>
        </section>
      ))}
    </div>
  );
}
