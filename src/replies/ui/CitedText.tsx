import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { findMarkers, findPlaceholders } from '../draft-text.ts';
import styles from './DraftEditor.module.css';

/** A stretch of the reply no passage supports. */
export interface Unsupported {
  readonly start: number;
  readonly end: number;
}

interface Decoration {
  readonly start: number;
  readonly end: number;
  readonly kind: 'chip' | 'unsupported' | 'missing';
  readonly number: number;
}

/**
 * What lies over the field: the same letters, invisible, so that every line breaks where the field's does; only chips
 * and underlines show. Nothing of it is read aloud or reached by keyboard: the field says "[1]", and the list of
 * sources below it has the same buttons.
 */
export function CitedText({
  text,
  numbers,
  unsupported,
  titles,
  onSource,
}: {
  readonly text: string;
  readonly numbers: ReadonlySet<number>;
  readonly unsupported: readonly Unsupported[];
  readonly titles: ReadonlyMap<number, string>;
  readonly onSource: (number: number, chip: HTMLElement) => void;
}) {
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const part of decorate(text, numbers, unsupported)) {
    if (part.start > at) nodes.push(text.slice(at, part.start));
    const words = text.slice(part.start, part.end);
    if (part.kind === 'chip') {
      nodes.push(
        // No button: that is a box of its own, before which a line may break where the field's does not.
        <span
          key={part.start}
          className={styles.chip}
          data-number={part.number}
          title={titles.get(part.number)}
          // The caret stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => onSource(part.number, event.currentTarget)}
        >
          {words}
        </span>,
      );
    } else {
      nodes.push(
        <span key={part.start} className={classes(styles[part.kind])}>
          {words}
        </span>,
      );
    }
    at = part.end;
  }
  nodes.push(text.slice(at));
  return (
    <div className={classes(styles.layer, styles.over)} aria-hidden="true">
      {nodes}
      {/* A last empty line has no height of its own. */}
      {'\u200b'}
    </div>
  );
}

function decorate(text: string, numbers: ReadonlySet<number>, unsupported: readonly Unsupported[]): Decoration[] {
  const chips = findMarkers(text, numbers).map(({ start, end, number }): Decoration => ({ start, end, kind: 'chip', number }));
  const missing = findPlaceholders(text).map(({ start, end }): Decoration => ({ start, end, kind: 'missing', number: 0 }));
  const fixed = [...chips, ...missing].sort((a, b) => a.start - b.start);
  const all = [...fixed];
  for (const { start, end } of unsupported) {
    let from = start;
    for (const part of fixed) {
      if (part.end <= from || part.start >= end) continue;
      if (part.start > from) all.push({ start: from, end: part.start, kind: 'unsupported', number: 0 });
      from = part.end;
    }
    if (from < end) all.push({ start: from, end, kind: 'unsupported', number: 0 });
  }
  return all.sort((a, b) => a.start - b.start);
}
