import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../browser/find-faults.ts';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  await page.evaluate(() => history.pushState(null, '', '/studio/next'));
});

afterAll(() => desk.close());

const ticket = () => page.getByRole('article', { name: 'Ticket to label' });
const textShown = () => ticket().innerText();

describe('what to label next', { timeout: 60_000 }, () => {
  it('can be stopped, and offers one ticket at a time with why it is asked', async () => {
    await page.getByRole('button', { name: 'Look through the tickets' }).click();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByRole('button', { name: 'Look through the tickets' }).click();
    await ticket().waitFor();
    await page.getByText(/Unsure between|Not sure that it is|Unlike anything labelled here/).waitFor();
    await page.getByText(/^1 of \d+ among \d+ tickets/).waitFor();
    expect(await findFaults(page)).toEqual([]);
  });

  it('labels by a number key, which the ticket has at once, and takes it back', async () => {
    const first = await textShown();
    const label = await page.getByRole('region', { name: 'Labels' }).getByRole('button').first().innerText();
    await page.keyboard.press('1');
    await page.getByText(/^1 ticket labelled/).first().waitFor();
    await expect.poll(textShown).not.toBe(first);
    await page.getByText(', 1 labelled').waitFor();
    await page.keyboard.press('z');
    await expect.poll(textShown).toBe(first);
    // Labelled again, and looked at where tickets are read.
    await page.keyboard.press('1');
    await expect.poll(textShown).not.toBe(first);
    const name = label.replace(/^\s*1\s*/, '').replace(/\s*\d+%\s*$/, '').trim();
    await page.keyboard.press('s');
    await page.keyboard.press('z');
    const corrected = await page.evaluate(
      () =>
        new Promise<string[]>((resolve, reject) => {
          const opening = indexedDB.open('tabdesk');
          opening.onerror = () => reject(new Error('no database'));
          opening.onsuccess = () => {
            const all = opening.result.transaction('inbox').objectStore('inbox').getAll() as IDBRequest<{ corrected: boolean; intent: string }[]>;
            all.onsuccess = () => {
              resolve(all.result.filter((row) => row.corrected).map(({ intent }) => intent));
              opening.result.close();
            };
          };
        }),
    );
    expect(corrected.map((intent) => intent.replace(/_/g, ' '))).toEqual([name.toLowerCase()]);
  });

  it('skips, finds any other label by its name, and says what retraining needs', async () => {
    const before = await textShown();
    await page.keyboard.press('s');
    await expect.poll(textShown).not.toBe(before);
    await page.keyboard.press('/');
    const skipped = await textShown();
    await page.getByRole('textbox', { name: 'Find a label' }).fill('out of');
    await page.keyboard.press('Enter');
    await page.getByText('1 ticket labelled Out of scope').first().waitFor();
    await expect.poll(textShown).not.toBe(skipped);
    await page.getByRole('region', { name: 'Retraining' }).getByText(/The model in use came with the program/).waitFor();
  });
});
