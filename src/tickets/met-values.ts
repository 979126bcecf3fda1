import type { PersonalKind } from './personal.ts';

interface Node {
  readonly next: Map<string, Node>;
  met: PersonalKind | undefined;
}

/** A stretch of a text where a value met elsewhere stands again. */
export interface MetSpan {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** Longer values are compared by their start: no address or number is longer. */
const longest = 160;
const wordSign = /[\p{L}\p{N}]/u;
const gapSign = /[\s\u00a0\u202f.,\-–/()#_:+]/;
const gapAtMost = 3;
/** From so many letters and digits on, a number is that number wherever it stands, inside a longer word too. */
const sureLength = 10;

/**
 * Values met in a ticket, to be found again in any of its texts however they are cut by spaces, dashes and dots. Numbers and addresses
 * are compared by their letters and digits, e-mail addresses sign by sign. Looking costs the length of the text times the
 * length of a value at most, and in practice little more than reading the text, however many values were met.
 */
export class MetValues {
  readonly #loose: Node = { next: new Map(), met: undefined };
  readonly #exact: Node = { next: new Map(), met: undefined };

  add(kind: PersonalKind, written: string): void {
    const exact = kind === 'email';
    const key = exact ? written.toLowerCase() : Array.from(written.toLowerCase()).filter((sign) => wordSign.test(sign)).join('');
    if (key.length < 3) return;
    let node = exact ? this.#exact : this.#loose;
    for (const sign of key.slice(0, longest)) {
      let next = node.next.get(sign);
      if (next === undefined) {
        next = { next: new Map(), met: undefined };
        node.next.set(sign, next);
      }
      node = next;
    }
    node.met ??= kind;
  }

  /** In order, never overlapping; the longest at each place. */
  *find(text: string): Iterable<MetSpan> {
    if (this.#loose.next.size === 0 && this.#exact.next.size === 0) return;
    // Some capital letters are longer in small: offsets must stay those of the text.
    const lower = text.toLowerCase();
    const signs = lower.length === text.length ? lower : Array.from(text, (sign) => (sign.toLowerCase().length === sign.length ? sign.toLowerCase() : sign)).join('');
    for (let at = 0; at < signs.length; ) {
      const exact = walkExact(this.#exact, signs, at);
      const found = exact ?? walkLoose(this.#loose, signs, at);
      if (found === null) at += 1;
      else {
        yield { kind: found.kind, start: at, end: found.end };
        at = found.end;
      }
    }
  }
}

function walkExact(root: Node, signs: string, start: number): { kind: PersonalKind; end: number } | null {
  let node: Node | undefined = root;
  let found: { kind: PersonalKind; end: number } | null = null;
  for (let at = start; at < signs.length; at += 1) {
    node = node.next.get(signs[at] ?? '');
    if (node === undefined) break;
    if (node.met !== undefined) found = { kind: node.met, end: at + 1 };
  }
  return found;
}

function walkLoose(root: Node, signs: string, start: number): { kind: PersonalKind; end: number } | null {
  const first = signs[start] ?? '';
  if (!root.next.has(first)) return null;
  const fresh = isEdge(signs[start - 1], first);
  let node: Node | undefined = root;
  let found: { kind: PersonalKind; end: number } | null = null;
  let length = 0;
  let gap = 0;
  for (let at = start; at < signs.length; at += 1) {
    const sign = signs[at] ?? '';
    if (!wordSign.test(sign) && !isSurrogate(sign)) {
      gap += 1;
      if (gap > gapAtMost || !gapSign.test(sign)) break;
      continue;
    }
    gap = 0;
    node = node.next.get(sign);
    if (node === undefined) break;
    length += 1;
    if (node.met !== undefined && ((length >= sureLength && node.met !== 'address') || (fresh && isEdge(signs[at + 1], sign)))) found = { kind: node.met, end: at + 1 };
  }
  return found;
}

/** Whether a value can begin or end between two signs: a digit beside a digit or a letter beside a letter is one word. */
function isEdge(beside: string | undefined, sign: string): boolean {
  if (beside === undefined) return true;
  return /\d/.test(sign) ? !/\d/.test(beside) : !/\p{L}/u.test(beside);
}

function isSurrogate(sign: string): boolean {
  return sign >= '\ud800' && sign <= '\udfff';
}
