import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let page: Page;

beforeAll(async () => {
  server = await serveDist();
  browser = await launchChromium();
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(server.origin);
  await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
  // Nothing is answered by itself until passages can be found.
  await page.waitForTimeout(1000);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

/** Walks there inside the app: a reload would begin everything anew. */
async function go(path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
}

async function write(body: string): Promise<void> {
  await go('/compose');
  await page.getByRole('textbox', { name: 'Message' }).fill(body);
  await page.getByRole('button', { name: 'Save as a ticket' }).click();
  await page.waitForURL(/\/ticket\//);
}

const answered = () => page.getByRole('region', { name: 'Messages' }).getByText('answered by itself');

describe('answering by itself', { timeout: 180_000 }, () => {
  it('does not happen before somebody switches it on, nor to what was there already', async () => {
    await write('How long does delivery take?');
    await page.getByRole('region', { name: 'Reply' }).getByText(/written from \d+ passage/).waitFor({ timeout: 60_000 });
    await go('/settings');
    await page.getByRole('checkbox', { name: 'Answer by itself what the playbook allows' }).press('Space');
    await page.getByRole('checkbox', { name: 'Answer by itself what the playbook allows', checked: true }).waitFor();
    await page.goBack();
    await page.waitForTimeout(1500);
    expect(await answered().count()).toBe(0);
  });

  it('answers a calm question whose answer is the same for everybody, says so, and takes it back on request', async () => {
    await write('What payment methods do you accept?');
    await answered().waitFor({ timeout: 30_000 });
    const said = page.getByText('was answered by itself');
    await said.first().waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await answered().waitFor({ state: 'detached' });
  });

  it.each([
    ['a person is wanted', 'What payment methods do you accept? I want to talk to a human being.'],
    ['there is a threat', 'What payment methods do you accept? If you charge me again my lawyer will be in touch.'],
    ['it concerns an order', 'Please cancel order LL-48213.'],
    ['it is unclear what is wanted', 'blue or rather not, who knows'],
  ])('leaves to a person where %s', async (_, body) => {
    await write(body);
    await page.getByRole('region', { name: 'Reply' }).waitFor();
    await page.waitForTimeout(2500);
    expect(await answered().count()).toBe(0);
  });
});
