import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { requests } from '../studio/small-set.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;
/** How many rows each label has, before anything is changed. */
let given: Readonly<Record<string, number>>;

/** Rows of four labels; every twelfth has the next label instead of its own. */
function csv(): Buffer {
  const rows = requests(40, 7);
  const names = [...new Set(rows.map(([, label]) => label))];
  const lines = rows.map(([text, label], at) => `"${text}",${at % 12 === 5 || at % 12 === 10 ? (names[(names.indexOf(label) + 1) % names.length] ?? '') : label}`);
  return Buffer.from(['text,intent', ...lines].join('\n'));
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
  await page.evaluate(() => history.pushState(null, '', '/studio'));
  const chooser = page.waitForEvent('filechooser');
  await button('Choose a file').click();
  await (await chooser).setFiles({ name: 'requests.csv', mimeType: 'text/csv', buffer: csv() });
  await button('Read the file').click();
  await button('Learn this').click();
  await page.getByRole('link', { name: 'Labels', exact: true }).click();
}, 60_000);

afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

const button = (name: string) => page.getByRole('button', { name, exact: true });
const card = () => page.getByRole('region', { name: 'Labels to look at' });
const text = () => card().getByRole('paragraph').first().textContent();
const looked = () => card().getByRole('status').textContent();

/** The newest version of the dataset, as it is stored: its history line and how its labels are spread. */
async function newest(): Promise<{ readonly version: number; readonly rows: number; readonly line: string | null; readonly labels: Readonly<Record<string, number>> }> {
  return page.evaluate(async () => {
    interface Stored { readonly version: number; readonly rows: number; readonly edit: { readonly line: string } | null; readonly columns: readonly { readonly labels: readonly { readonly name: string; readonly rows: number }[] }[] }
    const name = (await indexedDB.databases()).find((each) => each.name?.startsWith('tabdesk'))?.name ?? '';
    const db = await new Promise<IDBDatabase>((done, fail) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => done(opening.result);
      opening.onerror = () => fail(new Error('the database does not open'));
    });
    const all = await new Promise<Stored[]>((done) => {
      const reading = db.transaction('datasets').objectStore('datasets').getAll();
      reading.onsuccess = () => done(reading.result as Stored[]);
    });
    db.close();
    const [last] = all.sort((a, b) => b.version - a.version);
    return { version: last?.version ?? 0, rows: last?.rows ?? 0, line: last?.edit?.line ?? null, labels: Object.fromEntries(last?.columns[0]?.labels.map((each) => [each.name, each.rows]) ?? []) };
  });
}

describe('the labels of a dataset', { timeout: 60_000 }, () => {
  it('are looked over, and nothing is changed by that', async () => {
    await button('Look over the labels').click();
    await card().waitFor();
    await expect.poll(looked).toMatch(/^0 of \d+ looked at$/);
    const { labels, ...rest } = await newest();
    expect(rest).toEqual({ version: 1, rows: 160, line: null });
    given = labels;
  });

  it('are decided on one by one with the keyboard, each decision a version', async () => {
    const first = await text();
    await page.keyboard.press('2');
    await expect.poll(looked).toMatch(/^1 of/);
    await expect.poll(async () => (await newest()).version).toBe(2);
    expect((await newest()).line).toMatch(/^1 row relabelled/);
    expect(await text()).not.toBe(first);
    await page.keyboard.press('x');
    await expect.poll(newest).toMatchObject({ version: 3, rows: 159, line: '1 row removed.' });
    await page.keyboard.press('Enter');
    await expect.poll(looked).toMatch(/^3 of/);
    expect((await newest()).version).toBe(3);
    await page.keyboard.press('3');
    await page.getByRole('textbox', { name: 'Find a label' }).fill('passw');
    await page.keyboard.press('Enter');
    await expect.poll(newest).toMatchObject({ version: 4, line: expect.stringMatching(/^1 row relabelled “password”/) as string });
    await expect.poll(looked).toMatch(/^4 of/);
  });

  it('are as before when each decision is taken back, newest first', async () => {
    const before = await looked();
    await page.keyboard.press('z');
    await expect.poll(newest).toMatchObject({ version: 5, line: expect.stringMatching(/^Taken back: 1 row relabelled/) as string });
    await page.keyboard.press('z');
    await expect.poll(looked).toMatch(/^2 of/);
    await page.keyboard.press('z');
    await expect.poll(newest).toMatchObject({ version: 6, rows: 160 });
    await page.keyboard.press('z');
    await expect.poll(looked).toMatch(/^0 of/);
    await expect.poll(newest).toMatchObject({ version: 7, labels: given });
    expect(before).toMatch(/^4 of/);
  });

  it('that are kept are not asked about again', async () => {
    const all = Number(/of (\d+)/.exec((await looked()) ?? '')?.[1]);
    const kept = await text();
    await page.keyboard.press('1');
    await expect.poll(looked).toMatch(/^1 of/);
    await button('Look again').click();
    await expect.poll(looked).toBe(`0 of ${all - 1} looked at`);
    expect(await text()).not.toBe(kept);
  });

  it('can be tried merged, and merged, and parted again by an undo', async () => {
    const part = page.getByRole('region', { name: 'What if' });
    await part.getByRole('button', { name: /The one/ }).click();
    await page.getByRole('option', { name: /^Refund/ }).click();
    await part.getByRole('button', { name: /The other/ }).click();
    await page.getByRole('option', { name: /^Invoice/ }).click();
    await part.getByRole('textbox', { name: 'Called' }).fill('money');
    await button('Try it').click();
    await part.getByRole('row', { name: /^Right/ }).waitFor();
    expect(await part.getByRole('row', { name: /^Right/ }).getByRole('cell').count()).toBe(3);
    expect((await newest()).version).toBe(7);
    await button('Apply to the dataset').click();
    const { refund = 0, invoice = 0, ...others } = given;
    await expect.poll(newest).toMatchObject({ version: 8, labels: { ...others, money: refund + invoice } });
    await page.getByRole('heading', { level: 1, name: 'Labels' }).click();
    await page.keyboard.press('z');
    await expect.poll(newest).toMatchObject({ version: 9, labels: given });
  });

  it('are trained on, and the report draws how more rows would help', async () => {
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await button('Train').click();
    await page.getByRole('button', { name: 'Read the report' }).click();
    await button('Draw the learning curve').click();
    await page.getByText(/^Twice the rows \(\d+\) would likely get/).waitFor();
    const sizes = page.getByRole('region', { name: 'Learning curve' }).getByRole('table').getByRole('row');
    expect(await sizes.count()).toBeGreaterThan(5);
  });
});
