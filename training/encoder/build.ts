import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEncoder } from './build-encoder.ts';

const usage = 'Usage: tsx training/encoder/build.ts [--corpora DIR] [--minutes N] [--seed N] [--out DIR]';

function main(): void {
  const { values } = parseArgs({
    options: { corpora: { type: 'string' }, minutes: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  });
  const root = resolve(import.meta.dirname, '../..');
  const corpora = values.corpora ?? null;
  if (corpora !== null && !existsSync(corpora)) throw new Error(`There is no folder ${corpora}.`);
  const minutes = Number(values.minutes ?? (corpora === null ? 2 : 6));
  const seed = Number(values.seed ?? 1);
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error('--minutes must be above 0 and --seed a whole number.');
  const metrics = buildEncoder({
    root,
    out: values.out ?? join(root, 'public/models/desk-encoder'),
    corpora,
    minutes,
    seed,
    say: (line) => console.error(line),
  });
  console.log(JSON.stringify(metrics));
}

try {
  main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 1;
}
