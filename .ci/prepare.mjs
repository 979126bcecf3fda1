// What `npm start` and `npm test` need on a fresh machine, installed only when missing. No dependencies.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Prints what is being done. */
export function say(text) {
  console.log(`tabdesk: ${text}`);
}

/** Ends the program with one clear line. */
export function fail(text) {
  console.error(`tabdesk: ${text}`);
  process.exit(1);
}

/** Runs a command in the project's folder with its output shown; answers its exit code. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32', ...options });
  if (result.error) return 127;
  return result.status ?? 1;
}

/** What vite, eslint and knip all run on; `engines` in package.json says the same. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if ((major === 20 && minor >= 19) || (major === 22 && minor >= 13) || major >= 24) return;
  fail(`Node 20.19 or newer 20, 22.13 or newer 22, or 24 and newer is needed; this is ${process.versions.node}.`);
}

/** `npm ci` when node_modules is missing or made from another lock file. */
export function installPackages() {
  const mark = join(root, 'node_modules', '.tabdesk-lock');
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return;
  say('installing packages (first run; a minute or two) …');
  const flags = ['--no-audit', '--no-fund', '--loglevel=error'];
  // A registry that lags behind on a foreign platform's binary makes `npm ci` refuse the lock file; `npm install` skips it.
  if (run('npm', ['ci', ...flags]) !== 0 && run('npm', ['install', '--no-save', ...flags]) !== 0) {
    fail('the packages could not be installed. Check the network to the npm registry and run the command again.');
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(mark, hash);
}

/** True of a browser that starts: Ubuntu's /usr/bin/chromium-browser is a script that only asks for a snap. */
function answers(path) {
  if (!path || !existsSync(path)) return false;
  // There `--version` opens a window.
  if (process.platform === 'win32') return true;
  const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 30_000 });
  return status === 0 && /chrom/i.test(stdout);
}

/** Where a Chromium that starts is, or null: CHROMIUM_PATH, the system's, or Playwright's own. */
export async function findChromium() {
  const fixed = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  for (const path of fixed) if (answers(path)) return path;
  try {
    const { chromium } = await import('playwright-core');
    const path = chromium.executablePath();
    if (answers(path)) return path;
  } catch {
    // Not installed yet, or no browser known for this platform.
  }
  return null;
}

/** Ways to install a Chromium, tried in turn: Ubuntu's apt has none, so that Playwright comes after it. */
function waysToInstall() {
  const asRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  const debian = {
    name: 'Debian package',
    install() {
      const quiet = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }, stdio: ['ignore', 'ignore', 'inherit'] };
      run('apt-get', ['update', '-qq'], quiet);
      run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], quiet);
    },
  };
  const playwright = {
    name: 'Playwright',
    install() {
      // Its browser needs libraries of the system, which only root can install.
      run('npx', ['--no-install', 'playwright-core', 'install', ...(asRoot ? ['--with-deps'] : []), 'chromium']);
    },
  };
  return asRoot ? [debian, playwright] : [playwright];
}

/** Finds a Chromium or installs one, by Debian's package (as root) or Playwright. */
export async function installChromium(find = findChromium, ways = waysToInstall()) {
  let found = await find();
  for (const { name, install } of ways) {
    if (found) break;
    say(`installing Chromium (${name}) for the browser tests …`);
    install();
    found = await find();
  }
  if (!found) fail('no Chromium could be installed. Install one and name it in CHROMIUM_PATH, then run the command again.');
  return found;
}
