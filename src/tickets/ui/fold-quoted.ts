import { findOwnWords } from '../own-words.ts';

/** A part of a message, in UTF-16 offsets: what its author wrote, or what can be folded away (older mail, footers). */
export interface MessagePart {
  readonly start: number;
  readonly end: number;
  readonly folded: boolean;
}

/** A name and a town below the greeting are no burden; only what is longer, or quoted, is worth a fold. */
const shortEnough = 200;
const quotedLine = /^\s{0,3}>/m;

/**
 * Splits a message into its author's words and the quoted mail or footers around them. The parts follow one another
 * and cover the whole text; a message that is nothing but a quotation stays unfolded.
 */
export function foldQuoted(text: string): MessagePart[] {
  const parts: MessagePart[] = [];
  const add = (start: number, end: number, folded: boolean): void => {
    if (end <= start) return;
    const last = parts.at(-1);
    if (last?.folded === folded) parts[parts.length - 1] = { ...last, end };
    else parts.push({ start, end, folded });
  };
  let at = 0;
  const addOther = (end: number): void => {
    const other = text.slice(at, end);
    add(at, end, other.trim() !== '' && (other.length > shortEnough || quotedLine.test(other)));
  };
  for (const own of findOwnWords(text)) {
    addOther(own.start);
    add(own.start, own.end, false);
    at = own.end;
  }
  addOther(text.length);
  return parts;
}
