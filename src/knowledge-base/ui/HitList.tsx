import { useMemo } from 'react';
import type { Hit } from '../article.ts';
import { placesByFeedback } from '../compare-hits.ts';
import { previewPassage } from '../preview-passage.ts';
import { classes } from '../../ui/classes.ts';
import { ordinal } from '../../tickets/ui/ordinal.ts';
import { MarkedText } from '../../tickets/ui/MarkedText.tsx';
import { markWords } from '../../tickets/ui/mark-text.ts';
import { describeFeedback } from './describe-feedback.ts';
import { JudgeButtons } from './JudgeButtons.tsx';
import styles from './HitList.module.css';

/** How a hit was found: "score 3.2 · by words 1st (BM25 28.3) · by meaning 3rd (cosine 0.61) · covers 80% of the question". */
function describeHit(hit: Hit): string {
  return [
    `score ${hit.score.toFixed(2)}`,
    hit.bm25 === undefined ? '' : `by words ${ordinal(hit.bm25.rank)} (BM25 ${hit.bm25.score.toFixed(1)})`,
    hit.vector === undefined ? '' : `by meaning ${ordinal(hit.vector.rank)} (cosine ${hit.vector.score.toFixed(2)})`,
    `covers ${Math.round(hit.coverage * 100)}% of the question`,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

/** What agents say about hits: their words so far by passage id, and what is done with a new one; null takes it back. */
export interface HitJudging {
  readonly judged: ReadonlyMap<string, boolean>;
  readonly onJudge: (hit: Hit, helped: boolean | null) => void;
}

/** Passages found, best first, with the words that matched; each opens its article at the passage. */
export function HitList({
  hits,
  numbers,
  onOpen,
  onCite,
  judging,
  explain = false,
}: {
  readonly hits: readonly Hit[];
  /** Passage id → number it can be cited by. */
  readonly numbers?: ReadonlyMap<string, number>;
  readonly onOpen: (hit: Hit) => void;
  readonly onCite?: (hit: Hit) => void;
  /** Asks of each whether it helped. */
  readonly judging?: HitJudging | undefined;
  /** Shows how each was found: ranks and scores of words and meaning. */
  readonly explain?: boolean;
}) {
  const places = useMemo(() => placesByFeedback(hits), [hits]);
  return (
    <ol role="list" className={styles.list}>
      {hits.map((hit) => (
        <HitRow
          key={hit.passage.id}
          hit={hit}
          number={numbers?.get(hit.passage.id)}
          onOpen={() => onOpen(hit)}
          onCite={onCite && (() => onCite(hit))}
          judged={judging?.judged.get(hit.passage.id)}
          onJudge={judging && ((helped) => judging.onJudge(hit, helped))}
          moved={describeFeedback(hit, places.get(hit.passage.id) ?? 0)}
          explain={explain}
        />
      ))}
    </ol>
  );
}

function HitRow({
  hit,
  number,
  onOpen,
  onCite,
  judged,
  onJudge,
  moved,
  explain,
}: {
  readonly hit: Hit;
  readonly number: number | undefined;
  readonly onOpen: () => void;
  readonly onCite: (() => void) | undefined;
  readonly judged: boolean | undefined;
  readonly onJudge: ((helped: boolean | null) => void) | undefined;
  /** What agents' feedback did to its place. */
  readonly moved: string | null;
  readonly explain: boolean;
}) {
  const { passage } = hit;
  const text = useMemo(() => previewPassage(passage.text), [passage.text]);
  const marks = useMemo(() => markWords(text, hit.matched, 'This word is in the question'), [text, hit.matched]);
  const heading = passage.headings.at(-1);
  return (
    <li className={styles.hit}>
      <button type="button" className={styles.open} onClick={onOpen} title={`Open “${passage.title}” at this passage`}>
        <span className={styles.title}>
          {number !== undefined && <span className={styles.number}>{number}</span>}
          <span className={styles.name}>{passage.title}</span>
        </span>
        <span className={styles.place}>
          {heading !== undefined && <span className={styles.heading}>{heading}</span>}
          {!explain && (
            <span className={styles.score} title={describeHit(hit)}>
              score {hit.score.toFixed(2)}
            </span>
          )}
        </span>
        <span className={classes(styles.text, explain && styles.longer)}>
          <MarkedText text={text} marks={marks} />
        </span>
        {explain && <span className={styles.ranks}>{describeHit(hit)}</span>}
        {moved !== null && <span className={styles.moved}>{moved}</span>}
      </button>
      {onJudge && <JudgeButtons judged={judged} onJudge={onJudge} of={heading === undefined ? passage.title : `${passage.title}, ${heading}`} />}
      {onCite !== undefined && number !== undefined && (
        <button type="button" className={styles.cite} onClick={onCite} aria-label={`Cite passage ${number} in the reply`}>
          Cite
        </button>
      )}
    </li>
  );
}
