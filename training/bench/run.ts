/**
 * `npm run bench`: builds the app, takes every figure the project promises, and prints each beside its bar. With names
 * (`npm run bench -- triage search`) only those. Exits with 1 when a bar is missed. Run it on a machine that does
 * nothing else: timings are of this machine and this moment.
 */
import { parseArgs } from 'node:util';
import { build } from 'vite';
import type { BenchRow } from './bench-row.ts';

const benches: Readonly<Record<string, () => Promise<{ measure(): Promise<BenchRow[]> }>>> = {
  models: () => import('./models.ts'),
  triage: () => import('./triage.ts'),
  engine: () => import('./engine.ts'),
  search: () => import('./search.ts'),
  shell: () => import('./shell.ts'),
  import: () => import('./import.ts'),
  inbox: () => import('./inbox.ts'),
};

function verdict({ value, bar }: BenchRow): 'met' | 'MISSED' | '' {
  if (!bar) return '';
  return (bar.below === undefined || value < bar.below) && (bar.atLeast === undefined || value >= bar.atLeast) ? 'met' : 'MISSED';
}

function print(row: BenchRow): void {
  const bar = row.bar ? `${row.bar.below === undefined ? `at least ${row.bar.atLeast ?? ''}` : `under ${row.bar.below}`}: ${verdict(row)}` : '';
  console.log(`  ${row.name.padEnd(72)} ${`${row.value} ${row.unit}`.padStart(14)}   ${bar}${row.note ? `  (${row.note})` : ''}`);
}

const { positionals } = parseArgs({ allowPositionals: true, options: { verbose: { type: 'boolean' } } });
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`bench: there is no "${unknown.join('", "')}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);
if (chosen.some((name) => ['shell', 'import', 'inbox'].includes(name))) await build({ logLevel: 'error' });
let missed = 0;
for (const name of chosen) {
  const load = benches[name];
  if (!load) continue;
  console.log(name);
  for (const row of await (await load()).measure()) {
    print(row);
    if (verdict(row) === 'MISSED') missed += 1;
  }
}
console.log(missed === 0 ? 'bench: every bar is met' : `bench: ${missed} bars missed`);
process.exit(missed === 0 ? 0 : 1);
