import type { ReactNode } from 'react';
import styles from './TriagePanel.module.css';

/** One part of the panel under a quiet heading. */
export function PanelSection({
  title,
  aside,
  children,
}: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h2 className={styles.heading}>{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
