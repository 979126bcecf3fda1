import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { findFaults } from '../browser/find-faults.ts';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
  await desk.triaged();
});

afterAll(() => desk.close());

/** A playbook put where the desk keeps it, and the desk opened anew: it does not notice what others than itself write. */
async function put(playbook: Playbook): Promise<void> {
  await page.evaluate(
    (value) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open('tabdesk');
        opening.onsuccess = () => {
          const transaction = opening.result.transaction('settings', 'readwrite');
          transaction.objectStore('settings').put({ key: 'app.playbook', value });
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    playbook,
  );
  await page.reload();
  await page.getByRole('option').first().waitFor();
}

const next = () => page.getByRole('region', { name: 'Due next' });
const byQueue = () => page.getByRole('region', { name: 'By queue' });
const step = (name: string) => page.getByRole('group', { name: 'Due, in all queues' }).getByRole('button', { name });

async function countOf(name: string): Promise<number> {
  return Number((await step(name).innerText()).replace(/\D*(?:\d h)?\D*/, '').replaceAll(',', ''));
}

describe('the workload', { timeout: 120_000 }, () => {
  it('is a room of its own, reached by keys, whose figures agree', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.getByRole('heading', { level: 1, name: 'Workload' }).waitFor();
    await byQueue().getByRole('row', { name: /Billing/ }).waitFor();
    const [overdue, hour, fourHours, today, later] = await Promise.all(['Overdue', 'Within 1 h', 'Within 4 h', 'Today', 'Later'].map(countOf));
    const waiting = Number(/(\d+) tickets wait/.exec(await page.getByText(/tickets wait for an answer/).innerText())?.[1]);
    expect(waiting).toBe((overdue ?? 0) + (hour ?? 0) + (fourHours ?? 0) + (today ?? 0) + (later ?? 0));
    expect(overdue).toBeGreaterThan(0);
    const cells = await byQueue().getByRole('row').evaluateAll((rows) => rows.slice(1).map((row) => Number(row.querySelectorAll('td')[1]?.textContent)));
    expect(cells.reduce((sum, each) => sum + each, 0)).toBe(overdue);
    expect(await byQueue().getByText(/^(?:Open|Closed) until/).count()).toBe(defaultPlaybook.queues.length);
    await byQueue().getByText(/does not say who is in the team/).waitFor();
  });

  it('lists the tickets behind a figure, due first at the top, and opens them by Enter', async () => {
    await step('Overdue').click();
    await next().getByRole('heading', { name: /^Overdue/ }).waitFor();
    await expect.poll(() => next().getByText(/ over$/).count()).toBeGreaterThan(1);
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    const focused = next().getByRole('link').nth(1);
    expect(await focused.evaluate((link) => link === document.activeElement)).toBe(true);
    const path = await focused.getAttribute('href');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'Messages' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(path);
    // The same timer stands on its row and in its panel.
    await page.getByText(/^(?:First answer|Answer) within .* of opening hours: was due /).waitFor();
  });

  it('goes on in the inbox, with the same tickets in the same order', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await page.getByRole('button', { name: /^Front desk, Overdue/ }).click();
    await next().getByRole('heading', { name: /^Overdue in Front desk/ }).waitFor();
    const hrefs = await next().getByRole('link').evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute('href')));
    const total = (await next().getByRole('heading').innerText()).replace(/\D/g, '');
    await next().getByRole('button', { name: 'In the inbox' }).click();
    await page.getByRole('button', { name: `Open ${total}`, exact: true }).waitFor();
    const rows = page.getByRole('option');
    expect(await rows.evaluateAll((all) => all.slice(0, 3).map((row) => `/ticket/${row.id.replace('ticket-', '')}`))).toEqual(hrefs);
    expect(await rows.first().getByText(/^Overdue /).count()).toBe(1);
    await page.getByRole('button', { name: 'Clear the search' }).click();
  });

  it('follows what is done to a ticket, and draws the work beside the hours of the team', async () => {
    await put({ ...defaultPlaybook, version: '2', team: [{ name: 'Ann', skills: [], hoursADay: 2 }, { name: 'Ben', skills: ['money'], hoursADay: 3 }], queues: defaultPlaybook.queues.map((queue) => (queue.id === 'billing' ? { ...queue, skills: ['law'] } : queue)) });
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await byQueue().getByText('nobody has the skills').waitFor({ timeout: 60_000 });
    await byQueue().getByText(/days? at .* a day$/).first().waitFor();
    await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 60_000 });
    const before = await countOf('Overdue');
    await step('Overdue').click();
    const id = (await next().getByRole('link').first().getAttribute('href'))?.replace('/ticket/', '') ?? '';
    await next().getByRole('link').first().click();
    await page.getByRole('region', { name: 'Messages' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    // The list goes on to the next ticket, or stays where there is none.
    await page.getByText('1 ticket closed').waitFor();
    await expect.poll(() => page.url()).not.toContain(`/ticket/${id}`);
    await page.keyboard.press('g');
    await page.keyboard.press('w');
    await expect.poll(() => countOf('Overdue')).toBe(before - 1);
    // Taken back while one looks.
    await page.keyboard.press('z');
    await expect.poll(() => countOf('Overdue'), { timeout: 5000 }).toBe(before);
    await step('Overdue').click();
    await expect.poll(() => next().getByRole('link').first().getAttribute('href')).toBe(`/ticket/${id}`);
  });

  it('has no fault that axe finds, in either theme and on a phone, where a finger meets what can be pressed', async () => {
    await page.evaluate(() => history.pushState(null, '', '/workload'));
    await byQueue().getByRole('row', { name: /Billing/ }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await findFaults(page), colorScheme).toEqual([]);
    }
    await page.setViewportSize({ width: 390, height: 844 });
    await byQueue().getByRole('listitem').first().waitFor();
    expect(await findFaults(page), 'phone').toEqual([]);
    const small = await page.locator('main').locator('button, a').evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.textContent));
    expect(small).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  });
});
