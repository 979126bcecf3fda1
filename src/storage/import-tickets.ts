import { makeTicket } from '../tickets/make-ticket.ts';
import { mappingProblems, type ColumnMapping } from '../tickets/map-columns.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { FileProblemCode, SourceRow } from '../tickets/source-row.ts';
import { findEncoding, unreadable, type FileErrorCode, type SourceFile } from './decode-file.ts';
import { attemptStorage, type StorageErrorCode } from './describe-storage-error.ts';
import { createTally } from './import-tally.ts';
import { openSource, rowsOf, type Source } from './read-source.ts';
import { importDone, importLock, interruptedImports, rollBackImport, undoImport, webLocks, type RollBackErrorCode } from './roll-back-import.ts';
import type { ImportReport, ImportRow, TabdeskDatabase } from './schema.ts';
import { sniffDates } from './sniff-dates.ts';
import { rowExcerpt, writeImportBatch, type Candidate } from './write-import-batch.ts';

/** Rows in one transaction: a step of some 100 ms, between which others (triage, the list) get their turn. */
const batch = 500;

export type ImportErrorCode = FileErrorCode | FileProblemCode | RollBackErrorCode | 'cancelled' | 'bad-mapping' | 'no-rows' | 'interrupted';

export interface ImportProgress {
  /** `checking`: nothing is written yet. `rolling-back`: cancelled or failed, and being undone. */
  readonly status: 'checking' | 'importing' | 'rolling-back';
  readonly bytesRead: number;
  readonly bytes: number;
  /** Rows read so far, and what became of those already written. */
  readonly rows: number;
  readonly imported: number;
  readonly unchanged: number;
  readonly updated: number;
  readonly refused: number;
}

export interface ImportOptions {
  readonly mapping: ColumnMapping;
  /** Overrides the guess for CSV. */
  readonly hasHeader?: boolean;
  readonly importId: string;
  /** Milliseconds since the epoch; also the time of tickets without one. */
  readonly now: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
}

type Result = Outcome<ImportReport, ImportErrorCode>;

function cancelled() {
  return failure('cancelled', 'The import was cancelled and undone: the desk is as it was before.');
}

/**
 * Imports the tickets of a CSV or JSONL file. The file is streamed, so memory stays bounded whatever its size. Rows that
 * can't be taken are counted and reported with their line; rows already there change nothing; a changed row updates its
 * ticket and keeps what the desk did to it. Any end but success (cancelled, disk full, unclosed quote …) undoes what was
 * written, so that the desk is as it was. If the tab dies instead, `interruptedImports` offers to roll back, and
 * importing the same file again goes on under the same import.
 */
export async function importTickets(db: TabdeskDatabase, file: SourceFile, options: ImportOptions): Promise<Result> {
  const found = await attemptStorage(() => interruptedImports(db, options.now));
  if (!found.ok) return found;
  const before = found.value.find((row) => row.fileName === file.name && row.bytes === file.size);
  if (before?.status === 'rolling-back') {
    const undone = await rollBackImport(db, before.importId);
    if (!undone.ok) return undone;
  }
  const importId = before?.status === 'running' ? before.importId : options.importId;
  const run = async (): Promise<Result> => {
    // Two tabs may be given the same file: the second waits for the first, and must not go on with what is done.
    const present = before ? await attemptStorage(() => db.imports.get(importId)) : success(undefined);
    if (!present.ok) return present;
    if (present.value?.status === 'done') return importDone(file.name);
    return importAs(db, file, { ...options, importId });
  };
  const locks = webLocks();
  return locks ? locks.request(importLock(importId), run) : run();
}

async function importAs(db: TabdeskDatabase, file: SourceFile, options: ImportOptions): Promise<Result> {
  const { mapping, importId, now, signal } = options;
  const tally = createTally();
  const seen = new Map<string, number>();
  let bytesRead = 0;
  let waiting: Candidate[] = [];
  let begun = false;

  const tell = (status: ImportProgress['status']): void => {
    const { rows, imported, unchanged, updated, refusedCount } = tally.report(importId, file.name);
    options.onProgress?.({ status, bytesRead, bytes: file.size, rows, imported, unchanged, updated, refused: refusedCount });
  };

  const importRow = (status: ImportRow['status'], refusedToo: boolean): ImportRow => {
    const report = tally.report(importId, file.name);
    // While running only the counts are kept: rewriting a thousand refusals with every batch would be waste.
    return {
      ...report, refused: refusedToo ? report.refused : [], status, bytes: file.size, bytesRead, startedAt: now, beatAt: Date.now(),
      finishedAt: status === 'done' ? Date.now() : null,
    };
  };

  const undo = async (result: Extract<Result, { ok: false }>): Promise<Result> => {
    if (!begun) return result;
    tell('rolling-back');
    const undone = await undoImport(db, importId);
    if (undone.ok) return result;
    return failure(result.code, `${result.message} What was already written could not be removed yet (${undone.message}) and is offered for removal when the desk opens next.`);
  };

  const writeWaiting = async (): Promise<Outcome<null, StorageErrorCode>> => {
    const candidates = waiting;
    waiting = [];
    if (candidates.length === 0) return success(null);
    const written = await attemptStorage(() =>
      writeImportBatch(db, { importId, now }, candidates, (counts) => {
        const row = importRow('running', false);
        return {
          ...row,
          imported: row.imported + counts.imported, resumed: row.resumed + counts.resumed,
          unchanged: row.unchanged + counts.unchanged, updated: row.updated + counts.updated,
        };
      }),
    );
    if (!written.ok) return written;
    begun = true;
    tally.add(written.value.counts);
    for (const row of written.value.refused) tally.refuse(row);
    tell('importing');
    return success(null);
  };

  const takeRow = (row: SourceRow, dateOrder: Parameters<typeof makeTicket>[1]['dateOrder']): void => {
    const made = makeTicket(row, { mapping, dateOrder, now });
    const earlier = made.ok ? seen.get(made.ticket.id) : undefined;
    if (!made.ok || earlier !== undefined) {
      const reason = made.ok ? `It has the same ticket number as line ${earlier ?? 0}, or is the same row again.` : made.reason;
      tally.refuse({ line: row.line, reason, excerpt: rowExcerpt(row) });
      return;
    }
    seen.set(made.ticket.id, row.line);
    for (const note of made.notes) tally.note(note, row.line);
    waiting.push({ ticket: { ...made.ticket, sourceHash: made.sourceHash }, row });
  };

  const readAll = async (source: Source): Promise<Result | null> => {
    const column = mapping.created;
    const dates = column === undefined ? null : await sniffDates(rowsOf(source, options.hasHeader, signal), column);
    for await (const part of rowsOf(source, options.hasHeader, signal)) {
      const from = bytesRead;
      tally.fileNotes([...source.notes, ...part.notes, ...(dates?.notes ?? [])]);
      // JSONL columns may first show far down, so there only what is mapped at all can be checked.
      const problems = part.rows.length === 0 ? [] : mappingProblems(mapping, source.format === 'csv' ? part.columns : Object.values(mapping));
      if (problems[0] !== undefined) return failure('bad-mapping', problems[0]);
      tally.readRows(part.refused.length);
      for (const row of part.refused) tally.refuse(row);
      for (const [i, row] of part.rows.entries()) {
        tally.readRows(1);
        takeRow(row, dates?.order ?? 'day-first');
        if (waiting.length < batch) continue;
        // A file of a few megabytes may come in one piece: how far it is shows in the rows, not in what has been read.
        bytesRead = Math.round(from + ((part.bytesRead - from) * (i + 1)) / part.rows.length);
        if (signal?.aborted) return cancelled();
        const written = await writeWaiting();
        if (!written.ok) return written;
      }
      // The reader keeps the start of a file until it knows what is in it: its rows come with a later piece.
      if (part.rows.length > 0) bytesRead = part.bytesRead;
      if (part.problem) return failure(part.problem.code, part.problem.message);
    }
    if (signal?.aborted) return cancelled();
    return null;
  };

  tell('checking');
  const encoding = await findEncoding(file, true, signal);
  if (!encoding.ok) return encoding;
  let ended: Result | null;
  try {
    ended = await readAll(await openSource(file, encoding.value));
  } catch (error) {
    // A DOMException is the file's (moved, changed, locked); anything else is a bug.
    if (!(error instanceof DOMException)) throw error;
    ended = unreadable(error);
  }
  if (ended && !ended.ok) return undo(ended);
  bytesRead = file.size;
  const { rows } = tally.report(importId, file.name);
  if (rows === 0) return failure('no-rows', 'The file has a header but no rows. Choose one with at least one row.');
  const written = await writeWaiting();
  if (!written.ok) return undo(written);
  if (signal?.aborted) return undo(cancelled());
  const finished = await attemptStorage(() =>
    db.transaction('rw', [db.imports, db.replaced], async () => {
      await db.imports.put(importRow('done', true));
      await db.replaced.where('[importId+id]').between([importId, ''], [importId, '\uffff']).delete();
    }),
  );
  return finished.ok ? success(tally.report(importId, file.name)) : undo(finished);
}
