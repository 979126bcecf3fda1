import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;

const question = 'I was charged twice for my order, when do I get the money back?';
const path = `/knowledge/tools/search?q=${encodeURIComponent(question)}`;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

beforeEach(async () => {
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor({ timeout: 60_000 });
});

afterEach(() => context.close());

async function goTo(to: string): Promise<void> {
  await page.evaluate((address) => history.pushState(null, '', address), to);
}

async function openTester(): Promise<void> {
  await goTo(path);
  await untilFound();
}

/** Until the hits on screen are those of what is asked and set. */
async function untilFound(): Promise<void> {
  await page.locator('[data-hit]').first().waitFor({ timeout: 60_000 });
  // What was changed a moment ago is asked a moment later.
  await page.waitForTimeout(150);
  await page.locator('[aria-busy=false] [data-hit]').first().waitFor();
}

const hits = (): Locator => page.getByRole('region', { name: 'Hits', exact: true }).locator('li:has([data-hit])');

/** Passage ids in the order of the list. */
function order(): Promise<(string | null)[]> {
  return page.locator('[data-hit]').evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-hit')));
}

/** Of each hit its rows of figures: name → rank, raw score, share. */
async function figures(): Promise<ReadonlyMap<string, readonly string[]>[]> {
  const rows = await hits().evaluateAll((items) =>
    items.map((item) => [...item.querySelectorAll('tbody tr')].map((row) => [...row.children].map((cell) => cell.textContent))),
  );
  return rows.map((cells) => new Map(cells.map(([name = '', ...rest]) => [name, rest])));
}

function share(cells: readonly string[] | undefined): number {
  return Number((cells?.at(-1) ?? '0').replace('−', '-'));
}

async function setWeight(name: string, value: number): Promise<void> {
  await page.getByRole('spinbutton', { name: `${name}, as a figure` }).fill(String(value));
}

const judged = (at: number, name: string): Locator => hits().nth(at).getByRole('button', { name, exact: true });
const feedback = (): Locator => page.getByRole('region', { name: 'Feedback of agents' });

describe('the search tester', { timeout: 180_000 }, () => {
  it('shows both ranks of every hit, and shares that add up to its score', async () => {
    await openTester();
    const rows = await figures();
    expect(rows.length).toBe(10);
    for (const row of rows) {
      expect(share(row.get('Words')) + share(row.get('Meaning')) + share(row.get('Feedback'))).toBeCloseTo(share(row.get('Together')), 1);
    }
    const scores = rows.map((row) => share(row.get('Together')));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(rows[0]?.get('Words')?.slice(0, 2)).toEqual(['1st', expect.stringMatching(/^BM25 \d+\.\d$/)]);
    expect(rows[0]?.get('Meaning')?.[1]).toMatch(/^cosine 0\.\d\d$/);
    await page.getByText('The desk is sure enough of the first hit').waitFor();
    expect(await hits().first().locator('mark').count()).toBeGreaterThan(0);
  });

  it('has the three orders side by side, each complete and joined by lines', async () => {
    await openTester();
    const column = (name: string) => page.getByRole('list', { name }).getByRole('button').evaluateAll((entries) => entries.map((entry) => entry.textContent));
    for (const name of ['By words', 'Together', 'By meaning']) {
      const entries = await column(name);
      expect(entries.map((entry) => Number(/^\d+/.exec(entry)?.[0]))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    }
    expect(await page.locator('svg path[d^="M0 "]').count()).toBeGreaterThan(10);
  });

  it('ranks as BM25 does where meaning counts nothing, tells what moved, and goes back', async () => {
    await openTester();
    const before = await order();
    await page.getByText('Show them once').click();
    await setWeight('When all words are found', 0);
    await setWeight('When none is found', 0);
    await untilFound();
    const together = await order();
    expect(together).not.toEqual(before);
    const rows = await figures();
    expect(rows.map((row) => row.get('Words')?.[0])).toEqual(['1st', '2nd', '3rd', '4th', '5th', '6th', '7th', '8th', '9th', '10th']);
    expect(rows.every((row) => share(row.get('Meaning')) === 0)).toBe(true);
    expect(await hits().getByText(/places? (up|down)/).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Words', exact: true }).click();
    expect(await order()).toEqual(together);

    await page.getByRole('button', { name: 'Together', exact: true }).click();
    await page.getByRole('button', { name: 'Back to the desk’s' }).click();
    await untilFound();
    expect(await order()).toEqual(before);
    expect(await hits().getByText(/places? (up|down)/).count()).toBe(0);
  });

  it('keeps the question in its address, and what the desk was told over a reload, until it is undone', async () => {
    await openTester();
    const before = await order();
    await page.getByRole('textbox', { name: 'Question' }).fill('cancel my order please');
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe('cancel my order please');
    await page.goBack();
    await page.goForward();
    await page.getByRole('textbox', { name: 'Question' }).fill(question);
    await setWeight('When all words are found', 9);
    await untilFound();
    const changed = await order();
    expect(changed).not.toEqual(before);
    await page.getByRole('button', { name: 'Use these in the desk' }).click();
    await page.getByText('The desk ranks by values of your own.').waitFor();
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(question);

    await page.reload();
    await page.getByText('The desk ranks by values of your own.').waitFor();
    await untilFound();
    expect(await order()).toEqual(changed);
    await page.getByRole('button', { name: 'Reset to the measured values' }).click();
    await page.getByRole('button', { name: 'Use these in the desk' }).click();
    await page.getByText('The desk ranks by the measured values.').waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('z');
    await page.getByText('The desk ranks by values of your own.').waitFor();
    await untilFound();
    expect(await order()).toEqual(changed);
  });

  it('says what to do where nothing is asked or found', async () => {
    await goTo('/knowledge/tools/search');
    const tickets = page.getByRole('list', { name: 'Questions of recent tickets' });
    await tickets.getByRole('button').first().click();
    await untilFound();
    await expect.poll(() => new URL(page.url()).searchParams.get('ticket')).not.toBeNull();
    // The customer's words are in the field, and not in the address.
    expect(new URL(page.url()).searchParams.get('q')).toBeNull();
    await page.getByRole('button', { name: 'Published articles' }).click();
    await page.getByRole('option', { name: 'Drafts', exact: true }).click();
    await page.getByText('Nothing found').waitFor();
  });

  it('can be worked by keys alone', async () => {
    await goTo('/knowledge/tools/search');
    await page.getByRole('heading', { level: 1, name: 'Search tester' }).waitFor();
    // It has the focus already; the key brings it back from anywhere.
    await page.keyboard.type(question);
    await untilFound();
    const before = await order();
    const focused = (): Promise<string> => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
    await page.getByRole('textbox', { name: 'Question' }).focus();
    for (let tab = 0; tab < 12 && !(await focused()).startsWith('1st:'); tab += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toMatch(/^3rd: /);
    await page.keyboard.press('Enter');
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-hit'))).toBe(before[2]);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await expect.poll(() => feedback().getByRole('listitem').count()).toBe(1);
    await page.keyboard.press('/');
    expect(await focused()).toBe('Question');
    await page.getByRole('slider', { name: 'In the title' }).focus();
    await page.keyboard.press('End');
    await page.getByText('You are trying other values.').waitFor();
  });
});

describe('what agents say about hits', { timeout: 180_000 }, () => {
  it('moves a passage up and says so, and taking it back restores exactly what was', async () => {
    await openTester();
    const [before, figuresBefore] = [await order(), await figures()];
    const passage = before[5] ?? null;
    await judged(5, 'Helped').click();
    await expect.poll(async () => (await order()).indexOf(passage)).toBeLessThan(5);
    const now = (await order()).indexOf(passage);
    await expect.poll(() => judged(now, 'Helped').getAttribute('aria-pressed')).toBe('true');
    await hits().nth(now).getByText('Moved up: its article helped once for such questions').waitFor();
    const row = (await figures())[now];
    expect(share(row?.get('Feedback'))).toBeGreaterThan(0);
    expect(share(row?.get('Words')) + share(row?.get('Meaning')) + share(row?.get('Feedback'))).toBeCloseTo(share(row?.get('Together')), 1);

    expect(await feedback().getByRole('listitem').allTextContents()).toEqual([expect.stringContaining(question)]);
    await feedback().getByRole('button', { name: /^Take back/ }).click();
    await expect.poll(order).toEqual(before);
    expect(await figures()).toEqual(figuresBefore);
    expect(await feedback().count()).toBe(0);
  });

  it('moves it down where it did not help; the same button takes it back, and z the taking back', async () => {
    await openTester();
    const before = await order();
    const passage = before[0] ?? null;
    await judged(0, 'Did not help').click();
    await expect.poll(async () => (await order()).indexOf(passage)).toBeGreaterThan(0);
    const changed = await order();
    const at = changed.indexOf(passage);
    await expect.poll(() => judged(at, 'Did not help').getAttribute('aria-pressed')).toBe('true');
    await judged(at, 'Did not help').click();
    await expect.poll(order).toEqual(before);
    await page.keyboard.press('z');
    await expect.poll(order).toEqual(changed);
  });

  it('is asked for in a ticket, counts in another tab, and goes with its article', async () => {
    const other = await context.newPage();
    await other.goto(server.origin);
    await page.bringToFront();
    await page.getByRole('option', { name: /SECOND PAYMENT/ }).click();
    const panel = page.getByRole('complementary', { name: 'Triage' });
    await panel.getByRole('button', { name: 'Helped', exact: true }).nth(2).click({ timeout: 60_000 });
    await panel.getByText(/(Moved up|Scores higher): its article helped once/).first().waitFor();
    await panel.getByRole('link', { name: 'Why these?' }).click();
    await untilFound();
    expect(await page.getByRole('textbox', { name: 'Question' }).inputValue()).toContain('Both payments of £428.00');
    await hits().getByText(/its article helped once/).first().waitFor();
    expect(await feedback().getByRole('listitem').count()).toBe(1);

    await other.evaluate((address) => history.pushState(null, '', address), new URL(page.url()).pathname + new URL(page.url()).search);
    await other.getByText(/its article helped once/).first().waitFor({ timeout: 60_000 });

    await feedback().getByRole('link').click();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Remove the article' }).click();
    await expect.poll(() => other.getByRole('region', { name: 'Feedback of agents' }).count()).toBe(0);
    await page.getByRole('button', { name: /^Undo/ }).last().click();
    await expect.poll(() => other.getByRole('region', { name: 'Feedback of agents' }).getByRole('listitem').count()).toBe(1);
    await other.close();
  });
});
