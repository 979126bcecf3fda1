/** Words a text is compared by at most in their order; longer ones are compared by which words they have, in any order. */
const mostOrdered = 3_000;

/**
 * Share of the words that changed between two texts, 0 (the same) to 1 (nothing in common): of all words of both, those outside
 * their longest common subsequence. Symmetric. White space counts for nothing; a word is what stands between it, punctuation
 * included. About 20 ms for texts of 3,000 words.
 */
export function editDistance(drafted: string, sent: string): number {
  const [before, after] = [wordsOf(drafted), wordsOf(sent)];
  const total = before.length + after.length;
  if (total === 0) return 0;
  const common = Math.max(before.length, after.length) > mostOrdered ? sharedWords(before, after) : commonInOrder(before, after);
  return 1 - (2 * common) / total;
}

function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

function sharedWords(before: readonly string[], after: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of before) left.set(word, (left.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of after) {
    const count = left.get(word) ?? 0;
    if (count === 0) continue;
    left.set(word, count - 1);
    shared++;
  }
  return shared;
}

/** Length of the longest common subsequence. What both begin and end with is counted beforehand: most edits are small. */
function commonInOrder(before: readonly string[], after: readonly string[]): number {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  const rest = after.slice(start, after.length - end);
  let row = new Uint16Array(rest.length + 1);
  for (const word of before.slice(start, before.length - end)) {
    const next = new Uint16Array(rest.length + 1);
    for (let at = 0; at < rest.length; at++) {
      next[at + 1] = rest[at] === word ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0);
    }
    row = next;
  }
  return start + end + (row[rest.length] ?? 0);
}
