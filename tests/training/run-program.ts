import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs one of the programs in training/ as `npm run` does, and waits for it. */
export function runProgram(program: string, ...options: string[]): { status: number | null; stdout: string; stderr: string } {
  const tsx = fileURLToPath(new URL('../../node_modules/tsx/dist/cli.mjs', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsx, `training/${program}`, ...options], { cwd: root, encoding: 'utf8' });
  return { status, stdout, stderr };
}
