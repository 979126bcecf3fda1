import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readArticles } from '../../src/knowledge-base/read-articles.ts';
import { fetchPage, isInside } from '../../training/fetch-page.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder = '';
let server: Server;
let origin = '';
const asked: { url: string; agent: string }[] = [];

const answers: Readonly<Record<string, readonly [number, Readonly<Record<string, string>>, string | Buffer]>> = {
  '/returns': [200, { 'content-type': 'text/html; charset=utf-8', 'last-modified': 'Wed, 04 Mar 2026 10:00:00 GMT' }, '<html lang="en"><title>x</title><main><h1>Returns</h1><p>Send it <a href="/back">back</a>.<script>bad()</script>'],
  '/packed': [200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }, gzipSync('<h1>Packed</h1><p>Words that were packed.')],
  '/moved': [302, { location: '/returns' }, ''],
  '/ring': [302, { location: '/ring' }, ''],
  '/away': [302, { location: 'ftp://a.example/' }, ''],
  '/gone': [404, {}, ''],
  '/picture': [200, { 'content-type': 'image/png' }, 'x'],
  '/bomb': [200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(3_000_000))],
  '/notes.md': [200, { 'content-type': 'text/plain' }, '# Notes\n\nIn Markdown.'],
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tabdesk-articles-'));
  server = createServer((request, response) => {
    const url = request.url ?? '';
    asked.push({ url, agent: request.headers['user-agent'] ?? '' });
    if (url === '/never') return;
    const [status, headers, body] = answers[url] ?? [404, {}, ''];
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  return path;
}

/** Not `spawnSync`: the server that is asked lives in this process. */
function run(...options: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), 'training/articles.ts', ...options], { cwd: root });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, stdout, stderr })));
}

describe('the program for articles', { timeout: 240_000 }, () => {
  it('reads files and folders, leaves duplicates out by name, and writes what the tab imports', async () => {
    file('docs/returns.md', '# Returns\n\nSend it back within thirty days, whatever the reason may be.');
    file('docs/faq/index.html', '<h1>Questions</h1><p>All that people ask, and what we say to it.');
    file('docs/copy.md', '# Again\n\nSend it back within thirty days, whatever the reason may be.');
    file('docs/logo.png', 'x');
    file('docs/empty.md', '');
    file('export.csv', 'id,title,body\n90001,Bills,<p>Under account.</p>\n');
    const out = join(folder, 'out.jsonl');
    const { status, stdout } = await run(join(folder, 'docs'), join(folder, 'export.csv'), '--out', out);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      articles: 3,
      refused: [{ file: 'docs/empty.md', reason: 'The file is empty.' }],
      same: [{ file: 'docs/returns.md', of: 'Again' }],
    });
    const read = [...readArticles({ path: 'out.jsonl', text: readFileSync(out, 'utf8'), modified: 0 }, 'json', { now: 1, products: [], intents: [] }).entries];
    expect(read.map((entry) => entry.read.ok && entry.read.value.article.id)).toEqual(['copy', 'faq', '90001']);
  });

  it('fetches a list of pages, one after the other, and writes Markdown into a folder', async () => {
    asked.length = 0;
    const list = file('pages.txt', `# ours\n${origin}/returns\n${origin}/packed\n\n${origin}/gone\n${origin}/notes.md\nnonsense\n`);
    const out = join(folder, 'fetched');
    const { status, stdout } = await run('--pages', list, '--out', out, '--allow-local');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ articles: 3, refused: [{ file: `${origin}/gone`, reason: 'It could not be fetched: the server answered 404.' }, { file: 'nonsense' }] });
    expect(readdirSync(join(out, 'articles')).sort()).toEqual(['notes.md', 'packed.md', 'returns.md']);
    const text = readFileSync(join(out, 'articles/returns.md'), 'utf8');
    expect(text).toContain(`source: "${origin}/returns"`);
    expect(text).toContain(`Send it [back](${origin}/back).`);
    expect(text).not.toContain('bad()');
    expect(asked.map(({ url }) => url)).toEqual(['/returns', '/packed', '/gone', '/notes.md']);
    expect(asked[0]?.agent).toMatch(/^Tabdesk/);
  });

  it.each([
    ['nothing to read', () => [], /nothing to read/],
    ['a file that is not there', () => [join(folder, 'no.md')], /no such file/],
    ['a list that is not there', () => ['--pages', join(folder, 'no.txt')], /cannot be read/],
    ['an unknown option', () => ['--what'], /Usage/],
  ] as const)('ends with one line and status 2 for %s', async (_, options, why) => {
    const { status, stderr, stdout } = await run(...options());
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(why);
  });
});

describe('fetching a page', () => {
  it('asks nothing of the machine it runs on or its network', async () => {
    asked.length = 0;
    const port = new URL(origin).port;
    for (const address of [origin, `http://localhost:${port}/returns`, `http://[::1]:${port}/`, 'http://10.0.0.1/', 'http://169.254.169.254/latest', 'http://0x7f000001/', `http://2130706433:${port}/returns`, 'http://[::ffff:127.0.0.1]/']) {
      const page = await fetchPage(address, { allowLocal: false, timeoutMs: 5000 });
      expect(page, address).toMatchObject({ ok: false, message: expect.stringContaining('--allow-local') as unknown });
    }
    expect(asked).toEqual([]);
  });

  it('knows what is inside', () => {
    for (const address of ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '169.254.0.1', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1%eth0', 'fd00::1', '::ffff:10.0.0.1', '64:ff9b::a00:1', 'nonsense']) {
      expect(isInside(address), address).toBe(true);
    }
    for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8']) expect(isInside(address), address).toBe(false);
  });

  it.each([
    ['/ring', /more than 5 times/],
    ['/away', /neither http nor https/],
    ['/gone', /answered 404/],
    ['/bomb', /unpacked/],
    ['/never', /within 1 seconds/],
  ])('gives up in words: %s', async (path, why) => {
    const page = await fetchPage(`${origin}${path}`, { allowLocal: true, timeoutMs: 1000, largest: 1_000_000 });
    expect(page).toMatchObject({ ok: false, message: expect.stringMatching(why) as unknown });
  });

  it('refuses other schemes and passwords, and stops at the size allowed', async () => {
    for (const address of ['file:///etc/passwd', 'data:text/html,x', 'http://me:secret@127.0.0.1/', 'nonsense']) expect((await fetchPage(address, { allowLocal: true })).ok, address).toBe(false);
    expect(await fetchPage(`${origin}/returns`, { allowLocal: true, largest: 50 })).toMatchObject({ ok: false });
    expect(await fetchPage(`${origin}/moved`, { allowLocal: true })).toMatchObject({ ok: true, value: { address: `${origin}/returns`, type: 'text/html', modified: Date.UTC(2026, 2, 4, 10) } });
  });
});
