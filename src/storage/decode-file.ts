import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { breathe } from './breathe.ts';

/** A file as the import reads it: `File` and `Blob` are ones. */
export interface SourceFile {
  readonly name: string;
  readonly size: number;
  stream(): ReadableStream<Uint8Array<ArrayBuffer>>;
  slice(start: number, end: number): Blob;
}

export type FileErrorCode = 'empty' | 'binary' | 'too-large' | 'unreadable';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

export interface FileEncoding {
  readonly encoding: Encoding;
  /** What the person should know about it; empty for plain UTF-8. */
  readonly notes: readonly string[];
}

/**
 * 200 MB, some 300,000 tickets of 600 bytes: six times the 50,000 the inbox is made for, and about 1 GB once stored with
 * triage and indexes, which is what a browser still grants on a small disk. The file itself is streamed, so memory is
 * not what sets the limit.
 */
export const largestFile = 200 * 1024 * 1024;

/** What a file is that is no text, by its first bytes. */
const signatures: readonly (readonly [readonly number[], string])[] = [
  [[0x50, 0x4b, 0x03, 0x04], 'an Excel workbook or a ZIP archive. Open it and save the table as CSV'],
  [[0xd0, 0xcf, 0x11, 0xe0], 'an old Excel or Outlook file. Open it and save the table as CSV'],
  [[0x1f, 0x8b], 'a compressed file. Unpack it first'],
  [[0x25, 0x50, 0x44, 0x46], 'a PDF. Export the tickets as CSV or JSONL instead'],
  [[0x89, 0x50, 0x4e, 0x47], 'a picture'],
  [[0xff, 0xd8, 0xff], 'a picture'],
  [[0x47, 0x49, 0x46, 0x38], 'a picture'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65], 'a database. Export the tickets as CSV or JSONL instead'],
  [[0x50, 0x41, 0x52, 0x31], 'a Parquet file. Export the tickets as CSV or JSONL instead'],
];

function binary(what?: string) {
  return failure('binary', what ? `This file is ${what}.` : 'This file is no text. Choose a CSV or JSONL file.');
}

/** UTF-16 without a mark: almost every second byte is zero, on one side only. */
function guessUtf16(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i + 1 < head.length; i += 2) {
    if (head[i] === 0) even += 1;
    if (head[i + 1] === 0) odd += 1;
  }
  const half = head.length / 2;
  if (odd > half * 0.7 && even < half * 0.05) return 'utf-16le';
  return even > half * 0.7 && odd < half * 0.05 ? 'utf-16be' : null;
}

/** Counts sound multi-byte characters and unsound bytes over pieces of a file, and zero bytes on the way. */
function utf8Census() {
  let sound = 0;
  let unsound = 0;
  let zeros = 0;
  let expected = 0;
  return {
    add(bytes: Uint8Array): void {
      for (const byte of bytes) {
        if (byte < 0x80) {
          if (byte === 0) zeros += 1;
          if (expected !== 0) {
            unsound += 1;
            expected = 0;
          }
        } else if (byte < 0xc0) {
          if (expected === 0) unsound += 1;
          else if ((expected -= 1) === 0) sound += 1;
        } else {
          if (expected !== 0) unsound += 1;
          expected = byte >= 0xc2 && byte < 0xe0 ? 1 : byte >= 0xe0 && byte < 0xf0 ? 2 : byte >= 0xf0 && byte < 0xf5 ? 3 : 0;
          if (expected === 0) unsound += 1;
        }
      }
    },
    counts: () => ({ sound, unsound, zeros }),
  };
}

/**
 * Decides how the bytes of a file are to be read, from its first bytes and, with `wholeFile`, from all of them (some
 * 300 MB a second): UTF-8, UTF-16 of either order with or without a mark, or Windows-1252 when it can't be UTF-8.
 * Refuses in words what is empty, larger than 200 MB or no text.
 */
export async function findEncoding(
  file: SourceFile,
  wholeFile: boolean,
  signal?: AbortSignal,
): Promise<Outcome<FileEncoding, FileErrorCode>> {
  if (file.size === 0) return failure('empty', 'The file is empty. Choose one with a header line and at least one row.');
  if (file.size > largestFile) {
    const megabytes = Math.ceil(file.size / 1024 / 1024);
    return failure('too-large', `The file has ${megabytes} MB; up to 200 MB can be imported at once. Split it and import the parts one after the other.`);
  }
  try {
    const head = new Uint8Array(await file.slice(0, 256 * 1024).arrayBuffer());
    for (const [bytes, what] of signatures) if (bytes.every((byte, i) => head[i] === byte)) return binary(what);
    if (head[0] === 0xff && head[1] === 0xfe) return success({ encoding: 'utf-16le', notes: [] });
    if (head[0] === 0xfe && head[1] === 0xff) return success({ encoding: 'utf-16be', notes: [] });
    const first = head.subarray(0, 64 * 1024);
    const wide = guessUtf16(first);
    if (wide) return success({ encoding: wide, notes: [] });
    let strange = 0;
    for (const byte of first) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 27)) strange += 1;
    if (head.includes(0) || strange > first.length / 200) return binary();
    // A page looks at files itself: its own events come before the rest.
    await breathe();

    const census = utf8Census();
    if (wholeFile) {
      for await (const bytes of piecesOf(file)) {
        if (signal?.aborted) break;
        census.add(bytes);
      }
    } else census.add(head.length < file.size ? head.subarray(0, head.length - 4) : head);
    const { sound, unsound, zeros } = census.counts();
    if (zeros > 0) return binary();
    if (unsound === 0) return success({ encoding: 'utf-8', notes: [] });
    // A few broken bytes among many sound characters are damage, not another encoding.
    if (sound > 9 * unsound) return success({ encoding: 'utf-8', notes: ['Some bytes are damaged and show as \ufffd.'] });
    return success({ encoding: 'windows-1252', notes: ['The file is not Unicode, so it was read as Windows-1252 (Western European).'] });
  } catch (error) {
    return unreadable(error);
  }
}

/** A file that was moved, changed or locked since it was chosen. */
export function unreadable(error: unknown) {
  const why = error instanceof Error ? ` (${error.name})` : '';
  return failure('unreadable', `The file can not be read any more${why}. It may have been moved or changed; choose it again.`);
}

async function* piecesOf(file: SourceFile): AsyncGenerator<Uint8Array> {
  // Safari has no async iteration over streams.
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** The file's text piece by piece, with the bytes read so far; a byte order mark is taken off. Throws when the file can't be read. */
export async function* decodeFile(file: SourceFile, encoding: Encoding): AsyncGenerator<{ readonly text: string; readonly bytesRead: number }> {
  const decoder = new TextDecoder(encoding);
  let bytesRead = 0;
  for await (const bytes of piecesOf(file)) {
    bytesRead += bytes.length;
    yield { text: decoder.decode(bytes, { stream: true }), bytesRead };
  }
  const rest = decoder.decode();
  if (rest !== '') yield { text: rest, bytesRead };
}
