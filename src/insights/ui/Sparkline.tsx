import type { Trend } from '../count-weeks.ts';

const width = 88;
const height = 22;

/** Counts by week as small bars, newest last; the numbers are read aloud. */
export function Sparkline({ trend: { counts, weeks }, className }: { readonly trend: Trend; readonly className?: string | undefined }) {
  const most = Math.max(1, ...counts);
  const step = width / counts.length;
  const span = weeks === 1 ? 'week' : `${weeks} weeks`;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={`By ${span}, oldest first: ${counts.join(', ')}`} className={className}>
      <title>{`By ${span}, oldest first: ${counts.join(', ')}`}</title>
      <line x1="0" x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line)" />
      {counts.map((each, at) => {
        const tall = each === 0 ? 0 : Math.max(2, (each / most) * (height - 2));
        return <rect key={at} x={at * step + 0.5} y={height - tall} width={Math.max(1, step - 1.5)} height={tall} rx="1" fill="currentColor" />;
      })}
    </svg>
  );
}
