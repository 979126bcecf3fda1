import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summarise } from '../../src/storage/inbox-row.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { findFaults } from '../browser/find-faults.ts';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

const hour = 3_600_000;
const start = Date.now() - 40 * hour;

function ticket(id: string, subject: string, hours: number, texts: readonly string[]): Ticket {
  const messages = texts.map((text, at) => ({ id: `${id}-m${at + 1}`, from: 'customer' as const, author: 'Maren Okafor', at: start + hours * hour + at * 60_000, text }));
  return {
    id,
    subject,
    channel: 'email',
    status: 'open',
    unread: false,
    customer: { id: 'c-merge', name: 'Maren Okafor', email: 'maren.okafor@example.com' },
    messages,
    createdAt: messages[0]?.at ?? 0,
    updatedAt: messages.at(-1)?.at ?? 0,
  };
}

const tickets = [
  ticket('T-9001', 'Charged twice', 2, ['I was charged twice for order LL-48213. Please give me one payment back.', 'And by the way, how do I end the newsletter?']),
  ticket('T-9002', 'Double payment', 20, ['order LL-48213 was charged twice, when do I get the second payment back?']),
];

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  // Put where the desk keeps them, and the desk opened anew: it does not notice what others than itself write.
  const rows = tickets.map((each) => summarise(each, null, null, 1));
  await page.evaluate(
    ([given, summaries]) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('tabdesk');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(['tickets', 'inbox'], 'readwrite');
          for (const each of given) transaction.objectStore('tickets').put(each);
          for (const row of summaries) transaction.objectStore('inbox').put(row);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [tickets, rows] as const,
  );
  await page.goto(new URL('/ticket/T-9001', page.url()).href);
});

afterAll(async () => {
  await desk.close();
});

const strip = () => page.getByRole('region', { name: 'Merging' });
const hint = () => page.getByRole('button', { name: /^Same matter as another/ });
const shown = () => page.getByRole('region', { name: 'Messages' }).getByRole('article').count();
const count = async (): Promise<number> => Number((await page.getByRole('button', { name: /^All/ }).or(page.getByRole('tab', { name: /^All/ })).first().innerText()).replace(/\D/g, ''));

describe('merging by keyboard', { timeout: 60_000 }, () => {
  it('suggests the other ticket with its reason, and merges by t and Enter', async () => {
    await hint().waitFor({ timeout: 20_000 });
    expect(await page.getByTitle(/Same order LL-48213/).count()).toBe(1);
    const before = await count();
    await page.keyboard.press('t');
    const dialog = page.getByRole('dialog', { name: 'Merge into one ticket' });
    await dialog.getByText('order LL-48213 was charged twice').waitFor();
    expect(await dialog.getByRole('alert').count()).toBe(0);
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByText('Two tickets merged').waitFor();
    await strip().getByText('“Double payment” was merged into this ticket').waitFor();
    await expect.poll(shown).toBe(3);
    await page.getByText('from T-9002').waitFor();
    await expect.poll(count).toBe(before - 1);
    expect(await findFaults(page)).toEqual([]);
  });

  it('finds the merged ticket by search, where it leads to the other and can not be answered', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('id:T-9002');
    const option = page.getByRole('option', { name: /Double payment/ });
    await option.getByText('Merged').waitFor();
    await option.click();
    await strip().getByText('Merged into “Charged twice”').waitFor();
    await page.getByText('It is answered in the ticket it was merged into.').waitFor();
    expect(await page.getByRole('button', { name: 'Open again' }).count()).toBe(0);
    await page.keyboard.press('e');
    await page.getByText('It was merged into another ticket').waitFor();
    await strip().getByRole('link', { name: 'open it' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Charged twice' }).waitFor();
  });

  it('takes the merge back with z, though other tickets were opened since', async () => {
    await page.keyboard.press('z');
    await page.getByText('Undone: two tickets merged').waitFor();
    await expect.poll(shown).toBe(2);
    await hint().waitFor();
  });

  it('splits a message off from its menu and puts it back with z', async () => {
    const menu = page.getByRole('button', { name: /^Split off the message/ }).last();
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Split this message off' }).press('Enter');
    await page.getByText('Message split off as a ticket of its own').waitFor();
    await expect.poll(shown).toBe(1);
    await page.getByRole('button', { name: '2 other tickets' }).waitFor();
    await page.keyboard.press('z');
    await expect.poll(shown).toBe(2);
    await page.getByRole('button', { name: '1 other ticket' }).waitFor();
  });

  it('merges ticked tickets of different customers only past a warning, and fits a phone', async () => {
    await page.keyboard.press('/');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Escape');
    await page.getByRole('listbox', { name: 'Tickets' }).focus();
    await page.keyboard.press('Home');
    for (const key of ['x', 'j', 'x', 't']) await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name: 'Merge into one ticket' });
    await dialog.getByRole('alert').getByText('These are of different customers').waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(new URL('/ticket/T-9001', page.url()).href);
    await hint().click();
    await dialog.waitFor();
    expect(await findFaults(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  });
});
