import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createStaticApp, type HubOptions } from '../../src/proxy/static-app.ts';

const dist = mkdtempSync(join(tmpdir(), 'tabdesk-policy-'));
mkdirSync(join(dist, 'assets'));
writeFileSync(join(dist, 'index.html'), '<p>page</p>');
for (const name of ['hub-download.worker-Ab_1-x.js', 'hub-encoder.worker-Ab1.js', 'engine.worker-Ab1.js', 'index-Ab1.js']) writeFileSync(join(dist, 'assets', name), '0');
afterAll(() => rmSync(dist, { recursive: true }));

const root = fileURLToPath(new URL('../..', import.meta.url));

async function policyOf(path: string, hub?: HubOptions): Promise<string> {
  const response = await createStaticApp(`${dist}/`, hub).request(path);
  return /connect-src [^;]*/.exec(response.headers.get('content-security-policy') ?? '')?.[0] ?? '';
}

describe('the policy of what is served', () => {
  it.each(['/', '/settings', '/assets/index-Ab1.js', '/assets/engine.worker-Ab1.js', '/assets/hub-encoder.worker-Ab1.js', '/assets/missing.js', '/hub.json'])(
    'lets %s talk to this server alone',
    async (path) => {
      expect(await policyOf(path)).toBe("connect-src 'self'");
      expect(await policyOf(path, { origin: 'https://models.example.com' })).toBe("connect-src 'self'");
    },
  );

  it('lets the one worker that downloads models talk to the hub', async () => {
    const path = '/assets/hub-download.worker-Ab_1-x.js';
    expect(await policyOf(path)).toBe("connect-src 'self' https://huggingface.co https://*.huggingface.co https://*.hf.co");
    // A mirror alone, and not where the public hub keeps its files.
    expect(await policyOf(path, { origin: 'https://models.example.com/hf' })).toBe("connect-src 'self' https://models.example.com");
    // Kept by a browser, it would outlive another choice of hub.
    expect((await createStaticApp(`${dist}/`).request(path)).headers.get('cache-control')).toBe('no-store');
  });

  it('says which hub it is', async () => {
    expect(await (await createStaticApp(`${dist}/`).request('/hub.json')).json()).toEqual({ origin: 'https://huggingface.co' });
    const mirror = { origin: 'https://models.example.com', models: [] };
    expect(await (await createStaticApp(`${dist}/`, mirror).request('/hub.json')).json()).toEqual(mirror);
  });
});

describe('a hub named by the environment', () => {
  it.each([
    ['an address that is none', { TABDESK_HUB: 'models' }, /TABDESK_HUB takes an address/],
    ['a list that is not there', { TABDESK_HUB: 'https://models.example.com', TABDESK_HUB_MODELS: '/nowhere.json' }, /TABDESK_HUB_MODELS can not be read/],
  ])('is refused with one clear line when it is %s', (_, environment, line) => {
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'src/proxy/serve.ts', '--port', '0'], {
      cwd: root,
      encoding: 'utf8',
      timeout: 60_000,
      env: { ...process.env, ...environment },
    });
    expect(stderr.trim()).toMatch(line);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(1);
  });
});
