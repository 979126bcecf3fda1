import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveFixture, type FixtureServer } from '../browser/serve-fixture.ts';
import { expectSameHead } from './expect-same-head.ts';
import type * as TrainPage from './train-on-tfjs-page.ts';

interface Fixture {
  readonly fixture: typeof TrainPage;
}

let browser: Browser;
let server: FixtureServer;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([serveFixture('tests/inference/train-on-tfjs-page.ts'), launchChromium({ softwareWebGpu: true })]);
  page = await server.open(browser);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe.each(['webgpu', 'wasm'] as const)('a head trained on tfjs (%s) in Chromium, WebGPU in software', (backend) => {
  it('is the head that the sparse solver trains, and leaves no tensor', { timeout: 240_000 }, async () => {
    const measured = await page.evaluate((name) => (globalThis as unknown as Fixture).fixture.measureTrainingHere(name), backend);
    expectSameHead(measured, backend);
  });

  it('stops in the middle at once and leaves no tensor', { timeout: 60_000 }, async () => {
    const stopped = await page.evaluate((name) => (globalThis as unknown as Fixture).fixture.stopTrainingHere(name), backend);
    expect(stopped).toEqual({ reason: 'Error: stopped by the test', turnsAfter: 0, tensorsLeft: 0 });
  });
});

describe('the trainer where WebGPU is only software', () => {
  it('is the sparse solver, and says why', async () => {
    const words = await page.evaluate(() => (globalThis as unknown as Fixture).fixture.chosenTrainer());
    expect(words).toBe('On the processor: sparse solver, since this device has no graphics card for WebGPU');
  });
});
