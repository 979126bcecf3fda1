/** A line of the file, with its number from 1. */
export interface NumberedLine {
  readonly line: number;
  readonly text: string;
}

/** One entry of an `nlu:` list. */
export interface RasaEntry {
  /** Its lines of YAML, without those of `examples`. */
  readonly head: readonly NumberedLine[];
  /** The lines of its `examples: |` block; null where it has none. */
  readonly examples: readonly NumberedLine[] | null;
  /** Its YAML was longer than is read. */
  readonly tooLong: boolean;
}

export interface RasaSplitter {
  /** Takes the next line; answers the entry that it ended, if it did. */
  take(line: NumberedLine): RasaEntry | null;
  /** The last entry. */
  end(): RasaEntry | null;
  /** Top-level keys met beside `nlu` and `version`. */
  others(): readonly string[];
  version(): string | null;
  sawNlu(): boolean;
  /** Lines of examples held until their entry ends. */
  held(): number;
}

/** YAML of one entry that is given to the parser, in characters: its examples come as a block, which is not counted. */
const longestHead = 1_000_000;

const topKey = /^(?:"([^"]{0,200})"|'([^']{0,200})'|([^\s:#"'[\]{},&*!|>%@`-][^:#]{0,200}?))[ \t]{0,20}:(?:\s(.*))?$/;
const examplesBlock = /^(\s*(?:-\s+)?)(?:"examples"|'examples'|examples)\s*:\s*\|[+-]?\s*(?:#.*)?$/;
const itemStart = /^( *)-(\s+|$)/;
const documentEnd = /^(?:---|\.\.\.)(?:\s|$)/;

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}

/**
 * Cuts Rasa's YAML into the entries of its `nlu:` list, line by line, so that a file of any size is read in bounded memory and only
 * the few lines beside the examples are left to a YAML parser. YAML allows it: in a block list whatever belongs to an entry stands
 * further to the right than the entry's dash, block and quoted texts included.
 */
export function createRasaSplitter(): RasaSplitter {
  let section = '';
  let listIndent = -1;
  let keyColumn = 0;
  let blockColumn = -1;
  let head: NumberedLine[] = [];
  let headLength = 0;
  let examples: NumberedLine[] | null = null;
  let version: string | null = null;
  let sawNlu = false;
  const others = new Set<string>();

  function flush(): RasaEntry | null {
    const ended = section === 'nlu' && head.some(({ text }) => text.trim() !== '' && !text.trimStart().startsWith('#')) ? { head, examples, tooLong: headLength > longestHead } : null;
    head = [];
    headLength = 0;
    examples = null;
    blockColumn = -1;
    return ended;
  }

  function add(line: NumberedLine): void {
    headLength += line.text.length + 1;
    if (headLength <= longestHead) head.push(line);
  }

  function startSection(line: NumberedLine, found: RegExpExecArray): RasaEntry | null {
    const ended = flush();
    section = found[1] ?? found[2] ?? found[3] ?? '';
    listIndent = -1;
    const value = (found[4] ?? '').replace(/^#.*/, '').trim();
    if (section === 'nlu') {
      sawNlu = true;
      // A list in brackets: left whole to the parser.
      if (value !== '') add(line);
    } else if (section === 'version') version = value.replace(/\s+#.*$/, '').replace(/^["']|["']$/g, '');
    else if (others.size < 20) others.add(section);
    return ended;
  }

  return {
    take(line) {
      const { text } = line;
      const isBlank = text.trim() === '';
      if (blockColumn >= 0 && (isBlank || indentOf(text) > blockColumn)) {
        if (!isBlank) examples?.push(line);
        return null;
      }
      blockColumn = -1;
      if (documentEnd.test(text)) {
        const ended = flush();
        section = '';
        return ended;
      }
      const key = topKey.exec(text);
      if (key) return startSection(line, key);
      if (section !== 'nlu') return null;
      const item = itemStart.exec(text);
      const indent = item?.[1]?.length ?? -1;
      let ended: RasaEntry | null = null;
      if (item && (listIndent < 0 || indent <= listIndent)) {
        ended = flush();
        listIndent = indent;
        keyColumn = item[0].length;
      }
      const block = examplesBlock.exec(text);
      if (block?.[1]?.length === keyColumn && listIndent >= 0 && examples === null) {
        examples = [];
        blockColumn = keyColumn;
        // What went before the key stays, so that the entry is whole: `- examples: |` becomes `- examples: ""`.
        add({ line: line.line, text: `${block[1]}examples: ""` });
      } else add(line);
      return ended;
    },
    end: flush,
    others: () => [...others],
    version: () => version,
    sawNlu: () => sawNlu,
    held: () => examples?.length ?? 0,
  };
}
