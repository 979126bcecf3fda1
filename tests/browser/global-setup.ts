import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newestIn(folder: string): number {
  return Math.max(0, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)).mtimeMs));
}

/** Tests of the whole desk run against the production build: made here when it is missing or older than its sources. */
export default async function setup(): Promise<void> {
  const built = join(root, 'dist/sw.js');
  const sources = ['src', 'public', 'data/inbox', 'data/articles'].map((folder) => newestIn(join(root, folder)));
  const files = ['index.html', 'vite.config.ts', 'package-lock.json'].map((name) => statSync(join(root, name)).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources, ...files)) return;
  await build({ root, logLevel: 'error' });
}
