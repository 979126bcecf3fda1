import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;

async function openTab(): Promise<Page> {
  const tab = await context.newPage();
  tab.setDefaultNavigationTimeout(90_000);
  await tab.goto(server.origin);
  await tab.getByRole('option').first().waitFor();
  return tab;
}

beforeAll(async () => {
  [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  page = await openTab();
});

afterAll(async () => {
  await context.close();
  await browser.close();
  await server.close();
});

/** The view without loading the page anew. */
async function goTo(path: string, tab = page): Promise<void> {
  await tab.evaluate((to) => history.pushState(null, '', to), path);
}

const titleField = (tab = page) => tab.getByRole('textbox', { name: 'Title', exact: true });
const textField = (tab = page) => tab.getByRole('textbox', { name: 'Text', exact: true });
const preview = (tab = page) => tab.getByRole('region', { name: 'Preview' });
const button = (name: string | RegExp, tab = page) => tab.getByRole('button', { name, exact: typeof name === 'string' });
const kept = (tab = page) => tab.getByText(/^Kept on this device, /);
const list = (tab = page) => tab.getByRole('region', { name: 'Articles' });

/** Opens an article of the sample in the editor. */
async function edit(id: string, tab = page): Promise<void> {
  await goTo(`/knowledge/${id}?edit`, tab);
  await textField(tab).waitFor();
  await expect.poll(() => textField(tab).inputValue()).not.toBe('');
}

/** As if clicked beside everything: keys then reach the desk. */
async function leaveFields(): Promise<void> {
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
}

describe('writing an article', { timeout: 120_000 }, () => {
  it('goes by the keyboard alone, from the palette to the search', async () => {
    await goTo('/knowledge');
    await page.getByRole('heading', { level: 1, name: 'Knowledge' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('Write a new article');
    await page.keyboard.press('Enter');
    await expect.poll(() => titleField().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type('Moor your zeppelin');
    await page.keyboard.press('Enter');
    await page.keyboard.type('A mast is free until noon.\n\nHow to moor');
    await page.keyboard.press('Control+Shift+H');
    await page.keyboard.press('End');
    await page.keyboard.type('\n\n1. Throw the rope.\nPull the bow.\n\nThat is all, ');
    await page.keyboard.press('Control+b');
    await page.keyboard.type('captain');
    expect(await textField().inputValue()).toBe('A mast is free until noon.\n\n## How to moor\n\n1. Throw the rope.\n2. Pull the bow.\n\nThat is all, **captain**');
    await preview().getByRole('heading', { name: 'How to moor' }).waitFor();
    await preview().getByText('captain').waitFor();
    await kept().waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { level: 1, name: 'Moor your zeppelin' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/knowledge/moor-your-zeppelin');
    await page.keyboard.press('/');
    await page.keyboard.type('zeppelin mast');
    await list().getByText(/Throw the rope|A mast is free/).first().waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
  });

  it('edits as typing does: the browser’s own undo takes a toolbar press back, and the typing before it', async () => {
    await edit('moor-your-zeppelin');
    const before = await textField().inputValue();
    await textField().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type(' Ahoy');
    await button('Bold').click();
    await expect.poll(() => textField().inputValue()).toBe(`${before} **Ahoy**`);
    expect(await textField().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+z');
    await expect.poll(() => textField().inputValue()).toBe(`${before} Ahoy`);
    for (let presses = 0; presses < 8 && (await textField().inputValue()) !== before; presses += 1) await page.keyboard.press('Control+z');
    expect(await textField().inputValue()).toBe(before);
    await page.getByText('No changes').waitFor();
  });

  it('shows where passages begin, what to look at and where that is', async () => {
    await edit('charged-twice-for-one-order');
    await preview().getByText('Passage 2').waitFor();
    expect(await preview().getByTitle(/^Passage 2 of 3: \d+ words/).count()).toBe(1);
    const before = await textField().inputValue();
    await textField().fill(`${before}\n\nSee [the terms](/knowledge/no-such-article).`);
    await button('The link “the terms” leads to an article that does not exist.').click();
    await expect.poll(() => textField().evaluate((field: HTMLTextAreaElement) => field.value.slice(field.selectionStart, field.selectionEnd))).toBe('[the terms](/knowledge/no-such-article)');
    await button('Discard changes').click();
    await page.getByRole('heading', { level: 1, name: 'Charged twice for one order' }).waitFor();
  });

  it('names what is missing instead of publishing it', async () => {
    await goTo('/knowledge');
    await button('New').click();
    await textField().fill('A text without a title.');
    await button(/^Publish/).click();
    await page.getByText('Give the article a title.').waitFor();
    expect(await titleField().evaluate((field) => field === document.activeElement)).toBe(true);
    await button('Discard').click();
    await page.getByText('The new article discarded').waitFor();
  });

  it('sets what the article is about, with products of one’s own', async () => {
    await edit('moor-your-zeppelin');
    await button(/^Products/).click();
    await page.getByRole('dialog', { name: 'Products' }).getByRole('textbox', { name: 'Another product' }).fill('Mast');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Products' }).getByRole('checkbox', { name: 'Mast' }).waitFor();
    await page.keyboard.press('Escape');
    await button(/^Products Mast/).waitFor();
    await button(/^Answers/).click();
    await page.getByRole('dialog', { name: 'Answers' }).getByText('Delivery options').click();
    await page.keyboard.press('Escape');
    await button('Publish changes Ctrl ↵').or(button(/^Publish changes/)).first().click();
    await page.getByText('answers delivery options').waitFor();
    // No product of this desk is called that.
    await page.getByText('“Mast” is no longer among the desk’s products').waitFor();
  });
});

describe('what is written and not published', { timeout: 120_000 }, () => {
  it('is there again after the page was reloaded, in the editor where it was left', async () => {
    await edit('gift-card-has-not-arrived');
    await textField().focus();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n\nHalf a sentence about');
    await kept().waitFor();
    await page.reload();
    await expect.poll(() => textField().inputValue()).toMatch(/Half a sentence about$/);
    await page.getByRole('region', { name: 'Editor' }).getByText('Changes not published').waitFor();
  });

  it('survives the tab being closed within moments of typing', async () => {
    const other = await openTab();
    await edit('order-by-phone', other);
    await textField(other).focus();
    await other.keyboard.press('Control+End');
    await other.keyboard.type(' typed last');
    await kept(other).waitFor();
    await other.close({ runBeforeUnload: false });
    await edit('order-by-phone');
    await expect.poll(() => textField().inputValue()).toMatch(/typed last$/);
    await button('Discard changes').click();
    await page.getByText('Changes to “Order by phone” discarded').waitFor();
  });

  it('is marked in the list, can be narrowed to, and the article answers as it was', async () => {
    await goTo('/knowledge/gift-card-has-not-arrived');
    await page.getByText(/Changes to this article are not published yet/).waitFor();
    expect(await page.getByRole('article').innerText()).not.toContain('Half a sentence');
    await list().getByRole('button', { name: /A gift card has not arrived.*Changed/ }).waitFor();
    await list().getByRole('button', { name: /^All articles/ }).click();
    await page.getByRole('option', { name: /^Changes not published/ }).click();
    await expect.poll(() => list().getByRole('listitem').count()).toBe(1);
    await list().getByRole('button', { name: /^Changes not published/ }).click();
    await page.getByRole('option', { name: /^All articles/ }).click();
  });

  it('is published with a version, and z takes that back into the editor', async () => {
    await page.getByRole('region', { name: 'Article', exact: true }).getByRole('button', { name: 'Go on writing' }).click();
    await textField().waitFor();
    await button(/^Publish changes/).click();
    await page.getByText('“A gift card has not arrived” published').waitFor();
    await page.getByRole('article').getByText('Half a sentence about').waitFor();
    await leaveFields();
    await page.keyboard.press('z');
    await expect.poll(() => textField().inputValue()).toMatch(/Half a sentence about$/);
    await page.getByRole('region', { name: 'Editor' }).getByText('Changes not published').waitFor();
  });

  it('is discarded, and comes back with undo', async () => {
    await button('Discard changes').click();
    await page.getByText('Changes to “A gift card has not arrived” discarded').waitFor();
    await page.getByRole('article').waitFor();
    expect(await page.getByText(/Changes to this article are not published yet/).count()).toBe(0);
    await leaveFields();
    await page.keyboard.press('z');
    await expect.poll(() => textField().inputValue()).toMatch(/Half a sentence about$/);
    await button(/^Publish changes/).click();
    await page.getByRole('article').waitFor();
  });
});

describe('the versions of an article', { timeout: 120_000 }, () => {
  it('are compared word by word, restored, and the restoring undone', async () => {
    await goTo('/knowledge/gift-card-has-not-arrived');
    await page.getByRole('article').getByText('Half a sentence about').waitFor();
    await leaveFields();
    await page.keyboard.press('v');
    const versions = page.getByRole('list', { name: 'Versions' });
    await expect.poll(() => versions.getByRole('button').count()).toBe(2);
    const comparison = page.getByRole('region', { name: 'Comparison' });
    await comparison.locator('ins', { hasText: 'Half a sentence about' }).waitFor();
    await comparison.getByText('4 words added, 0 words removed').waitFor();
    await versions.getByRole('button', { name: /Version 1/ }).click();
    await button('Restore version 1').click();
    await versions.getByRole('button', { name: /Version 3.*restored/s }).waitFor();
    await goTo('/knowledge/gift-card-has-not-arrived');
    await page.getByRole('article').waitFor();
    await expect.poll(() => page.getByRole('article').innerText()).not.toContain('Half a sentence');
    await page.keyboard.press('z');
    await page.getByRole('article').getByText('Half a sentence about').waitFor();
  });

  it('bring a removed article back', async () => {
    await edit('pick-up-points');
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Remove the article' }).click();
    await page.getByText('“Have a parcel sent to a pick-up point” removed').waitFor();
    await list().getByRole('button', { name: /^All articles/ }).click();
    await page.getByRole('option', { name: 'Removed' }).click();
    await list().getByRole('button', { name: /Have a parcel sent to a pick-up point/ }).click();
    await button('Its versions').click();
    await button(/^Put the article back/).click();
    await page.getByText('“Have a parcel sent to a pick-up point” put back').waitFor();
    await goTo('/knowledge/pick-up-points');
    await page.getByRole('heading', { level: 1, name: 'Have a parcel sent to a pick-up point' }).waitFor();
    await list().getByRole('button', { name: 'Show all articles' }).or(list().getByRole('button', { name: /^Removed/ })).first().click();
    const all = page.getByRole('option', { name: /^All articles/ });
    if (await all.count()) await all.click();
  });
});

describe('two tabs that write the same article', { timeout: 120_000 }, () => {
  it('tell the later one, show it both texts, and keep the one it chooses', async () => {
    const other = await openTab();
    try {
      await edit('close-your-account');
      await edit('close-your-account', other);
      // Offline or busy: what is typed here is on its way to the disk while the other tab saves.
      await page.evaluate(() => {
        // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its own `this` below, and put back as it was
        const put = IDBObjectStore.prototype.put;
        Object.assign(globalThis, { goOn: () => (IDBObjectStore.prototype.put = put) });
        IDBObjectStore.prototype.put = function (this: IDBObjectStore, value: unknown, key?: IDBValidKey) {
          if (this.name === 'articleDrafts') throw new DOMException('busy', 'UnknownError');
          return put.call(this, value, key);
        };
      });
      await textField().fill('Written in the first tab');
      await page.getByText(/Your text is not being kept/).waitFor();
      await textField(other).fill('Written in the second tab');
      await kept(other).waitFor();
      await page.getByText(/Another tab changed this article while you were writing/).waitFor();
      await page.evaluate(() => (globalThis as unknown as { goOn: () => void }).goOn());
      expect(await textField().inputValue()).toBe('Written in the first tab');
      await button('Compare').click();
      const changes = page.getByRole('region', { name: 'Changes' });
      await changes.locator('del', { hasText: 'second' }).waitFor();
      await changes.locator('ins', { hasText: 'first' }).waitFor();
      await button('Keep mine').click();
      await kept().waitFor();
      await expect.poll(() => textField(other).inputValue()).toBe('Written in the first tab');
      await button('Discard changes').click();
      await expect.poll(() => textField(other).inputValue()).toMatch(/^You close your account/);
    } finally {
      await other.close();
    }
  });
});

describe('articles that should be looked at', { timeout: 120_000 }, () => {
  it('say why, and are settled by a word that can be taken back', async () => {
    await edit('jobs-at-larch-and-loom');
    await textField().fill('Apply until 31 March 2025.');
    await button(/^Publish changes/).click();
    await page.getByText('It says “until 31 March 2025”, which has passed').first().waitFor();
    await list().getByRole('button', { name: /^All articles/ }).click();
    await page.getByRole('option', { name: /^To review/ }).click();
    await list().getByText('It says “until 31 March 2025”, which has passed').waitFor();
    await button('Still right').click();
    await page.getByText('“Jobs at Larch & Loom” is still right').or(page.getByText(/is still right/)).first().waitFor();
    await expect.poll(() => list().getByText('It says “until 31 March 2025”, which has passed').count()).toBe(0);
    await leaveFields();
    await page.keyboard.press('z');
    await list().getByText('It says “until 31 March 2025”, which has passed').waitFor();
    await list().getByRole('button', { name: /^To review/ }).click();
    await page.getByRole('option', { name: /^All articles/ }).click();
  });
});

describe('the editor with the network gone', { timeout: 120_000 }, () => {
  it('writes, keeps and publishes all the same', async () => {
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await context.setOffline(true);
    try {
      await page.reload();
      await edit('spare-parts');
      await textField().fill('Spare parts come by **balloon**.');
      await preview().getByText('balloon').waitFor();
      await kept().waitFor();
      await button(/^Publish changes/).click();
      await page.getByRole('article').getByText('balloon').waitFor();
    } finally {
      await context.setOffline(false);
    }
  });
});

describe('the list with two thousand articles', { timeout: 180_000 }, () => {
  it('has only the rows in sight, and goes to the last by key', async () => {
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const open = indexedDB.open('tabdesk');
          open.onerror = () => reject(new Error('the database does not open'));
          open.onsuccess = () => {
            const changes = open.result.transaction('articles', 'readwrite');
            for (let n = 0; n < 2000; n += 1) {
              const id = `zz-${String(n).padStart(4, '0')}`;
              changes.objectStore('articles').put({ id, title: `ZZ article ${n}`, body: `Answer ${n}.`, status: 'draft', language: 'en', products: [], intents: [], updatedAt: 1 });
            }
            changes.oncomplete = () => {
              open.result.close();
              resolve();
            };
          };
        }),
    );
    await page.reload();
    await goTo('/knowledge');
    await expect.poll(() => list().getByRole('list', { name: 'Articles' }).evaluate((element) => element.scrollHeight), { timeout: 60_000 }).toBeGreaterThan(2000 * 61);
    expect(await list().getByRole('listitem').count()).toBeLessThan(40);
    await list().getByRole('listitem').first().getByRole('button').focus();
    await page.keyboard.press('End');
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('ZZ article 1999');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'ZZ article 1998' }).waitFor();
    expect(await list().getByRole('listitem').count()).toBeLessThan(40);
  });
});
