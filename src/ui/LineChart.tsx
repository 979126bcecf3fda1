import { useId, useRef, useState, type PointerEvent } from 'react';
import { scaleLinear, scaleLog } from 'd3-scale';
import { area, line } from 'd3-shape';
import { classes } from './classes.ts';
import { useWidth } from './use-width.ts';
import styles from './LineChart.module.css';

export interface ChartPoint {
  readonly x: number;
  readonly y: number;
  /** Bounds of the value, where they are known. */
  readonly low?: number;
  readonly high?: number;
}

export interface ChartSeries {
  readonly name: string;
  readonly points: readonly ChartPoint[];
  readonly tone: 'accent' | 'warn' | 'good' | 'bad' | 'plain';
  readonly dashed?: boolean;
  /** Marks each point: for few of them. */
  readonly dots?: boolean;
}

export interface ChartAxis {
  readonly name: string;
  readonly format: (value: number) => string;
  /** Ends of the axis; what is not given comes from the points. */
  readonly from?: number;
  readonly to?: number;
  readonly log?: boolean;
  /** Nothing lies between two whole numbers. */
  readonly whole?: boolean;
  /** Where a logarithmic axis has its numbers; by default at the points. */
  readonly ticks?: readonly number[];
}

/** A line across the chart at one value, with its word. */
export interface ChartMark {
  readonly at: number;
  readonly word: string;
}

const height = 200;
const space = { top: 12, right: 20, bottom: 34, left: 46 };
const rowsRead = 12;

/**
 * Lines over a common axis, drawn as wide as there is room. The pointer reads the values nearest to it; for those who do not see
 * it the same values stand in a table of up to 12 rows.
 */
export function LineChart({
  label,
  series,
  x,
  y,
  mark,
  onPick,
}: {
  readonly label: string;
  readonly series: readonly ChartSeries[];
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly mark?: ChartMark;
  /** Called with the x of the point nearest to a press. */
  readonly onPick?: (x: number) => void;
}) {
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame, 480);
  const [pointed, setPointed] = useState<number | null>(null);
  const clip = useId();
  const all = series.flatMap(({ points }) => points);
  const ends = (axis: ChartAxis, values: readonly number[]): [number, number] => {
    const low = axis.from ?? values.reduce((least, value) => Math.min(least, value), Infinity);
    const high = axis.to ?? values.reduce((most, value) => Math.max(most, value), -Infinity);
    if (!Number.isFinite(low) || !Number.isFinite(high)) return [0, 1];
    return low === high ? [low - 0.5, high + 0.5] : [low, high];
  };
  const [fromX, toX] = ends(x, all.map((point) => point.x));
  const acrossLog = scaleLog([fromX, toX], [space.left, width - space.right]);
  const acrossLinear = scaleLinear([fromX, toX], [space.left, width - space.right]);
  const across = (value: number): number => (x.log === true ? acrossLog(value) : acrossLinear(value));
  const up = scaleLinear(
    ends(y, all.flatMap((point) => [point.low ?? point.y, point.high ?? point.y])),
    [height - space.bottom, space.top],
  );
  if (y.to === undefined || y.from === undefined) up.nice(4);
  const wanted = Math.max(2, Math.floor(width / 90));
  const xTicks = x.log === true ? evenly(x.ticks ?? [...new Set(all.map((point) => point.x))].sort((a, b) => a - b), wanted) : acrossLinear.ticks(wanted).filter((tick) => x.whole !== true || Number.isInteger(tick));
  const yTicks = up.ticks(4);
  const path = line<ChartPoint>((point) => across(point.x), (point) => up(point.y));
  const band = area<ChartPoint>((point) => across(point.x), (point) => up(point.low ?? point.y), (point) => up(point.high ?? point.y));

  const at = pointed === null ? null : nearestX(all, pointed, across);
  function read(event: PointerEvent<SVGSVGElement>): number {
    return event.clientX - event.currentTarget.getBoundingClientRect().left;
  }
  const readings = at === null ? [] : series.map((each) => ({ each, point: each.points.find((point) => point.x === at) }));

  return (
    <figure ref={frame} className={styles.frame}>
      <figcaption className={styles.caption}>
        <span className={styles.label}>{label}</span>
        {/* One line needs no key: the label says what it is. */}
        {series.length > 1 && (
          <span className={styles.legend} aria-hidden="true">
            {series.map(({ name, tone, dashed, points }) => (
              <span key={name} className={styles.entry}>
                <span className={classes(points.length === 1 ? styles.dotSwatch : styles.swatch, styles[tone], dashed === true && styles.dashedSwatch)} />
                {name}
              </span>
            ))}
          </span>
        )}
      </figcaption>
      <div className={styles.place}>
        <svg
          width={width}
          height={height}
          aria-hidden="true"
          className={classes(styles.chart, onPick !== undefined && styles.picked)}
          onPointerMove={(event) => setPointed(read(event))}
          onPointerLeave={() => setPointed(null)}
          onPointerDown={(event) => {
            const near = nearestX(all, read(event), across);
            if (near !== null) onPick?.(near);
          }}
        >
          <clipPath id={clip}>
            <rect x={space.left - 4} y={0} width={Math.max(0, width - space.left - space.right + 8)} height={height - space.bottom + 4} />
          </clipPath>
          {yTicks.map((tick) => (
            <g key={tick} transform={`translate(0 ${up(tick)})`}>
              <line x1={space.left} x2={width - space.right} className={styles.grid} />
              <text x={space.left - 8} dy="0.32em" textAnchor="end" className={styles.tick}>
                {y.format(tick)}
              </text>
            </g>
          ))}
          {xTicks.map((tick) => (
            <text key={tick} x={across(tick)} y={height - space.bottom + 16} textAnchor="middle" className={styles.tick}>
              {x.format(tick)}
            </text>
          ))}
          <text x={width - space.right} y={height - 3} textAnchor="end" className={styles.axis}>
            {x.name}
          </text>
          {mark !== undefined && (
            <g transform={`translate(${across(mark.at)} 0)`}>
              <line y1={space.top} y2={height - space.bottom} className={styles.mark} />
              <text x={across(mark.at) > width / 2 ? -6 : 6} y={space.top + 4} dy="0.32em" textAnchor={across(mark.at) > width / 2 ? 'end' : 'start'} className={styles.markWord}>
                {mark.word}
              </text>
            </g>
          )}
          <g clipPath={`url(#${clip})`}>
            {series.map(({ name, points, tone, dashed, dots }) => (
              <g key={name} className={styles[tone]}>
                {points.some(({ low }) => low !== undefined) && <path d={band(points) ?? ''} className={styles.band} />}
                <path d={path(points) ?? ''} className={classes(styles.line, dashed === true && styles.dashed)} />
                {(dots === true || points.length === 1) && points.map((point) => <circle key={point.x} cx={across(point.x)} cy={up(point.y)} r={points.length === 1 ? 5 : 3} className={styles.dot} />)}
              </g>
            ))}
          </g>
          {at !== null && <line x1={across(at)} x2={across(at)} y1={space.top} y2={height - space.bottom} className={styles.cross} />}
          {readings.map(({ each, point }) => point && <circle key={each.name} cx={across(point.x)} cy={up(point.y)} r={3.5} className={classes(styles.dot, styles[each.tone])} />)}
        </svg>
        {at !== null && (
          <div className={styles.tip} style={across(at) > width / 2 ? { right: width - across(at) + 10 } : { left: across(at) + 10 }} aria-hidden="true">
            <span className={styles.tipHead}>
              {x.name} {x.format(at)}
            </span>
            {readings.map(
              ({ each, point }) =>
                point && (
                  <span key={each.name} className={styles.entry}>
                    <span className={classes(styles.swatch, styles[each.tone])} />
                    {each.name} <b>{y.format(point.y)}</b>
                  </span>
                ),
            )}
          </div>
        )}
      </div>
      {/* Around it: a table does not shrink to a point, and would widen the page. */}
      <div className="visually-hidden">
        <table>
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">{x.name}</th>
              {series.map(({ name }) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {evenly([...new Set(all.map((point) => point.x))].sort((a, b) => a - b), rowsRead).map((value) => (
              <tr key={value}>
                <th scope="row">{x.format(value)}</th>
                {series.map(({ name, points }) => {
                  const point = points.find((each) => each.x === value);
                  return <td key={name}>{point ? y.format(point.y) : ''}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </figure>
  );
}

function nearestX(points: readonly ChartPoint[], pixel: number, across: (value: number) => number): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (const { x } of points) {
    const away = Math.abs(across(x) - pixel);
    if (away < least) {
      least = away;
      best = x;
    }
  }
  return best;
}

/** At most `most` of the values, the first and the last among them. */
function evenly(values: readonly number[], most: number): readonly number[] {
  if (values.length <= most) return values;
  return Array.from({ length: most }, (_, at) => values[Math.round((at * (values.length - 1)) / (most - 1))] ?? 0);
}
