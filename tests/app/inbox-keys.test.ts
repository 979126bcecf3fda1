import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  await desk.triaged();
});

afterAll(() => desk.close());

const options = () => page.getByRole('option');

/** Ids of the tickets in sight, in the order of the list. */
function listed(): Promise<string[]> {
  return options().evaluateAll((rows) => rows.map((row) => row.id.replace(/^ticket-/, '')));
}

function openTicket(): string {
  return decodeURIComponent(new URL(page.url()).pathname.replace('/ticket/', ''));
}

async function open(index: number): Promise<string[]> {
  await page.evaluate(() => history.pushState(null, '', '/'));
  const ids = await listed();
  await options().nth(index).click();
  await page.getByRole('region', { name: 'Messages' }).waitFor();
  expect(openTicket()).toBe(ids[index]);
  return ids;
}

const openTab = () => page.getByRole('button', { name: /^Open \d+$/ });

describe('the keys of the inbox', { timeout: 120_000 }, () => {
  it('go on to the next ticket when the open one is done, and back to it with the one before', async () => {
    const ids = await open(2);
    await page.keyboard.press('e');
    await expect.poll(openTicket).toBe(ids[3]);
    await expect.poll(listed).not.toContain(ids[2]);
    await page.keyboard.press('k');
    await expect.poll(openTicket).toBe(ids[1]);
  });

  it('go on from the place of a ticket that left the list by being answered', async () => {
    const ids = await open(2);
    await page.getByRole('textbox', { name: 'Reply to the customer' }).fill('Thank you for the note.');
    await page.keyboard.press('Control+Enter');
    await page.getByText(/^Recorded in this thread/).waitFor();
    await expect.poll(listed).not.toContain(ids[2]);
    expect(openTicket()).toBe(ids[2]);
    await page.keyboard.press('j');
    await expect.poll(openTicket).toBe(ids[3]);
  });

  it('offer the next ticket where a reply was sent', async () => {
    const ids = await open(1);
    await page.getByRole('textbox', { name: 'Reply to the customer' }).fill('Thank you for the note.');
    await page.keyboard.press('Control+Enter');
    await expect.poll(listed).not.toContain(ids[1]);
    await page.getByRole('button', { name: /^Next ticket/ }).click();
    await expect.poll(openTicket).toBe(ids[2]);
  });

  it('mean the ticked tickets, not the open one', async () => {
    const ids = await open(1);
    await page.keyboard.press('Escape');
    for (const at of [2, 3]) {
      await options().nth(at).click({ modifiers: ['ControlOrMeta'] });
    }
    await page.getByText('2 selected').waitFor();
    await page.evaluate((path) => history.pushState(null, '', path), `/ticket/${encodeURIComponent(ids[1] ?? '')}`);
    await page.getByRole('region', { name: 'Messages' }).waitFor();
    await page.keyboard.press('e');
    await expect.poll(listed).not.toContain(ids[3]);
    expect(await listed()).not.toContain(ids[2]);
    expect(await listed()).toContain(ids[1]);
    expect(openTicket()).toBe(ids[1]);
    expect(await page.getByText(/selected$/).count()).toBe(0);
  });

  it('never work on tickets that were ticked under another tab', async () => {
    await open(0);
    await page.keyboard.press('x');
    await page.getByText('1 selected').waitFor();
    const before = await openTab().textContent();
    await page.keyboard.press('3');
    await page.getByRole('button', { name: /^Ready/, pressed: true }).waitFor();
    await expect.poll(() => page.getByText(/selected$/).count()).toBe(0);
    await page.keyboard.press('1');
    expect(await openTab().textContent()).toBe(before);
  });
});
