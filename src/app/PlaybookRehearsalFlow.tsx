import { useRef, useState } from 'react';
import ArrowRight from 'lucide-react/icons/arrow-right';
import type { Flow } from '../triage/compare-decided.ts';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { useWidth } from '../ui/use-width.ts';
import { drawFlow } from './rehearsal-flow.ts';
import styles from './PlaybookRehearsal.module.css';

/** Ways drawn at most: more would be hairs. All are listed. */
const mostDrawn = 12;
const mostListed = 8;
const bar = 5;

interface Way<Place extends string> {
  readonly from: Place;
  readonly to: Place;
}

/**
 * Where tickets go that went elsewhere before: ribbons from what was to what would be, and the same as a list whose entries narrow the
 * tickets below. Names carry how many there were and would be in all.
 */
export function PlaybookRehearsalFlow<Place extends string>({
  title,
  flows,
  order,
  name,
  chosen,
  onChoose,
}: {
  readonly title: string;
  readonly flows: readonly Flow<Place>[];
  readonly order: readonly string[];
  readonly name: (place: Place) => string;
  readonly chosen: Way<Place> | null;
  readonly onChoose: (way: Way<Place> | null) => void;
}) {
  const frame = useRef<HTMLElement>(null);
  const width = useWidth(frame, 520);
  const [pointed, setPointed] = useState<Flow<Place> | null>(null);
  const [all, setAll] = useState(false);
  const moving = flows.filter(({ from, to }) => from !== to).sort((a, b) => b.tickets - a.tickets);
  const side = Math.min(168, Math.max(122, width * 0.32));
  const drawing = drawFlow(moving.slice(0, mostDrawn), order, side + bar, width - side - bar);
  const before = sums(flows, 'from');
  const after = sums(flows, 'to');
  const isChosen = (flow: Way<Place>): boolean => chosen?.from === flow.from && chosen.to === flow.to;
  const isLit = (flow: Flow<Place>): boolean => isChosen(flow) || (pointed?.from === flow.from && pointed.to === flow.to);
  const choose = (flow: Flow<Place>): void => onChoose(isChosen(flow) ? null : { from: flow.from, to: flow.to });
  return (
    <figure className={styles.flow} ref={frame}>
      <figcaption className={styles.caption}>{title}</figcaption>
      {moving.length === 0 ? (
        <p className={styles.quiet}>Nothing changes here.</p>
      ) : (
        <>
          <svg width={width} height={drawing.height + 2} className={styles.drawing} aria-hidden="true">
            {drawing.ribbons.map(({ flow, path, thickness }) => (
              <path
                key={`${flow.from} ${flow.to}`}
                d={path}
                className={classes(styles.ribbon, isLit(flow) && styles.lit, chosen !== null && !isLit(flow) && styles.dim)}
                strokeWidth={thickness}
                onPointerEnter={() => setPointed(flow)}
                onPointerLeave={() => setPointed(null)}
                onClick={() => choose(flow)}
              >
                <title>{`${name(flow.from)} → ${name(flow.to)}: ${count(flow.tickets)}`}</title>
              </path>
            ))}
            {drawing.places.map((place) => {
              const isFrom = place.side === 'from';
              const x = isFrom ? side - 8 : width - side + 8;
              const middle = place.top + place.height / 2;
              const total = (isFrom ? before : after).get(place.id) ?? 0;
              return (
                <g key={`${place.side} ${place.id}`}>
                  <rect x={isFrom ? side : width - side - bar} y={place.top} width={bar} height={place.height} rx={2} className={styles.place} />
                  <text x={x} y={middle - 3} textAnchor={isFrom ? 'end' : 'start'} className={styles.placeName}>
                    {shorten(name(place.id as Place), side)}
                  </text>
                  <text x={x} y={middle + 12} textAnchor={isFrom ? 'end' : 'start'} className={styles.placeNote}>
                    {`${isFrom ? '−' : '+'}${count(place.tickets)} of ${count(total)}`}
                  </text>
                </g>
              );
            })}
          </svg>
          <ul role="list" className={styles.ways} aria-label={title}>
            {(all ? moving : moving.slice(0, mostListed)).map((flow) => (
              <li key={`${flow.from} ${flow.to}`}>
                <button type="button" className={styles.way} aria-pressed={isChosen(flow)} onClick={() => choose(flow)} onPointerEnter={() => setPointed(flow)} onPointerLeave={() => setPointed(null)}>
                  <span className={styles.wayNames}>
                    {name(flow.from)} <ArrowRight aria-label="to" /> {name(flow.to)}
                  </span>
                  <span className={styles.wayCount}>{count(flow.tickets)}</span>
                </button>
              </li>
            ))}
            {moving.length > mostListed && (
              <li>
                <button type="button" className={styles.more} onClick={() => setAll(!all)}>
                  {all ? 'Show fewer' : `Show ${plural(moving.length - mostListed, 'more way', 'more ways')}`}
                </button>
              </li>
            )}
          </ul>
        </>
      )}
    </figure>
  );
}

function sums<Place extends string>(flows: readonly Flow<Place>[], side: 'from' | 'to'): Map<string, number> {
  const sum = new Map<string, number>();
  for (const flow of flows) sum.set(flow[side], (sum.get(flow[side]) ?? 0) + flow.tickets);
  return sum;
}

/** What fits beside the drawing; the list below has the whole name. */
function shorten(name: string, width: number): string {
  const most = Math.floor((width - 12) / 6.6);
  const letters = Array.from(name);
  return letters.length <= most ? name : `${letters.slice(0, most - 1).join('')}…`;
}
