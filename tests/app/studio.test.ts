import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../browser/find-faults.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { labelledFile } from './labelled-file.ts';

/*
 * From a labelled file to a model that reads the inbox, as a person does it: production build, real workers, real IndexedDB.
 */
let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', acceptDownloads: true });
  page = await context.newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
});

afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' });
const goTo = (path: string): Promise<void> => page.evaluate((to) => history.pushState(null, '', to), path);

async function choose(name: string, content: string | Buffer, press = 'Choose a file'): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await button(press).click();
  await (await chooser).setFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

describe('the studio', { timeout: 180_000 }, () => {
  it('reads a labelled file once its columns are agreed on, and names what is wrong with one that has none', async () => {
    await goTo('/studio');
    await page.getByRole('heading', { level: 1, name: 'Data' }).waitFor();
    await choose('empty.csv', '');
    await page.getByRole('alert').getByText(/empty/i).waitFor();
    await choose('shop.csv', labelledFile());
    await page.getByRole('region', { name: 'The first rows' }).getByText('topic', { exact: true }).waitFor();
    await button('Read the file').click();
    await page.getByRole('list', { name: 'Datasets' }).getByText('3 labels').waitFor();
    await button('Learn this').click();
    await page.getByText('shop, column “topic”: 180 rows, 3 labels').waitFor();
  });

  it('stops a training at once and keeps nothing of it', async () => {
    await button('Train').click();
    await button('Stop').click();
    await button('Train').waitFor();
    await goTo('/studio/versions');
    await page.getByText('No model was trained here yet').waitFor();
  });

  it('trains a model, shows it learn, keeps it, and says how good it is on rows it has not seen', async () => {
    await goTo('/studio/train');
    await button('Train').click();
    await button('Read the report').waitFor({ timeout: 120_000 });
    await page.getByRole('table', { name: 'Right among the rows held out' }).waitFor({ state: 'attached' });
    await button('Read the report').click();
    await page.getByRole('heading', { level: 1, name: 'intent 1' }).waitFor();
    const right = await page.locator('dt', { hasText: /^Right$/ }).locator('xpath=following-sibling::dd[1]').first().textContent();
    expect(Number.parseFloat(right ?? '')).toBeGreaterThan(70);
    await page.getByText('The commonest label').waitFor();
    await page.getByRole('region', { name: 'Figures of each label' }).getByRole('button', { name: 'Where is it' }).waitFor();
  });

  it('lets the accepted error be dialled by keys, and says what could be answered then', async () => {
    const dial = page.getByRole('slider', { name: 'Wrong answers you accept' });
    await dial.focus();
    await page.keyboard.press('End');
    await expect.poll(() => dial.getAttribute('aria-valuetext')).toMatch(/20/);
    await page.getByText('Answered without a person', { exact: true }).waitFor();
    await page.keyboard.press('Home');
    await page.getByText(/can not be promised|wrong too often/).waitFor();
  });

  it('trains the same bytes again with the same seed, and compares the two row by row', async () => {
    await goTo('/studio/train');
    await button('Train again').click();
    await page.getByText(/kept as intent 2/).waitFor({ timeout: 120_000 });
    await goTo('/studio/versions');
    const versions = page.getByRole('list', { name: 'Versions' }).getByRole('listitem');
    await expect.poll(() => versions.count()).toBe(2);
    const checksums = await page.evaluate(async () => {
      const open = indexedDB.open('tabdesk');
      const db = await new Promise<IDBDatabase>((resolve, reject) => {
        open.onsuccess = () => resolve(open.result);
        open.onerror = () => reject(new Error('the database can not be opened'));
      });
      const all = db.transaction('headVersions').objectStore('headVersions').getAll() as IDBRequest<{ readonly metadata: { readonly checksum: string } }[]>;
      const found = await new Promise<string[]>((resolve) => (all.onsuccess = () => resolve(all.result.map(({ metadata }) => metadata.checksum))));
      db.close();
      return found;
    });
    expect(new Set(checksums).size).toBe(1);
    for (const at of [0, 1]) await versions.nth(at).getByText('Compare').click();
    await page.getByText('Neither is better on these rows.').waitFor();
    await button('Close the comparison').click();
  });

  it('tells label, confidence and words of a text while it is typed', async () => {
    await goTo('/studio/try');
    await page.getByRole('textbox', { name: 'What a customer writes' }).fill('please take it back, i want to return the rug');
    const answer = page.getByRole('region', { name: 'What the model makes of it' });
    await answer.getByText('Send back').first().waitFor();
    await page.getByRole('textbox', { name: 'What a customer writes' }).fill('there is a crack in the desk, it arrived smashed');
    await answer.getByText('Broken').first().waitFor();
    await answer.getByText(/It went by “/).waitFor();
  });

  it('makes a model read the inbox, also after a reload, and takes it back', async () => {
    await goTo('/studio/versions');
    await button('Use in the desk').first().click();
    await page.getByText('Your tickets are read by intent 2.').waitFor();
    await goTo('/');
    await page.getByRole('option').getByText(/^(?:Where is it|Send back|Broken)$/).first().waitFor({ timeout: 60_000 });
    await page.reload();
    await page.getByRole('option').getByText(/^(?:Where is it|Send back|Broken)$/).first().waitFor();
  });

  it('learns from a label given in the inbox, or says why not, and the desk goes on either way', async () => {
    await page.getByRole('option').first().click();
    await button('Correct what they want').click();
    // Choosing what the model said already would be no correction.
    const said = (await page.getByRole('option', { selected: true }).first().innerText()).includes('Broken') ? 'Send back' : 'Broken';
    await page.getByRole('listbox', { name: 'Choose what they want' }).getByRole('option', { name: said }).click();
    const came = page.getByText(/^Learnt from 1 new label in [\d.]+ s\. .*macro-F1/).or(page.getByText(/worse: macro-F1 .* The current model stays/)).first();
    await came.waitFor({ timeout: 60_000 });
    if ((await came.textContent())?.startsWith('Learnt') === true) {
      await goTo('/studio/versions');
      await page.getByText('Your tickets are read by intent 3.').waitFor();
      await page.keyboard.press('z');
      await page.getByText('Your tickets are read by intent 2.').waitFor();
    }
  });

  it('gives the inbox back to the model before', async () => {
    await goTo('/studio/versions');
    await button('Back to the one before').click();
    await page.getByText('Your tickets are read by the model that ships with Tabdesk.').waitFor();
    await goTo('/');
    await page.getByRole('option').getByText('Track order').first().waitFor({ timeout: 60_000 });
  });

  it('passes a model on as one file, and refuses one that was tampered with', async () => {
    await goTo('/studio/versions');
    const download = page.waitForEvent('download');
    await button('Export').first().click();
    const bytes = readFileSync(await (await download).path());
    await choose('again.tabdesk-head', bytes, 'Import a model');
    await page.getByText('This model was here already').waitFor();
    const broken = Buffer.from(bytes);
    broken.fill(0x41, Math.floor(broken.length / 2), Math.floor(broken.length / 2) + 64);
    await choose('broken.tabdesk-head', broken, 'Import a model');
    await page.getByText(/Nothing was changed/).first().waitFor();
    expect(await page.getByRole('list', { name: 'Versions' }).getByRole('listitem').count()).toBe(2);
  });

  it('opens the report of a version again after a reload, with its rows', async () => {
    await page.reload();
    await button('Report').last().click();
    await page.getByRole('heading', { level: 1, name: /^intent [12]$/ }).waitFor();
    await page.getByText('The commonest label').waitFor();
  });

  it('says what a dataset was good for before it goes, and puts it back when that is undone', async () => {
    await goTo('/studio');
    const datasets = page.getByRole('list', { name: 'Datasets' });
    await button('Remove shop').click();
    const dialog = page.getByRole('dialog', { name: 'Remove “shop”?' });
    await dialog.getByText('2 models learnt from it: intent 2, intent 1. They stay, and answer as before. But they can not be retrained').waitFor();
    expect(await findFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await datasets.getByText('shop', { exact: true }).waitFor();
    await button('Remove shop').click();
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByText('No dataset yet').waitFor();
    await page.keyboard.press('z');
    await datasets.getByText('180 rows').waitFor();
    await goTo('/studio/versions');
    await expect.poll(() => page.getByRole('list', { name: 'Versions' }).getByRole('listitem').count()).toBe(2);
  });

  it('offers 3,000 requests of its own, fetched when they are asked for and kept for when the network is off', async () => {
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().endsWith('.csv')) asked.push(request.url());
    });
    await goTo('/studio');
    const datasets = page.getByRole('list', { name: 'Datasets' });
    await button('Remove shop').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click();
    await button('Try 3,000 sample requests').click();
    await datasets.getByText('3,000 rows from Sample requests.csv').waitFor();
    await datasets.getByText('28 labels').waitFor();
    expect(asked).toHaveLength(1);
    // No model learnt from it: it goes without a question.
    await button('Remove Sample requests').click();
    await page.getByText('No dataset yet').waitFor();
    await page.context().setOffline(true);
    try {
      await button('Try 3,000 sample requests').click();
      await datasets.getByText('3,000 rows').waitFor();
      expect(asked).toHaveLength(1);
    } finally {
      await page.context().setOffline(false);
    }
  });

  it('shows what is found of out of scope and what that costs, also of a version that is opened later', async () => {
    await button('Learn this').click();
    await page.getByText('Sample requests, column “intent”: 3,000 rows, 28 labels').waitFor();
    await button('Train').or(button('Train again')).click();
    await button('Read the report').click({ timeout: 120_000 });
    await page.getByRole('heading', { level: 1, name: 'intent 3' }).waitFor();
    const section = page.getByRole('region', { name: 'Out of scope' });
    const told = (): Promise<string> => section.getByText(/^As it is set, the model finds/).innerText();
    const words = await told();
    expect(words).toMatch(/finds \d+ of the \d+ held-out rows that are out of scope \([\d.]+%\)\. It pays for that with \d+ of the \d+ rows in scope \([\d.]+%\)/);
    expect(await findFaults(page)).toEqual([]);
    const rows = () => section.getByRole('table', { name: 'Out of scope found, by right answers lost' }).getByRole('row').allInnerTexts();
    const drawn = await rows();
    expect(drawn.length).toBeGreaterThan(5);
    await page.reload();
    await button('Read that of intent 3').click();
    expect(await told()).toBe(words);
    expect((await rows()).length).toBeGreaterThan(5);
    // The shop's rows are all of a label, so nothing is said of it there.
    await goTo('/studio/versions');
    await button('Report').last().click();
    await page.getByRole('heading', { level: 1, name: /^intent [12]$/ }).waitFor();
    expect(await section.count()).toBe(0);
  });

  it('threw nothing that nobody caught', () => {
    expect(complaints).toEqual([]);
  });
});
