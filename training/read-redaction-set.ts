import { personalKinds, type PersonalKind } from '../src/tickets/personal.ts';

/** One value marked in a text of the set: `text.slice(start, end)`. */
export interface MarkedValue {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
}

/** One text of the set without its marks, and what the desk knows beforehand. */
export interface MarkedText {
  readonly text: string;
  readonly marks: readonly MarkedValue[];
  readonly names: readonly string[];
}

const mark = new RegExp(String.raw`<(/?)(${personalKinds.join('|')})>|&lt;|&gt;`, 'g');

/**
 * The texts of one file of the set: blocks between lines `---`, values in marks of their kind, first lines `# customer: …` and
 * `# agent: …`. Throws with the block's number when a mark is not closed, is nested, or is none of the kinds.
 */
export function readRedactionSet(content: string): MarkedText[] {
  return content
    .replace(/^\uFEFF/, '')
    .replace(/\r\n/g, '\n')
    .split(/^---[ \t]*$/m)
    .map((block) => block.replace(/^\n+|\s+$/g, ''))
    .filter((block) => block !== '')
    .map((block, at) => readBlock(block, at + 1));
}

function readBlock(block: string, at: number): MarkedText {
  const names: string[] = [];
  let body = block;
  for (let line = /^# ?(?:customer|agent): ?(.*)(?:\n|$)/.exec(body); line !== null; line = /^# ?(?:customer|agent): ?(.*)(?:\n|$)/.exec(body)) {
    names.push(...(line[1] ?? '').split(',').map((name) => name.trim()).filter((name) => name !== ''));
    body = body.slice(line[0].length);
  }
  const marks: MarkedValue[] = [];
  let text = '';
  let read = 0;
  let open: { kind: PersonalKind; start: number } | null = null;
  for (const match of body.matchAll(mark)) {
    text += body.slice(read, match.index);
    read = match.index + match[0].length;
    const kind = personalKinds.find((one) => one === match[2]);
    if (kind === undefined) {
      text += match[0] === '&lt;' ? '<' : '>';
    } else if (match[1] === '') {
      if (open !== null) throw new Error(`Text ${at}: <${kind}> stands inside <${open.kind}>.`);
      open = { kind, start: text.length };
    } else {
      if (open?.kind !== kind) throw new Error(`Text ${at}: </${kind}> closes nothing.`);
      if (text.length === open.start) throw new Error(`Text ${at}: <${kind}> is empty.`);
      marks.push({ kind, start: open.start, end: text.length });
      open = null;
    }
  }
  text += body.slice(read);
  if (open !== null) throw new Error(`Text ${at}: <${open.kind}> is not closed.`);
  const stray = /<[^>\n]{0,20}>?/.exec(body.replace(mark, ''));
  if (stray !== null) throw new Error(`Text ${at}: "${stray[0]}" is no mark. A literal one is written &lt;.`);
  return { text, marks, names };
}
