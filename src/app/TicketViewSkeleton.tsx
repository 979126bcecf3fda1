import { Skeleton } from '../ui/Skeleton.tsx';
import styles from './TicketView.module.css';

/** The ticket's space for the moment its record is being read. */
export function TicketViewSkeleton() {
  return (
    <div className={styles.main} role="status" aria-label="Opening the ticket">
      <div className={styles.skeleton}>
        <Skeleton width="46%" height="18px" />
        <Skeleton width="30%" height="12px" />
        <div className={styles.skeletonMessage}>
          <Skeleton width="18%" height="12px" />
          <Skeleton width="82%" height="12px" />
          <Skeleton width="64%" height="12px" />
        </div>
      </div>
    </div>
  );
}
