import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveFixture, type FixtureServer } from '../browser/serve-fixture.ts';
import type * as DeskPage from './desk-page.ts';

declare const fixture: typeof DeskPage;

let browser: Browser;
let server: FixtureServer;
let context: BrowserContext;

beforeAll(async () => {
  server = await serveFixture('tests/storage/desk-page.ts');
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
// A context of its own is a profile of its own: each test begins with an empty desk, shared by its pages.
beforeEach(async () => {
  context = await browser.newContext();
});
afterEach(() => context.close());

async function openPage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.waitForFunction('globalThis.fixture !== undefined');
  expect(await page.evaluate(() => fixture.open())).toBe('open');
  return page;
}

/** Waits until the import in that page has written some rows. */
async function untilWriting(page: Page): Promise<void> {
  await page.waitForFunction(() => (fixture.progress()?.imported ?? 0) >= 500);
}

describe('the desk in a browser', { timeout: 120_000 }, () => {
  it('imports in a worker while the page follows along, and keeps it all over a reload', async () => {
    const page = await openPage();
    const result = await page.evaluate(() => fixture.startRows(3000));
    expect(result).toMatchObject({ ok: true, value: { imported: 3000, refusedCount: 0 } });
    await page.waitForFunction(() => fixture.followed() === 3000);
    expect(await page.evaluate(() => fixture.startRows(3000))).toMatchObject({ ok: true, value: { imported: 0, unchanged: 3000 } });
    await page.close();
    const again = await openPage();
    expect(await again.evaluate(() => [fixture.followed(), fixture.stored()] as const).then(([followed]) => followed)).toBe(3000);
    expect(await again.evaluate(() => fixture.interrupted())).toEqual([]);
  });

  it('sees what another tab changes', async () => {
    const [first, second] = [await openPage(), await openPage()];
    expect(await second.evaluate(() => fixture.saveOne('from-the-other-tab'))).toBe(true);
    await first.waitForFunction(() => fixture.followed() === 1);
  });

  it('undoes a cancelled import', async () => {
    const page = await openPage();
    const result = page.evaluate(() => fixture.startRows(8000));
    await untilWriting(page);
    await page.evaluate(() => fixture.cancelImport());
    expect(await result).toMatchObject({ ok: false, code: 'cancelled' });
    expect(await page.evaluate(() => fixture.stored())).toEqual({ tickets: 0, inbox: 0, running: 0 });
    await page.waitForFunction(() => fixture.followed() === 0);
  });

  it('offers an import whose tab was closed halfway, and removes it or goes on with it', async () => {
    // Opened first: a fast machine would be done with the import while a second tab is still opening.
    const watching = await openPage();
    const page = await openPage();
    void page.evaluate(() => fixture.startRows(8000)).catch(() => undefined);
    await untilWriting(page);
    // Still at work in the first tab, so there is nothing to offer yet.
    expect(await watching.evaluate(() => fixture.interrupted())).toEqual([]);
    await page.close();
    await expect.poll(() => watching.evaluate(() => fixture.interrupted()), { timeout: 20_000 }).toHaveLength(1);
    const before = await watching.evaluate(() => fixture.stored());
    expect(before.tickets).toBeGreaterThanOrEqual(500);
    expect(before.tickets).toBeLessThan(8000);
    expect(before.inbox).toBe(before.tickets);

    const [cut = ''] = await watching.evaluate(() => fixture.interrupted());
    const resuming = watching.evaluate(() => fixture.startRows(8000));
    await watching.waitForFunction(() => (fixture.progress()?.status ?? 'checking') === 'importing');
    // Whoever still has the offer on the screen can not take it back from under the running import, nor after it.
    expect(await watching.evaluate((id) => fixture.rollBack(id), cut)).toBe('import-running');
    const resumed = await resuming;
    expect(await watching.evaluate((id) => fixture.rollBack(id), cut)).toBe('import-done');
    expect(resumed).toMatchObject({ ok: true, value: { rows: 8000, imported: 8000, unchanged: 0, resumed: before.tickets } });
    expect(await watching.evaluate(() => fixture.stored())).toEqual({ tickets: 8000, inbox: 8000, running: 0 });
  });

  it('rolls back an import whose tab was closed halfway', async () => {
    const page = await openPage();
    expect(await page.evaluate(() => fixture.saveOne('mine'))).toBe(true);
    void page.evaluate(() => fixture.startRows(8000)).catch(() => undefined);
    await untilWriting(page);
    await page.close();
    const next = await openPage();
    await expect.poll(() => next.evaluate(() => fixture.interrupted()), { timeout: 20_000 }).toHaveLength(1);
    const removed = await next.evaluate(async () => fixture.rollBack((await fixture.interrupted())[0] ?? ''));
    expect(removed).toBeGreaterThanOrEqual(500);
    expect(await next.evaluate(() => fixture.stored())).toEqual({ tickets: 1, inbox: 1, running: 0 });
    await next.waitForFunction(() => fixture.followed() === 1);
  });

  it('names a full disk and loses nothing that was there', async () => {
    const page = await context.newPage();
    await page.goto(server.origin);
    const devtools = await context.newCDPSession(page);
    // Before the database is first used: Chromium remembers for half a minute how much room there was.
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 10_000_000 });
    await page.waitForFunction('globalThis.fixture !== undefined');
    expect(await page.evaluate(() => fixture.open())).toBe('open');
    expect(await page.evaluate(() => fixture.saveOne('mine'))).toBe(true);
    const result = await page.evaluate(() => fixture.startRows(5000, 4000));
    expect(result).toMatchObject({ ok: false, code: 'disk-full' });
    // Some of it did fit at first, and went again.
    expect(await page.evaluate(() => fixture.progress()?.status)).toBe('rolling-back');
    expect(await page.evaluate(() => fixture.stored())).toEqual({ tickets: 1, inbox: 1, running: 0 });
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
    // And the desk goes on working.
    expect(await page.evaluate(() => fixture.startRows(10))).toMatchObject({ ok: true, value: { imported: 10 } });
  });
});
