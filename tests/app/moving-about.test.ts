import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
});

afterAll(() => desk.close());

const button = (name: string) => page.getByRole('button', { name, exact: true });
const path = () => new URL(page.url()).pathname;
const article = (name: RegExp) => page.getByRole('region', { name: 'Articles' }).getByRole('button', { name });

describe('what is written and not saved', { timeout: 120_000 }, () => {
  it('in an article is there again when one comes back from another article', async () => {
    await desk.goTo('/knowledge');
    await article(/A gift card has not arrived/).click();
    await button('Edit').click();
    await page.getByRole('textbox', { name: 'Text' }).fill('Half of a new text');
    await article(/^A voucher code does not work/).first().click();
    await page.getByText('“A gift card has not arrived” is kept, and not published').waitFor();
    await button('Edit').waitFor();
    await page.getByRole('button', { name: 'Go on writing' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Half of a new text');
  });

  it('in an article is there again when one comes back from another room, until it is discarded', async () => {
    await page.keyboard.press('Tab');
    await desk.goTo('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Half of a new text');
    await button('Discard changes').click();
    await button('Edit').click();
    await page.getByRole('textbox', { name: 'Text' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).not.toContain('Half of a new text');
    await button('Close').click();
  });

  it('is never laid over another article by the browser’s back key', async () => {
    await desk.goTo('/knowledge');
    await article(/A gift card has not arrived/).click();
    await expect.poll(path).toContain('gift');
    await article(/^A voucher code does not work/).first().click();
    await button('Edit').click();
    await page.getByRole('textbox', { name: 'Text' }).fill('Of the second article only');
    await page.goBack();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'A gift card has not arrived' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Text' }).count()).toBe(0);
    await page.goForward();
    await page.getByRole('heading', { level: 1, name: 'A voucher code does not work' }).waitFor();
    await page.getByRole('region', { name: 'Article', exact: true }).getByRole('button', { name: 'Go on writing' }).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Text' }).inputValue()).toBe('Of the second article only');
    await button('Discard changes').click();
    await page.getByText('Changes to “A voucher code does not work” discarded').waitFor();
  });

  it('as a new article is listed as new, and gone on with from there', async () => {
    await button('New').click();
    await page.getByRole('textbox', { name: 'Title' }).fill('Half an article');
    await article(/A gift card has not arrived/).click();
    await page.getByText('“Half an article” is kept, and not published').waitFor();
    await page.getByRole('region', { name: 'Articles' }).getByRole('button', { name: /^All articles/ }).click();
    await page.getByRole('option', { name: /^Drafts/ }).click();
    await article(/^Half an article ?New/).click();
    await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('Half an article');
    await button('Discard').click();
    await page.getByText('No drafts').waitFor();
    await button('Show all articles').click();
  });

  it('as a ticket is there again after a look at what was found for it', async () => {
    await desk.goTo('/compose');
    await page.getByRole('textbox', { name: 'Message' }).fill('My gift card for LL-48213 has not arrived.');
    await desk.goTo('/knowledge');
    await page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
    await page.goBack();
    await expect.poll(() => page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('My gift card for LL-48213 has not arrived.');
    await page.getByRole('button', { name: 'Save as a ticket' }).click();
    await expect.poll(path).toContain('/ticket/');
    await page.getByRole('textbox', { name: 'Message' }).waitFor({ state: 'detached' });
    await desk.goTo('/compose');
    expect(await page.getByRole('textbox', { name: 'Message' }).inputValue()).toBe('');
  });
});

describe('the search key', { timeout: 120_000 }, () => {
  beforeEach(async () => {
    await page.keyboard.press('Escape');
  });

  it('searches the articles where the articles are', async () => {
    await desk.goTo('/knowledge');
    await page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
    await page.getByRole('region', { name: 'Articles' }).getByText(/article/).first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gift');
    expect(await page.getByRole('searchbox', { name: 'Search the articles' }).inputValue()).toBe('gift');
    expect(await page.getByRole('textbox', { name: 'Search tickets' }).inputValue()).toBe('');
  });

  it('shows what it finds as one types, from a room that has no list', async () => {
    await desk.goTo('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).click();
    await page.keyboard.press('/');
    await page.keyboard.type('invoice');
    await expect.poll(path).toBe('/');
    expect(await page.getByRole('textbox', { name: 'Search tickets' }).inputValue()).toBe('invoice');
    await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Clear the search' }).click();
  });
});
