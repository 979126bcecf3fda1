import { useId, useMemo, useState, type CSSProperties } from 'react';
import { LineChart } from '../../ui/LineChart.tsx';
import { drawCoverage, pickPoints, thresholdForError } from '../coverage.ts';
import type { Answers } from '../scored-rows.ts';
import { shareWords } from './share-words.ts';
import styles from './CoverageDial.module.css';

const least = 0.5;
const most = 20;

/**
 * Pick the share of wrong answers that is acceptable, and see what share of tickets could be answered without a person and from
 * which confidence on. What is promised holds with 95% certainty for tickets like those held out.
 */
export function CoverageDial({ answers }: { readonly answers: Answers }) {
  const id = useId();
  const [accepted, setAccepted] = useState(3);
  const curve = useMemo(() => drawCoverage(answers), [answers]);
  const points = useMemo(() => pickPoints(curve), [curve]);
  const found = useMemo(() => thresholdForError(curve, accepted / 100), [curve, accepted]);
  return (
    <div className={styles.dial}>
      <div className={styles.choice}>
        <div className={styles.slider}>
          <div className={styles.line}>
            <label htmlFor={id} className={styles.label}>
              Wrong answers you accept
            </label>
            <span className={styles.value}>{shareWords(accepted / 100)}</span>
          </div>
          <input
            id={id}
            type="range"
            className={styles.range}
            min={least}
            max={most}
            step={0.5}
            value={accepted}
            aria-valuetext={shareWords(accepted / 100)}
            style={{ '--fill': `${((accepted - least) / (most - least)) * 100}%` } as CSSProperties}
            onChange={(event) => setAccepted(Number(event.target.value))}
          />
        </div>
        {found.ok ? (
          <dl className={styles.figures} aria-live="polite">
            <div>
              <dt>Answered without a person</dt>
              <dd>{shareWords(found.value.coverage)}</dd>
            </div>
            <div>
              <dt>From a confidence of</dt>
              <dd>{shareWords(found.value.threshold)}</dd>
            </div>
            <div>
              <dt>Wrong among the held-out ones</dt>
              <dd>
                {found.value.wrongRows} of {found.value.coveredRows} <span className={styles.aside}>at most {shareWords(found.value.errorBound)}</span>
              </dd>
            </div>
          </dl>
        ) : (
          <p className={styles.refused} aria-live="polite">
            {found.message}
          </p>
        )}
      </div>
      <LineChart
        label="Wrong answers by the share that is answered"
        x={{ name: 'Answered', format: (value) => shareWords(value, 0), from: 0, to: 1 }}
        y={{ name: 'Wrong', format: (value) => shareWords(value, 0), from: 0 }}
        series={[
          { name: 'at most, 95% sure', tone: 'plain', dashed: true, points: points.filter(({ coveredRows }) => coveredRows >= 20).map(({ coverage, errorBound }) => ({ x: coverage, y: Math.min(errorBound, 0.5) })) },
          { name: 'wrong as seen', tone: 'accent', points: points.map(({ coverage, error }) => ({ x: coverage, y: error })) },
        ]}
        {...(found.ok ? { mark: { at: found.value.coverage, word: `from ${shareWords(found.value.threshold, 0)} sure` } } : {})}
      />
    </div>
  );
}
