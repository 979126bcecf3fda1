import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildEncoder } from './build-encoder.ts';

const usage = 'Usage: tsx training/encoder/build.ts [--corpora DIR] [--hold-out SOURCE,SOURCE] [--steps N] [--seed N] [--out DIR]';

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { corpora: { type: 'string' }, 'hold-out': { type: 'string' }, steps: { type: 'string' }, seed: { type: 'string' }, out: { type: 'string' } },
  });
  const root = resolve(import.meta.dirname, '../..');
  const corpora = values.corpora ?? null;
  if (corpora !== null && !existsSync(corpora)) throw new Error(`There is no folder ${corpora}.`);
  const steps = Number(values.steps ?? (corpora === null ? 1200 : 800));
  const seed = Number(values.seed ?? 1);
  if (!Number.isInteger(steps) || steps < 1 || !Number.isInteger(seed)) throw new Error('--steps must be a whole number above 0, and --seed a whole number.');
  const metrics = await buildEncoder({
    root,
    out: values.out ?? join(root, 'public/models/desk-encoder'),
    corpora,
    holdOut: (values['hold-out'] ?? '').split(',').filter((source) => source !== ''),
    steps,
    seed,
    say: (line) => console.error(line),
  });
  console.log(JSON.stringify(metrics));
}

try {
  await main();
} catch (error) {
  console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  process.exitCode = 1;
}
