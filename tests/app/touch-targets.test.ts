import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { labelledFile } from './labelled-file.ts';

let browser: Browser;
let server: DistServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** What can be touched and is too small to be hit, with its size. Notices come and go, and the skip link is for keys. */
function small(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('header :is(a, button, input), nav a, main :is(a, button, input)')].flatMap((element) => {
      // A checkbox is hit by the label around it.
      const box = (element.matches('[type=checkbox]') ? (element.closest('label') ?? element) : element).getBoundingClientRect();
      // Differences of two edges, in floats: 43.99999 is 44.
      const [width, height] = [Math.round(box.width * 1000) / 1000, Math.round(box.height * 1000) / 1000];
      if (width === 0 || height === 0 || (width >= 44 && height >= 44)) return [];
      return [`${element.getAttribute('aria-label') ?? element.textContent}: ${width} × ${height}`];
    }),
  );
}

describe('what a finger must hit', { timeout: 120_000 }, () => {
  it.each([
    ['phone', { width: 390, height: 844 }],
    ['tablet', { width: 1180, height: 820 }],
  ])('is 44 pixels high and wide on a %s', async (_, viewport) => {
    const context = await browser.newContext({ viewport, isMobile: true, hasTouch: true });
    try {
      const page = await context.newPage();
      await page.goto(server.origin);
      await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor({ timeout: 60_000 });
      expect(await small(page)).toEqual([]);
      await page.getByRole('textbox', { name: 'Search tickets' }).fill('invoice');
      await page.getByRole('button', { name: 'Filter' }).waitFor();
      expect(await small(page)).toEqual([]);
      for (const path of ['/compose', '/knowledge', '/knowledge/gift-card-has-not-arrived', '/knowledge/gift-card-has-not-arrived?edit', '/knowledge/gift-card-has-not-arrived?versions', '/replies', '/replies?template=track_order-warm', '/replies/drafts', '/replies/egress']) {
        await page.evaluate((to) => history.pushState(null, '', to), path);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        expect(await small(page)).toEqual([]);
      }
      await page.evaluate(() => history.pushState(null, '', '/knowledge/tools/search'));
      await page.getByRole('textbox', { name: 'Question' }).fill('I was charged twice for my order');
      await page.getByRole('button', { name: 'Helped', exact: true }).nth(3).click();
      const settings = page.getByText('Settings of the ranking');
      if (await settings.isVisible()) await settings.click();
      await page.getByRole('region', { name: 'Feedback of agents' }).waitFor();
      expect(await small(page)).toEqual([]);
      await page.evaluate(() => history.pushState(null, '', '/knowledge/tools/tests'));
      await page.getByRole('button', { name: 'Take them from solved tickets' }).click();
      await page.getByRole('button', { name: /^Take all/ }).waitFor();
      expect(await small(page)).toEqual([]);
      await page.getByRole('button', { name: /^Take all/ }).click();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText(/run .* with the articles as they are/).waitFor();
      expect(await small(page)).toEqual([]);
      await page.evaluate(() => history.pushState(null, '', '/knowledge/tools/gaps'));
      await page.getByText(/questions find no sure answer/).waitFor();
      await page.getByRole('list', { name: /^Groups of questions/ }).getByRole('button', { expanded: false }).first().click();
      expect(await small(page)).toEqual([]);
      await page.evaluate(() => history.pushState(null, '', '/knowledge/tools/overlaps'));
      await page.getByText(/passages compared/).waitFor();
      expect(await small(page)).toEqual([]);
      await page.evaluate(() => history.pushState(null, '', '/studio'));
      await page.getByRole('button', { name: 'Choose a file' }).waitFor();
      expect(await small(page)).toEqual([]);
      await page.locator('input[type=file]').first().setInputFiles({ name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from(labelledFile()) });
      await page.getByRole('button', { name: 'Read the file' }).waitFor();
      expect(await small(page)).toEqual([]);
      await page.getByRole('button', { name: 'Read the file' }).click();
      await page.getByRole('button', { name: 'Learn this' }).waitFor();
      expect(await small(page)).toEqual([]);
      await page.getByRole('button', { name: 'Learn this' }).click();
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.getByRole('button', { name: 'Read the report' }).click({ timeout: 60_000 });
      await page.getByRole('region', { name: 'Figures of each label' }).getByRole('button', { name: 'Broken' }).click();
      expect(await small(page)).toEqual([]);
      for (const path of ['/studio/versions', '/studio/try']) {
        await page.evaluate((to) => history.pushState(null, '', to), path);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        expect(await small(page)).toEqual([]);
      }
    } finally {
      await context.close();
    }
  });
});
