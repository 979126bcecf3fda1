import type { MakeNote } from '../tickets/make-ticket.ts';
import type { RefusedRow } from '../tickets/source-row.ts';
import type { ImportReport } from './schema.ts';

/** Refusals told one by one; beyond, they are only counted. */
const keptRefusals = 1000;

export interface BatchCounts {
  readonly imported: number;
  readonly resumed: number;
  readonly unchanged: number;
  readonly updated: number;
}

/** What an import has done so far. */
export interface ImportTally {
  readRows(count: number): void;
  refuse(row: RefusedRow): void;
  note(note: MakeNote, line: number): void;
  fileNotes(notes: readonly string[]): void;
  add(counts: BatchCounts): void;
  report(importId: string, fileName: string): ImportReport;
}

const noteWords: Readonly<Record<MakeNote, (count: number, line: number) => string>> = {
  'body-shortened': (count, line) =>
    `${count} ${count === 1 ? 'message was' : 'messages were'} longer than 100,000 characters and shortened (first on line ${line}).`,
  'subject-shortened': (count, line) =>
    `${count} ${count === 1 ? 'subject was' : 'subjects were'} longer than 500 characters and shortened (first on line ${line}).`,
  'date-unreadable': (count, line) =>
    `${count} ${count === 1 ? 'time' : 'times'} could not be read, so the time of the import was taken (first on line ${line}).`,
  'channel-unknown': (count, line) =>
    `${count} ${count === 1 ? 'channel is' : 'channels are'} not known here and became "form" (first on line ${line}).`,
};

export function createTally(): ImportTally {
  const counts = { rows: 0, imported: 0, resumed: 0, unchanged: 0, updated: 0, refusedCount: 0 };
  const refused: RefusedRow[] = [];
  const made = new Map<MakeNote, { count: number; readonly line: number }>();
  let ofFile: readonly string[] = [];
  return {
    readRows: (count) => (counts.rows += count),
    refuse(row) {
      counts.refusedCount += 1;
      if (refused.length < keptRefusals) refused.push(row);
    },
    note(note, line) {
      const known = made.get(note);
      if (known) known.count += 1;
      else made.set(note, { count: 1, line });
    },
    fileNotes: (notes) => (ofFile = notes),
    add(batch) {
      counts.imported += batch.imported;
      counts.resumed += batch.resumed;
      counts.unchanged += batch.unchanged;
      counts.updated += batch.updated;
    },
    report: (importId, fileName) => ({
      importId,
      fileName,
      ...counts,
      refused: [...refused],
      notes: [...ofFile, ...[...made].map(([note, { count, line }]) => noteWords[note](count, line))],
    }),
  };
}
