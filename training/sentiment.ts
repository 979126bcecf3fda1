/**
 * `npm run sentiment [-- --datasets DIR] [--json]`: how often the mood is right, by the head, by the rules alone and by VADER: on the
 * project's own test messages, and on real airline tweets where the folder that holds them is named (data/README.md).
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { printResult, readOptions, UsageError } from './command-line.ts';
import { loadHead } from './load-head.ts';
import { measureMoods, moodReaders, type MoodFigures } from './measure-moods.ts';
import { readLabelledCsv } from './read-labelled-csv.ts';
import { ticketHeads } from './ticket-heads.ts';

const usage = 'sentiment -- [--datasets DIR] [--json]';
const options = { datasets: { type: 'string' }, json: { type: 'boolean' } } as const;

async function run(): Promise<Record<string, Record<string, MoodFigures>>> {
  const { datasets } = readOptions(options, usage);
  const head = await loadHead('sentiment');
  if (!head.ok) throw new UsageError(head.message);
  const readers = moodReaders(head.value);
  const rows = ticketHeads.find(({ name }) => name === 'sentiment')?.rows();
  if (rows === undefined) throw new UsageError('There is no sentiment head.');
  const sets: Record<string, { readonly texts: readonly string[]; readonly labels: readonly string[] }> = { test: rows.test };
  if (datasets !== undefined) {
    const file = join(datasets, 'airline-tweets.train.csv');
    if (!existsSync(file)) throw new UsageError(`${file} is not there. data/README.md says where it can be had.`);
    const tweets = readLabelledCsv(file, 'text', 'airline_sentiment');
    if (!tweets.ok) throw new UsageError(tweets.message);
    sets['airline tweets'] = tweets.value;
  }
  return Object.fromEntries(
    Object.entries(sets).map(([name, { texts, labels }]) => [name, Object.fromEntries(Object.entries(readers).map(([reader, read]) => [reader, measureMoods(texts, labels, read)]))]),
  );
}

if (process.argv.includes('--json')) await printResult(run);
else {
  try {
    for (const [name, figures] of Object.entries(await run())) {
      console.log(`${name}: ${Object.values(figures)[0]?.rows ?? 0} messages`);
      for (const [reader, { accuracy, macroF1 }] of Object.entries(figures)) console.log(`  ${reader.padEnd(8)}${(accuracy * 100).toFixed(1)}%  macro-F1 ${macroF1.toFixed(3)}`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}
