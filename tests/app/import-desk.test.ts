import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  server = await serveDist();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await server.close();
});
beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('button', { name: 'All 320' }).waitFor();
});
afterEach(() => context.close());

async function goTo(path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
}

function fileOf(rows: number): { name: string; mimeType: string; buffer: Buffer } {
  const lines = Array.from({ length: rows }, (_, i) => `n${i},Jo ${i % 50},"Where is my parcel number ${i}? I have been waiting for it since last week."`);
  return { name: 'many.csv', mimeType: 'text/csv', buffer: Buffer.from(`id,customer name,message\n${lines.join('\n')}\n`) };
}

async function choose(file: ReturnType<typeof fileOf>): Promise<void> {
  await page.locator('input[type=file]').first().setInputFiles(file);
  await page.getByRole('button', { name: /^Import (about )?[\d,]+ rows?$/ }).click();
}

/** Some rows are written, and most are not. */
async function untilWriting(): Promise<void> {
  await page.getByText(/^[1-9][\d,]* imported/).waitFor();
}

describe('an import and the rest of the desk', { timeout: 120_000 }, () => {
  it('goes on when its view is left: the top bar tells how far it is, leads back to it, and tells the end', async () => {
    await goTo('/import');
    await choose(fileOf(20_000));
    await untilWriting();
    await goTo('/');
    await page.getByRole('button', { name: /^Importing \d+%: show the import$/ }).click();
    await page.getByRole('progressbar', { name: 'Importing' }).waitFor();
    await page.getByRole('button', { name: 'Cancel and take back' }).click();
    await goTo('/settings');
    await page.getByRole('button', { name: 'Import cancelled: show the import' }).click();
    await page.getByRole('alert').filter({ hasText: 'many.csv was not imported' }).waitFor();

    await choose(fileOf(1200));
    await goTo('/');
    await page.getByRole('button', { name: 'Imported 1,200: show the import' }).click();
    await page.getByText('Imported many.csv').waitFor();
    await goTo('/');
    await page.getByRole('button', { name: 'All 1,520' }).or(page.getByRole('button', { name: 'All 1520' })).waitFor();
    expect(await page.getByRole('button', { name: /: show the import$/ }).count()).toBe(0);
  });

  it('is told in the inbox after it was cut off, and offers nothing to take back once it is gone on with', async () => {
    const file = fileOf(8000);
    await goTo('/import');
    await choose(file);
    await untilWriting();
    await page.goto(server.origin);
    await page.getByRole('status').filter({ hasText: /The import of many\.csv was cut off with [\d,]+ tickets written/ }).waitFor();
    await page.getByRole('button', { name: 'Import cut off: show the import' }).click();
    await page.getByRole('button', { name: 'Take back', exact: true }).waitFor();
    expect(await page.getByText('tickets written').count()).toBe(0);
    await choose(file);
    await page.getByRole('progressbar', { name: /file$|^Importing$/ }).waitFor();
    expect(await page.getByRole('button', { name: 'Take back', exact: true }).count()).toBe(0);
    await page.getByText('Imported many.csv').waitFor();
    expect(await page.getByText('was cut off').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Take back', exact: true }).count()).toBe(0);
  });

  it('says at the field, in sight of the button, which column is missing, and counts rows exactly where it has seen them all', async () => {
    await goTo('/import');
    const content = 'a,b\n1,2\n3,4\n';
    await page.locator('input[type=file]').first().setInputFiles({ name: 'odd.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
    await page.getByText('CSV · UTF-8 · 12 bytes · 2 rows', { exact: true }).waitFor();
    const places = [page.getByRole('alert').filter({ hasText: 'Choose the column' }), page.getByText('Choose a column here.'), page.getByRole('button', { name: 'Import 2 rows' })];
    for (const place of places) {
      const box = await place.boundingBox();
      expect((box?.y ?? Infinity) + (box?.height ?? 0)).toBeLessThan(900);
    }
    await page.getByRole('button', { name: /^Message/ }).or(page.getByRole('button', { name: /Message$/ })).first().click();
    await page.getByRole('option', { name: 'b', exact: true }).click();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Import 2 rows' }).isEnabled()).toBe(true);
  });

  it('takes a file dropped on any view to be looked at', async () => {
    await page.evaluate(() => {
      const carried = new DataTransfer();
      carried.items.add(new File(['subject,message\nLate,Where is my parcel?\n'], 'dropped.csv', { type: 'text/csv' }));
      const drop = (type: string) => document.querySelector('main')?.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: carried }));
      // Cancelled: the browser would open the file in place of the desk.
      if (drop('dragover') !== false || drop('drop') !== false) throw new Error('the file is left to the browser');
    });
    await page.getByText('dropped.csv').waitFor();
    await page.getByRole('button', { name: 'Import 1 row' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/import');
  });

  it('leaves the tickets a person brought in when the sample is removed', async () => {
    await goTo('/import');
    await choose(fileOf(2));
    await page.getByRole('button', { name: 'Go to the inbox' }).click();
    await page.getByText('320 sample tickets and 2 of your own').waitFor();
    await page.getByRole('button', { name: 'Remove the sample' }).click();
    await page.getByRole('dialog').getByText('Your own 2 tickets stay.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove the sample' }).click();
    await page.getByRole('button', { name: 'All 2', exact: true }).waitFor();
    await goTo('/knowledge');
    await page.getByText('Replies are written from articles').waitFor();
  });
});
