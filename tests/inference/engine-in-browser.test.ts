import { createHash } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveFixture, type FixtureFile, type FixtureServer } from '../browser/serve-fixture.ts';
import type * as EnginePage from './engine-page.ts';
import { contractCases } from './engine-contract.ts';
import { fixtureEncoderName } from './fixture-encoder.ts';
import { fixtureHeadName, makeModelFolders } from './fixture-models.ts';

interface Fixture {
  readonly fixture: typeof EnginePage;
}

let browser: Browser;
let server: FixtureServer;
let page: Page;

beforeAll(async () => {
  const models = await makeModelFolders((bytes) => createHash('sha256').update(bytes).digest('hex'));
  const files: Record<string, FixtureFile> = {};
  for (const [path, content] of Object.entries(models)) files[`/fixture-models/${path}`] = content;
  // What a server does that answers every unknown path with the app's page.
  for (const path of [`${fixtureHeadName}/metadata.json`, `${fixtureHeadName}/weights.bin`, `${fixtureEncoderName}/metadata.json`]) {
    files[`/fixture-models/page-for-all/${path}`] = { body: '<!doctype html><title>App</title>', contentType: 'text/html' };
  }
  [server, browser] = await Promise.all([serveFixture('tests/inference/engine-page.ts', { files }), launchChromium()]);
  page = await server.open(browser);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe("the engine in a browser's module worker", () => {
  for (const each of contractCases) {
    it(each.name, async () => {
      const problem = await page.evaluate(
        (name) => (globalThis as unknown as Fixture).fixture.runContractCase(name),
        each.name,
      );
      expect(problem).toBeNull();
    });
  }

  it('fetched the plain ONNX runtime and voy from its own origin, and no other runtime', () => {
    const runtimes = [...new Set(server.requests.filter((path) => path.endsWith('.wasm')))].sort();
    expect(runtimes).toEqual([
      expect.stringMatching(/^\/assets\/ort-wasm-simd-threaded-[\w-]+\.wasm$/),
      expect.stringMatching(/^\/assets\/voy_search_bg-[\w-]+\.wasm$/),
    ]);
    expect(server.requests.filter((path) => /asyncify|jsep|tfjs/.test(path))).toEqual([]);
  });

  for (const backend of ['cpu', 'wasm'] as const) {
    it(`computes a head on tfjs (${backend}) as its own forward pass does`, async () => {
      const measured = await page.evaluate((name) => (globalThis as unknown as Fixture).fixture.measureParityHere(name), backend);
      expect(measured.backend).toBe(backend);
      expect(measured.difference).toBeLessThan(1e-5);
    });
  }
});

describe('the engine where WebGPU is only software', () => {
  let gpuBrowser: Browser;
  let gpuPage: Page;
  beforeAll(async () => {
    gpuBrowser = await launchChromium({ softwareWebGpu: true });
    gpuPage = await server.open(gpuBrowser);
  });
  afterAll(() => gpuBrowser.close());

  it('does not take it by itself, and says why', async () => {
    const { info } = await gpuPage.evaluate(() => (globalThis as unknown as Fixture).fixture.triageOn(null));
    expect(info.backend).toEqual({ name: 'wasm', why: 'WebGPU here is only emulated in software; WebAssembly is the fastest that works.' });
  });

  it('computes a head on it as the head itself does, when a test asks for it', async () => {
    const measured = await gpuPage.evaluate(() => (globalThis as unknown as Fixture).fixture.measureParityHere('webgpu'));
    expect(measured.backend).toBe('webgpu');
    expect(measured.difference).toBeLessThan(1e-5);
  });

  it('gives the same triage with tfjs started on it in the worker', async () => {
    const [plain, forced] = await gpuPage.evaluate(async () => {
      const { triageOn } = (globalThis as unknown as Fixture).fixture;
      return [await triageOn(null), await triageOn('webgpu')] as const;
    });
    expect(forced.info.backend.name).toBe('webgpu');
    expect(forced.info.problems).toEqual([]);
    expect(forced.labels).toEqual(plain.labels);
  });
});
