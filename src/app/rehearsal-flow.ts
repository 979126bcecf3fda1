import { linkHorizontal } from 'd3-shape';
import type { Flow } from '../triage/compare-decided.ts';

/** A place on one side of the drawing: what leaves it stands on the left, what comes to it on the right. */
export interface FlowPlace {
  readonly id: string;
  readonly side: 'from' | 'to';
  readonly tickets: number;
  readonly top: number;
  readonly height: number;
}

export interface FlowRibbon<Place extends string> {
  readonly flow: Flow<Place>;
  /** A line through its middle, drawn as thick as it is. */
  readonly path: string;
  readonly thickness: number;
}

export interface FlowDrawing<Place extends string> {
  readonly height: number;
  readonly places: readonly FlowPlace[];
  readonly ribbons: readonly FlowRibbon<Place>[];
}

/** Room for two lines of words. */
const leastPlace = 34;
const gap = 10;
const tallest = 120;
const thinnest = 2;

/**
 * Tickets that go from one place to another, as ribbons between two columns; those that stay are not drawn, since a hundred among
 * thousands would be a hair. `left` and `right` are where ribbons begin and end, CSS pixels. Places stand in the order given.
 */
export function drawFlow<Place extends string>(flows: readonly Flow<Place>[], order: readonly string[], left: number, right: number): FlowDrawing<Place> {
  const moving = flows.filter(({ from, to, tickets }) => from !== to && tickets > 0);
  const all = moving.reduce((sum, { tickets }) => sum + tickets, 0);
  const scale = all === 0 ? 0 : tallest / all;
  const thick = ({ tickets }: Flow): number => Math.max(thinnest, tickets * scale);
  const rank = (id: string): number => (order.includes(id) ? order.indexOf(id) : order.length);
  const column = (side: 'from' | 'to') => {
    const ids = [...new Set(moving.map((flow) => flow[side]))].sort((a, b) => rank(a) - rank(b));
    let top = 0;
    return ids.map((id): FlowPlace => {
      const its = moving.filter((flow) => flow[side] === id);
      const height = Math.max(leastPlace, its.reduce((sum, flow) => sum + thick(flow), 0));
      const place = { id, side, tickets: its.reduce((sum, { tickets }) => sum + tickets, 0), top, height };
      top += height + gap;
      return place;
    });
  };
  const columns = { from: column('from'), to: column('to') };
  const heightOf = (places: readonly FlowPlace[]): number => places.reduce((sum, { height }) => sum + height + gap, -gap);
  const height = Math.max(0, heightOf(columns.from), heightOf(columns.to));
  const ordered = [...moving].sort((a, b) => rank(a.from) - rank(b.from) || rank(a.to) - rank(b.to));
  // Where the next ribbon begins at each place.
  const next = new Map<string, number>();
  for (const place of [...columns.from, ...columns.to]) {
    const taken = moving.filter((flow) => flow[place.side] === place.id).reduce((sum, flow) => sum + thick(flow), 0);
    next.set(`${place.side} ${place.id}`, place.top + (place.height - taken) / 2);
  }
  const take = (key: string, thickness: number): number => {
    const at = next.get(key) ?? 0;
    next.set(key, at + thickness);
    return at + thickness / 2;
  };
  const link = linkHorizontal<unknown, readonly [number, number]>();
  const ribbons = ordered.map((flow) => {
    const thickness = thick(flow);
    const path = link({ source: [left, take(`from ${flow.from}`, thickness)], target: [right, take(`to ${flow.to}`, thickness)] }) ?? '';
    return { flow, path, thickness };
  });
  return { height, places: [...columns.from, ...columns.to], ribbons };
}
