import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { excerptOf, longestCell, type RefusedRow, type SourceRow } from '../tickets/source-row.ts';
import { mostRows } from './dataset.ts';
import type { DatasetProblem, LabelledReader, LabelledRows } from './labelled-rows.ts';
import { createRasaTally, rasaRow, withoutAnnotations, type RasaExtra } from './rasa-example.ts';
import { createRasaSplitter, type RasaEntry } from './split-rasa-yaml.ts';

/** References (`*name`) followed in a whole file: people use a handful, a file made to grow without end uses thousands. */
const mostAliases = 100;
const extras: readonly RasaExtra[] = ['synonym', 'regex', 'lookup'];

/** A part of the file that could not be taken. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly reason: string, readonly offset = 0) {
    super(reason);
  }
}

/**
 * Reads Rasa's NLU training data (YAML of versions 2 and 3) in pieces of any size: every example of every intent is a row with the
 * cells `text`, `intent` and, for intents such as `faq/hours`, `response`. Entity annotations become plain words; synonyms, regular
 * expressions and lookup tables are counted and left out, as are other parts of the file (stories, responses). Several documents in
 * one file are read one after the other. What can't be read is refused with its line; a reference may stand for a text only.
 */
export function createRasaReader(): LabelledReader {
  const splitter = createRasaSplitter();
  const tally = createRasaTally();
  let rest = '';
  let line = 0;
  let skipping = false;
  let aliases = 0;
  let any = false;
  let problem: DatasetProblem | null = null;

  /** The text of a node: a scalar, or a reference to one. */
  function textOf(node: unknown, document: Document): string | null {
    if (isScalar(node)) return typeof node.value === 'string' ? node.value : null;
    if (!isAlias(node)) return null;
    aliases += 1;
    if (aliases > mostAliases) throw new Refusal(`The file uses more than ${mostAliases} references (*name). Write the texts out.`, node.range?.[0]);
    const target = node.resolve(document);
    if (isScalar(target) && typeof target.value === 'string') return target.value;
    throw new Refusal(`The reference *${node.source.slice(0, 60)} stands for no text.`, node.range?.[0]);
  }

  function fieldsOf(node: Node, document: Document): Map<string, unknown> {
    const fields = new Map<string, unknown>();
    if (isMap(node)) {
      for (const { key, value } of node.items) {
        const name = textOf(key, document);
        if (name !== null) fields.set(name, value);
      }
    }
    return fields;
  }

  function takeExample(at: number, raw: string, intent: string, rows: SourceRow[], refused: RefusedRow[]): void {
    const { text, annotations } = withoutAnnotations(raw.trim());
    if (text.trim() === '') refused.push({ line: at, reason: 'It has no text.', excerpt: excerptOf(raw) });
    else {
      tally.annotated(annotations);
      rows.push(rasaRow(at, text, intent, tally));
    }
  }

  /** Examples written as a list of texts, or of objects with a `text`. */
  function takeList(node: unknown, intent: string, document: Document, lineAt: (offset: number) => number, rows: SourceRow[], refused: RefusedRow[]): void {
    if (!isSeq(node)) throw new Refusal('Its examples are neither a block of lines (examples: |) nor a list.', offsetOf(node));
    for (const each of node.items) {
      const at = lineAt(offsetOf(each));
      const written = isMap(each) ? textOf(fieldsOf(each, document).get('text'), document) : textOf(each, document);
      if (written === null) refused.push({ line: at, reason: 'It has no text.', excerpt: '' });
      else takeExample(at, written, intent, rows, refused);
    }
  }

  function takeLines(entry: RasaEntry, intent: string, rows: SourceRow[], refused: RefusedRow[]): void {
    for (const { line: at, text } of entry.examples ?? []) {
      const trimmed = text.trim();
      if (trimmed.startsWith('-')) takeExample(at, trimmed.slice(1), intent, rows, refused);
      else if (!trimmed.startsWith('#')) refused.push({ line: at, reason: 'It does not begin with “- ”, as each example must.', excerpt: excerptOf(trimmed) });
    }
  }

  function takeItem(item: unknown, entry: RasaEntry, document: Document, lineAt: (offset: number) => number, rows: SourceRow[], refused: RefusedRow[]): void {
    if (!isMap(item)) throw new Refusal('It is no entry with an intent and examples.', offsetOf(item));
    const fields = fieldsOf(item, document);
    const extra = extras.find((kind) => fields.has(kind));
    if (extra !== undefined) {
      tally.leftOut(extra, 1);
      return;
    }
    const intent = fields.has('intent') ? (textOf(fields.get('intent'), document) ?? '').trim() : '';
    if (intent === '') throw new Refusal('The entry has no intent.', offsetOf(item));
    if (entry.examples !== null) takeLines(entry, intent, rows, refused);
    else if (!fields.has('examples')) throw new Refusal('The entry has no examples.', offsetOf(item));
    else {
      const node = fields.get('examples');
      const written = isSeq(node) ? null : textOf(node, document);
      if (written === null) takeList(node, intent, document, lineAt, rows, refused);
      else takeLines({ ...entry, examples: written.split('\n').filter((text) => text.trim() !== '').map((text) => ({ line: lineAt(offsetOf(node)), text })) }, intent, rows, refused);
    }
  }

  function takeEntry(entry: RasaEntry, rows: SourceRow[], refused: RefusedRow[]): void {
    any = true;
    const first = entry.head[0]?.line ?? line;
    const excerpt = excerptOf(entry.head.slice(0, 3).map(({ text }) => text).join(' '));
    const counter = new LineCounter();
    const lineAt = (offset: number): number => entry.head[counter.linePos(offset).line - 1]?.line ?? first;
    try {
      if (entry.tooLong) throw new Refusal('The entry has more than a million characters of YAML. Write its examples as a block (examples: |).');
      const source = entry.head.map(({ text }) => text).join('\n');
      // In the failsafe schema every plain word is a text: the intent `no` stays “no”.
      const document = parseDocument(source, { schema: 'failsafe', lineCounter: counter, prettyErrors: false, logLevel: 'silent' });
      const [error] = document.errors;
      if (error) throw new Refusal(`It is not valid YAML: ${excerptOf(error.message)}`, error.pos[0]);
      const root = document.contents;
      const list = isMap(root) ? fieldsOf(root, document).get('nlu') : root;
      if (isSeq(list)) for (const item of list.items) takeItem(item, entry, document, lineAt, rows, refused);
      else if (textOf(list, document) !== '') throw new Refusal('“nlu” is no list of entries.');
    } catch (error) {
      // The parser gives up by an exception where brackets are nested some thousands deep.
      const reason = error instanceof Refusal ? error.reason : `The entry can not be read as YAML${error instanceof RangeError ? ': it is nested too deeply' : ''}.`;
      refused.push({ line: error instanceof Refusal ? lineAt(error.offset) : first, reason, excerpt });
    }
  }

  function takeLine(text: string, rows: SourceRow[], refused: RefusedRow[]): void {
    line += 1;
    const plain = line === 1 ? text.replace(/^\ufeff/, '') : text;
    const entry = splitter.take({ line, text: plain.endsWith('\r') ? plain.slice(0, -1) : plain });
    if (entry) takeEntry(entry, rows, refused);
    if (splitter.held() > mostRows) {
      problem = { code: 'too-many-rows', message: `The intent that ends after line ${line} has more than ${mostRows.toLocaleString('en-GB')} examples. Split the file.` };
    }
  }

  return {
    columns: () => (any ? tally.columns() : []),
    notes() {
      const notes = tally.notes();
      const others = splitter.others();
      if (others.length > 0) notes.push(`Only “nlu” was read; left out: ${others.join(', ')}.`);
      const version = splitter.version();
      if (version !== null && !/^[23](?:\.|$)/.test(version)) notes.push(`The file says version ${version.slice(0, 20)}; it was read as version 3.`);
      return notes;
    },
    read(text) {
      const rows: SourceRow[] = [];
      const refused: RefusedRow[] = [];
      let from = 0;
      for (let at = text.indexOf('\n'); at !== -1 && !problem; at = text.indexOf('\n', from)) {
        if (skipping) {
          skipping = false;
          line += 1;
        } else takeLine(rest + text.slice(from, at), rows, refused);
        rest = '';
        from = at + 1;
      }
      if (!skipping) rest += text.slice(from);
      if (rest.length > longestCell) {
        refused.push({ line: line + 1, reason: 'The line is longer than 16 million characters.', excerpt: excerptOf(rest) });
        rest = '';
        skipping = true;
      }
      return { rows, refused, problem };
    },
    end(): LabelledRows {
      const rows: SourceRow[] = [];
      const refused: RefusedRow[] = [];
      if (!problem && !skipping && rest !== '') takeLine(rest, rows, refused);
      const last = splitter.end();
      if (!problem && last) takeEntry(last, rows, refused);
      if (!problem && !splitter.sawNlu()) problem = { code: 'not-rasa', message: 'The file has no list “nlu:”. Choose a file with Rasa’s NLU training data (versions 2 and 3), or save the examples as CSV or JSONL.' };
      else if (!problem && !any) problem = { code: 'empty', message: 'The list “nlu:” has no entries. Choose a file with at least one intent and its examples.' };
      return { rows, refused, problem };
    },
  };
}

function offsetOf(node: unknown): number {
  return isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? (node.range?.[0] ?? 0) : 0;
}
