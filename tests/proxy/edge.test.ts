import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import edge from '../../src/proxy/edge.ts';
import { lampRequest, readEvents, testKey, textOf } from './serve-replies.ts';
import { startStandInApi, type StandInApi } from './stand-in-api.ts';

const entry = fileURLToPath(new URL('../../src/proxy/edge.ts', import.meta.url));

/** Every module that a file of ours reaches, and the packages they name. */
function reachedFrom(file: string, files = new Set<string>(), packages = new Set<string>()): { files: Set<string>; packages: Set<string> } {
  if (files.has(file)) return { files, packages };
  files.add(file);
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
    if (fileName.startsWith('.')) reachedFrom(join(dirname(file), fileName), files, packages);
    else packages.add(fileName);
  }
  return { files, packages };
}

let api: StandInApi;
beforeAll(async () => void (api = await startStandInApi()));
afterAll(() => api.close());

describe('the proxy on an edge host', () => {
  it('needs nothing of Node', () => {
    const { files, packages } = reachedFrom(entry);
    expect([...files].some((file) => file.endsWith('src/proxy/ask-upstream.ts'))).toBe(true);
    expect([...packages].sort()).toEqual(['@anthropic-ai/sdk', '@anthropic-ai/sdk/resources/messages', 'hono', 'zod']);
    for (const file of files) expect(readFileSync(file, 'utf8'), file).not.toMatch(/\bprocess\.\w|\bBuffer\.|\b__dirname\b/);
  });

  it('answers by fetch(request, env), and streams a reply', async () => {
    const environment = { ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: api.origin };
    const health = await edge.fetch(new Request('https://desk.example/api/health'), environment);
    expect(await health.json()).toMatchObject({ status: 'ok', replies: 'ready' });
    const response = await edge.fetch(
      new Request('https://desk.example/api/reply', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://desk.example' }, body: JSON.stringify(lampRequest()) }),
      environment,
    );
    expect(textOf(readEvents(await response.text()))).toContain('Damaged articles are replaced');
  });

  it('keeps its counters when the host hands over the same settings anew', async () => {
    const statuses: number[] = [];
    for (let at = 0; at < 3; at++) {
      const request = new Request('https://desk.example/api/reply', { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://desk.example' }, body: JSON.stringify(lampRequest()) });
      const response = await edge.fetch(request, { ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: api.origin, TABDESK_RATE_PER_MINUTE: '2' });
      await response.text();
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it('says that its settings are wrong without saying what they are', async () => {
    const response = await edge.fetch(new Request('https://desk.example/api/health'), { ANTHROPIC_BASE_URL: 'secret-place' });
    expect(response.status).toBe(500);
    expect(await response.text()).not.toMatch(/secret-place|BASE_URL/);
  });
});
