import styles from './Marked.module.css';

/** A text with some ranges highlighted; ranges ascend and do not overlap (see findWords). */
export function Marked({ text, ranges }: { readonly text: string; readonly ranges: readonly { readonly start: number; readonly end: number }[] }) {
  if (ranges.length === 0) return <>{text}</>;
  const parts = [];
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) parts.push(text.slice(at, start));
    parts.push(
      <mark key={start} className={styles.mark}>
        {text.slice(start, end)}
      </mark>,
    );
    at = end;
  }
  if (at < text.length) parts.push(text.slice(at));
  return <>{parts}</>;
}
