import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;
let server: DistServer;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  server = await serveDist();
  browser = await launchChromium();
  context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(server.origin);
  await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
  // Rows move while tickets are triaged.
  await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

const field = (): Locator => page.getByRole('textbox', { name: 'Reply to the customer' });
const replySection = (): Locator => page.getByRole('region', { name: 'Reply' });
const answers = (): Locator => page.getByRole('region', { name: 'Messages' }).locator('[data-message]').filter({ hasText: 'answered' });

/** Opens the ticket of this subject and waits for its draft. */
async function openTicket(subject: string): Promise<void> {
  await page.evaluate(() => history.pushState(null, '', '/'));
  await page.getByRole('button', { name: /^All \d/ }).click();
  await page.getByRole('textbox', { name: 'Search tickets' }).fill(subject);
  // Until all is found the list moves under the pointer.
  await page.getByText(/^\d+ found$/).waitFor();
  await page.getByRole('option').filter({ hasText: subject }).first().click();
  await page.getByRole('heading', { level: 1, name: subject }).waitFor();
}

async function untilDrafted(): Promise<string> {
  await replySection().getByText(/written from \d+ passage/).waitFor({ timeout: 60_000 });
  return field().inputValue();
}

/** As if clicked beside everything: keys then reach the desk. */
async function leaveField(): Promise<void> {
  await page.evaluate(() => (document.activeElement instanceof HTMLElement ? document.activeElement.blur() : undefined));
}

function savedDrafts(): Promise<string[]> {
  return page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const open = indexedDB.open('tabdesk');
        open.onerror = () => reject(new Error('the database does not open'));
        open.onsuccess = () => {
          const all = open.result.transaction('drafts').objectStore('drafts').getAll();
          all.onsuccess = () => {
            open.result.close();
            resolve((all.result as { text: string }[]).map(({ text }) => text));
          };
        };
      }),
  );
}

const edited = 'Dear customer, this is what I wrote by hand and would not write again.';

describe('a reply that is sent', { timeout: 120_000 }, () => {
  it('is recorded once, however fast Send is pressed again', async () => {
    await openTicket('Pay in Three from Norway?');
    await untilDrafted();
    await replySection().getByRole('button', { name: /^Send(?! and)/ }).evaluate((button: HTMLElement) => {
      button.click();
      button.click();
    });
    await replySection().getByText(/^Recorded in this thread/).waitFor();
    await expect.poll(() => answers().count()).toBe(1);
    // A second recording would have come by now: it goes through the same few milliseconds of storage.
    await page.waitForTimeout(500);
    expect(await answers().count()).toBe(1);
    expect(await savedDrafts()).toEqual([]);
  });

  it('is back as it was when that is undone, and called edited only if it was', async () => {
    await leaveField();
    await page.keyboard.press('z');
    await field().waitFor();
    expect(await field().inputValue()).toMatch(/\[1\]/);
    expect(await replySection().getByText(/written from/).textContent()).not.toContain('edited');
    await expect.poll(() => answers().count()).toBe(0);
  });

  it('is back in its ticket when it is undone from another one', async () => {
    await field().fill(edited);
    expect(await replySection().getByText('no citations · edited').count()).toBe(1);
    await field().press('Control+Enter');
    await replySection().getByText(/^Recorded in this thread/).waitFor();
    await openTicket('No confirmation mail');
    await untilDrafted();
    await leaveField();
    await page.keyboard.press('z');
    await page.getByText('Undone: reply recorded in the thread').last().waitFor();
    await openTicket('Pay in Three from Norway?');
    await expect.poll(() => field().inputValue()).toBe(edited);
    expect(await answers().count()).toBe(0);
  });
});

describe('words the agent wrote', { timeout: 120_000 }, () => {
  it.each([
    ['the d key', async () => page.keyboard.press('d')],
    ['Discard', async () => replySection().getByRole('button', { name: 'Discard the draft' }).click()],
    [
      'another source',
      async () => {
        await replySection().getByRole('button', { name: 'Write the draft from' }).click();
        await page.getByRole('menuitemradio', { name: 'Template only' }).click();
      },
    ],
  ])('come back with z after %s took them away', async (_, takeAway) => {
    await openTicket('No confirmation mail');
    await expect.poll(() => field().inputValue()).not.toBe('');
    await field().fill(edited);
    await leaveField();
    await takeAway();
    await expect.poll(() => field().inputValue()).not.toBe(edited);
    await leaveField();
    await page.keyboard.press('z');
    await expect.poll(() => field().inputValue()).toBe(edited);
  });

  it('are kept below what an undo brings back', async () => {
    await openTicket('No confirmation mail');
    await expect.poll(() => field().inputValue()).toBe(edited);
    await replySection().getByRole('button', { name: 'Discard the draft' }).click();
    await field().fill('Written since.');
    await leaveField();
    await page.keyboard.press('z');
    await expect.poll(() => field().inputValue()).toBe(`${edited}\n\nWritten since.`);
  });

  it('are told to be on the page only when there is no room to keep them', async () => {
    await page.evaluate(() => {
      // eslint-disable-next-line @typescript-eslint/unbound-method -- the proxy hands `this` on
      IDBObjectStore.prototype.put = new Proxy(IDBObjectStore.prototype.put, {
        apply(put, store: IDBObjectStore, given) {
          if (store.name === 'drafts') throw new DOMException('no room', 'QuotaExceededError');
          return Reflect.apply(put, store, given) as unknown;
        },
      });
    });
    await field().fill(`${edited} More.`);
    await page.getByText(/^Your reply is not being kept: copy it/).waitFor();
  });
});

describe('the head of a ticket', { timeout: 120_000 }, () => {
  it('is as high after the reply is sent as before, long subject or not', async () => {
    for (const subject of ['SECOND PAYMENT STILL NOT RETURNED', 'human pls']) {
      await openTicket(subject);
      await field().fill('We are looking into it.');
      const messages = page.getByRole('region', { name: 'Messages' });
      const before = await messages.boundingBox();
      await field().press('Control+Enter');
      await page.getByTitle('Waiting for the customer').waitFor();
      expect((await messages.boundingBox())?.y).toBe(before?.y);
    }
  });

  it('stays in sight on a phone with its way back, and what is touched is 44 px high', async () => {
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
    const tab = await phone.newPage();
    await tab.goto(server.origin);
    const small = (): Promise<string[]> =>
      tab.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, input')]
          .filter((each) => each.checkVisibility() && each.offsetHeight > 0 && each.offsetHeight < 44 && !each.closest('[role=listbox]'))
          .map((each) => `${each.getAttribute('aria-label') ?? each.textContent}: ${each.offsetHeight}`),
      );
    await tab.getByRole('option').filter({ hasText: 'SECOND PAYMENT' }).first().waitFor();
    expect(await small()).toEqual([]);
    await tab.getByRole('option').filter({ hasText: 'SECOND PAYMENT' }).first().click();
    const title = tab.getByRole('heading', { level: 1, name: /SECOND PAYMENT/ });
    const inView = async (): Promise<boolean> => {
      const boxes = await Promise.all([title, tab.getByRole('button', { name: 'Back to the inbox' })].map((each) => each.boundingBox()));
      return boxes.every((box) => box !== null && box.y >= 0 && box.y + box.height < 200);
    };
    await title.waitFor();
    expect(await inView()).toBe(true);
    await tab.getByRole('button', { name: 'Open the draft' }).click();
    await tab.getByRole('button', { name: 'Send and close' }).scrollIntoViewIfNeeded();
    expect(await inView()).toBe(true);
    await phone.close();
  });
});

describe('a removed article', { timeout: 120_000 }, () => {
  it('comes back with z, and its toast goes', async () => {
    await page.evaluate(() => history.pushState(null, '', '/knowledge/alder-desk-wobbles'));
    await page.getByRole('button', { name: 'Edit', exact: true }).waitFor();
    const title = await page.getByRole('heading', { level: 1 }).textContent();
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByRole('button', { name: 'More', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Remove the article' }).click();
    await page.getByText(`“${title ?? ''}” removed`).waitFor();
    await leaveField();
    await page.keyboard.press('z');
    await page.getByText(`Undone: “${title ?? ''}” removed`).waitFor();
    expect(await page.getByText(`“${title ?? ''}” removed`, { exact: true }).count()).toBe(0);
  });
});

describe('the numbers of citations', { timeout: 120_000 }, () => {
  it('stand over the letters they replace, at any width', async () => {
    await openTicket('Pay in Three from Norway?');
    await page.keyboard.press('d');
    await untilDrafted();
    const off = await field().evaluate((box: HTMLTextAreaElement) => {
      const layer = box.nextElementSibling as HTMLElement;
      const stack = layer.parentElement;
      if (!stack) throw new Error('the layer stands nowhere');
      // The same letters without any element between them break as the field's do.
      const plain = layer.cloneNode(false) as HTMLElement;
      plain.textContent = `${box.value}\u200b`;
      stack.append(plain);
      const letters = plain.firstChild as Text;
      const wrong: string[] = [];
      for (let width = 240; width <= 700; width += 1) {
        stack.style.width = `${width}px`;
        let at = -1;
        for (const chip of layer.querySelectorAll('[data-number]')) {
          at = box.value.indexOf(chip.textContent, at + 1);
          const range = document.createRange();
          range.setStart(letters, at);
          range.setEnd(letters, at + chip.textContent.length);
          const want = range.getBoundingClientRect();
          const is = chip.getBoundingClientRect();
          if (Math.abs(want.left - is.left) > 1 || Math.abs(want.bottom - is.bottom) > 6) wrong.push(`${width} px: ${chip.textContent}`);
        }
        if (Math.abs(plain.scrollHeight - layer.scrollHeight) > 1) wrong.push(`${width} px: height`);
      }
      return { wrong, chips: layer.querySelectorAll('[data-number]').length };
    });
    expect(off.chips).toBeGreaterThan(1);
    expect(off.wrong).toEqual([]);
  });
});
