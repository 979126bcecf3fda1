import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFaults } from '../browser/find-faults.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { labelledFile } from './labelled-file.ts';

let browser: Browser;
let server: DistServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
  await page.getByRole('heading', { level: 1 }).first().waitFor();
}

const csv = 'subject,body,customer email,when\nLate,Where is my parcel?,a@example.com,2026-01-02\nBill,,b@example.com,never\n';

async function chooseFile(page: Page, content: string): Promise<void> {
  await goTo(page, '/import');
  await page.locator('input[type=file]').first().setInputFiles({ name: 'tickets.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** Each brings its view on screen, from wherever the one before left the desk. */
const views: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
  ['the inbox', (page) => goTo(page, '/')],
  [
    'a ticket',
    async (page) => {
      await page.getByRole('option', { name: /SECOND PAYMENT/ }).click();
      await page.getByRole('button', { name: /^Cite passage/ }).first().waitFor({ timeout: 60_000 });
    },
  ],
  [
    'a ticket being composed',
    async (page) => {
      await goTo(page, '/compose');
      await page.getByRole('textbox', { name: 'Message' }).fill('You charged me twice for order LL-48213, this is outrageous!');
      await page.getByText('Payment issue').first().waitFor();
    },
  ],
  ['the import', (page) => goTo(page, '/import')],
  [
    'an import that is refused',
    async (page) => {
      await chooseFile(page, 'subject,body\n"Late,where\n');
      await page.getByRole('alert').waitFor();
    },
  ],
  [
    'the columns of an import',
    async (page) => {
      await chooseFile(page, csv);
      await page.getByRole('button', { name: /^Import \d+ rows?$/ }).waitFor();
    },
  ],
  [
    'the report of an import',
    async (page) => {
      await page.getByRole('button', { name: /^Import \d+ rows?$/ }).click();
      await page.getByRole('button', { name: 'Go to the inbox' }).waitFor();
    },
  ],
  ['the knowledge base', (page) => goTo(page, '/knowledge')],
  [
    'an article',
    async (page) => {
      await page.getByRole('button', { name: /A gift card has not arrived/ }).click();
      await expect.poll(() => page.url()).toMatch(/knowledge\/./);
    },
  ],
  [
    'the search tester without a question',
    async (page) => {
      await goTo(page, '/knowledge/tools/search');
      await page.getByRole('heading', { level: 1, name: 'Search tester' }).waitFor();
    },
  ],
  [
    'the search tester',
    async (page) => {
      await page.getByRole('textbox', { name: 'Question' }).fill('I was charged twice for my order');
      await page.getByRole('button', { name: 'Helped', exact: true }).nth(3).click();
      await page.getByRole('region', { name: 'Feedback of agents' }).waitFor();
      if ((page.viewportSize()?.width ?? 0) < 1100) await page.getByText('Settings of the ranking').click();
      await page.getByRole('slider', { name: 'In the title' }).fill('4');
      await page.getByText('You are trying other values.').waitFor();
    },
  ],
  [
    'no questions yet',
    async (page) => {
      await goTo(page, '/knowledge/tools/tests');
      await page.getByRole('heading', { name: 'No question is tested yet' }).waitFor();
    },
  ],
  [
    'questions from solved tickets',
    async (page) => {
      await page.getByRole('button', { name: 'Take them from solved tickets' }).click();
      await page.getByRole('button', { name: /^Take all/ }).waitFor({ timeout: 60_000 });
    },
  ],
  [
    'the questions',
    async (page) => {
      await page.getByRole('button', { name: /^Take all/ }).click();
      await page.getByRole('button', { name: 'Close', exact: true }).click();
      await page.getByText(/run .* with the articles as they are/).waitFor({ timeout: 60_000 });
    },
  ],
  [
    'a question being added',
    async (page) => {
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByRole('dialog', { name: 'Add a question' }).waitFor();
    },
  ],
  [
    'the gaps',
    async (page) => {
      await page.keyboard.press('Escape');
      await goTo(page, '/knowledge/tools/gaps');
      await page.getByText(/questions find no sure answer/).waitFor({ timeout: 90_000 });
      await page.getByRole('list', { name: /^Groups of questions/ }).getByRole('button', { expanded: false }).first().click();
    },
  ],
  [
    'the overlaps',
    async (page) => {
      await goTo(page, '/knowledge/tools/overlaps');
      await page.getByText(/passages compared/).waitFor({ timeout: 60_000 });
    },
  ],
  [
    'what an edit would do',
    async (page) => {
      await goTo(page, '/knowledge/charged-twice-for-one-order?edit');
      await page.getByText(/none is fixed and none is broken/).waitFor({ timeout: 60_000 });
    },
  ],
  [
    'the editor of an article',
    async (page) => {
      await goTo(page, '/knowledge/gift-card-has-not-arrived?edit');
      await page.getByRole('textbox', { name: 'Text' }).fill('## Empty\n\nSee [x](/knowledge/gone). Until 31 March 2025.');
      await page.getByText(/^Kept on this device, /).waitFor();
    },
  ],
  [
    'the preview of what is written',
    async (page) => {
      await page.getByRole('button', { name: 'Preview', exact: true }).click();
      await page.getByRole('region', { name: 'Preview' }).getByRole('heading', { name: 'Empty' }).waitFor();
    },
  ],
  [
    'the changes of what is written',
    async (page) => {
      await page.getByRole('button', { name: 'Changes', exact: true }).click();
      await page.getByRole('region', { name: 'Changes' }).locator('ins').first().waitFor();
    },
  ],
  [
    'what an article is about',
    async (page) => {
      await page.getByRole('button', { name: /^Products/ }).click();
      await page.getByRole('dialog', { name: 'Products' }).waitFor();
    },
  ],
  [
    'an article with reasons to look at it',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Publish/ }).click();
      await page.getByText(/which has passed/).first().waitFor();
    },
  ],
  [
    'the versions of an article',
    async (page) => {
      await goTo(page, '/knowledge/gift-card-has-not-arrived?versions');
      await page.getByRole('list', { name: 'Versions' }).getByText(/words? added/).or(page.getByText(/words? added/)).first().waitFor();
    },
  ],
  [
    'the import of articles',
    async (page) => {
      await goTo(page, '/knowledge/tools/import');
      await page.getByRole('heading', { level: 1, name: 'Import and export articles' }).waitFor();
    },
  ],
  [
    'what an import of articles will do',
    async (page) => {
      const articles = ['# One\n\nSome text that is long enough.', '# One\n\nSome text that is long enough.', ''].map((text, at) => ({ name: `article-${at}.md`, mimeType: 'text/markdown', buffer: Buffer.from(text) }));
      const table = { name: 'export.csv', mimeType: 'text/csv', buffer: Buffer.from('title,body\nBills,<table><tr><th>A<th>B<tr><td>1<td>2</table>\n') };
      await page.locator('input[type=file]').first().setInputFiles([...articles, table]);
      await page.getByText(/articles found/).waitFor();
      await page.getByRole('button', { name: /^export\.csv/ }).click();
      await page.getByRole('button', { name: /^Bills/ }).first().click();
      await page.getByRole('region', { name: 'Table' }).waitFor();
    },
  ],
  ['what an import of articles refuses', (page) => page.getByRole('button', { name: /^Refused/ }).click()],
  [
    'the report of an import of articles',
    async (page) => {
      await page.getByRole('button', { name: /^Import \d+ article/ }).click();
      await page.getByRole('button', { name: 'Import more' }).waitFor();
    },
  ],
  [
    'the templates',
    async (page) => {
      await goTo(page, '/replies');
      await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
    },
  ],
  [
    'a template',
    async (page) => {
      await goTo(page, '/replies?template=track_order-warm');
      await page.getByRole('textbox', { name: 'Text' }).waitFor();
    },
  ],
  [
    'what became of drafts',
    async (page) => {
      await goTo(page, '/replies/drafts');
      await page.getByRole('heading', { level: 1, name: 'Drafts' }).waitFor();
    },
  ],
  [
    'what left the device',
    async (page) => {
      await goTo(page, '/replies/egress');
      await page.getByRole('heading', { level: 1, name: 'What left' }).waitFor();
    },
  ],
  [
    'the studio without data',
    async (page) => {
      await goTo(page, '/studio');
      await page.getByRole('heading', { level: 1, name: 'Data', exact: true }).waitFor();
    },
  ],
  [
    'the columns of a labelled file',
    async (page) => {
      await page.locator('input[type=file]').first().setInputFiles({ name: 'shop.csv', mimeType: 'text/csv', buffer: Buffer.from(labelledFile()) });
      await page.getByRole('button', { name: 'Read the file' }).waitFor();
    },
  ],
  [
    'the datasets',
    async (page) => {
      await page.getByRole('button', { name: 'Read the file' }).click();
      await page.getByRole('list', { name: 'Datasets' }).waitFor();
    },
  ],
  [
    'a training that is over',
    async (page) => {
      await page.getByRole('button', { name: 'Learn this' }).click();
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.getByRole('button', { name: 'Read the report' }).waitFor({ timeout: 60_000 });
    },
  ],
  [
    'the report of a model',
    async (page) => {
      await page.getByRole('button', { name: 'Read the report' }).click();
      await page.getByRole('region', { name: 'Figures of each label' }).getByRole('button', { name: 'Broken' }).click();
      await page.getByRole('heading', { name: /^Broken/ }).waitFor();
    },
  ],
  [
    'the versions of a model',
    async (page) => {
      await goTo(page, '/studio/versions');
      await page.getByRole('button', { name: 'Use in the desk' }).first().waitFor();
    },
  ],
  [
    'a model being tried',
    async (page) => {
      await goTo(page, '/studio/try');
      await page.getByRole('textbox', { name: 'What a customer writes' }).fill('i want to return the rug');
      await page.getByText(/It went by “/).waitFor();
    },
  ],
  ['the settings', (page) => goTo(page, '/settings')],
  ['an address that does not exist', (page) => page.evaluate(() => history.pushState(null, '', '/nowhere'))],
  [
    'the list of keys',
    async (page) => {
      await goTo(page, '/');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'the command palette',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.getByRole('dialog').waitFor();
    },
  ],
  [
    'a search that finds nothing',
    async (page) => {
      await page.keyboard.press('Escape');
      await page.getByRole('textbox', { name: 'Search tickets' }).fill('zzzqqq');
      await expect.poll(() => page.getByRole('option').count()).toBe(0);
    },
  ],
];

describe('what axe finds', { timeout: 240_000 }, () => {
  it.each([
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['light', 390, 844],
    ['dark', 390, 844],
  ] as const)('is nothing in any view: %s, %i wide', async (colorScheme, width, height) => {
    const context: BrowserContext = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      await page.goto(server.origin);
      await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor({ timeout: 60_000 });
      await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 60_000 });
      const faults: string[] = [];
      for (const [name, show] of views) {
        await show(page);
        await page.waitForTimeout(150);
        faults.push(...(await findFaults(page)).map((fault) => `${name}: ${fault}`));
      }
      expect(faults).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
