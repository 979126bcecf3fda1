import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { requests } from '../studio/small-set.ts';
import { labelledFile } from './labelled-file.ts';

/*
 * What goes wrong around the studio, as a person meets it: production build, real workers, real IndexedDB. The tests go on from one another.
 */
let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;
let exported: Buffer;

async function openDesk(path: string): Promise<void> {
  page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
  await goTo(path);
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', acceptDownloads: true });
  await openDesk('/studio');
}, 60_000);

afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const goTo = (path: string): Promise<void> => page.evaluate((to) => history.pushState(null, '', to), path);
const versions = () => page.getByRole('list', { name: 'Versions' }).getByRole('listitem');

async function choose(name: string, content: string | Buffer, press = 'Choose a file'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button(press).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** Rows of the studio's tables, as they lie on the disk. */
function stored(): Promise<Readonly<Record<string, number>>> {
  return page.evaluate(async () => {
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open('tabdesk');
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(new Error('the database does not open'));
    });
    const counts = await Promise.all(
      ['datasets', 'datasetRows', 'headVersions', 'headFiles'].map((name) => new Promise<[string, number]>((done) => {
        const counting = db.transaction(name).objectStore(name).count();
        counting.onsuccess = () => done([name, counting.result]);
      })),
    );
    db.close();
    return Object.fromEntries(counts);
  });
}

const csvOf = (rows: readonly (readonly [string, string])[]): string => `text,intent\n${rows.map(([text, label]) => `"${text}",${label}`).join('\n')}\n`;

describe('the studio, when things go wrong', { timeout: 120_000 }, () => {
  it('saves no part of a dataset where the browser has no more room, and says what to do', async () => {
    const own = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    const shown = page;
    page = await own.newPage();
    try {
      const cdp = await own.newCDPSession(page);
      // Before the database is first used: Chromium remembers for half a minute how much room there was. The desk itself takes 9 MB.
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.origin, quotaSize: 14_000_000 });
      await page.goto(server.origin);
      await page.getByRole('option').first().waitFor();
      await goTo('/studio');
      await choose('large.csv', csvOf(requests(1500, 5).map(([text, label], at) => [`${text} ${at} `.padEnd(4000, `${at} more of it, `), label])));
      await button('Read the file').click();
      await page.getByRole('alert').getByText(/no more room.*Free some disk space/).waitFor();
      expect(await stored()).toEqual({ datasets: 0, datasetRows: 0, headVersions: 0, headFiles: 0 });
      await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.origin });
      await choose('shop.csv', labelledFile());
      await button('Read the file').click();
      await page.getByRole('list', { name: 'Datasets' }).getByText('3 labels').waitFor();
    } finally {
      page = shown;
      await own.close();
    }
  });

  it('keeps the dataset, and no half of a model, when the tab crashes in the middle of a training', async () => {
    await choose('large.csv', csvOf(requests(1500, 5)));
    await button('Read the file').click();
    await page.getByRole('list', { name: 'Datasets' }).getByText('4 labels').waitFor();
    await button('Learn this').click();
    await button('Train').click();
    await page.getByText(/^(?:Learning how sure to be|Pass \d)/).waitFor();
    const crashed = page.waitForEvent('crash');
    const cdp = await context.newCDPSession(page);
    // It answers nothing any more.
    void cdp.send('Page.crash').catch(() => undefined);
    await crashed;
    await page.close();
    await openDesk('/studio/versions');
    await page.getByText('No model was trained here yet').waitFor();
    expect(await stored()).toEqual({ datasets: 1, datasetRows: 6, headVersions: 0, headFiles: 0 });
    await goTo('/studio');
    await page.getByRole('list', { name: 'Datasets' }).getByText('4 labels').waitFor();
  });

  it('keeps no half of a model when the tab is closed in the middle, and trains in the next', async () => {
    await button('Learn this').click();
    await button('Train').click();
    await page.getByText(/^(?:Learning how sure to be|Pass \d)/).waitFor();
    await page.close();
    await openDesk('/studio');
    expect(await stored()).toEqual({ datasets: 1, datasetRows: 6, headVersions: 0, headFiles: 0 });
    await choose('shop.csv', labelledFile());
    await button('Read the file').click();
    await page.getByRole('list', { name: 'Datasets' }).getByText('3 labels').waitFor();
    await page.getByRole('list', { name: 'Datasets' }).getByRole('listitem').filter({ hasText: 'shop' }).getByRole('button', { name: 'Learn this' }).click();
    await button('Train').click();
    await button('Read the report').waitFor();
    expect(await stored()).toMatchObject({ headVersions: 1, headFiles: 1 });
  });

  it('refuses what is no model, a damaged one, and one that reads another encoder, and the present one answers', async () => {
    await button('Train again').click();
    await page.getByText(/kept as intent 2/).waitFor();
    await goTo('/studio/versions');
    await button('Use in the desk').first().click();
    await page.getByText('Your tickets are read by intent 2.').waitFor();
    const download = page.waitForEvent('download');
    await button('Export').first().click();
    exported = readFileSync(await (await download).path());
    await choose('notes.tabdesk-head', 'these are notes', 'Import a model');
    await page.getByText(/^This is no model of Tabdesk/).first().waitFor();
    await choose('half.tabdesk-head', exported.subarray(0, exported.length / 2), 'Import a model');
    await page.getByText(/can not be unpacked/).first().waitFor();
    expect(await stored()).toMatchObject({ headVersions: 2, headFiles: 2 });

    const parts = unzipSync(exported);
    const metadata = JSON.parse(strFromU8(parts['metadata.json'] ?? new Uint8Array())) as { readonly features: { readonly embedding: object } };
    parts['metadata.json'] = strToU8(JSON.stringify({ ...metadata, name: 'foreign', features: { ...metadata.features, embedding: { ...metadata.features.embedding, model: 'elsewhere@9' } } }));
    const files = Object.fromEntries(Object.entries(parts).filter(([name]) => name !== 'manifest.json').map(([name, bytes]) => [name, { bytes: bytes.byteLength, sha256: createHash('sha256').update(bytes).digest('hex') }]));
    parts['manifest.json'] = strToU8(JSON.stringify({ format: 'tabdesk-head-file', formatVersion: 1, files }));
    await choose('foreign.tabdesk-head', Buffer.from(zipSync(parts)), 'Import a model');
    await versions().filter({ hasText: 'foreign 1' }).getByRole('button', { name: 'Use in the desk' }).click();
    await page.getByText(/^It reads sentences with the encoder elsewhere@9.*train it again here.*Nothing was changed\.$/).first().waitFor();
    await page.getByText('Your tickets are read by intent 2.').waitFor();
  });

  it.each(['changed', 'gone'])('goes by the model that ships, and says so, where the weights of the one in use are %s', async (change) => {
    await page.evaluate(async (how) => {
      const db = await new Promise<IDBDatabase>((done) => {
        const opening = indexedDB.open('tabdesk');
        opening.onsuccess = () => done(opening.result);
      });
      const transaction = db.transaction(['promotions', 'headFiles'], 'readwrite');
      const done = new Promise<void>((resolve) => (transaction.oncomplete = () => resolve()));
      const reading = transaction.objectStore('promotions').get('intent') as IDBRequest<{ readonly headId: string }>;
      reading.onsuccess = () => {
        const store = transaction.objectStore('headFiles');
        if (how === 'gone') store.delete(reading.result.headId);
        else {
          const file = store.get(reading.result.headId) as IDBRequest<{ readonly weights: ArrayBuffer }>;
          file.onsuccess = () => store.put({ ...file.result, weights: file.result.weights.slice(1) });
        }
      };
      await done;
      db.close();
    }, change);
    await page.goto(server.origin);
    await page.getByRole('option').first().waitFor();
    await page.getByText(/^The head made on this device can not be used: .*damaged.* The one that ships decides\.$/).first().waitFor();
    await goTo('/studio/versions');
    await page.getByRole('main').getByText(/The one that ships decides\.$/).waitFor();
    await goTo('/');
    await page.getByRole('option').getByText('Payment issue').first().waitFor();
  });

  it('goes by another model once a person takes it', async () => {
    await goTo('/studio/versions');
    await versions().filter({ hasText: /^intent 1/ }).getByRole('button', { name: 'Use in the desk' }).click();
    await page.getByText('Your tickets are read by intent 1.').waitFor();
    await goTo('/');
    await page.getByRole('option').getByText(/^(?:Where is it|Send back|Broken)$/).first().waitFor();
  });
});
