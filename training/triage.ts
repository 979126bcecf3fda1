/**
 * `npm run --silent triage -- FILE [--text COL …] [--out FILE] [--id COL] [--head NAME_OR_DIR]`: triages the rows of a CSV or JSONL
 * file (`-` for standard input) with the code the tab uses, one JSON object a line, in bounded memory. Rows that can't be read are
 * told on standard error and counted. Exit code 0, or 2 with one line when the input can't be used.
 */
import { parseArgs } from 'node:util';
import { createRulesHead } from '../src/classifier/rules-head.ts';
import { defaultPlaybook } from '../src/playbook/default-playbook.ts';
import { triageTicket, type TriageModels } from '../src/triage/triage-ticket.ts';
import { dateOrderOf } from '../src/tickets/read-date.ts';
import { guessMapping, type ColumnMapping } from '../src/tickets/map-columns.ts';
import { makeTicket, type MakeContext } from '../src/tickets/make-ticket.ts';
import type { RefusedRow, SourceRow } from '../src/tickets/source-row.ts';
import { UsageError } from './command-line.ts';
import { loadHead } from './load-head.ts';
import { nameOf, openSource, readSourceRows } from './read-source-rows.ts';
import { openLineWriter, type LineWriter } from './write-lines.ts';

const usage = 'Usage: npm run --silent triage -- FILE [--text COLUMN …] [--out FILE] [--id COLUMN] [--head NAME_OR_DIR]';

/** Rows looked at before it is decided what the columns mean. */
const sampleRows = 200;
/** Bad rows told one by one; the rest are only counted. */
const toldRows = 20;
/** Column that the joined text columns become. No source has a column of this name. */
const joined = '\u0000text';

interface Options {
  readonly file: string;
  readonly text: readonly string[];
  readonly out?: string;
  readonly id?: string;
  readonly head?: string;
}

function readOptions(args: readonly string[]): Options {
  try {
    const { values, tokens } = parseArgs({
      args: [...args],
      allowPositionals: true,
      tokens: true,
      options: { text: { type: 'string', multiple: true }, out: { type: 'string' }, id: { type: 'string' }, head: { type: 'string' } },
    });
    const { file, text } = divideWords(tokens);
    const { out, id, head } = values;
    return { file, text, ...(out === undefined ? {} : { out }), ...(id === undefined ? {} : { id }), ...(head === undefined ? {} : { head }) };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'Unreadable options.'} ${usage}`);
  }
}

type Token =
  | { readonly kind: 'option'; readonly name: string; readonly value?: string | undefined }
  | { readonly kind: 'positional'; readonly value: string }
  | { readonly kind: 'option-terminator' };

/**
 * The file and the text columns. `--text A B` names two columns as `--text A --text B` does: words that follow a `--text` and its
 * value are columns, but for the last of them when no file stands elsewhere.
 */
function divideWords(tokens: readonly Token[]): { readonly file: string; readonly text: readonly string[] } {
  const files: string[] = [];
  const text: string[] = [];
  let inText = false;
  let lastWord = -1;
  for (const token of tokens) {
    if (token.kind !== 'positional') inText = token.kind === 'option' && token.name === 'text';
    if (token.kind === 'positional' && inText) lastWord = text.length;
    if (token.kind === 'positional' && !inText) files.push(token.value);
    else if (inText && token.kind !== 'option-terminator' && token.value !== undefined) text.push(token.value);
  }
  if (files.length > 1) throw new UsageError(`One file at a time. ${usage}`);
  const file = files[0] ?? (lastWord < 0 ? undefined : text.splice(lastWord, 1)[0]);
  if (file === undefined) throw new UsageError(`No file given. ${usage}`);
  return { file, text };
}

async function loadModels(name: string | undefined): Promise<TriageModels> {
  const rulesHead = createRulesHead();
  const loaded = await loadHead(name ?? 'intent');
  if (loaded.ok) return { intentHead: loaded.value, rulesHead };
  // A head asked for by name must be there; without one the rules still answer and every row says so.
  if (name !== undefined || loaded.code === 'model-corrupt') throw new UsageError(loaded.message);
  console.error('No intent head in public/models/intent (npm run train:shipped builds it): the rules decide.');
  return { intentHead: null, rulesHead };
}

/** What the columns mean: those the caller named, the rest guessed. Throws UsageError naming the columns there are. */
function decideMapping(options: Options, columns: readonly string[], rows: readonly SourceRow[]): ColumnMapping {
  const name = nameOf(options.file);
  const there = columns.slice(0, 40).map((column) => `"${column}"`).join(', ');
  for (const wanted of [...options.text, ...(options.id === undefined ? [] : [options.id])]) {
    if (!columns.includes(wanted)) throw new UsageError(`${name}: no column "${wanted}"; it has ${there}.`);
  }
  const guessed = guessMapping(columns.filter((column) => !options.text.includes(column)), rows);
  const id = options.id ?? guessed.id;
  const mapping = { ...guessed, ...(id === undefined ? {} : { id }) };
  if (options.text.length > 0) {
    // The columns named are the request, all of it: a guessed subject or thread would be read besides.
    const others = Object.entries(mapping).filter(([field]) => field !== 'subject' && field !== 'messages');
    return { ...(Object.fromEntries(others) as ColumnMapping), body: joined };
  }
  if (mapping.body === undefined && mapping.messages === undefined) {
    throw new UsageError(`${name}: it is not clear which column holds the text; name it with --text. It has ${there}.`);
  }
  return mapping;
}

function dateOrderIn(rows: readonly SourceRow[], column: string | undefined): MakeContext['dateOrder'] {
  if (column === undefined) return 'day-first';
  const orders = rows.map((row) => dateOrderOf(row.cells.get(column) ?? ''));
  return orders.includes('month-first') && !orders.includes('day-first') ? 'month-first' : 'day-first';
}

function joinText(row: SourceRow, columns: readonly string[]): SourceRow {
  const text = columns.map((column) => row.cells.get(column)?.trim() ?? '').filter((part) => part !== '').join('\n');
  return { line: row.line, cells: new Map([...row.cells, [joined, text]]) };
}

class TriageRun {
  readonly #options: Options;
  readonly #models: TriageModels;
  readonly #writer: LineWriter;
  #context: MakeContext | null = null;
  #sample: SourceRow[] = [];
  triaged = 0;
  refused = 0;
  /** Most memory seen after a batch, bytes. What the system keeps as the peak counts what the program that started this one had. */
  peak = 0;

  constructor(options: Options, models: TriageModels, writer: LineWriter) {
    this.#options = options;
    this.#models = models;
    this.#writer = writer;
  }

  /** Takes rows; false when nobody reads the output any more. */
  async take(rows: readonly SourceRow[], columns: readonly string[], last: boolean): Promise<boolean> {
    if (this.#context !== null) return this.#triage(rows, this.#context);
    this.#sample.push(...rows);
    if (!last && this.#sample.length < sampleRows) return true;
    const sample = this.#sample.slice(0, sampleRows);
    if (sample.length === 0) return true;
    const mapping = decideMapping(this.#options, columns, sample);
    this.#context = { mapping, dateOrder: dateOrderIn(sample, mapping.created), now: Date.now() };
    const waiting = this.#sample;
    this.#sample = [];
    return this.#triage(waiting, this.#context);
  }

  refuse(row: Pick<RefusedRow, 'line' | 'reason'>): void {
    this.refused += 1;
    if (this.refused <= toldRows) console.error(`line ${row.line}: ${row.reason}`);
    else if (this.refused === toldRows + 1) console.error('More rows can not be read; they are counted at the end.');
  }

  async #triage(rows: readonly SourceRow[], context: MakeContext): Promise<boolean> {
    for (const row of rows) {
      const made = makeTicket(this.#options.text.length > 0 ? joinText(row, this.#options.text) : row, context);
      if (!made.ok) {
        this.refuse({ line: row.line, reason: made.reason });
        continue;
      }
      const { ticket } = made;
      // What waited in this file waited until its own last message: a file of last year is not a year late.
      const triage = triageTicket(ticket, this.#models, defaultPlaybook, ticket.updatedAt, () => 0, { explain: false });
      this.triaged += 1;
      const id = context.mapping.id === undefined ? String(this.triaged + this.refused) : triage.ticketId;
      // What only the desk needs (timings, staleness) would make two runs differ.
      const told = Object.entries(triage).filter(([key]) => key !== 'ticketId' && key !== 'ticketUpdatedAt' && key !== 'threadMark' && key !== 'timings');
      if (!(await this.#writer.write(JSON.stringify({ id, line: row.line, ...Object.fromEntries(told) })))) return false;
    }
    this.peak = Math.max(this.peak, process.memoryUsage.rss());
    return true;
  }
}

async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const source = openSource(options.file);
  const models = await loadModels(options.head);
  const writer = await openLineWriter(options.out);
  const run = new TriageRun(options, models, writer);
  const began = performance.now();
  try {
    let columns: readonly string[] = [];
    const hasHeader = options.text.length > 0 ? true : undefined;
    for await (const batch of readSourceRows(options.file, source, hasHeader)) {
      columns = batch.columns;
      for (const row of batch.refused) run.refuse(row);
      if (!(await run.take(batch.rows, columns, batch.problem !== null))) return;
      if (batch.problem !== null) throw new UsageError(`${nameOf(options.file)}: ${batch.problem.message}`);
    }
    if (!(await run.take([], columns, true))) return;
    if (run.triaged === 0) throw new UsageError(`${nameOf(options.file)}: no row could be read${run.refused > 0 ? ` (${run.refused} refused)` : ''}.`);
    await writer.close();
  } catch (error) {
    await writer.discard();
    throw error;
  }
  const seconds = (performance.now() - began) / 1000;
  const peak = Math.round(run.peak / 2 ** 20);
  console.error(`${run.triaged} rows triaged, ${run.refused} refused, ${seconds.toFixed(1)} s, at most ${peak} MB of memory.`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const known = error instanceof UsageError || (error instanceof Error && 'code' in error);
  if (!known) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
