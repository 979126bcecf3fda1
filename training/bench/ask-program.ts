import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Runs one of the project's own programs, as `npm run --silent NAME -- … --json` does, and reads its one JSON object. */
export async function askProgram(program: string, options: readonly string[]): Promise<Record<string, unknown>> {
  const { stdout } = await run(process.execPath, ['--import', 'tsx', join(root, `training/${program}.ts`), ...options, '--json'], { cwd: root, maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as Record<string, unknown>;
}
