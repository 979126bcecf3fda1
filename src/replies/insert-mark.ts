/** A text field as an edit finds it: the text and what is selected of it. */
interface Written {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** One replacement, and what is selected after it. */
export interface MarkEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

/** Puts a variable in place of what is selected. */
export function insertVariable(name: string, { start, end }: Written): MarkEdit {
  const insert = `{{${name}}}`;
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

/** Puts a condition around what is selected: written only when the variable is known, or with `unknown` only when it is not. */
export function insertCondition(name: string, unknown: boolean, { text, start, end }: Written): MarkEdit {
  const before = `{{${unknown ? '^' : '#'}${name}}}`;
  const inner = text.slice(start, end);
  return { from: start, to: end, insert: `${before}${inner}{{/${name}}}`, start: start + before.length, end: start + before.length + inner.length };
}
