import X from 'lucide-react/icons/x';
import { useEffect, useState } from 'react';
import { labelWords } from '../text/label-words.ts';
import { mcNemar } from '../evaluation/compare-models.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { compareHeldOut, isComparable, type ChangedPrediction, type HeldOutComparison } from '../registry/held-out.ts';
import { loadHeadVersion } from '../storage/save-heads.ts';
import { Button } from '../ui/Button.tsx';
import { count, plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useDesk } from './desk-context.ts';
import { studioOf } from './studio-desk.ts';
import page from './StudioView.module.css';
import rowStyles from './StudioRows.module.css';
import styles from './StudioComparison.module.css';

const shownAtFirst = 20;
const verdicts = { fixed: 'now right', broken: 'now wrong', 'still-wrong': 'wrong in another way', relabelled: 'has another label since' } as const;

/** Two versions on the rows that both were judged by: the figures, and every answer that changed. */
export function StudioComparison({ earlier, later, onClose }: { readonly earlier: HeadVersion; readonly later: HeadVersion; readonly onClose: () => void }) {
  const { db } = useDesk();
  const [found, setFound] = useState<HeldOutComparison | string | null>(null);
  useEffect(() => {
    let gone = false;
    const compare = async (): Promise<HeldOutComparison | string> => {
      if (!isComparable(earlier.trainedOn, later.trainedOn)) return 'These two learnt from different datasets, so no row was answered by both.';
      const [a, b] = await Promise.all([loadHeadVersion(db, earlier.id), loadHeadVersion(db, later.id)]);
      if (!a.ok) return a.message;
      if (!b.ok) return b.message;
      if (a.value.file.heldOut === null || b.value.file.heldOut === null) return 'One of the two came without its held-out answers.';
      return compareHeldOut(a.value.file.heldOut, b.value.file.heldOut);
    };
    void compare().then((made) => {
      if (!gone) setFound(made);
    });
    return () => {
      gone = true;
    };
  }, [db, earlier, later]);
  const names = [`${earlier.name} ${earlier.number}`, `${later.name} ${later.number}`] as const;
  return (
    <section className={rowStyles.rows} aria-label="Comparison">
      <header className={rowStyles.head}>
        <h2 className={rowStyles.title}>
          {names[0]} and {names[1]}
        </h2>
        <IconButton label="Close the comparison" icon={<X />} onPress={onClose} />
      </header>
      {found === null && <Skeleton width="40%" />}
      {typeof found === 'string' && <p className={page.note}>{found}</p>}
      {found !== null && typeof found === 'object' && <Figures found={found} names={names} later={later} />}
    </section>
  );
}

function Figures({ found, names, later }: { readonly found: HeldOutComparison; readonly names: readonly [string, string]; readonly later: HeadVersion }) {
  const [shown, setShown] = useState(shownAtFirst);
  const rightBefore = found.bothRight + found.broken;
  const rightAfter = found.bothRight + found.fixed;
  const chance = mcNemar(found.broken, found.fixed);
  const texts = useTexts(later, found.changed.slice(0, shown));
  if (found.shared === 0) return <p className={page.note}>No row was answered by both: they were judged by different rows.</p>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">On {plural(found.shared, 'row')} that both answered</th>
            <th scope="col">{names[0]}</th>
            <th scope="col">{names[1]}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">Right</th>
            <td>{shareWords(rightBefore / found.shared)}</td>
            <td>{shareWords(rightAfter / found.shared)}</td>
          </tr>
          <tr>
            <th scope="row">Only this one is right</th>
            <td>{count(found.broken)}</td>
            <td>{count(found.fixed)}</td>
          </tr>
        </tbody>
      </table>
      <p className={page.note}>
        {found.fixed === found.broken ? 'Neither is better on these rows.' : chance < 0.05 ? `So uneven a split would come by chance ${shareWords(chance)} of the time: the difference is real.` : `So uneven a split comes by chance ${shareWords(chance, 0)} of the time: the difference may be luck.`}
      </p>
      <ul role="list">
        {found.changed.slice(0, shown).map((change) => (
          <li key={change.row} className={rowStyles.row}>
            <p className={rowStyles.text}>{texts?.get(change.row) ?? (texts === null ? <Skeleton width="70%" /> : `Row ${change.row}`)}</p>
            <p className={rowStyles.labels}>
              <span>{labelWords(change.label)}</span>
              <span>
                {names[0]}: {labelWords(change.before.predicted)}
              </span>
              <span>
                {names[1]}: {labelWords(change.after.predicted)}
              </span>
              <span className={change.verdict === 'fixed' ? styles.fixed : change.verdict === 'broken' ? styles.broken : undefined}>{verdicts[change.verdict]}</span>
            </p>
          </li>
        ))}
      </ul>
      {found.changed.length > shown && (
        <Button size="small" onPress={() => setShown(shown + 100)}>
          Show more of {count(found.changed.length)}
        </Button>
      )}
    </>
  );
}

/** Texts of changed rows; null while they are read, empty where the data is gone. */
function useTexts({ trainedOn, column }: HeadVersion, changes: readonly ChangedPrediction[]): ReadonlyMap<number, string> | null {
  const { client } = studioOf(useDesk());
  const [texts, setTexts] = useState<ReadonlyMap<number, string> | null>(null);
  const wanted = changes.map(({ row }) => row).join(' ');
  useEffect(() => {
    let gone = false;
    const ids = wanted.split(' ').filter(Boolean).map(Number);
    const read = trainedOn.id === null || ids.length === 0 ? Promise.resolve(null) : client.run({ datasetId: trainedOn.id, column }, { job: { kind: 'rows', ids } });
    void read.then((rows) => {
      if (!gone) setTexts(new Map(rows?.ok === true ? rows.value.map(({ id, text }) => [id, text] as const) : []));
    });
    return () => {
      gone = true;
    };
  }, [client, trainedOn.id, column, wanted]);
  return texts;
}
