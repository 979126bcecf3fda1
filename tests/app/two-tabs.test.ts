import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let one: Page;
let two: Page;

async function openTab(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
  return page;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  one = await openTab();
  two = await openTab();
});

afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

/** The view without loading the page anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
}

const nameField = (page: Page) => page.getByRole('textbox', { name: 'Your name' });

describe('two tabs of one desk', { timeout: 120_000 }, () => {
  it('have the same names', async () => {
    await goTo(one, '/settings');
    await goTo(two, '/settings');
    await nameField(two).fill('Zoe');
    await two.getByRole('button', { name: 'Save names' }).click();
    await two.getByText('Names saved').waitFor();
    await expect.poll(() => nameField(one).inputValue()).toBe('Zoe');
  });

  it('find the same articles', async () => {
    await goTo(one, '/knowledge');
    await one.getByRole('button', { name: 'New', exact: true }).click();
    await one.getByRole('textbox', { name: 'Title' }).fill('Zeppelin moorings');
    await one.getByRole('textbox', { name: 'Text' }).fill('Moor your zeppelin at the roof mast before noon.');
    await one.getByRole('button', { name: /^Publish/ }).click();
    await one.getByText('“Zeppelin moorings” published').waitFor();
    await goTo(two, '/knowledge');
    await two.getByRole('searchbox', { name: 'Search the articles' }).fill('zeppelin');
    await two.getByRole('list').getByText(/Moor your/).first().waitFor({ timeout: 60_000 });
  });

  it('are both empty, with the names it came with, when one starts over', async () => {
    await goTo(one, '/settings');
    await goTo(two, '/settings');
    await two.getByRole('button', { name: 'Start over' }).click();
    await two.getByRole('textbox', { name: /^Type/ }).fill('erase');
    await two.getByRole('button', { name: 'Erase everything' }).click();
    await two.getByText('No tickets yet').waitFor();
    await expect.poll(() => nameField(one).inputValue()).not.toBe('Zoe');
    await goTo(one, '/');
    await one.getByText('No tickets yet').waitFor();
    expect(await one.getByText(/Opening the sample desk|A sample desk/).count()).toBe(0);
  });
});

describe('a desk opened for the first time', { timeout: 120_000 }, () => {
  it('never says that it is empty while the sample is on its way', async () => {
    const fresh = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    try {
      const page = await fresh.newPage();
      await page.addInitScript(() => {
        const said = { empty: false };
        Object.assign(globalThis, { said });
        new MutationObserver(() => {
          if (document.body.innerText.includes('No tickets yet')) said.empty = true;
        }).observe(document, { childList: true, subtree: true, characterData: true });
      });
      await page.goto(server.origin);
      await page.getByRole('option').first().waitFor();
      expect(await page.evaluate(() => (globalThis as unknown as { said: { empty: boolean } }).said)).toEqual({ empty: false });
    } finally {
      await fresh.close();
    }
  });
});
