import { useMemo } from 'react';
import { expectError, type CurvePoint } from '../evaluation/learning-curve.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { DrawnCurve } from '../studio/draw-learning-curve.ts';
import { Button } from '../ui/Button.tsx';
import { count, plural } from '../ui/format-time.ts';
import { LineChart, type ChartSeries } from '../ui/LineChart.tsx';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { curveOf, type CurveOf } from './studio-curve.ts';
import { StudioRunning } from './StudioRunning.tsx';
import page from './StudioView.module.css';

const steps = 24;

/** Whether more labelled rows would help: the same training on ever more of them. */
export function StudioLearningCurve({ of }: { readonly of: CurveOf }) {
  const curve = curveOf(useDesk());
  const state = useStore(curve);
  const isOwn = state.id === of.id;
  const points = isOwn ? state.points : [];
  const drawn = isOwn ? state.drawn : null;
  return (
    <section className={page.section} aria-label="Learning curve">
      <div className={page.head}>
        <div className={page.headWords}>
          <h2 className={page.heading}>Would more rows help?</h2>
          <p className={page.note}>The same training on ever larger parts of the rows, up to all of them, each judged by the same rows held out. It takes about as long as training the model.</p>
        </div>
        {state.running === null && <Button onPress={() => void curve.draw(of)}>{drawn === null ? 'Draw the learning curve' : 'Draw it again'}</Button>}
      </div>
      {isOwn && state.problem !== null && (
        <p className={page.problem} role="alert">
          {state.problem}
        </p>
      )}
      {state.running !== null && <StudioRunning label="Drawing the learning curve" step={state.running.step} part={(part, parts) => `Size ${part} of ${parts}`} onStop={() => curve.stop()} />}
      {drawn !== null && <Doubled drawn={drawn} />}
      {points.length > 0 && <Chart points={points} drawn={drawn} />}
    </section>
  );
}

/** What twice the rows would bring, with how unsure that is. */
function Doubled({ drawn: { points, doubled } }: { readonly drawn: DrawnCurve }) {
  const last = points.at(-1);
  if (last === undefined) return null;
  if (doubled === null) return <p className={page.note}>There are too few rows to try three sizes, so nothing can be said of more rows.</p>;
  const gain = last.error - doubled.value;
  return (
    <p className={page.note}>
      Twice the rows ({count(2 * last.trainingRows)}) would likely get {shareWords(1 - doubled.value)} right instead of {shareWords(1 - last.error)}: between {shareWords(1 - doubled.high)} and {shareWords(1 - doubled.low)}, as far as the curve can tell.
      {gain < 0.005 ? ' More rows of the same kind would bring little; better labels may bring more.' : ''}
    </p>
  );
}

function Chart({ points, drawn }: { readonly points: readonly CurvePoint[]; readonly drawn: DrawnCurve | null }) {
  const series = useMemo((): readonly ChartSeries[] => {
    const seen: ChartSeries = { name: 'tried', tone: 'accent', dots: true, points: points.map(({ trainingRows, error }) => ({ x: trainingRows, y: 1 - error })) };
    const fit = drawn?.fit ?? null;
    const [least, most] = [points[0]?.trainingRows ?? 1, 2 * (points.at(-1)?.trainingRows ?? 1)];
    if (fit === null) return [seen];
    const sizes = Array.from({ length: steps + 1 }, (_, at) => Math.round(least * (most / least) ** (at / steps)));
    const fitted = [...new Set([...sizes, ...points.map(({ trainingRows }) => trainingRows)])].sort((a, b) => a - b).map((x) => {
      const { value, low, high } = expectError(fit, x);
      return { x, y: 1 - value, low: 1 - high, high: 1 - low };
    });
    return [{ name: 'expected', tone: 'plain', dashed: true, points: fitted }, seen];
  }, [points, drawn]);
  return (
    <LineChart
      label={`Right among ${plural(points[0]?.heldOutRows ?? 0, 'row')} held out, by rows learnt from`}
      x={{ name: 'Rows', format: count, log: true, ticks: [...points.map(({ trainingRows }) => trainingRows), ...(drawn === null ? [] : [2 * (points.at(-1)?.trainingRows ?? 0)])] }}
      y={{ name: 'Right', format: (value) => shareWords(value), to: 1 }}
      series={series}
    />
  );
}
