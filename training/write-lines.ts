import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';
import { UsageError } from './command-line.ts';

/** Where lines go: a file or standard output. */
export interface LineWriter {
  /** Resolves once there is room for more; false when the reader has gone (a closed pipe): then stop quietly. Throws when it can't be written. */
  write(line: string): Promise<boolean>;
  /** Finishes; a file appears under its name only now, so that a half-written one is never taken for whole. */
  close(): Promise<void>;
  /** Gives up: what was written to a file is removed. */
  discard(): Promise<void>;
}

/** Lines gathered before they are handed on: one system call for each would take longer than the triage. */
const gather = 64 * 1024;

/**
 * A writer to `path`, or to standard output without one. Waits when the other side is slow. Throws UsageError when the file can't
 * be opened: here, and not once hours of work are to be written to it.
 */
export async function openLineWriter(path: string | undefined): Promise<LineWriter> {
  if (path !== undefined && existsSync(path) && statSync(path).isDirectory()) throw new UsageError(`${path}: is a folder, not a file.`);
  // A pipe or /dev/null has no name of its own to appear under later.
  const special = path !== undefined && existsSync(path) && !statSync(path).isFile();
  const partial = path === undefined || special ? undefined : `${path}.partial`;
  const stream = path === undefined ? process.stdout : createWriteStream(partial ?? path);
  let waiting = '';
  let problem: NodeJS.ErrnoException | null = null;
  const note = (error: Error | null | undefined): void => {
    problem ??= error ?? null;
  };
  stream.on('error', note);
  const isGone = (): boolean => problem?.code === 'EPIPE';
  const throwIfFailed = (): void => {
    if (problem !== null && !isGone()) throw new UsageError(`${path ?? 'standard output'}: can not be written (${problem.message}).`);
  };
  if (stream !== process.stdout) {
    await once(stream, 'open').catch(note);
    throwIfFailed();
  }
  const flush = async (): Promise<void> => {
    if (waiting === '' || isGone()) return;
    const text = waiting;
    waiting = '';
    // A full disk is told here only, after `write` itself has returned; a closed pipe too.
    await new Promise<void>((resolve) => {
      stream.write(text, (error) => {
        note(error);
        resolve();
      });
    });
    throwIfFailed();
  };
  const end = async (): Promise<void> => {
    if (stream === process.stdout) return;
    stream.end();
    if (!stream.closed) await once(stream, 'close').catch(note);
    throwIfFailed();
  };
  return {
    async write(line) {
      waiting += `${line}\n`;
      if (waiting.length >= gather) await flush();
      return !isGone();
    },
    async close() {
      await flush();
      await end();
      if (partial !== undefined && path !== undefined) renameSync(partial, path);
    },
    async discard() {
      if (stream === process.stdout) {
        await flush().catch(() => undefined);
        return;
      }
      waiting = '';
      await end().catch(() => undefined);
      if (partial !== undefined) rmSync(partial, { force: true });
    },
  };
}
