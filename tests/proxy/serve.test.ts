import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

describe('the server of the built app', () => {
  it.each([
    ['an unknown option', ['--bogus'], /Unknown option '--bogus'\. Usage: npm start -- \[--port N\]/],
    ['a word too many', ['8080'], /Unexpected argument '8080'/],
    ['a port without a number', ['--port'], /--port/],
    ['a port that is none', ['--port', '70000'], /--port takes a number from 0 to 65535, not "70000"/],
    ['a host that is none', ['--host', 'no-such-host.invalid'], /could not start: .*no-such-host\.invalid/],
  ])('refuses %s with one clear line', (_, options, line) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/proxy/serve.ts', ...options], {
      cwd: root, encoding: 'utf8', timeout: 60_000,
    });
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(line);
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });
});
