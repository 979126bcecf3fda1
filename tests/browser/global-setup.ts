import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newestIn(folder: string): number {
  return Math.max(0, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => statSync(join(folder, name)).mtimeMs));
}

/** Tests of the whole desk run against the production build: made here when it is missing or older than its sources. */
export default function setup(): void {
  const built = join(root, 'dist/sw.js');
  const sources = ['src', 'public', 'data/inbox', 'data/articles'].map((folder) => newestIn(join(root, folder)));
  const files = ['index.html', 'vite.config.ts', 'package-lock.json', 'data/requests.train.csv', 'training/data/pick-sample.ts'].map((name) => statSync(join(root, name)).mtimeMs);
  if (existsSync(built) && statSync(built).mtimeMs >= Math.max(...sources, ...files)) return;
  // In a process of its own: in this one React would be built as for development, and no service worker registered.
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error'], {
    cwd: root,
    env: { ...process.env, NODE_ENV: 'production', VITEST: undefined },
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the production build failed; the lines above say where');
}
