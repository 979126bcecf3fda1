import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;
const complaints: string[] = [];

// One desk for all: each test begins at an address of its own and leaves the desk as it was, or says what it leaves.
beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  context.on('weberror', (error) => complaints.push(error.error().message));
  page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await page.goto(server.origin);
  await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor();
  await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached' });
});

afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

async function goTo(path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
}

const rows = (): Locator => page.getByRole('region', { name: 'Questions and what they find' }).getByRole('listitem');
const filter = (name: string): Locator => page.getByRole('group', { name: 'Which questions' }).getByRole('button', { name: new RegExp(`^${name} `) });

async function counted(name: string): Promise<number> {
  return Number(/\d+$/.exec((await filter(name).textContent()) ?? '')?.[0]);
}

async function untilRun(): Promise<void> {
  await page.getByText(/run .* with the articles as they are/).waitFor();
}

describe('questions, gaps and overlaps in the sample desk', { timeout: 240_000 }, () => {
  it('offers questions from solved tickets, runs those taken, and says where each finds its article', async () => {
    await goTo('/knowledge/tools/tests');
    await page.getByRole('heading', { name: 'No question is tested yet' }).waitFor();
    await page.getByRole('button', { name: 'Take them from solved tickets' }).click();
    const suggested = page.getByRole('list', { name: 'Suggested questions' }).getByRole('listitem');
    await suggested.first().waitFor();
    await suggested.first().getByRole('button', { name: 'Leave out' }).click();
    await suggested.first().getByRole('button', { name: 'Take', exact: true }).click();
    await page.getByRole('button', { name: /^Take all/ }).click();
    await page.getByRole('heading', { name: 'No further ticket will do' }).waitFor();
    await page.getByRole('button', { name: 'Close', exact: true }).click();
    await untilRun();
    const total = await counted('All');
    expect(total).toBeGreaterThan(40);
    // The summary counts each question once.
    const legend = await page.locator('dl').first().locator('dd').evaluateAll((cells) => cells.slice(0, 4).map((cell) => Number.parseInt(cell.textContent, 10)));
    expect(legend.reduce((sum, each) => sum + each, 0)).toBe(total);
    await filter('Failing').click();
    expect(await rows().first().textContent()).toMatch(/Found (?:[2-9]|1\d)|Not found/);
    expect(await counted('Failing')).toBe(total - (legend[0] ?? 0));
    await filter('All').click();
  });

  it('changes the article of a question, removes one, and takes both back with a key', async () => {
    await goTo('/knowledge/tools/tests');
    await untilRun();
    const total = await counted('All');
    const first = rows().first();
    const before = await first.getByRole('link').textContent();
    await first.getByRole('button', { name: 'Change article' }).click();
    await page.getByRole('searchbox', { name: 'The article that must be found' }).fill('guarantee covers');
    await page.getByRole('option', { name: 'What the guarantee covers' }).click();
    await expect.poll(() => first.getByRole('link').textContent()).not.toBe(before);
    await first.getByRole('button', { name: 'More about this question' }).click();
    await page.getByRole('menuitem', { name: 'Remove the question' }).click();
    await expect.poll(() => counted('All')).toBe(total - 1);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('z');
    await expect.poll(() => counted('All')).toBe(total);
    await page.keyboard.press('z');
    await expect.poll(() => rows().first().getByRole('link').textContent()).toBe(before);
  });

  it('writes questions to a file, reads them back without making them twice, and says what it leaves out', async () => {
    await goTo('/knowledge/tools/tests');
    await untilRun();
    const total = await counted('All');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Export as CSV' }).click();
    const written = await readFile(await (await download).path(), 'utf8');
    expect(written).toContain('"question","article","title"');
    const more = `${written}"Can I pay with seashells?","ways-to-pay",""\r\n"And with pebbles?","no-such-article",""\r\n`;
    await page.locator('input[type=file]').first().setInputFiles({ name: 'questions.csv', mimeType: 'text/csv', buffer: Buffer.from(more) });
    await page.getByText(/1 line left out.*no-such-article/).waitFor();
    await expect.poll(() => counted('All')).toBe(total + 1);
    await rows().filter({ hasText: 'seashells' }).getByText(/Found|Not found/).waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => counted('All')).toBe(total);
  });

  it('adds a question from a ticket, with the article that was found, and nobody’s name in it', async () => {
    await goTo('/');
    await page.getByRole('option', { name: /SECOND PAYMENT/ }).click();
    await page.getByRole('button', { name: 'Add as a question' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a question' });
    const question = await dialog.getByRole('textbox', { name: 'Question' }).inputValue();
    expect(question).toContain('SECOND PAYMENT');
    expect(question).not.toMatch(/LL-\d{5}/);
    await dialog.getByRole('button', { name: 'Add the question' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Question added').waitFor();
    await page.keyboard.press('z');
    await page.getByText('Undone: question added').waitFor();
  });

  it('keeps the question of a ticket whose reply cites an article as a test, and forgets it when the reply is taken back', async () => {
    await goTo('/knowledge/tools/tests');
    await untilRun();
    const total = await counted('All');
    await goTo('/');
    await page.getByRole('option', { name: /SECOND PAYMENT/ }).click();
    await page.getByRole('list', { name: 'Passages cited' }).getByRole('button').first().waitFor();
    await page.getByRole('button', { name: /^Send|^Record/ }).first().click();
    await page.getByText(/^Kept as a test question/).waitFor();
    await goTo('/knowledge/tools/tests');
    await expect.poll(() => counted('All')).toBe(total + 1);
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('z');
    await expect.poll(() => counted('All')).toBe(total);
  });

  it('shows while an article is edited which questions the edit would break and fix, and can be stopped', async () => {
    await goTo('/knowledge/charged-twice-for-one-order?edit');
    const effect = page.getByRole('region', { name: 'What publishing would do' });
    await effect.getByText(/none is fixed and none is broken/).waitFor();
    await page.getByRole('textbox', { name: 'Title' }).fill('About herons');
    await page.getByRole('textbox', { name: 'Text' }).fill('Herons stand still in shallow water and wait for fish.');
    await effect.getByText(/Breaks \d+ question/).waitFor();
    await effect.getByText(/→/).first().waitFor();
    await page.getByRole('textbox', { name: 'Text' }).fill('Herons stand still in shallow water and wait for frogs.');
    await effect.getByRole('button', { name: 'Cancel' }).click();
    await effect.getByText('Stopped').waitFor();
    await effect.getByRole('button', { name: 'Try it on the questions' }).click();
    await effect.getByText(/Breaks \d+ question/).waitFor();
    // The article itself answers as before, and nothing of this is kept.
    await page.getByRole('textbox', { name: 'Text' }).focus();
    await goTo('/knowledge/tools/tests');
    await untilRun();
  });

  it('groups questions that find nothing good, opens a group by keys, and is there at once the second time', async () => {
    await goTo('/knowledge/tools/gaps');
    await page.getByText(/\d+ of \d+ questions find no sure answer/).waitFor();
    const groups = page.getByRole('list', { name: 'Groups of questions, largest first' }).locator(':scope > li');
    const found = await groups.count();
    expect(found).toBeGreaterThan(10);
    await page.getByText(/Left out: \d+ out of scope/).waitFor();
    const first = groups.first().getByRole('button', { expanded: false }).first();
    await first.focus();
    await page.keyboard.press('Enter');
    await groups.first().getByRole('list', { name: 'Its questions, the most central first' }).getByRole('button').nth(1).waitFor();
    expect(await groups.first().getByRole('img').getAttribute('aria-label')).toMatch(/^By week, oldest first: \d/);
    await goTo('/knowledge');
    await page.getByRole('searchbox', { name: 'Search the articles' }).waitFor();
    await goTo('/knowledge/tools/gaps');
    await expect.poll(() => groups.count(), { timeout: 3000 }).toBe(found);
    await page.getByRole('button', { name: 'All', exact: true }).click();
    await page.getByText('Out of scope too').click();
    await page.getByText(/\d+ of 3\d\d questions find no sure answer/).waitFor();
  });

  it('drafts an article from a group, opens it in the editor, and publishes nothing', async () => {
    await goTo('/knowledge/tools/gaps');
    await page.getByRole('button', { name: /^Draft an article/ }).first().click();
    await page.getByText(/Drafted from \d+ answered|the draft has the questions only/).waitFor();
    expect(page.url()).toMatch(/knowledge\/new-\w+\?edit/);
    await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).not.toBe('');
    expect(await page.getByRole('textbox', { name: 'Text' }).inputValue()).not.toMatch(/LL-\d|@example/);
    await goTo('/knowledge');
    await page.getByText(/119 articles/).first().waitFor();
  });

  it('stops looking for gaps when told to, and goes on from there', async () => {
    // Another state of the knowledge base: everything is searched anew.
    await goTo('/knowledge/new-cancel1?edit');
    await page.getByRole('textbox', { name: 'Title' }).fill('Return a vase');
    await page.getByRole('textbox', { name: 'Text' }).fill('You can return a vase within 30 days of delivery. Keep the box until then.');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect.poll(() => page.url()).not.toContain('/new-');
    await goTo('/knowledge/tools/gaps');
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('heading', { name: 'Stopped' }).waitFor();
    await page.getByRole('button', { name: 'Go on', exact: true }).click();
    await page.getByText(/questions find no sure answer/).waitFor();
  });

  it('shows articles that contradict each other side by side, with what differs marked, and hides a pair that is none', async () => {
    await goTo('/knowledge/new-contra1?edit');
    await page.getByRole('textbox', { name: 'Title' }).fill('Sending a vase back');
    await page.getByRole('textbox', { name: 'Text' }).fill('You start a refund under Account with the button Return an item, within 14 days of delivery. Ask us for a label and take it to the pick-up point.');
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await expect.poll(() => page.url()).not.toContain('/new-');
    await goTo('/knowledge/tools/overlaps');
    const pair = page.getByRole('list', { name: 'Contradictions, the surest first' }).getByRole('listitem').filter({ hasText: 'Sending a vase back' });
    await pair.waitFor();
    // With the vectors that the desk has stored, not only with words.
    await page.getByText(/^\d+ passages compared by words and meaning$/).waitFor();
    expect((await pair.locator('mark').allTextContents()).sort()).toEqual(['14 days', '30 days']);
    await pair.getByRole('button', { name: 'Not a contradiction' }).click();
    await pair.waitFor({ state: 'detached' });
    await page.getByText('Show 1 hidden').click();
    await pair.getByRole('button', { name: 'Show again' }).click();
    await page.getByText('Show 1 hidden').waitFor({ state: 'detached' });
    await pair.getByRole('button', { name: 'Not a contradiction' }).waitFor();
    await page.getByRole('button', { name: /^Say the same/ }).click();
    await page.getByRole('heading', { name: 'No two articles say the same' }).waitFor();
    await page.getByRole('button', { name: /^Contradictions/ }).click();
    await pair.getByRole('button', { name: 'Sending a vase back' }).click();
    await expect.poll(() => page.url()).toMatch(/\?passage=/);
  });

  it('threw nothing that nobody caught', () => {
    expect(complaints).toEqual([]);
  });
});
