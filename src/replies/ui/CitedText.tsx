import type { ReactNode } from 'react';
import { classes } from '../../ui/classes.ts';
import { findMarkers, findPlaceholders } from '../draft-text.ts';
import type { GroundingProblem } from '../ground-reply.ts';
import styles from './DraftEditor.module.css';

/** A stretch of the reply no passage supports. */
export interface Unsupported {
  readonly start: number;
  readonly end: number;
}

interface Decoration {
  readonly start: number;
  readonly end: number;
  readonly kind: 'chip' | 'unsupported' | 'wrong' | 'missing';
  readonly number: number;
  /** What the field says when the pointer rests on it; the layer itself lets everything through. */
  readonly words?: string;
}

const noProblems: readonly GroundingProblem[] = [];

/**
 * What lies over the field: the same letters, invisible, so that every line breaks where the field's does; only chips
 * and underlines show. Nothing of it is read aloud or reached by keyboard: the field says "[1]", and the list of
 * sources below it has the same buttons.
 */
export function CitedText({
  text,
  numbers,
  unsupported,
  problems = noProblems,
  titles,
  onSource,
}: {
  readonly text: string;
  readonly numbers: ReadonlySet<number>;
  readonly unsupported: readonly Unsupported[];
  /** Wrong figures and invented links, by their stretches; what else is unsupported says why. */
  readonly problems?: readonly GroundingProblem[] | undefined;
  readonly titles: ReadonlyMap<number, string>;
  readonly onSource: (number: number, chip: HTMLElement) => void;
}) {
  const nodes: ReactNode[] = [];
  let at = 0;
  for (const part of decorate(text, numbers, unsupported, problems)) {
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
        <span key={part.start} className={classes(styles[part.kind])} data-words={part.words}>
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

function decorate(text: string, numbers: ReadonlySet<number>, unsupported: readonly Unsupported[], problems: readonly GroundingProblem[]): Decoration[] {
  const chips = findMarkers(text, numbers).map(({ start, end, number }): Decoration => ({ start, end, kind: 'chip', number }));
  const missing = findPlaceholders(text).map(({ start, end }): Decoration => ({ start, end, kind: 'missing', number: 0 }));
  const all = [...chips, ...missing].sort((a, b) => a.start - b.start);
  // What is wrong shows before what is merely not borne out.
  for (const { start, end, kind, words } of problems) if (kind !== 'unsupported') place({ start, end, kind: 'wrong', number: 0, words }, all);
  for (const { start, end } of unsupported) {
    const why = problems.find((problem) => problem.kind === 'unsupported' && problem.start >= start && problem.end <= end)?.words;
    place({ start, end, kind: 'unsupported', number: 0, ...(why === undefined ? {} : { words: why }) }, all);
  }
  // A sentence that a passage denies is marked like one that none bears out.
  for (const { start, end, kind, words } of problems) if (kind === 'unsupported') place({ start, end, kind, number: 0, words }, all);
  return all;
}

/** Puts a decoration where nothing is yet; `all` stays in order. */
function place(part: Decoration, all: Decoration[]): void {
  let from = part.start;
  const free: Decoration[] = [];
  for (const other of all) {
    if (other.end <= from || other.start >= part.end) continue;
    if (other.start > from) free.push({ ...part, start: from, end: other.start });
    from = other.end;
  }
  if (from < part.end) free.push({ ...part, start: from });
  all.push(...free);
  all.sort((a, b) => a.start - b.start);
}
