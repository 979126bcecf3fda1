/** A stretch of a message, UTF-16 offsets. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const quotedLine = /^\s{0,3}>/;
const wroteLine =
  /^\s{0,8}(?:on|am|le|el|op|il|dnia) .{4,200}(?:(?:wrote|a écrit|escribió|schreef|ha scritto|napisał\(a\)|napisał)|\bschrieb(?: .{1,120})?)\s?:\s*$/i;
// The introduction to a quote, wrapped by the mail program into two lines or three.
const wroteStart = /^\s{0,8}(?:on|am) .{4,200}$/i;
const wroteEnd = /^.{0,200}(?:\bwrote:|>:)\s*$/i;
const wrapsAtMost = 2;
const quoteHeading =
  /^\s{0,8}(?:-{2,}|_{5,}|\*{3,})?\s*(?:original message|forwarded message|begin forwarded message|ursprüngliche nachricht|message d'origine|mensaje original|reply above this line)\s*:?\s*(?:-{2,}|_{5,}|\*{3,})?\s*$/i;
const headerFrom = /^\s{0,8}\*?(?:from|von|de|van):\*?\s.{1,200}$/i;
const headerNext = /^\s{0,8}\*?(?:sent|date|to|cc|subject|gesendet|an|betreff|envoyé|à|objet|enviado|para|asunto):\*?\s/i;
const signatureMark = /^(?:--\s?|—\s?|_{3,})$/;
const sentFrom = /^\s{0,8}(?:sent from (?:my|outlook|yahoo|mail for)|get outlook for|von meinem \S{2,20} gesendet|envoyé de mon|enviado desde mi)/i;
const footer =
  /^\s{0,8}(?:this (?:e-?mail|message|communication)(?:,? (?:and|including) (?:any|its) .{2,40})? (?:is|are|may be|may contain|contains|and)|the information (?:contained )?in this (?:e-?mail|message)|please consider the environment|confidentiality notice|disclaimer:|registered (?:in england|office)|if you (?:are not|have received) (?:the intended|this e-?mail in error))/i;
const signOff =
  /^\s{0,8}(?:(?:kind|best|warm|many|with (?:kind|best)|with) )?(?:regards|wishes|thanks|thank you|cheers|sincerely|yours(?: (?:sincerely|faithfully|truly|etc))?|(?:respect|faith)fully(?: yours)?|best|sincerely yours|thanks (?:in advance|again)|thx|rgds|br|kr)[,.! -]{0,3}$/i;

/** What of a message its author wrote, and what is somebody else's mail below or between it. Both in order. */
export interface WrittenWords {
  readonly own: Span[];
  readonly quoted: readonly Span[];
}

/**
 * The parts of one message that its author wrote for us: quoted lines (`> `), quoted mail and its headers, signatures after a
 * sign-off, "Sent from my …" and legal footers are left out. Spans are whole lines in order. When nothing is left (a mere
 * forward), the whole message is its author's words. Linear in the length of the text.
 */
export function findOwnWords(text: string): Span[] {
  return separateQuotes(text).own;
}

/** As `findOwnWords`, and the quotes besides: a signature is in neither. */
export function separateQuotes(text: string): WrittenWords {
  const lines = splitLines(text);
  const kept: Span[] = [];
  const quoted: Span[] = [];
  let ended = false;
  for (let i = 0; i < lines.length; i += 1) {
    const span = lines[i];
    if (span === undefined) break;
    // Patterns look at no more than the start of a line; a line longer than that is prose.
    const line = text.slice(span.start, Math.min(span.end, span.start + 300));
    if (quotedLine.test(line)) {
      quoted.push(span);
      continue;
    }
    const introduction = linesOfIntroduction(text, lines, i, line);
    if (introduction > 0 && followedByQuoteMarks(text, lines, i + introduction - 1)) {
      i += introduction - 1;
      quoted.push({ start: span.start, end: lines[i]?.end ?? span.end });
      continue;
    }
    if (introduction > 0 || quoteHeading.test(line) || isMailHeader(text, lines, i, line)) {
      quoted.push({ start: span.start, end: text.length });
      break;
    }
    if (ended || sentFrom.test(line)) continue;
    ended = signatureMark.test(line) || footer.test(line);
    if (ended) continue;
    kept.push(span);
    ended = signOff.test(line) && endsSoon(text, lines, i);
  }
  while (kept.length > 0 && isBlank(text, kept.at(-1))) kept.pop();
  while (kept.length > 0 && isBlank(text, kept[0])) kept.shift();
  return kept.length > 0 ? { own: joinLines(kept), quoted } : { own: wholeOf(text), quoted: [] };
}

function wholeOf(text: string): Span[] {
  const end = text.trimEnd().length;
  return end > 0 ? [{ start: 0, end }] : [];
}

function splitLines(text: string): Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (;;) {
    const at = text.indexOf('\n', start);
    const end = at < 0 ? text.length : at;
    lines.push({ start, end: end > start && text[end - 1] === '\r' ? end - 1 : end });
    if (at < 0) return lines;
    start = at + 1;
  }
}

/** Neighbouring lines become one span, line breaks included. */
function joinLines(lines: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && line.start - last.end <= 2) joined[joined.length - 1] = { start: last.start, end: line.end };
    else joined.push(line);
  }
  return joined;
}

function lineAt(text: string, lines: readonly Span[], i: number): string {
  const span = lines[i];
  return span === undefined ? '' : text.slice(span.start, Math.min(span.end, span.start + 300));
}

/** How many lines from here on introduce a quote ("On … wrote:"), 0 when they don't. */
function linesOfIntroduction(text: string, lines: readonly Span[], i: number, line: string): number {
  if (wroteLine.test(line)) return 1;
  if (!wroteStart.test(line) || !/\d/.test(line)) return 0;
  for (let ahead = 1; ahead <= wrapsAtMost; ahead += 1) {
    const next = lineAt(text, lines, i + ahead);
    if (next.trim() === '') return 0;
    if (wroteEnd.test(next)) return ahead + 1;
  }
  return 0;
}

/** After "On … wrote:" come quote marks (an answer may stand below them), or else the rest is the quoted mail. */
function followedByQuoteMarks(text: string, lines: readonly Span[], i: number): boolean {
  for (let ahead = i + 1; ahead <= i + 3; ahead += 1) {
    if (quotedLine.test(lineAt(text, lines, ahead))) return true;
  }
  return false;
}

function isMailHeader(text: string, lines: readonly Span[], i: number, line: string): boolean {
  if (!headerFrom.test(line)) return false;
  return headerNext.test(lineAt(text, lines, i + 1)) || headerNext.test(lineAt(text, lines, i + 2));
}

/** A sign-off ends a message only when nothing but a few short lines (name, town, phone) or a quote follows. */
function endsSoon(text: string, lines: readonly Span[], i: number): boolean {
  let followed = 0;
  for (let ahead = i + 1; ahead < lines.length; ahead += 1) {
    const line = lineAt(text, lines, ahead);
    if (line.trim() === '') continue;
    if (quotedLine.test(line) || wroteLine.test(line) || quoteHeading.test(line) || footer.test(line) || signatureMark.test(line)) return true;
    followed += 1;
    if (/^\s*p\.?\s?s\b/i.test(line) || line.length > 60 || line.trimEnd().endsWith('?') || followed > 8) return false;
  }
  return true;
}

function isBlank(text: string, span: Span | undefined): boolean {
  return span !== undefined && text.slice(span.start, span.end).trim() === '';
}
