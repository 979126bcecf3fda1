/**
 * `npm run bench`: builds the app, takes every figure the project promises, and prints each beside its bar. With names
 * (`npm run bench -- triage search`) only those. Figures on public data sets (data/README.md) are taken when the folder that
 * holds them is there: `--datasets DIR`. Exits with 1 when a bar is missed. Run it on a machine that does
 * nothing else: timings are of this machine and this moment.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import type { BenchRow } from './bench-row.ts';

const benches: Readonly<Record<string, () => Promise<{ measure(datasets?: string): Promise<BenchRow[]> }>>> = {
  models: () => import('./models.ts'),
  decisions: () => import('./decisions.ts'),
  triage: () => import('./triage.ts'),
  headless: () => import('./headless.ts'),
  engine: () => import('./engine.ts'),
  search: () => import('./search.ts'),
  shell: () => import('./shell.ts'),
  import: () => import('./import.ts'),
  inbox: () => import('./inbox.ts'),
  rehearsal: () => import('./rehearsal.ts'),
  studio: () => import('./studio.ts'),
  replies: () => import('./replies.ts'),
};

function verdict({ value, bar }: BenchRow): 'met' | 'MISSED' | '' {
  if (!bar) return '';
  return (bar.below === undefined || value < bar.below) && (bar.atLeast === undefined || value >= bar.atLeast) ? 'met' : 'MISSED';
}

function print(row: BenchRow): void {
  const bar = row.bar ? `${row.bar.below === undefined ? `at least ${row.bar.atLeast ?? ''}` : `under ${row.bar.below}`}: ${verdict(row)}` : '';
  console.log(`  ${row.name.padEnd(72)} ${`${row.value} ${row.unit}`.padStart(14)}   ${bar}${row.note ? `  (${row.note})` : ''}`);
}

const { positionals, values } = parseArgs({ allowPositionals: true, options: { verbose: { type: 'boolean' }, datasets: { type: 'string' } } });
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0) {
  console.error(`bench: there is no "${unknown.join('", "')}"; there are ${Object.keys(benches).join(', ')}.`);
  process.exit(2);
}
const chosen = positionals.length > 0 ? positionals : Object.keys(benches);
if (chosen.some((name) => ['shell', 'import', 'inbox', 'studio', 'replies'].includes(name))) await build({ logLevel: 'error' });
const datasets = resolve(values.datasets ?? join(import.meta.dirname, '../../../shared/datasets'));
if (chosen.some((name) => ['models', 'import', 'studio'].includes(name)) && !existsSync(datasets)) {
  console.log(`bench: no folder ${datasets}: figures on public data sets are left out; name the folder that holds them with --datasets.`);
}
let missed = 0;
for (const name of chosen) {
  const load = benches[name];
  if (!load) continue;
  console.log(name);
  for (const row of await (await load()).measure(datasets)) {
    print(row);
    if (verdict(row) === 'MISSED') missed += 1;
  }
}
console.log(missed === 0 ? 'bench: every bar is met' : `bench: ${missed} bars missed`);
process.exit(missed === 0 ? 0 : 1);
