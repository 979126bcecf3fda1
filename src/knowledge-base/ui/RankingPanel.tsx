import { useId, type CSSProperties, type ReactNode } from 'react';
import type { RankingSettings } from '../article.ts';
import { rankingWeights, sameRanking, type RankingWeight } from '../parse-ranking.ts';
import { vectorWeight } from '../rank-hits.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { percent } from '../../ui/percent.ts';
import styles from './RankingPanel.module.css';

const step = 0.1;

/** The settings of the ranking with what each does, the measured value of each marked, and what can be done with them. */
export function RankingPanel({
  value,
  saved,
  measured,
  coverage,
  saving,
  onChange,
  onUse,
}: {
  /** As they are tried out. */
  readonly value: RankingSettings;
  /** As the desk ranks. */
  readonly saved: RankingSettings;
  readonly measured: RankingSettings;
  /** Share of the question that the best match by words covers; null without a question. */
  readonly coverage: number | null;
  readonly saving: boolean;
  readonly onChange: (value: RankingSettings) => void;
  readonly onUse: () => void;
}) {
  const changed = !sameRanking(value, saved);
  const weight = (name: RankingWeight, label: string, note?: string) => (
    <Weight label={label} note={note} most={rankingWeights[name].most} value={value[name]} measured={measured[name]} onChange={(next) => onChange({ ...value, [name]: next })} />
  );
  return (
    <div className={styles.panel}>
      <p className={styles.state} role="status">
        {changed ? 'You are trying other values. The desk goes on with its own.' : sameRanking(saved, measured) ? 'The desk ranks by the measured values.' : 'The desk ranks by values of your own.'}
      </p>
      <Group title="Where words count" note="Against 1 for a word in the text">
        {weight('titleWeight', 'In the title')}
        {weight('headingWeight', 'In the headings')}
        {weight('leadWeight', 'At the beginning, besides')}
      </Group>
      <Group title="How much meaning counts" note="Against 1 for words">
        {weight('vectorWeightCovered', 'When all words are found')}
        {weight('vectorWeightUncovered', 'When none is found')}
        <WeightCurve ranking={value} coverage={coverage} />
      </Group>
      <Group title="What agents said">
        {weight('feedbackWeight', 'Feedback on hits', '0 turns it off')}
      </Group>
      <Group title="Passages that say the same">
        <Checkbox checked={value.collapse} onChange={(collapse) => onChange({ ...value, collapse })}>
          Show them once
        </Checkbox>
      </Group>
      <div className={styles.actions}>
        <Button variant="primary" isDisabled={!changed || saving} onPress={onUse}>
          Use these in the desk
        </Button>
        <Button isDisabled={!changed} onPress={() => onChange(saved)}>
          Back to the desk’s
        </Button>
        <Button variant="quiet" isDisabled={sameRanking(value, measured)} onPress={() => onChange(measured)}>
          Reset to the measured values
        </Button>
      </div>
    </div>
  );
}

function Group({ title, note, children }: { readonly title: string; readonly note?: string; readonly children: ReactNode }) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={styles.group}>
      <p className={styles.groupHead}>
        <span id={id} className={styles.groupTitle}>
          {title}
        </span>
        {note !== undefined && <span className={styles.groupNote}>{note}</span>}
      </p>
      {children}
    </div>
  );
}

function Weight({
  label,
  note,
  most,
  value,
  measured,
  onChange,
}: {
  readonly label: string;
  readonly note: string | undefined;
  readonly most: number;
  readonly value: number;
  readonly measured: number;
  readonly onChange: (value: number) => void;
}) {
  const id = useId();
  const take = (typed: string): void => {
    const next = Number(typed);
    if (typed.trim() !== '' && Number.isFinite(next)) onChange(Math.round(Math.min(most, Math.max(0, next)) * 100) / 100);
  };
  return (
    <div className={styles.weight}>
      <label htmlFor={id} className={styles.label}>
        {label}
        {note !== undefined && <span className={styles.groupNote}> {note}</span>}
      </label>
      <input
        type="number"
        className={styles.number}
        aria-label={`${label}, as a figure`}
        min={0}
        max={most}
        step={step}
        value={value}
        onChange={(event) => take(event.target.value)}
      />
      <div className={styles.track}>
        <span className={styles.measured} style={{ left: `calc(8px + (100% - 16px) * ${measured / most})` }} title={`Measured: ${measured}`} aria-hidden="true" />
        <input
          id={id}
          type="range"
          className={styles.range}
          min={0}
          max={most}
          step={step}
          value={value}
          style={{ '--fill': `${(value / most) * 100}%` } as CSSProperties}
          onChange={(event) => take(event.target.value)}
        />
      </div>
    </div>
  );
}

const [curveWidth, curveHeight] = [296, 56];

/** How the weight of meaning falls as more of the question's words are found, and where the present question stands. */
function WeightCurve({ ranking, coverage }: { readonly ranking: RankingSettings; readonly coverage: number | null }) {
  const top = Math.max(1, ranking.vectorWeightCovered, ranking.vectorWeightUncovered);
  const x = (share: number): number => share * curveWidth;
  const y = (weight: number): number => curveHeight - 2 - (weight / top) * (curveHeight - 8);
  const line = Array.from({ length: 33 }, (_, at) => at / 32).map((share) => `${x(share).toFixed(1)} ${y(vectorWeight(share, ranking)).toFixed(1)}`);
  const here = coverage === null ? null : vectorWeight(coverage, ranking);
  return (
    <figure className={styles.curve}>
      <svg viewBox={`0 0 ${curveWidth} ${curveHeight}`} aria-hidden="true">
        <path className={styles.ground} d={`M0 ${y(0)}H${curveWidth}`} />
        <path className={styles.falling} d={`M${line.join('L')}`} />
        {coverage !== null && here !== null && (
          <>
            <path className={styles.drop} d={`M${x(coverage)} ${y(0)}V${y(here)}`} />
            <circle className={styles.dot} cx={x(coverage)} cy={y(here)} r={4.5} />
          </>
        )}
      </svg>
      <figcaption className={styles.caption}>
        {coverage === null || here === null
          ? 'The fewer of a question’s words are found, the more its meaning counts.'
          : `Here the best match has ${percent(coverage)} of the words, so meaning counts ${here.toFixed(2)}.`}
      </figcaption>
    </figure>
  );
}
