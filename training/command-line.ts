import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A bad command line or bad input: one line for the person, exit status 2. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>;

/** Options as given; an unknown one, or one without its value, is a UsageError that shows the usage line. */
export function readOptions<T extends Options>(options: T, usage: string): ReturnType<typeof parseArgs<{ options: T }>>['values'] {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)}. Usage: ${usage}`);
  }
}

/** The value of an option that must be there. */
export function required(value: string | boolean | undefined, name: string, usage: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new UsageError(`--${name} is missing. Usage: ${usage}`);
}

/** A whole number between two bounds. */
export function wholeNumber(value: string | undefined, name: string, least: number, most: number, otherwise: number): number {
  if (value === undefined) return otherwise;
  const number = Number(value);
  if (Number.isInteger(number) && number >= least && number <= most) return number;
  throw new UsageError(`--${name} must be a whole number from ${least} to ${most}, not "${value}".`);
}

/**
 * Makes a folder, and those it lies in, before the work whose result goes there. Throws UsageError when it can't be made or
 * written to. One folder at a time: Node's `recursive` never ends under /proc, where a folder can't be made in one that is there.
 */
export function openFolder(path: string): void {
  try {
    if (!existsSync(path)) {
      if (dirname(path) !== path) openFolder(dirname(path));
      mkdirSync(path);
    }
    if (!statSync(path).isDirectory()) throw new UsageError(`${path}: is a file, not a folder.`);
    accessSync(path, constants.W_OK);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`${path}: can not be written (${error.message}).`);
  }
}

/** What the file system or the other end of a pipe refused: nothing the program did wrong, so one line and no trace. */
function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

/**
 * Runs a program that prints one JSON object: a UsageError, or a file that can't be read or written, becomes one line and
 * status 2; anything else is a bug and is thrown. A reader that has gone is no failure.
 */
export async function printResult(run: () => Promise<object> | object): Promise<void> {
  try {
    const line = JSON.stringify(await run(), (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value));
    await printLine(line);
  } catch (error) {
    if (!(error instanceof UsageError) && !isSystemError(error)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

function printLine(line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: NodeJS.ErrnoException | null): void => {
      if (!error || error.code === 'EPIPE') resolve();
      else reject(new UsageError(`standard output: can not be written (${error.message}).`));
    };
    // Both tell of an error; without the listener it would end the program with a trace.
    process.stdout.on('error', settle);
    process.stdout.write(`${line}\n`, settle);
  });
}
