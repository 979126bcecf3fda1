import type { TypedIntent } from './cold-start.ts';

/** Longest that a name before a colon is taken to be. */
const longestName = 60;
const bullet = /^\s*(?:[-*•·]|\d+[.)])\s+/;

/**
 * Intents from a pasted list. Three ways to write one are told apart: a name and an example on each line (a tab, or a colon after a short
 * name, between them); a name on a line with its examples as a bulleted list below; a name on the first line of each block, with empty
 * lines between blocks. Lines of one name come together, in the order of their first. Never fails: what has no name gets an empty one.
 */
export function readTypedList(pasted: string): readonly TypedIntent[] {
  const lines = pasted.replace(/\r\n?/g, '\n').split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const found: [string, string[]][] = [];
  const add = (name: string, example?: string): void => {
    let own = found.find(([known]) => known === name);
    if (!own) found.push((own = [name, []]));
    if (example !== undefined && example !== '') own[1].push(example);
  };
  const pairs = filled.map(pairOf);
  const [first] = filled;
  if (first !== undefined && pairs.every((pair) => pair !== null)) {
    for (const [name, example] of pairs) add(name, example);
  } else if (filled.some((line) => bullet.test(line))) {
    let name = '';
    for (const line of filled) {
      if (bullet.test(line)) add(name, line.replace(bullet, '').trim());
      else add((name = nameOf(line)));
    }
  } else {
    let name: string | null = null;
    for (const line of lines) {
      if (line.trim() === '') name = null;
      else if (name === null) add((name = nameOf(line)));
      else add(name, line.trim());
    }
  }
  return found.map(([name, examples]) => ({ name, examples }));
}

function nameOf(line: string): string {
  return line.replace(/^\s*#+\s*/, '').replace(/:\s*$/, '').trim();
}

function pairOf(line: string): readonly [string, string] | null {
  const tab = line.indexOf('\t');
  const colon = line.search(/:\s/);
  const at = tab >= 0 ? tab : colon;
  const [name, example] = [line.slice(0, at).trim(), line.slice(at + 1).trim()];
  return at <= 0 || at > longestName || example === '' || bullet.test(line) ? null : [name, example];
}
