import type { Browser, BrowserContext, Locator, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../browser/find-faults.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { testKey } from '../proxy/serve-replies.ts';
import { startStandInApi, writeAnswer, type StandInAnswer, type StandInApi } from '../proxy/stand-in-api.ts';

let api: StandInApi;
let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;
const sent: Request[] = [];

beforeAll(async () => {
  api = await startStandInApi();
  server = await serveDist({}, undefined, { ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: api.origin });
  browser = await launchChromium();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('request', (request) => sent.push(request));
  await page.goto(server.origin);
  await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
});

afterAll(async () => {
  await browser.close();
  await server.close();
  await api.close();
});

const field = (): Locator => page.getByRole('textbox', { name: 'Reply to the customer' });
const reply = (): Locator => page.getByRole('region', { name: 'Reply' });
const stop = (): Locator => reply().getByRole('button', { name: 'Stop', exact: true });
const consent = (): Locator => page.getByRole('dialog', { name: 'Before anything leaves this device' });
const source = (name: string): Locator => reply().locator('header').getByText(name, { exact: true });

/** Opens the ticket of this subject and waits until a draft can be asked for. */
async function openTicket(subject: string): Promise<void> {
  await page.evaluate(() => history.pushState(null, '', '/'));
  await page.getByRole('button', { name: /^All \d/ }).click();
  await page.getByRole('textbox', { name: 'Search tickets' }).fill(subject);
  await page.getByText(/^\d+ found$/).waitFor();
  await page.getByRole('option').filter({ hasText: subject }).first().click();
  await page.getByRole('heading', { level: 1, name: subject }).waitFor();
  await reply().getByText(/written from \d+ passage/).waitFor({ timeout: 60_000 });
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
}

/** Opens the ticket whose reply is being written; `words` then stand in its field. Keys reach the desk. */
async function openDrafted(words?: string): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/ticket/')) await page.goBack();
  await field().waitFor();
  if (words !== undefined) await field().fill(words);
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
}

/** Asks for a draft by key, agreeing where it is asked, and waits until it is over. */
async function draft(): Promise<void> {
  const over = async (): Promise<number> => (await receipts()).filter(({ outcome }) => outcome !== 'sending').length;
  const before = await over();
  await page.keyboard.press('d');
  await consent().or(stop()).first().waitFor();
  if (await consent().isVisible()) await page.keyboard.press('Enter');
  await expect.poll(over).toBe(before + 1);
  await stop().waitFor({ state: 'detached' });
}

/** The stand-in's own answer, slowed or broken. */
const answerWith = (changes: Partial<Extract<StandInAnswer, { kind: 'message' }>>): void => api.answer((request) => ({ ...(writeAnswer(request) as Extract<StandInAnswer, { kind: 'message' }>), ...changes }));

function receipts(): Promise<{ body: string; outcome: string; problem?: string; bytes: number }[]> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('tabdesk');
        open.onerror = () => reject(new Error('the database does not open'));
        open.onsuccess = () => {
          const all = open.result.transaction('egress').objectStore('egress').getAll();
          all.onsuccess = () => resolve((all.result as { at: number; body: string; outcome: string; bytes: number }[]).sort((a, b) => a.at - b.at));
        };
      }),
  );
}

const posts = (): Request[] => sent.filter((request) => request.postData() !== null);

describe('a draft by the language model', { timeout: 180_000 }, () => {
  it('is shown before the first request leaves, and nothing left before', async () => {
    await openTicket('Quick!! LL-51248, two sets not one');
    await page.keyboard.press('d');
    await consent().waitFor();
    expect(posts()).toEqual([]);
    await expect.poll(() => consent().getByText('Mo Farrant').count()).toBeGreaterThan(0);
    expect(await consent().locator('del').allTextContents()).toEqual(expect.arrayContaining(['Mo Farrant', 'LL-51248']));
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await consent().waitFor({ state: 'detached' });
    expect(posts()).toEqual([]);
    expect(api.requests).toEqual([]);
  });

  it('streams in by one key, with details put back and a citation that opens the article at the words cited', async () => {
    answerWith({ between: 40 });
    await draft();
    await source('Language model').waitFor();
    expect(await field().inputValue()).toMatch(/^Hello Mo Farrant,[\s\S]*\[1\][\s\S]*Larch & Loom$/);
    await reply().getByText(/personal details? kept on this device/).waitFor();
    const quote = api.requests[0]?.body.messages[0]?.content.find((part) => part.type === 'document')?.source.data ?? '';
    await reply().getByRole('list', { name: 'Passages cited' }).getByRole('button').first().click();
    await page.getByRole('dialog', { name: /^Source 1/ }).getByRole('button', { name: 'Open the article' }).click();
    await page.getByText('the words cited in yellow').waitFor();
    await expect
      .poll(() => page.evaluate(() => [...(CSS.highlights.get('cited-quote') ?? [])].map((range) => (range as Range).toString()).join('')))
      .not.toBe('');
    const marked = await page.evaluate(() => [...(CSS.highlights.get('cited-quote') ?? [])].map((range) => (range as Range).toString()).join(''));
    expect(quote.replace(/\s/g, '')).toContain(marked.replace(/\s/g, ''));
  });

  it('leaves a receipt with every byte that left, in which nothing personal stands', async () => {
    const bodies = posts().map((request) => request.postData() ?? '');
    expect(posts().map((request) => new URL(request.url()).pathname)).toEqual(['/api/reply']);
    const kept = await receipts();
    expect(kept.map(({ body }) => body)).toEqual(bodies);
    expect(kept.map(({ bytes }) => bytes)).toEqual(bodies.map((body) => Buffer.byteLength(body)));
    expect(kept.at(-1)?.outcome).toBe('finished');
    for (const text of [...bodies, ...api.requests.map(({ text: body }) => body)]) expect(text).not.toMatch(/Farrant|51248|Priya/);
    await page.getByRole('button', { name: /KB left today|bytes left today/ }).waitFor();
    expect(await page.getByRole('button', { name: /^0 bytes left today/ }).count()).toBe(0);
  });

  it('is written anew in another way, from the draft there is', async () => {
    await openDrafted();
    await reply().getByRole('button', { name: 'Rewrite' }).click();
    await page.getByRole('menuitem', { name: 'Shorter' }).click();
    await expect.poll(() => field().inputValue()).toContain('this is the shorter version.');
    await stop().waitFor({ state: 'detached' });
    expect(api.requests.at(-1)?.text).toContain('thank you for your message');
    await page.keyboard.press('Escape');
  });

  it('stops at any moment: the call upstream ends, and what came stays', async () => {
    await openDrafted();
    api.answer({ kind: 'endless', every: 15, word: 'word ' });
    await page.keyboard.press('d');
    await expect.poll(() => field().inputValue()).toMatch(/(word ){5}/);
    expect(await field().getAttribute('aria-busy')).toBe('true');
    expect(await findFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await stop().waitFor({ state: 'detached' });
    await reply().getByText('Stopped. What was written so far is kept.').waitFor();
    expect(await field().inputValue()).toMatch(/(word ){5}/);
    await expect.poll(() => api.open()).toBe(0);
    await expect.poll(async () => (await receipts()).at(-1)?.outcome).toBe('stopped');
  });

  it.each<[string, StandInAnswer, RegExp]>([
    ['was cut', { ...(writeAnswerOf('One sentence. Two sentences.')), cutAfter: 4 }, /broke off/],
    ['was declined', { ...writeAnswerOf('I can say this much.'), stopReason: 'refusal' }, /declined to go on/],
    ['reached its longest', { ...writeAnswerOf('It goes on and'), stopReason: 'max_tokens' }, /the longest it may be/],
    ['could not be read', { kind: 'raw', chunks: ['event: content_block_delta\ndata: {"type":\n\n'], then: 'end' }, /could not be read|broke off/],
    ['was limited', { kind: 'status', status: 429, headers: { 'retry-after': '30' } }, /Try again in 30 seconds/],
    ['met an overloaded service', { kind: 'status', status: 529 }, /overloaded/],
    ['met a failing service', { kind: 'status', status: 500 }, /failed/],
  ])('says what happened where it %s, and loses nothing', async (_, answer, words) => {
    await openDrafted('My own words.');
    api.answer(answer);
    await page.keyboard.press('d');
    const status = reply().getByRole('status').first();
    await expect.poll(() => status.textContent(), { timeout: 30_000 }).toMatch(words);
    await expect.poll(() => status.textContent()).not.toBe('');
    await stop().waitFor({ state: 'detached' });
    expect((await field().inputValue()).trim()).not.toBe('');
    expect(await status.textContent()).not.toContain(testKey);
    await expect.poll(() => api.open()).toBe(0);
  });

  it('gives way to the template and the passages while the server is gone, in the same panel', async () => {
    await openDrafted('My own words.');
    await context.setOffline(true);
    try {
      await page.keyboard.press('d');
      await expect.poll(() => reply().getByRole('status').first().textContent()).toMatch(/could not be reached/);
      expect(await field().inputValue()).toBe('My own words.');
      await page.keyboard.press('d');
      await source('Template').or(source('Template and articles')).first().waitFor();
      expect(await field().inputValue()).toMatch(/^Hello Mo,/);
    } finally {
      await context.setOffline(false);
    }
  });

  it('never leaves once nothing may leave: not a request is made, whatever is pressed', async () => {
    await page.goto(`${server.origin}/replies/egress`);
    await page.getByRole('switch', { name: 'Nothing leaves this device' }).or(page.getByRole('checkbox', { name: 'Nothing leaves this device' })).first().press('Space');
    await page.getByRole('switch', { checked: true }).or(page.getByRole('checkbox', { checked: true })).first().waitFor();
    await page.goto(server.origin);
    await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
    await openTicket('No confirmation mail');
    const before = sent.length;
    const asked = api.requests.length;
    const count = (await receipts()).length;
    await page.keyboard.press('d');
    await reply().getByRole('button', { name: 'Write the draft from' }).click();
    await page.getByRole('menuitemradio', { name: /Language model/ }).click();
    await expect.poll(() => reply().getByRole('status').first().textContent()).toMatch(/Nothing leaves this device/);
    await page.waitForTimeout(500);
    expect(sent.slice(before).filter((request) => request.postData() !== null || new URL(request.url()).pathname.startsWith('/api/'))).toEqual([]);
    expect(api.requests.length).toBe(asked);
    expect((await receipts()).length).toBe(count);
  });
});

describe('a desk whose server has no key', { timeout: 120_000 }, () => {
  it('works as ever, and says how to add one', async () => {
    const bare = await serveDist({}, undefined, {});
    const other = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
    try {
      const tab = await other.newPage();
      await tab.goto(bare.origin);
      await tab.getByRole('option').nth(2).click();
      const panel = tab.getByRole('region', { name: 'Reply' });
      await panel.getByText(/written from \d+ passage|no citations/).first().waitFor({ timeout: 60_000 });
      await panel.getByRole('button', { name: 'Write the draft from' }).click();
      await tab.getByRole('menuitemradio', { name: /Language model/ }).click();
      await panel.getByText(/ANTHROPIC_API_KEY=… npm start/).waitFor();
    } finally {
      await other.close();
      await bare.close();
    }
  });
});

function writeAnswerOf(text: string): Extract<StandInAnswer, { kind: 'message' }> {
  return { kind: 'message', blocks: [{ text }], between: 10 };
}
