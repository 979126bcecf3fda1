/** What a stretch of text is marked as. Where marks overlap, the later kind in this list is drawn over the earlier. */
export const markKinds = ['match', 'word', 'entity', 'escalation'] as const;
export type MarkKind = (typeof markKinds)[number];

/** A stretch of a text worth showing, in UTF-16 offsets, with the words for its tooltip. */
export interface TextMark {
  readonly start: number;
  readonly end: number;
  readonly kind: MarkKind;
  readonly title: string;
}

/** A run of text under the same marks; `marks` is empty for plain text and has the most telling one first. */
export interface TextPiece {
  readonly text: string;
  readonly start: number;
  readonly marks: readonly TextMark[];
}

/**
 * Cuts `text.slice(from, to)` wherever a mark begins or ends, so that overlapping marks become neighbouring pieces.
 * The pieces joined are the slice. Marks that are empty, out of range or not finite are left out.
 */
export function cutAtMarks(text: string, marks: readonly TextMark[], from = 0, to = text.length): TextPiece[] {
  const first = Math.max(0, from);
  const last = Math.min(text.length, to);
  if (last <= first) return [];
  const inside = marks.filter((mark) => mark.start < mark.end && mark.start < last && mark.end > first);
  const cuts = new Set([first, last]);
  for (const mark of inside) {
    cuts.add(Math.max(first, mark.start));
    cuts.add(Math.min(last, mark.end));
  }
  const sorted = [...cuts].sort((a, b) => a - b);
  const pieces: TextPiece[] = [];
  for (let index = 0; index + 1 < sorted.length; index++) {
    const start = sorted[index] ?? first;
    const end = sorted[index + 1] ?? last;
    const over = inside
      .filter((mark) => mark.start <= start && mark.end >= end)
      .sort((a, b) => markKinds.indexOf(b.kind) - markKinds.indexOf(a.kind));
    pieces.push({ text: text.slice(start, end), start, marks: over });
  }
  return pieces;
}

const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}'’]*/gu;

/** Marks every word of `text` that is one of `words` (lower case), for showing why a passage was found. */
export function markWords(text: string, words: readonly string[], title: string): TextMark[] {
  const wanted = new Set(words);
  const marks: TextMark[] = [];
  for (const match of text.matchAll(wordPattern)) {
    const word = match[0].toLowerCase();
    if (wanted.has(word) || wanted.has(word.replace(/['’]s?$/u, ''))) {
      marks.push({ start: match.index, end: match.index + match[0].length, kind: 'match', title });
    }
  }
  return marks;
}
