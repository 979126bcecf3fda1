/** `npm run redaction`: how well personal details are found in the marked texts, by kind. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { printResult, readOptions, UsageError } from './command-line.ts';
import { measureRedaction, type RedactionFigures } from './measure-redaction.ts';
import { readRedactionSet, type MarkedText } from './read-redaction-set.ts';

const usage = 'redaction -- [--set DIR] [--part dev|test] [--json]';

function readPart(folder: string, part: string): MarkedText[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(`-${part}.txt`)).sort();
  return files.flatMap((name) => {
    try {
      return readRedactionSet(readFileSync(join(folder, name), 'utf8'));
    } catch (error) {
      throw new UsageError(`${join(folder, name)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  });
}

function asTable(part: string, { texts, kinds, all }: RedactionFigures): string {
  const percent = (value: number | null): string => (value === null ? '–' : `${(value * 100).toFixed(1)}%`).padStart(9);
  const rows = Object.entries({ ...kinds, all }).map(([kind, one]) => `${kind.padEnd(9)}${String(one.marked).padStart(7)}${percent(one.recall)}${percent(one.precision)}${percent(one.kept)}`);
  return [`${part}: ${texts} texts`, 'kind      marked   recall precision     kept', ...rows].join('\n');
}

const options = { set: { type: 'string' }, part: { type: 'string' }, json: { type: 'boolean' } } as const;
const run = (): Record<string, RedactionFigures> => {
  const given = readOptions(options, usage);
  const folder = given.set ?? fileURLToPath(new URL('../data/redaction', import.meta.url));
  if (!existsSync(folder)) throw new UsageError(`${folder} is not there. Name the folder of the marked texts with --set.`);
  if (given.part !== undefined && given.part !== 'dev' && given.part !== 'test') throw new UsageError(`--part must be dev or test, not "${given.part}".`);
  const parts = given.part === undefined ? ['dev', 'test'] : [given.part];
  return Object.fromEntries(parts.map((part) => [part, measureRedaction(readPart(folder, part))]));
};

if (process.argv.includes('--json')) await printResult(run);
else {
  try {
    for (const [part, figures] of Object.entries(run())) console.log(`${asTable(part, figures)}\n`);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
