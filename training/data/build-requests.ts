/**
 * `npm run data`: reads data/requests/*.txt, checks their format, finds near-duplicates, and writes the three splits as
 * data/requests.{train,validation,test}.csv. `--check` only says whether the committed files are current.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { nearDuplicateOverlap } from './near-duplicates.ts';
import { readRequests } from './read-requests.ts';
import { groupRequests, splitRequests, splits } from './split-requests.ts';

/** The requirement: under 2% of the rows may have a near-duplicate. */
const nearDuplicateLimit = 0.02;

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false }, verbose: { type: 'boolean', default: false } } });
const data = fileURLToPath(new URL('../../data', import.meta.url));

function fail(lines: readonly string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

const { requests, problems } = readRequests(join(data, 'requests'));
if (problems.length > 0) fail(problems);
const grouping = groupRequests(requests);
const rate = `${(grouping.nearDuplicateRate * 100).toFixed(2)}%`;
if (values.verbose || grouping.nearDuplicateRate >= nearDuplicateLimit) {
  for (const { first, second, overlap } of grouping.undeclared) {
    console.error(`${overlap.toFixed(2)} ${first.file}:${first.line} "${first.text.slice(0, 80)}" ~ ${second.file}:${second.line} "${second.text.slice(0, 80)}"`);
  }
}
if (grouping.repeated.length > 0) console.error(`${grouping.repeated.length} requests left out, written word for word before (--verbose lists them)`);
if (values.verbose) for (const request of grouping.repeated) console.error(`left out, written before: ${request.file}:${request.line} "${request.text.slice(0, 80)}"`);
if (grouping.nearDuplicateRate >= nearDuplicateLimit) {
  fail([`${rate} of the requests have a near-duplicate (shingle overlap ${nearDuplicateOverlap} or more); ${nearDuplicateLimit * 100}% is the limit. Rewrite or declare them as paraphrases ("= ").`]);
}

const parts = splitRequests(grouping.rows);
const stale: string[] = [];
for (const split of splits) {
  const file = join(data, `requests.${split}.csv`);
  const rows = parts[split].map(({ text, label, group }) => ({ text, intent: label, group }));
  const csv = `${Papa.unparse(rows, { newline: '\n', columns: ['text', 'intent', 'group'] })}\n`;
  if (values.check) {
    if (!existsSync(file) || readFileSync(file, 'utf8') !== csv) stale.push(`data/requests.${split}.csv is not current; run \`npm run data\`.`);
  } else {
    writeFileSync(file, csv);
  }
}
if (stale.length > 0) fail(stale);
const labels = new Set(grouping.rows.map((row) => row.label)).size;
console.log(
  `${grouping.rows.length} requests, ${labels} labels: ${parts.train.length} train, ${parts.validation.length} validation, ${parts.test.length} test; near-duplicates ${rate}${values.check ? '; the files are current' : ''}`,
);
