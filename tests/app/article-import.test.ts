import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Every address asked that is not the desk's own. */
  readonly outside: string[];
}

async function openDesk(): Promise<Desk> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: 'reduce', acceptDownloads: true });
  const page = await context.newPage();
  const outside: string[] = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(server.origin) && !/^(?:blob|data):/.test(request.url())) outside.push(request.url());
  });
  page.on('dialog', (dialog) => {
    outside.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(server.origin);
  await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor({ timeout: 60_000 });
  await goToImport(page);
  return { page, context, outside };
}

async function goToImport(page: Page): Promise<void> {
  await page.evaluate(() => history.pushState(null, '', '/knowledge/tools/import'));
  await page.getByRole('heading', { level: 1, name: 'Import and export articles' }).waitFor();
}

interface Chosen {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

function file(name: string, content: string | Buffer): Chosen {
  return { name, mimeType: 'text/plain', buffer: typeof content === 'string' ? Buffer.from(content) : content };
}

const choose = (page: Page, files: readonly Chosen[]): Promise<void> => page.locator('input[type=file]').first().setInputFiles([...files]);
const words = (about: string): string => Array.from({ length: 40 }, (_, at) => `${about} sentence ${at} says something of its own`).join('. ');
const countArticles = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('tabdesk');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction('articles').objectStore('articles').count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
  );

describe('the import of articles', { timeout: 240_000 }, () => {
  it('takes one of 33 identical articles, changes nothing the second time, and is taken back whole with z', async () => {
    const { page, context, outside } = await openDesk();
    try {
      const before = await countArticles(page);
      const files = [...Array.from({ length: 33 }, (_, at) => file(`copy-${at}.md`, `# The same\n\n${words('Same')}`)), file('other.md', `# Another\n\n${words('Other')}`)];
      await choose(page, files);
      await page.getByText('34 articles found, 2 to import').waitFor();
      await page.getByRole('button', { name: 'The same 32' }).click();
      await page.getByRole('region', { name: 'Articles of the import' }).getByText('“The same” in this import').first().waitFor();
      await page.getByRole('button', { name: 'Import 2 articles' }).click();
      await page.getByText('2 articles imported').first().waitFor();
      expect(await countArticles(page)).toBe(before + 2);

      await page.getByRole('button', { name: 'Import more' }).click();
      await choose(page, files);
      await page.getByText('34 articles found, 0 to import').waitFor();
      expect(await page.getByRole('button', { name: 'Nothing to import' }).isDisabled()).toBe(true);

      await page.getByRole('heading', { level: 1 }).click();
      await page.keyboard.press('z');
      await expect.poll(() => countArticles(page)).toBe(before);
      expect(outside).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('lets each row and each kind be decided, and shows the text as it will be', async () => {
    const { page, context, outside } = await openDesk();
    try {
      await choose(page, [file('a.md', `# First\n\n${words('First')}`), file('hostile.md', `# Hostile\n\n<script>alert(1)</script><img src="https://evil.example/x.png" onerror="alert(2)" alt="A lamp"> [x](javascript:alert(3))\n\n| a | b |\n| - | - |\n| 1 | 2 |`)]);
      await page.getByRole('button', { name: 'Import 2 articles' }).click();
      await page.getByRole('button', { name: 'Import more' }).click();

      await choose(page, [file('a.md', `# First\n\n${words('Changed')}`), file('b.md', `# Second\n\n${words('Changed')} more.`)]);
      await page.getByText('2 articles found, all to import').waitFor();
      await page.getByRole('button', { name: /^First.*Changes/ }).click();
      await page.getByRole('region', { name: 'Its text' }).getByText('Changed sentence 0').waitFor();
      await page.getByRole('button', { name: /What to do with “First”/ }).click();
      await page.getByRole('option', { name: 'Keep both' }).click();
      await page.getByRole('button', { name: 'Nearly the same 1' }).click();
      await page.getByRole('button', { name: /What to do with “Second”/ }).click();
      await page.getByRole('option', { name: 'Leave out' }).click();
      await page.getByRole('button', { name: 'Import 1 article' }).click();
      await page.getByRole('button', { name: 'Open the article' }).click();
      await expect.poll(() => page.url()).toMatch(/\/knowledge\/a-2$/);

      await page.evaluate(() => history.pushState(null, '', '/knowledge/hostile'));
      await page.getByRole('heading', { level: 1, name: 'Hostile' }).waitFor();
      await page.getByRole('link', { name: 'A lamp' }).waitFor();
      expect(await page.locator('article img, article script').count()).toBe(0);
      expect(outside).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('refuses 50 MB at once and names it next to what is fine', async () => {
    const { page, context } = await openDesk();
    try {
      // Too large to be handed over by the test: made in the page, as the browser would give it.
      await page.evaluate(() => {
        const input = document.querySelector<HTMLInputElement>('input[type=file]');
        const files = new DataTransfer();
        files.items.add(new File([new Uint8Array(50_000_000).fill(97)], 'huge.md'));
        files.items.add(new File(['# Fine\n\nSome text that is fine.'], 'fine.md'));
        files.items.add(new File([''], 'empty.md'));
        if (!input) throw new Error('there is no input');
        input.files = files.files;
        input.dispatchEvent(new Event('change', { bubbles: true }));
      });
      await page.getByText('1 article found, all to import').waitFor();
      await page.getByRole('button', { name: 'Refused 2' }).click();
      await page.getByText('It has 50 MB; a file of one article may have 20 MB.').waitFor();
      await page.getByText('The file is empty.').waitFor();
    } finally {
      await context.close();
    }
  });

  it('lets the columns of an export be corrected', async () => {
    const { page, context } = await openDesk();
    try {
      await choose(page, [file('export.csv', `Internal,Shown to all,Heading words\nfor us alone and long enough to be a text,${words('Shown')},Returns\n`)]);
      await page.getByRole('alert').getByText('Choose the column that holds the title').waitFor();
      await page.getByRole('button', { name: 'Title Not in this file' }).or(page.getByRole('button', { name: 'Not in this file Title' })).click();
      await page.getByRole('option', { name: 'Heading words' }).click();
      await page.getByText('1 article found, all to import').waitFor();
      await page.getByRole('button', { name: /^Returns/ }).first().waitFor();
    } finally {
      await context.close();
    }
  });

  it('reads what is pasted, and names pages of other sites with the command that fetches them', async () => {
    const { page, context, outside } = await openDesk();
    try {
      await page.getByRole('textbox', { name: /list pages/ }).fill('https://help.example.com/a\nhttps://help.example.com/b');
      await page.getByRole('button', { name: 'Fetch 2 pages' }).click();
      await page.getByText('npm run --silent articles -- --pages pages.txt --out articles.jsonl').waitFor();
      await page.getByRole('textbox', { name: 'Or paste text' }).fill('Q: Can I send it back?\nA: Yes, within 30 days.\n\nQ: Who pays?\nA: We do.');
      await page.getByRole('button', { name: 'Read this text' }).click();
      await page.getByText('2 articles found, all to import').waitFor();
      expect(outside).toEqual([]);
    } finally {
      await context.close();
    }
  });

  it('fetches pages of its own address, and names those that are not there', async () => {
    // Without a service worker: what it fetches can't be answered here.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    try {
      await context.route(`${server.origin}/help/returns`, (route) => route.fulfill({ contentType: 'text/html', body: `<html lang="en"><main><h1>Returns</h1><p>${words('Page')} <a href="more">More</a><img src="/x.png" alt="A box">` }));
      await context.route(`${server.origin}/help/gone`, (route) => route.fulfill({ status: 404, body: '' }));
      const page = await context.newPage();
      await page.goto(`${server.origin}/knowledge/tools/import`);
      await page.getByRole('textbox', { name: /list pages/ }).fill(`/help/returns\n${server.origin}/help/gone\nnonsense`);
      await page.getByRole('button', { name: 'Fetch 2 pages' }).click();
      await page.getByText('1 article found, all to import').waitFor();
      await page.getByRole('button', { name: /^Returns/ }).first().click();
      const links = page.getByRole('region', { name: 'Its text' }).getByRole('link');
      await links.first().waitFor();
      expect(await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))).toEqual([`${server.origin}/help/more`, `${server.origin}/x.png`]);
      await page.getByRole('button', { name: 'Refused 2' }).click();
      await page.getByText('The server answered 404.').waitFor();
      await page.getByText('This line is no address of a page.').waitFor();
    } finally {
      await context.close();
    }
  });

  it('can be cancelled while it reads, and leaves nothing behind', async () => {
    const { page, context } = await openDesk();
    try {
      const before = await countArticles(page);
      const rows = Array.from({ length: 3000 }, (_, at) => `9${String(at).padStart(5, '0')},Article ${at},"<h2>Part</h2><p>${words(`Row ${at}`)}</p><ul>${'<li>item</li>'.repeat(20)}</ul>"`);
      await choose(page, [file('big.csv', `id,title,body\n${rows.join('\n')}\n`)]);
      await page.getByRole('progressbar', { name: 'Reading the files' }).waitFor();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Reading was cancelled. Nothing was written.').waitFor();
      expect(await countArticles(page)).toBe(before);
    } finally {
      await context.close();
    }
  });

  it('works with the network off, and so does the export, which imports as the same articles', async () => {
    const { page, context } = await openDesk();
    try {
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await page.waitForFunction(() => navigator.serviceWorker.controller !== null || caches.keys().then((keys) => keys.length > 0));
      await context.setOffline(true);
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: /^Export \d+ articles/ }).click();
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(/^tabdesk-articles-.*\.markdown\.zip$/);
      const count = await countArticles(page);
      const chunks: Buffer[] = [];
      for await (const part of await download.createReadStream()) chunks.push(part as Buffer);
      await choose(page, [file('export.zip', Buffer.concat(chunks))]);
      await page.getByText(`${count} articles found, 0 to import`).waitFor();
    } finally {
      await context.close();
    }
  });

  it('is where files go that are dropped on the knowledge base', async () => {
    const { page, context } = await openDesk();
    try {
      await page.evaluate(() => history.pushState(null, '', '/knowledge'));
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.evaluate(() => {
        const data = new DataTransfer();
        data.items.add(new File(['# Dropped\n\nSome text.'], 'dropped.md'));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
      });
      await page.getByText('1 article found, all to import').waitFor();
      expect(page.url()).toContain('/knowledge/tools/import');
    } finally {
      await context.close();
    }
  });
});
