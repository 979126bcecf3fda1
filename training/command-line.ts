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

/** Runs a program that prints one JSON object: a UsageError becomes one line and status 2; anything else is a bug and is thrown. */
export async function printResult(run: () => Promise<object> | object): Promise<void> {
  try {
    const line = JSON.stringify(await run(), (_, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(6)) : value));
    process.stdout.write(`${line}\n`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
