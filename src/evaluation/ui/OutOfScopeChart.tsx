import { useMemo } from 'react';
import { LineChart, type ChartPoint } from '../../ui/LineChart.tsx';
import { outOfScopeAsSet, outOfScopeAt, thinOutOfScope, type OutOfScopeCurve } from '../out-of-scope-curve.ts';
import type { Answers } from '../scored-rows.ts';
import { shareWords } from './share-words.ts';
import styles from './OutOfScopeChart.module.css';

const count = (rows: number): string => Math.round(rows).toLocaleString('en-GB');

/**
 * What is found of the rows that are none of the labels, by what it costs in right answers; with where the model stands, which is also
 * said in words. `threshold` is the confidence below which it takes a row for out of scope; `hasLabel` where it has learnt a label for that.
 */
export function OutOfScopeChart({ curve, answers, threshold, hasLabel }: { readonly curve: OutOfScopeCurve; readonly answers: Answers; readonly threshold: number; readonly hasLabel: boolean }) {
  const now = useMemo(() => outOfScopeAsSet(curve, answers), [curve, answers]);
  // All that is worth choosing lies at the left; so does the model, unless it is set very strictly.
  const to = Math.min(1, Math.max(0.1, Math.ceil(now.accuracyLost * 2 * 10) / 10));
  const points = useMemo(() => {
    const best = new Map<number, ChartPoint>();
    const thin = thinOutOfScope(curve, 400);
    thin.threshold.forEach((_, place) => {
      const { recall, accuracyLost } = outOfScopeAt(thin, place);
      // Of places that cost the same the last one finds the most.
      if (recall !== null) best.set(accuracyLost, { x: accuracyLost, y: recall.value });
    });
    const all = [...best.values()];
    return all.filter(({ x }, at) => x <= to || (all[at - 1]?.x ?? Infinity) < to);
  }, [curve, to]);
  if (now.recall === null) return null;
  return (
    <div className={styles.chart}>
      <p className={styles.words}>
        As it is set, the model finds {count(now.recall.value * curve.outOfScopeRows)} of the {count(curve.outOfScopeRows)} held-out rows that are out of scope ({shareWords(now.recall.value)}). It pays for that with {count(now.accuracyLost * curve.inScopeRows)} of the {count(curve.inScopeRows)} rows in scope ({shareWords(now.accuracyLost)}): it would have told their label rightly.
      </p>
      <LineChart
        label="Out of scope found, by right answers lost"
        x={{ name: 'Right answers lost', format: (value) => `${Math.round(value * 1000) / 10}%`, from: 0, to }}
        y={{ name: 'Found', format: (value) => shareWords(value, 0), from: 0, to: 1 }}
        series={[
          { name: 'with other thresholds', tone: 'accent', points },
          { name: 'as it is set', tone: 'warn', dots: true, points: [{ x: now.accuracyLost, y: now.recall.value }] },
        ]}
        mark={{ at: now.accuracyLost, word: threshold > 0 ? `below ${shareWords(threshold, 0)} sure` : 'no threshold' }}
      />
      <p className={styles.aside}>
        {threshold > 0 ? `A row is taken for out of scope where no label reaches ${shareWords(threshold)}` : 'No confidence is too low for an answer'}
        {hasLabel ? `${threshold > 0 ? ', or' : '; a row is taken for out of scope'} where “out of scope” itself is the likeliest, so the model need not lie on the line.` : '.'}
        {curve.auroc === null ? '' : ` Of a row in scope and one out of scope, the one in scope scores higher in ${shareWords(curve.auroc)} of all pairs.`}
      </p>
    </div>
  );
}
