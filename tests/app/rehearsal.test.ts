import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSampleTickets } from '../../training/bench/triage.ts';
import { findFaults } from '../browser/find-faults.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveFixture, type FixtureServer } from '../browser/serve-fixture.ts';
import { requests } from '../studio/small-set.ts';
import type * as RehearsalPage from './rehearsal-page.ts';

declare const fixture: typeof RehearsalPage;

let browser: Browser;
let server: FixtureServer;
let page: Page;
let head: string;
const untriaged = 12;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveFixture('tests/app/rehearsal-page.ts')]);
  page = await server.open(browser);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.evaluate(async ([tickets, left]) => fixture.fill(fixture.manyOf(tickets, tickets.length, Date.now()), left), [readSampleTickets(), untriaged] as const);
  const rows = requests(60, 7);
  head = await page.evaluate(([texts, labels]) => fixture.trainHead(texts, labels, true), [rows.map(([text]) => text), rows.map(([, label]) => label)] as const);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await server.close();
});

const changes = () => page.getByRole('region', { name: 'What changes' });
const tickets = () => page.getByRole('region', { name: 'Tickets that come out otherwise' });
const dials = () => page.getByRole('region', { name: 'Answered by itself' });
const lead = () => changes().getByText(/come out otherwise|comes out otherwise/);

describe('the rehearsal’s worker', { timeout: 60_000 }, () => {
  it.each([null, 'reading', 'predicting', 'deciding'] as const)('is over at once when stopped (%s), and goes through when asked again', async (status) => {
    const { first, second, changed } = await page.evaluate((at) => fixture.stopAt(at), status);
    expect([first, second]).toEqual(['aborted', 'done']);
    expect(changed).toBeGreaterThan(20);
  });

  it('that dies or hangs is told in words, and the next begins with another', async () => {
    expect(await page.evaluate(() => fixture.crash())).toEqual(['worker-crashed', 'internal', 'timeout']);
  });
});

describe('the rehearsal', { timeout: 60_000 }, () => {
  it('says that nothing changes, and what is not triaged yet', async () => {
    await page.evaluate(() => fixture.mount());
    await changes().getByRole('heading', { name: 'Nothing changes' }).waitFor();
    await page.getByText(`308 tickets rehearsed; ${untriaged} more are not triaged yet and left out.`).waitFor();
    expect(await tickets().count()).toBe(0);
    expect(await findFaults(page)).toEqual([]);
  });

  it('shows what a rule changes: how many, which way, and each ticket with its reason', async () => {
    await page.evaluate(() => fixture.change(fixture.changed('words')));
    await lead().waitFor();
    const escalated = changes().getByRole('button', { name: /^Escalated now/ });
    const many = Number(/\d+/.exec((await escalated.textContent()) ?? '')?.[0]);
    expect(many).toBeGreaterThan(1);
    await escalated.click();
    await tickets().getByText(many === 1 ? '1 ticket' : `${many} tickets`, { exact: true }).waitFor();
    const first = tickets().getByRole('listitem').first();
    expect(await first.getByText(/^A person must answer now: Own rule \(“/).count()).toBe(1);
    expect(await first.getByRole('link').getAttribute('href')).toMatch(/^\/ticket\//);
    // A way narrows the list too, and takes the place of the kind.
    const way = changes().getByRole('list', { name: 'How they are answered' }).getByRole('button').first();
    const through = Number(/\d+$/.exec((await way.textContent()) ?? '')?.[0]);
    await way.click();
    await tickets().getByText(through === 1 ? '1 ticket' : `${through} tickets`, { exact: true }).waitFor();
    await tickets().getByRole('button', { name: /Show all/ }).click();
    expect(await way.getAttribute('aria-pressed')).toBe('false');
    expect(await findFaults(page)).toEqual([]);
  });

  it('turns a dial by keys: less is answered, and the tickets follow; and back again', async () => {
    await page.evaluate(() => fixture.change(fixture.playbook));
    await changes().getByRole('heading', { name: 'Nothing changes' }).waitFor();
    const answered = async (): Promise<number> => Number(/\d+/.exec((await dials().getByText('Answered by itself', { exact: true }).last().locator('..').locator('dd').textContent()) ?? '')?.[0]);
    const before = await answered();
    await dials().getByRole('slider', { name: 'Delivery: sure from' }).focus();
    for (let n = 0; n < 12; n++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => fixture.working()?.queues.find(({ id }) => id === 'delivery')?.thresholds?.sure)).toBeCloseTo(0.97, 5);
    await lead().waitFor();
    await changes().getByRole('button', { name: /^By itself to Draft for review/ }).waitFor();
    await dials().getByRole('button', { name: 'Whole desk' }).click();
    expect(await answered()).toBeLessThan(before);
    await dials().getByRole('button', { name: 'Follow the desk' }).click();
    await changes().getByRole('heading', { name: 'Nothing changes' }).waitFor();
    expect(await page.evaluate(() => fixture.working())).toEqual(await page.evaluate(() => fixture.playbook));
  });

  it('lets another model read all tickets, and can be stopped meanwhile', async () => {
    await page.getByRole('button', { name: /Read by/ }).click();
    await page.getByRole('option', { name: new RegExp(`^${head}`) }).click();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Stopped. What you see is of the try before.').waitFor();
    await page.getByRole('button', { name: 'Rehearse again' }).click();
    await changes().getByRole('button', { name: /^Other intent/ }).waitFor();
    await page.getByRole('button', { name: /Read by/ }).click();
    await page.getByRole('option', { name: 'The model in use' }).click();
    await changes().getByRole('heading', { name: 'Nothing changes' }).waitFor();
  });

  it('fits a phone, dark too, with room for a finger', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.evaluate(() => fixture.change(fixture.changed('words')));
    await lead().waitFor();
    expect(await page.evaluate(() => document.querySelector('main')?.scrollWidth)).toBe(390);
    const small = await page.evaluate(() => Array.from(document.querySelectorAll('main button, main a'), (each) => ({ name: each.textContent, height: each.getBoundingClientRect().height })).filter(({ height }) => height < 43.5));
    expect(small).toEqual([]);
    expect(await findFaults(page)).toEqual([]);
  });
});
