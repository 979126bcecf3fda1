import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import type { Hit } from '../article.ts';
import { shownBy, type HitOrder } from '../compare-hits.ts';
import { ordinal } from '../../tickets/ui/ordinal.ts';
import { classes } from '../../ui/classes.ts';
import { finger, useMedia } from '../../ui/media.ts';
import { PlaceMove } from './PlaceMove.tsx';
import styles from './RankLines.module.css';

/** Of an entry with the gap below it: for a pointer, and for a finger. */
const rowHeights = { fine: 28, coarse: 46 } as const;
/** Between two columns; the lines are drawn in this many units from edge to edge. */
const gap = 64;

interface Entry {
  readonly hit: Hit;
  /** The passage it is shown by; its own where no other stands for it. */
  readonly by: string;
  /** From 1, and where it stands. */
  readonly rank: number;
  readonly figure: string;
  /** Not among the fused hits at all. */
  readonly beyond: boolean;
}

interface Column {
  readonly id: HitOrder;
  readonly name: string;
  readonly note: string;
  readonly entries: readonly Entry[];
}

/** The first `rows` of a list: the fused one, or one of the two it was made from. */
function entriesOf(hits: readonly Hit[], order: HitOrder, shown: ReadonlyMap<string, string>, rows: number): readonly Entry[] {
  return hits
    .flatMap((hit, at): Entry[] => {
      const { id } = hit.passage;
      const by = shown.get(id);
      const found = order === 'words' ? hit.bm25 : order === 'meaning' ? hit.vector : { rank: at + 1, score: hit.score };
      if (!found || found.rank > rows) return [];
      return [{ hit, by: by ?? id, rank: found.rank, figure: found.score.toFixed(order === 'words' ? 1 : 2), beyond: by === undefined }];
    })
    .sort((a, b) => a.rank - b.rank);
}

/**
 * The three orders side by side: by words on the left, by meaning on the right, and between them what the desk makes of
 * both, joined by lines. One stop for the Tab key; arrows go about in it, Enter shows the hit.
 */
export function RankLines({
  hits,
  words: byWords,
  meaning: byMeaning,
  rows,
  moves,
  lit,
  onLight,
  onChoose,
}: {
  /** In fused order. */
  readonly hits: readonly Hit[];
  /** The two lists by themselves. */
  readonly words: readonly Hit[];
  readonly meaning: readonly Hit[];
  readonly rows: number;
  readonly moves: ReadonlyMap<string, number | 'new'>;
  readonly lit: string | null;
  readonly onLight: (passageId: string | null) => void;
  readonly onChoose: (passageId: string) => void;
}) {
  const shown = useMemo(() => shownBy(hits), [hits]);
  const rowHeight = useMedia(finger) ? rowHeights.coarse : rowHeights.fine;
  const columns: readonly Column[] = [
    { id: 'words', name: 'By words', note: 'BM25', entries: entriesOf(byWords, 'words', shown, rows) },
    { id: 'together', name: 'Together', note: 'what the desk shows', entries: entriesOf(hits, 'together', shown, rows) },
    { id: 'meaning', name: 'By meaning', note: 'cosine', entries: entriesOf(byMeaning, 'meaning', shown, rows) },
  ];
  const [words, together, meaning] = columns;
  const chart = useRef<HTMLDivElement>(null);
  const [here, setHere] = useState<{ readonly column: HitOrder; readonly rank: number }>({ column: 'together', rank: 1 });
  const stop = columns.find(({ id }) => id === here.column)?.entries.find(({ rank }) => rank === here.rank) ? here : { column: 'together', rank: 1 };

  const move = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, readonly [number, number]>> = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const column = columns[columns.findIndex(({ id }) => id === stop.column) + step[0]];
    if (!column || column.entries.length === 0) return;
    // Down a column to its next entry; across to the same hit, or else to the nearest row.
    const ranks = column.entries.map(({ rank }) => rank);
    const same = step[0] === 0 ? undefined : column.entries.find(({ by }) => by === lit)?.rank;
    const next = step[0] === 0 ? ranks.filter((rank) => (rank - stop.rank) * step[1] > 0) : ranks;
    const rank = same ?? next.sort((a, b) => Math.abs(a - stop.rank) - Math.abs(b - stop.rank))[0];
    if (rank === undefined) return;
    setHere({ column: column.id, rank });
    chart.current?.querySelector<HTMLElement>(`[data-place="${column.id} ${rank}"]`)?.focus();
  };

  if (!words || !together || !meaning) return null;
  const height = rowHeight * Math.max(1, ...columns.flatMap(({ entries }) => entries.map(({ rank }) => rank)));
  const column = ({ id, name, note, entries }: Column) => (
    <div className={classes(styles.column, styles[id])}>
      <p className={styles.head} id={`ranks-${id}`}>
        <span className={styles.name}>{name}</span>
        <span className={styles.note}>{note}</span>
      </p>
      <ol role="list" aria-labelledby={`ranks-${id}`} className={styles.rows} style={{ height }}>
        {entries.map(({ hit, by, rank, figure, beyond }) => (
          <li key={hit.passage.id} className={styles.row} style={{ transform: `translateY(${(rank - 1) * rowHeight}px)` }}>
            <button
              type="button"
              data-place={`${id} ${rank}`}
              tabIndex={stop.column === id && stop.rank === rank ? 0 : -1}
              className={classes(styles.entry, beyond && styles.beyond, by === lit && styles.lit)}
              aria-label={`${ordinal(rank)}: ${hit.passage.title}${hit.passage.headings.length > 0 ? `, ${hit.passage.headings.at(-1) ?? ''}` : ''}, ${figure}`}
              onFocus={() => {
                setHere({ column: id, rank });
                onLight(by);
              }}
              onPointerEnter={() => onLight(by)}
              onClick={() => onChoose(by)}
            >
              <span className={styles.rank}>{rank}</span>
              <span className={styles.what}>
                <span className={styles.title}>{hit.passage.title}</span>
                {hit.passage.headings.length > 0 && <span className={styles.heading}>{hit.passage.headings.at(-1)}</span>}
              </span>
              {id === 'together' && <PlaceMove move={moves.get(hit.passage.id)} />}
              <span className={styles.figure}>{figure}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
  return (
    <div ref={chart} className={styles.chart} role="group" aria-label="The three orders side by side" onKeyDown={move} onPointerLeave={() => onLight(null)}>
      {column(words)}
      <Lines from={words.entries} to={together.entries} rowHeight={rowHeight} height={height} lit={lit} />
      {column(together)}
      <Lines from={together.entries} to={meaning.entries} rowHeight={rowHeight} height={height} lit={lit} />
      {column(meaning)}
    </div>
  );
}

function Lines({
  from,
  to,
  rowHeight,
  height,
  lit,
}: {
  readonly from: readonly Entry[];
  readonly to: readonly Entry[];
  readonly rowHeight: number;
  readonly height: number;
  readonly lit: string | null;
}) {
  const target = new Map<string, number[]>();
  for (const { by, rank } of to) target.set(by, [...(target.get(by) ?? []), rank]);
  const y = (rank: number): number => (rank - 0.5) * rowHeight;
  const joined = from.flatMap(({ hit, by, rank }) =>
    (target.get(by) ?? []).map((end, at) => ({ key: `${hit.passage.id} ${at}`, by, d: `M0 ${y(rank)}C${gap / 2} ${y(rank)} ${gap / 2} ${y(end)} ${gap} ${y(end)}` })),
  );
  return (
    <svg className={styles.lines} viewBox={`0 0 ${gap} ${height}`} height={height} preserveAspectRatio="none" aria-hidden="true">
      {joined.map(({ key, by, d }) => (
        <path key={key} d={d} className={classes(styles.line, by === lit && styles.lit)} />
      ))}
    </svg>
  );
}
