import { memo, useMemo } from 'react';
import type { Hit } from '../article.ts';
import { weighConfidence } from '../decide-confidence.ts';
import { previewPassage } from '../preview-passage.ts';
import { MarkedText } from '../../tickets/ui/MarkedText.tsx';
import { markWords } from '../../tickets/ui/mark-text.ts';
import { classes } from '../../ui/classes.ts';
import { percent } from '../../ui/percent.ts';
import { describeConfidence } from './ConfidenceSigns.tsx';
import { JudgeButtons } from './JudgeButtons.tsx';
import { PlaceMove } from './PlaceMove.tsx';
import { ScoreShares, type ShareScale } from './ScoreShares.tsx';
import styles from './ExplainedHit.module.css';

export interface ExplainedHitProps {
  readonly hit: Hit;
  /** In the list as it is sorted, from 1; null where that list does not have it. */
  readonly rank: number | null;
  readonly move: number | 'new' | undefined;
  /** All hits from this one on: what its lead would be measured against if it stood first. */
  readonly rest: readonly Hit[];
  readonly scale: ShareScale;
  /** What agents' feedback did to its place. */
  readonly moved: string | null;
  /** Names of the passages that say the same, as far as they are known. */
  readonly same: readonly string[];
  readonly lit: boolean;
  readonly judged: boolean | undefined;
  readonly onJudge: (hit: Hit, helped: boolean | null) => void;
  readonly onLight: (passageId: string | null) => void;
  readonly onOpen: (hit: Hit) => void;
}

/** One hit with everything that made its place: passage, matched words, shares of the score, confidence, feedback. */
export const ExplainedHit = memo(function ExplainedHit({ hit, rank, move, rest, scale, moved, same, lit, judged, onJudge, onLight, onOpen }: ExplainedHitProps) {
  const { passage, matched, coverage } = hit;
  const text = useMemo(() => previewPassage(passage.text), [passage.text]);
  const marks = useMemo(() => markWords(text, matched, 'This word is in the question'), [text, matched]);
  const confidence = useMemo(() => describeConfidence(weighConfidence(rest)), [rest]);
  const heading = passage.headings.at(-1);
  return (
    <li className={classes(styles.hit, lit && styles.lit)} onPointerEnter={() => onLight(passage.id)} onPointerLeave={() => onLight(null)}>
      <div className={styles.place}>
        <span className={styles.rank}>{rank ?? '–'}</span>
        <PlaceMove move={move} />
      </div>
      <div className={styles.what}>
        <button type="button" className={styles.open} data-hit={passage.id} title={`Open “${passage.title}” at this passage`} onClick={() => onOpen(hit)}>
          <span className={styles.title}>{passage.title}</span>
          {heading !== undefined && <span className={styles.heading}>{heading}</span>}
          {passage.draft && <span className={styles.draft}>Draft</span>}
        </button>
        <p className={styles.text}>
          <MarkedText text={text} marks={marks} />
        </p>
        <p className={styles.note}>
          Covers {percent(coverage)} of the question. {confidence && <span className={classes(confidence.reached && styles.enough)}>{confidence.words}.</span>}
        </p>
        {same.length > 0 && (
          <p className={styles.note}>
            Shown once for {same.length === 1 ? 'another passage that says' : `${same.length} others that say`} the same: {same.join(', ')}.
          </p>
        )}
        {moved !== null && <p className={styles.moved}>{moved}.</p>}
        <JudgeButtons className={styles.judge} judged={judged} onJudge={(helped) => onJudge(hit, helped)} of={heading === undefined ? passage.title : `${passage.title}, ${heading}`} />
      </div>
      <ScoreShares hit={hit} scale={scale} />
    </li>
  );
});
