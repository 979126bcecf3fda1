import { findPersonal } from '../src/tickets/find-personal.ts';
import { personalKinds, type PersonalKind } from '../src/tickets/personal.ts';
import type { MarkedText } from './read-redaction-set.ts';

export interface KindFigures {
  /** Values marked in the set. */
  readonly marked: number;
  /** Of these, covered wholly by one span of their kind; null without any. */
  readonly recall: number | null;
  /** Spans found that lie on a marked value of their kind, of all found; null without any. */
  readonly precision: number | null;
  /** Of the marked values, those no character of which would leave the device (letters and digits, spans of any kind). */
  readonly kept: number | null;
}

export interface RedactionFigures {
  readonly texts: number;
  readonly kinds: Readonly<Record<PersonalKind, KindFigures>>;
  readonly all: KindFigures;
}

interface Counts {
  marked: number;
  found: number;
  kept: number;
  spans: number;
  right: number;
}

/** What went wrong in one text, for looking at the part that may be looked at. */
export interface RedactionMiss {
  readonly what: 'missed' | 'leaked' | 'wrong';
  readonly kind: PersonalKind;
  readonly written: string;
  readonly around: string;
}

/** The looks of the shop's order numbers, as the set has them. */
export const setLooks: readonly string[] = ['LL-#####'];

/** Counts by kind, over all texts, what is found of the marked values and what is found besides. `missed` is told of each miss. */
export function measureRedaction(texts: readonly MarkedText[], missed: (miss: RedactionMiss) => void = () => undefined): RedactionFigures {
  const counts = Object.fromEntries(personalKinds.map((kind) => [kind, { marked: 0, found: 0, kept: 0, spans: 0, right: 0 }])) as Record<PersonalKind, Counts>;
  for (const { text, marks, names } of texts) {
    const spans = findPersonal(text, { names, orderNumbers: setLooks });
    const covered = new Uint8Array(text.length);
    for (const { start, end } of spans) covered.fill(1, start, end);
    const tell = (what: RedactionMiss['what'], kind: PersonalKind, start: number, end: number): void =>
      missed({ what, kind, written: text.slice(start, end), around: text.slice(Math.max(0, start - 40), end + 30) });
    for (const { kind, start, end } of marks) {
      const count = counts[kind];
      count.marked += 1;
      const found = spans.some((span) => span.kind === kind && span.start <= start && span.end >= end);
      if (found) count.found += 1;
      const kept = !leaks(text, covered, start, end);
      if (kept) count.kept += 1;
      if (!kept) tell('leaked', kind, start, end);
      else if (!found) tell('missed', kind, start, end);
    }
    for (const { kind, start, end } of spans) {
      counts[kind].spans += 1;
      if (marks.some((mark) => mark.kind === kind && mark.start < end && mark.end > start)) counts[kind].right += 1;
      else tell('wrong', kind, start, end);
    }
  }
  const total = Object.values(counts).reduce((sum, one) => ({ marked: sum.marked + one.marked, found: sum.found + one.found, kept: sum.kept + one.kept, spans: sum.spans + one.spans, right: sum.right + one.right }));
  const kinds = Object.fromEntries(personalKinds.map((kind) => [kind, figures(counts[kind])])) as Record<PersonalKind, KindFigures>;
  return { texts: texts.length, kinds, all: figures(total) };
}

function leaks(text: string, covered: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i += 1) if (covered[i] === 0 && /[\p{L}\p{N}]/u.test(text[i] ?? '')) return true;
  return false;
}

function figures({ marked, found, kept, spans, right }: Counts): KindFigures {
  return { marked, recall: marked === 0 ? null : found / marked, precision: spans === 0 ? null : right / spans, kept: marked === 0 ? null : kept / marked };
}
