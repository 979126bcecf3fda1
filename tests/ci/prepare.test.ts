import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tabdesk-prepare-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a script that has `prepare`, the functions of .ci/prepare.mjs, in a Node of its own: they end the program when they fail. */
function run(script: string, env: Readonly<Record<string, string>> = {}): { status: number | null; stdout: string; stderr: string } {
  const code = `import * as prepare from './.ci/prepare.mjs';\n${script}`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', code], { cwd: root, encoding: 'utf8', env: { ...process.env, ...env } });
}

function program(name: string, script: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

describe('the check of Node', () => {
  const check = (version: string): ReturnType<typeof run> =>
    run(`Object.defineProperty(process.versions, 'node', { value: '${version}' }); prepare.checkNode();`);

  it.each(['18.20.8', '20.12.0', '20.18.3', '21.7.3', '22.12.0', '23.11.0'])('refuses %s, on which a tool would fail later, with one clear line', (version) => {
    const { status, stdout, stderr } = check(version);
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.trim()).toMatch(new RegExp(`^tabdesk: Node 20\\.19 .* is needed; this is ${version.replaceAll('.', '\\.')}\\.$`));
  });

  it.each(['20.19.0', '22.13.0', '24.0.0', '25.1.0'])('takes %s', (version) => {
    expect(check(version)).toMatchObject({ status: 0, stderr: '' });
  });

  it('names the versions that package.json and its lock name', () => {
    const enginesOf = (file: string): string | undefined => {
      const { engines, packages } = JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<'engines' | 'packages', Record<string, unknown> | undefined>;
      return ((packages?.[''] as { engines?: { node?: string } } | undefined)?.engines ?? engines)?.node as string | undefined;
    };
    expect(enginesOf('package.json')).toBe('^20.19.0 || ^22.13.0 || >=24.0.0');
    expect(enginesOf('package-lock.json')).toBe(enginesOf('package.json'));
  });
});

describe.skipIf(process.platform === 'win32')('the search for a Chromium', () => {
  const find = (path: string): string => run('console.log(await prepare.findChromium());', { CHROMIUM_PATH: path }).stdout.trim();

  it('takes a browser that tells its version, and passes over one that does not start', () => {
    const good = program('good', 'echo "Chromium 140.0.1"');
    const stub = program('stub', 'echo "Command requires the chromium snap to be installed." >&2; exit 1');
    const other = program('other', 'echo "some other program 1.0"');
    expect(find(good)).toBe(good);
    expect(find(stub)).not.toBe(stub);
    expect(find(other)).not.toBe(other);
    expect(find(join(folder, 'nothing'))).not.toBe(join(folder, 'nothing'));
  });

  it('tries the next way to install one when the first brought none, and says so when none did', () => {
    const tried = (works: string): ReturnType<typeof run> =>
      run(`
        let there = null;
        const way = (name) => ({ name, install: () => { if (name === '${works}') there = '/a/browser'; } });
        console.log(await prepare.installChromium(async () => there, [way('first'), way('second'), way('third')]));
      `);
    const { status, stdout } = tried('second');
    expect(status).toBe(0);
    expect(stdout).toMatch(/\(first\).*\n.*\(second\).*\n\/a\/browser\n$/);
    expect(stdout).not.toMatch(/third/);
    const none = tried('nobody');
    expect(none.status).toBe(1);
    expect(none.stderr.trim()).toMatch(/^tabdesk: no Chromium could be installed\..*CHROMIUM_PATH/);
  });
});
