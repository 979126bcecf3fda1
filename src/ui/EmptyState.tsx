import type { ReactNode } from 'react';
import styles from './EmptyState.module.css';

/** What is shown where there is nothing: what it means and what to do next. */
export function EmptyState({
  icon,
  title,
  children,
  actions,
  level = 2,
}: {
  readonly icon?: ReactNode;
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** 1 where this is the whole page. */
  readonly level?: 1 | 2;
}) {
  const Heading = `h${level}` as const;
  return (
    <div className={styles.empty}>
      {icon !== undefined && (
        <div className={styles.icon} aria-hidden="true">
          {icon}
        </div>
      )}
      <Heading className={styles.title}>{title}</Heading>
      {children !== undefined && <p className={styles.text}>{children}</p>}
      {actions !== undefined && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
