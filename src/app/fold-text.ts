const folded = new Map<string, string>();

/** Letters beyond ASCII, one UTF-16 unit each: lower case, accent dropped (É → e). Anything that would change length stays. */
function foldUnit(unit: string): string {
  let answer = folded.get(unit);
  if (answer === undefined) {
    const lower = unit.toLowerCase();
    const base = lower.normalize('NFD').replace(/\p{M}/gu, '');
    answer = base.length === 1 ? base : lower.length === 1 ? lower : unit;
    if (answer === '’' || answer === '‘') answer = "'";
    folded.set(unit, answer);
  }
  return answer;
}

/**
 * The form in which search compares texts: lower case without accents, with exactly as many UTF-16 units as the
 * original, so that a place found in it is the same place there.
 */
export function foldText(text: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII, control characters included
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  // Only what is not ASCII is looked at one by one; toLowerCase alone may change the length (İ → i̇).
  return text.replace(/[A-Z]+|[^\x20-\x7f\n\r\t]/g, (part) => (part.charCodeAt(0) < 128 ? part.toLowerCase() : foldUnit(part)));
}

/** Where any of `words` (already folded) stands in `text`: ascending, not overlapping. */
export function findWords(text: string, words: readonly string[]): readonly { readonly start: number; readonly end: number }[] {
  const found: { start: number; end: number }[] = [];
  const haystack = foldText(text);
  for (const word of words) {
    if (word === '') continue;
    for (let at = haystack.indexOf(word); at !== -1; at = haystack.indexOf(word, at + word.length)) {
      found.push({ start: at, end: at + word.length });
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end);
  const merged: { start: number; end: number }[] = [];
  for (const range of found) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push(range);
  }
  return merged;
}
