import X from 'lucide-react/icons/x';
import { useMemo, useState } from 'react';
import { readableLabel } from '../evaluation/readable-label.ts';
import type { Answers } from '../evaluation/scored-rows.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { LabelledSet } from '../studio/labelled-set.ts';
import { Button } from '../ui/Button.tsx';
import { count } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import styles from './StudioRows.module.css';

const shownAtFirst = 20;

/** Held-out texts that stand together, with what each is and what it was taken for; the surest first. */
export function StudioRows({ title, places, answers, ids, set, onClose }: { readonly title: string; readonly places: readonly number[]; readonly answers: Answers; readonly ids: Int32Array; readonly set: LabelledSet; readonly onClose: () => void }) {
  const [shown, setShown] = useState(shownAtFirst);
  const textOf = useMemo(() => new Map(Array.from(set.ids, (id, row) => [id, set.texts[row] ?? ''])), [set]);
  const sorted = useMemo(() => [...places].sort((a, b) => (answers.confidence[b] ?? 0) - (answers.confidence[a] ?? 0)), [places, answers]);
  const nameOf = (label: number | undefined): string => (label === undefined || label < 0 ? 'Out of scope' : readableLabel(answers.labels[label] ?? ''));
  return (
    <section className={styles.rows} aria-label={title}>
      <header className={styles.head}>
        <h3 className={styles.title}>
          {title} <span className={styles.count}>{count(places.length)}</span>
        </h3>
        <IconButton label="Close the rows" icon={<X />} onPress={onClose} />
      </header>
      <ul role="list">
        {sorted.slice(0, shown).map((place) => (
          <li key={place} className={styles.row}>
            <p className={styles.text}>{textOf.get(ids[place] ?? -1) ?? 'This row is not in the dataset any more.'}</p>
            <p className={styles.labels}>
              <span>{nameOf(answers.truth[place])}</span>
              {answers.truth[place] !== answers.predicted[place] && <span className={styles.taken}>taken for {nameOf(answers.predicted[place])}</span>}
              <span className={styles.sure}>{shareWords(answers.confidence[place] ?? 0, 0)} sure</span>
            </p>
          </li>
        ))}
      </ul>
      {sorted.length > shown && (
        <Button size="small" onPress={() => setShown(shown + 100)}>
          Show more
        </Button>
      )}
    </section>
  );
}
