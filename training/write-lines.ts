import { createWriteStream, existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { once } from 'node:events';

/** Where lines go: a file or standard output. */
export interface LineWriter {
  /** Resolves once there is room for more; false when the reader has gone (a closed pipe): then stop quietly. */
  write(line: string): Promise<boolean>;
  /** Finishes; a file appears under its name only now, so that a half-written one is never taken for whole. */
  close(): Promise<void>;
  /** Gives up: what was written to a file is removed. */
  discard(): Promise<void>;
}

/** Lines gathered before they are handed on: one system call for each would take longer than the triage. */
const gather = 64 * 1024;

/** A writer to `path`, or to standard output without one. Waits when the other side is slow. */
export function openLineWriter(path: string | undefined): LineWriter {
  // A pipe or /dev/null has no name of its own to appear under later.
  const special = path !== undefined && existsSync(path) && !statSync(path).isFile();
  const partial = path === undefined || special ? undefined : `${path}.partial`;
  const stream = path === undefined ? process.stdout : createWriteStream(partial ?? path);
  let gone = false;
  let failed: Error | null = null;
  let waiting = '';
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') gone = true;
    else failed = error;
  });
  /** Resolves when the stream takes more, or never will again. */
  const room = (): Promise<void> =>
    new Promise((resolve) => {
      const done = (): void => {
        for (const event of ['drain', 'close', 'error']) stream.off(event, done);
        resolve();
      };
      for (const event of ['drain', 'close', 'error']) stream.on(event, done);
    });
  const flush = async (): Promise<void> => {
    if (waiting === '' || gone) return;
    const text = waiting;
    waiting = '';
    if (!stream.write(text) && !hasStopped()) await room();
    if (failed !== null) throw failed;
  };
  const hasStopped = (): boolean => gone || failed !== null || stream.destroyed;
  const end = async (): Promise<void> => {
    if (stream === process.stdout) return;
    stream.end();
    if (!stream.destroyed) await once(stream, 'close');
    if (failed !== null) throw failed;
  };
  return {
    async write(line) {
      waiting += `${line}\n`;
      if (waiting.length >= gather) await flush();
      return !hasStopped();
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
