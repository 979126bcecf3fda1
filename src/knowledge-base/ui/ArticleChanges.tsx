import { useMemo, useState } from 'react';
import { compareTexts, type ComparedPart } from '../compare-articles.ts';
import { plural } from '../../ui/format-time.ts';
import styles from './ArticleChanges.module.css';

/** Lines kept in sight on either side of a change, and how many more there must be before they are folded. */
const around = 2;
const foldFrom = 4;

/** Two texts as one, with what came underlined and what went struck through. Long stretches that are the same are folded. */
export function ArticleChanges({ before, after }: { readonly before: string; readonly after: string }) {
  const { parts } = useMemo(() => compareTexts(before, after), [before, after]);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const [shown, setShown] = useState({ before, after });
  if (shown.before !== before || shown.after !== after) {
    setShown({ before, after });
    setUnfolded(new Set());
  }
  if (parts.every(({ kind }) => kind === 'same')) return <p className={styles.same}>There is no difference.</p>;
  return (
    <div className={styles.changes}>
      {parts.map((part, at) => (
        <Part
          key={at}
          part={part}
          first={at === 0}
          last={at === parts.length - 1}
          unfolded={unfolded.has(at)}
          onUnfold={() => setUnfolded(new Set([...unfolded, at]))}
        />
      ))}
    </div>
  );
}

function Part({
  part: { kind, text },
  first,
  last,
  unfolded,
  onUnfold,
}: {
  readonly part: ComparedPart;
  readonly first: boolean;
  readonly last: boolean;
  readonly unfolded: boolean;
  readonly onUnfold: () => void;
}) {
  if (kind === 'added') {
    return (
      <ins>
        <span className="visually-hidden">[added] </span>
        {text}
      </ins>
    );
  }
  if (kind === 'removed') {
    return (
      <del>
        <span className="visually-hidden">[removed] </span>
        {text}
      </del>
    );
  }
  const lines = text.split('\n');
  const top = first ? 0 : around;
  const bottom = last ? 0 : around;
  const folded = lines.length - top - bottom;
  if (unfolded || folded < foldFrom) return <>{text}</>;
  return (
    <>
      {lines.slice(0, top).map((line) => `${line}\n`)}
      <button type="button" className={styles.more} onClick={onUnfold}>
        {plural(folded, 'line')} the same
      </button>
      {lines.slice(lines.length - bottom).map((line) => `\n${line}`)}
    </>
  );
}
