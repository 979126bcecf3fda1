import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStudioClient } from '../../src/app/studio-client.ts';
import type { StudioSource } from '../../src/app/studio-messages.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveFixture, type FixtureServer } from '../browser/serve-fixture.ts';
import type * as StudioPage from './studio-page.ts';

declare const fixture: typeof StudioPage;

let browser: Browser;
let server: FixtureServer;
let page: Page;
let source: StudioSource;
let before: readonly number[];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveFixture('tests/app/studio-page.ts')]);
  page = await server.open(browser);
  source = await page.evaluate(() => fixture.fill(600));
  before = await page.evaluate(() => fixture.stored());
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server.close();
});

const stored = () => page.evaluate(() => fixture.stored());
const trainUntil = (stage: string | null) => page.evaluate(([from, at]) => fixture.trainUntil(from, at), [source, stage] as const);
const runUntil = (kind: string, stage: string | null) => page.evaluate(([from, job, at]) => fixture.runUntil(from, job, at), [source, kind, stage] as const);

describe('a training that is stopped', { timeout: 120_000 }, () => {
  it.each(['loading', 'grouping', 'reading', 'counting', 'calibrating', 'training', 'judging'])('while it is %s is over at once, without a complaint, and leaves nothing', async (stage) => {
    expect(await trainUntil(stage)).toMatchObject({ seen: expect.arrayContaining([stage]) as string[], running: false, problem: null, finished: false });
    expect(await stored()).toEqual(before);
  });

  it('can be begun again at once, and then goes through', async () => {
    await trainUntil('calibrating');
    expect(await trainUntil(null)).toMatchObject({ running: false, problem: null, finished: true });
    const [datasets = 0, rows = 0] = before;
    expect(await stored()).toEqual([datasets, rows, 1, 1, 0]);
  });
});

describe('a job of the studio that is stopped', { timeout: 120_000 }, () => {
  const stages = [
    ['doctor', ['', 'grouping', 'loading', 'reading', 'learning']],
    ['what-if', ['', 'learning']],
    ['curve', ['', 'learning', 'drawn']],
    ['choose-next', ['', 'loading', 'reading']],
    ['cold-start', ['']],
    ['correct', ['', 'loading', 'reading', 'judging']],
  ] as const;

  it.each(stages)('(%s) ends at any stage of %j with nothing changed, and the next one runs to its end', async (kind, at) => {
    const now = await stored();
    for (const stage of at) {
      const { outcome, seen } = await runUntil(kind, stage);
      expect([kind, stage, outcome]).toEqual([kind, stage, 'aborted']);
      if (stage !== '') expect(seen.at(-1)).toBe(stage);
    }
    expect(await runUntil(kind, null)).toMatchObject({ outcome: 'done' });
    expect(await stored()).toEqual(now);
  });

  it('while it waits for another ends at once, and the other goes on', async () => {
    expect(await page.evaluate((from) => fixture.stopWaiting(from), source)).toEqual(['second aborted', 'first done']);
  });
});

describe('a studio that can not be started', () => {
  it('says so, and is tried again by the next job', async () => {
    let tries = 0;
    const client = createStudioClient({
      models: { modelsUrl: 'x', encoder: null, intentHead: 'intent' },
      current: () => null,
      startWorker: () => {
        tries += 1;
        throw new Error('no more threads');
      },
    });
    for (const at of [1, 2]) {
      expect(await client.run(null, { job: { kind: 'cold-start', intents: [], tried: '' } })).toMatchObject({ ok: false, code: 'internal', message: expect.stringMatching(/could not begin. Nothing was changed.*no more threads/) as string });
      expect(tries).toBe(at);
    }
  });
});
