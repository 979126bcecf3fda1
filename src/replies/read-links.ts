import type { Entity } from '../tickets/entity.ts';
import { extractEntities } from '../tickets/extract-entities.ts';
import { smallLetters } from '../text/normalise.ts';

/** A web address, e-mail address or telephone number in a text, UTF-16 offsets. */
export interface WrittenLink {
  readonly kind: 'link' | 'email' | 'phone';
  /** Comparable: lower case, without scheme, `www.` and closing slash; a telephone number as its digits. */
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const withScheme = /(?<![\p{L}\p{N}])(?:[a-z][a-z0-9+.-]{1,20}:\/\/|(?:mailto|tel|sms|javascript|data|callto|whatsapp):(?=\S))[^\s<>"“”]+/giu;
const address = /[^\s@<>()[\]"“”,;:]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.){1,6}[\p{L}\p{N}-]{2,24}/gu;
const host = /(?<![\p{L}\p{N}@._/-])(?:[\p{L}\p{N}][\p{L}\p{N}-]{0,62}\.){1,6}(\p{L}{2,24}|xn--[a-z0-9-]{2,30})(?::\d{2,5})?(?![\p{L}\p{N}@]|-\p{L})([/?#][^\s<>"“”]*)?/gu;
const numericHost = /(?<![\p{L}\p{N}.])\d{1,3}(?:\.\d{1,3}){3}(?::\d{2,5})?(?:\/[^\s<>"“”]*)?/gu;
/** A number to call, too short to be told by its shape. */
const toCall = /\b(?:call|phone|ring|dial|text|fax|whatsapp)\s+(?:(?:us|me|them|our\s\p{L}+)\s+)?(?:on\s+|at\s+)?(\+?\d[\d ()-]{2,20}\d)(?![\p{L}\d%.,:]|\s?(?:minutes?|hours?|days?|weeks?|months?|times)\b)/gu;

/** Endings that are surely a domain's where it stands bare: with any ending, "invoice.pdf" and a forgotten space would be one. */
const endings = new Set(
  ('com net org info biz edu gov int io co ai app dev shop store online site website link click page web xyz top club cloud tech support help live news blog pro mobi name tel travel test example invalid ' +
    'uk de fr es it nl be at ch ie eu us ca au nz in jp cn ru br mx za se no dk fi pl cz pt gr hu ro tr kr sg hk me ly gg tv to cc is so sh gl id').split(' '),
);

/** Every web address, e-mail address and telephone number of a text, in order, none within another. `entities`: those of the text, where they are known. Linear. */
export function readLinks(text: string, entities?: readonly Entity[]): WrittenLink[] {
  const found: WrittenLink[] = [];
  const add = (kind: WrittenLink['kind'], written: string, start: number, value: string): void => {
    const end = start + written.length;
    if (written !== '' && !found.some((each) => each.start < end && start < each.end)) found.push({ kind, value, start, end });
  };
  // Nearly all sentences have none; a look at a letter or two is cheaper than six patterns.
  if (/:\S/.test(text)) {
    for (const match of text.matchAll(withScheme)) {
      const written = trimEnd(match[0]);
      const bare = plainAddress(written);
      add(/^(?:tel|sms|callto):/i.test(written) ? 'phone' : /^mailto:/i.test(written) ? 'email' : 'link', written, match.index, /^(?:tel|sms|callto):/i.test(written) ? digitsOf(bare) : bare);
    }
  }
  if (text.includes('@')) for (const match of text.matchAll(address)) add('email', match[0].replace(/[.'-]+$/, ''), match.index, match[0].replace(/[.'-]+$/, '').toLowerCase());
  if (/\S\.\S/.test(text)) {
    for (const match of text.matchAll(host)) {
      const written = trimEnd(match[0]);
      const ending = match[1] ?? '';
      const sure = endings.has(ending.toLowerCase()) && (ending === ending.toLowerCase() || written === written.toUpperCase());
      if (sure || match[2] !== undefined || /^www\./i.test(written) || ending.startsWith('xn--')) add('link', written, match.index, plainAddress(written));
    }
    for (const match of text.matchAll(numericHost)) add('link', trimEnd(match[0]), match.index, plainAddress(trimEnd(match[0])));
  }
  if (/\d/.test(text)) {
    for (const { kind, text: written, value, start } of entities ?? extractEntities(text)) if (kind === 'phone') add('phone', written, start, value);
    if (/\d[\d ()-]{2}/.test(text)) {
      for (const match of smallLetters(text).matchAll(toCall)) {
        const written = match[1] ?? '';
        add('phone', written, match.index + match[0].length - written.length, digitsOf(written));
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function trimEnd(written: string): string {
  const cut = written.replace(/[.,;:!?'’*_]+$/, '');
  return /[)\]}]$/.test(cut) && !/[([{]/.test(cut) ? trimEnd(cut.slice(0, -1)) : cut;
}

function plainAddress(written: string): string {
  return written
    .toLowerCase()
    .replace(/^(?:https?:\/\/|mailto:|tel:|sms:|callto:)/, '')
    .replace(/^www\./, '')
    .replace(/\/$/, '');
}

function digitsOf(written: string): string {
  return (written.trim().startsWith('+') ? '+' : '') + written.replace(/\D/g, '');
}

/** Does it stand among the known ones? A telephone number is the same with and without its country's code. */
export function isKnownLink({ kind, value }: WrittenLink, known: ReadonlySet<string>): boolean {
  if (known.has(value)) return true;
  if (kind !== 'phone') return false;
  for (const other of known) {
    const [long, short] = value.startsWith('+') ? [value, other] : [other, value];
    if (long.startsWith('+') && /^0\d{8,}$/.test(short) && long.endsWith(short.slice(1)) && long.length - short.length <= 3) return true;
  }
  return false;
}
