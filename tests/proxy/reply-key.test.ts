import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ask, lampRequest, serveReplies, testKey } from './serve-replies.ts';
import { messageEvents, startStandInApi, writeAnswer, writeEvent, type StandInAnswer, type StandInApi } from './stand-in-api.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const token = 'widget-token-0123456789';

let api: StandInApi;
beforeAll(async () => void (api = await startStandInApi()));
afterAll(() => api.close());

async function wholeOf(response: Response): Promise<string> {
  return `${response.status} ${JSON.stringify([...response.headers])} ${await response.text()}`;
}

const begun = messageEvents('m', [{ text: 'Hello.' }]).slice(0, 4);
/** All the ways to fail, each with the key in what the API says; the stand-in's errors quote it by themselves. */
const scripts: StandInAnswer[] = [
  ...[307, 400, 401, 403, 404, 413, 422, 429, 500, 503, 529].map((status): StandInAnswer => ({ kind: 'status', status })),
  { kind: 'status', status: 500, body: `plain ${testKey}`, headers: { 'request-id': testKey, location: `http://x/${testKey}` } },
  { kind: 'drop' },
  { kind: 'silent' },
  ...[[], begun].flatMap((before): StandInAnswer[] => [
    { kind: 'raw', chunks: [...before, writeEvent({ type: 'error', error: { type: testKey, message: testKey } })], then: 'end' },
    { kind: 'raw', chunks: [...before, `event: message_delta\ndata: ${testKey}\n\n`], then: 'end' },
    { kind: 'raw', chunks: [...before, writeEvent({ type: 'message_delta', delta: testKey, usage: testKey })], then: 'cut' },
  ]),
];

describe('the key', () => {
  it('stands in no answer, no log and nothing written to the console, however the API fails and quotes it', async () => {
    const written = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name).mockImplementation(() => undefined));
    const server = await serveReplies({ ANTHROPIC_BASE_URL: api.origin, TABDESK_WIDGET_TOKENS: token }, { timeouts: { firstEvent: 200, idle: 200, total: 600 }, jitter: () => 0 });
    try {
      const told: string[] = [];
      for (const script of [writeAnswer, ...scripts]) {
        api.answer(script);
        told.push(await wholeOf(await ask(server.origin)));
      }
      told.push(await wholeOf(await ask(server.origin, { ...lampRequest(), key: testKey.slice(0, 3) })));
      told.push(await wholeOf(await ask(server.origin, lampRequest(), { headers: { origin: 'https://elsewhere.example' } })));
      for (const path of ['/api/health', '/api/reply', '/api/nothing']) told.push(await wholeOf(await fetch(server.origin + path)));
      expect(told).toHaveLength(scripts.length + 6);
      await expect.poll(() => server.log.length).toBe(scripts.length + 3);
      const all = JSON.stringify([told, server.log, written.map((each) => each.mock.calls)]);
      expect(all).not.toContain(testKey);
      expect(all).not.toContain(testKey.slice(8));
      expect(all).not.toContain(token);
    } finally {
      for (const each of written) each.mockRestore();
      await server.close();
    }
  });

  it('and no word of a ticket stands in what the server logs', async () => {
    const server = await serveReplies({ ANTHROPIC_BASE_URL: api.origin });
    api.answer(writeAnswer);
    await (await ask(server.origin, lampRequest({ subject: 'Zebrafish', shop: 'Zebrafish', passages: [{ title: 'Zebrafish', text: 'Zebrafish.' }] }))).text();
    await (await ask(server.origin, { ...lampRequest(), Zebrafish: 1, variant: 'Zebrafish' })).text();
    await expect.poll(() => server.log.length).toBe(2);
    expect(JSON.stringify(server.log)).not.toMatch(/Zebrafish|127\.0\.0\.1/);
    await server.close();
  });

  it('stands in nothing that the server prints, and it says that replies are on', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/proxy/serve.ts', '--port', '0'], {
      cwd: root,
      env: { ...process.env, ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: api.origin, ANTHROPIC_LOG: 'debug' },
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
    try {
      await expect.poll(() => printed).toContain('tabdesk: Replies by the language model: on, written by claude-sonnet-5-5.');
      const origin = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0] ?? '';
      const told: string[] = [];
      for (const script of [writeAnswer, { kind: 'status', status: 401 } as const, { kind: 'raw', chunks: [`event: message_start\ndata: ${testKey}\n\n`], then: 'end' } as const]) {
        api.answer(script);
        told.push(await wholeOf(await ask(origin)));
      }
      for (const path of ['/', '/api/health', '/anywhere']) told.push(await wholeOf(await fetch(origin + path)));
      expect(told.map((text) => text.slice(0, 3))).toEqual(['200', '502', '502', '200', '200', '200']);
      expect(told[3]).toContain("connect-src 'self'");
      await expect.poll(() => printed.match(/"outcome"/g)).toHaveLength(3);
      expect(printed + told.join('')).not.toContain(testKey.slice(8));
    } finally {
      child.kill();
    }
  });

  it('without one the server says how to turn replies on, and serves the desk', async () => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'src/proxy/serve.ts', '--port', '0'], { cwd: root, env: { ...process.env, ANTHROPIC_API_KEY: '' } });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
    try {
      await expect.poll(() => printed).toContain('Replies by the language model: set ANTHROPIC_API_KEY to turn them on.');
      const origin = /http:\/\/[\d.]+:\d+/.exec(printed)?.[0] ?? '';
      expect((await fetch(origin)).status).toBe(200);
      expect((await ask(origin)).status).toBe(503);
    } finally {
      child.kill();
    }
  });

  it('a wrong setting is told in one line that does not repeat it', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/proxy/serve.ts', '--port', '0'], {
      cwd: root, encoding: 'utf8', timeout: 60_000, env: { ...process.env, ANTHROPIC_API_KEY: `${testKey} ${testKey}` },
    });
    expect(stderr).toBe('tabdesk: ANTHROPIC_API_KEY holds characters that no key has: copy it anew.\n');
    expect(stdout).toBe('');
    expect(status).toBe(1);
  });

  it('stands in no file of a build that was made while it was set, nor does the address of the API', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tabdesk-key-'));
    try {
      const { status, stderr } = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'error', '--outDir', folder, '--emptyOutDir'], {
        cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', VITEST: undefined, ANTHROPIC_API_KEY: testKey },
      });
      expect(stderr).toBe('');
      expect(status).toBe(0);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)).filter((file) => statSync(file).isFile());
      expect(files.some((file) => file.endsWith('index.html'))).toBe(true);
      for (const file of files) {
        const content = readFileSync(file, 'latin1');
        expect(content.includes(testKey.slice(8)), file).toBe(false);
        expect(content.includes('api.anthropic.com'), file).toBe(false);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
