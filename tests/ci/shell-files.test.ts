import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let dist = '';

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'tabdesk-dist-'));
});
afterEach(() => rmSync(dist, { recursive: true, force: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, path)), { recursive: true });
    writeFileSync(join(dist, path), text);
  }
}

function shellFiles(): { readonly files: readonly string[]; readonly problem: string } {
  const script = `import { shellFiles } from './.ci/shell-files.mjs';
    try { console.log(JSON.stringify(shellFiles(${JSON.stringify(dist)}))); } catch (error) { console.error(error.message); }`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { cwd: root, encoding: 'utf8' });
  return { files: stdout === '' ? [] : (JSON.parse(stdout) as string[]).map((file) => file.slice(dist.length + 1)), problem: stderr.trim() };
}

const page = `<head><link rel="icon" href="/icons/icon.svg">
  <script type="module" crossorigin src="/assets/index-A.js"></script>
  <link rel="modulepreload" crossorigin href="/assets/Button-B.js">
  <link rel="stylesheet" crossorigin href="/assets/index-C.css"><link rel="manifest" href="/manifest.webmanifest"></head>`;
const entry = [
  'const __vite__mapDeps=(i,m=__vite__mapDeps,d=(m.f||(m.f=["assets/desk-D.js","assets/rows-E.js","assets/TicketView-F.js","assets/desk-G.css"])))=>i.map(i=>d[i]);',
  'l(async()=>{let{openDesk:e}=await import(`./desk-D.js`);return{openDesk:e}},__vite__mapDeps([0,1,3]));',
  'l(async()=>{let{TicketView:e}=await import(`./TicketView-F.js`);return{TicketView:e}},__vite__mapDeps([2]));',
].join('\n');
const chunks = { 'assets/Button-B.js': '', 'assets/index-C.css': '', 'assets/desk-D.js': '', 'assets/rows-E.js': '', 'assets/TicketView-F.js': '', 'assets/desk-G.css': '' };

describe('the weight of the app shell', () => {
  it('counts what the page preloads and what opens the desk, and no view that loads later', () => {
    write({ 'index.html': page, 'assets/index-A.js': entry, ...chunks });
    expect(shellFiles()).toEqual({
      files: ['index.html', 'assets/index-A.js', 'assets/Button-B.js', 'assets/index-C.css', 'assets/desk-D.js', 'assets/rows-E.js', 'assets/desk-G.css'],
      problem: '',
    });
  });

  it('says what it can not find instead of weighing less', () => {
    write({ 'index.html': page, 'assets/index-A.js': entry.replace('./desk-D.js', './room-D.js'), ...chunks });
    expect(shellFiles().problem).toMatch(/imports no desk chunk/);
    write({ 'assets/index-A.js': entry });
    rmSync(join(dist, 'assets/rows-E.js'));
    expect(shellFiles().problem).toMatch(/assets\/rows-E\.js is named by the build but is not there/);
    write({ 'index.html': '<head></head>' });
    expect(shellFiles().problem).toMatch(/names no script/);
  });
});
