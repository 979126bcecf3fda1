import styles from './Skeleton.module.css';

/** Keeps the place of what is still loading. Sizes are CSS lengths. */
export function Skeleton({ width = '100%', height = '12px' }: { readonly width?: string; readonly height?: string }) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden="true" />;
}
