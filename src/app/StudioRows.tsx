import X from 'lucide-react/icons/x';
import { useEffect, useMemo, useState } from 'react';
import { labelWords } from '../text/label-words.ts';
import type { Answers } from '../evaluation/scored-rows.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import { Button } from '../ui/Button.tsx';
import { count } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useDesk } from './desk-context.ts';
import { studioOf } from './studio-desk.ts';
import type { StudioSource } from './studio-messages.ts';
import styles from './StudioRows.module.css';

const shownAtFirst = 20;

/** Held-out texts that stand together, with what each is and what it was taken for; the surest first. */
export function StudioRows({ title, places, answers, ids, source, onClose }: { readonly title: string; readonly places: readonly number[]; readonly answers: Answers; readonly ids: Int32Array; readonly source: StudioSource | null; readonly onClose: () => void }) {
  const [shown, setShown] = useState(shownAtFirst);
  const { client } = studioOf(useDesk());
  const [texts, setTexts] = useState<ReadonlyMap<number, string>>(new Map());
  const [problem, setProblem] = useState<string | null>(source === null ? 'The dataset is not on this device any more, so its texts can not be shown.' : null);
  const sorted = useMemo(() => [...places].sort((a, b) => (answers.confidence[b] ?? 0) - (answers.confidence[a] ?? 0)), [places, answers]);
  // The worker has the rows: the page reads those that are looked at.
  useEffect(() => {
    if (source === null) return undefined;
    const stop = new AbortController();
    const wanted = sorted.slice(0, shown).map((place) => ids[place] ?? -1);
    void client.run(source, { job: { kind: 'rows', ids: wanted } }).then((read) => {
      if (stop.signal.aborted) return;
      if (read.ok) setTexts(new Map(read.value.map(({ id, text }) => [id, text])));
      else setProblem(read.message);
    });
    return () => stop.abort();
  }, [client, source, ids, sorted, shown]);
  const nameOf = (label: number | undefined): string => (label === undefined || label < 0 ? 'Out of scope' : labelWords(answers.labels[label] ?? ''));
  return (
    <section className={styles.rows} aria-label={title}>
      <header className={styles.head}>
        <h3 className={styles.title}>
          {title} <span className={styles.count}>{count(places.length)}</span>
        </h3>
        <IconButton label="Close the rows" icon={<X />} onPress={onClose} />
      </header>
      {problem !== null && <p className={styles.sure}>{problem}</p>}
      <ul role="list">
        {sorted.slice(0, shown).map((place) => (
          <li key={place} className={styles.row}>
            <p className={styles.text}>{texts.get(ids[place] ?? -1) ?? <Skeleton width="70%" />}</p>
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
