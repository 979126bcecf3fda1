import { LineChart } from '../../ui/LineChart.tsx';
import type { Reliability } from '../reliability.ts';
import { shareWords } from './share-words.ts';

/** Whether "70% sure" is right seven times in ten, before and after calibration. */
export function ReliabilityChart({ before, after }: { readonly before: Reliability; readonly after: Reliability }) {
  const pointsOf = ({ bins }: Reliability) => bins.filter(({ rows }) => rows > 0).map(({ confidence, accuracy, low, high }) => ({ x: confidence, y: accuracy, low, high }));
  const plain = pointsOf(before).map(({ x, y }) => ({ x, y }));
  return (
    <LineChart
      label="How often it is right when it is so sure"
      x={{ name: 'Confidence', format: (value) => shareWords(value, 0), from: 0, to: 1 }}
      y={{ name: 'Right', format: (value) => shareWords(value, 0), from: 0, to: 1 }}
      series={[
        { name: 'as it should be', tone: 'plain', dashed: true, points: [{ x: 0, y: 0 }, { x: 1, y: 1 }] },
        { name: `before calibration, off by ${shareWords(before.ece)}`, tone: 'warn', dashed: true, points: plain },
        { name: `after, off by ${shareWords(after.ece)}`, tone: 'accent', dots: true, points: pointsOf(after) },
      ]}
    />
  );
}
