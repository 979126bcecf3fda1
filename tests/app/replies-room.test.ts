import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DraftOutcome, EgressReceipt } from '../../src/storage/schema.ts';
import { findFaults } from '../browser/find-faults.ts';
import { openDesk, type OpenedDesk } from '../browser/open-desk.ts';

let desk: OpenedDesk;
let page: Page;

beforeAll(async () => {
  desk = await openDesk();
  ({ page } = desk);
});

afterAll(() => desk.close());

/** Rows put where the desk keeps them, and the desk opened anew: it does not notice what others than itself write. */
async function put(table: 'egress' | 'draftOutcomes', rows: readonly (EgressReceipt | DraftOutcome)[]): Promise<void> {
  await page.evaluate(
    ([name, given]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('tabdesk');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const transaction = opening.result.transaction(name, 'readwrite');
          for (const row of given) transaction.objectStore(name).put(row);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [table, rows] as const,
  );
  await page.reload();
}

async function someTickets(count: number): Promise<string[]> {
  return page.evaluate(
    (most) =>
      new Promise<string[]>((resolve) => {
        const opening = indexedDB.open('tabdesk');
        opening.onsuccess = () => {
          const keys = opening.result.transaction('tickets').objectStore('tickets').getAllKeys(null, most);
          keys.onsuccess = () => {
            opening.result.close();
            resolve(keys.result as string[]);
          };
        };
      }),
    count,
  );
}

const text = () => page.getByRole('textbox', { name: 'Text' });
const preview = () => page.getByRole('region', { name: 'Preview' });
const rail = () => page.getByRole('navigation', { name: 'Rooms' });

describe('templates', { timeout: 120_000 }, () => {
  it('are a room of their own, reached by keys', async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor();
    expect(await rail().getByRole('link', { name: 'Replies' }).getAttribute('aria-current')).toBe('page');
    await page.getByRole('region', { name: 'Cancel order' }).getByRole('link', { name: /^Sorrel sofa · warm/ }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('gift voucher nowhere');
    await page.getByText('No template matches').waitFor();
    await page.keyboard.press('Escape');
    await page.getByText('78 templates').waitFor();
  });

  it('show how they read while they are written, with keys alone, and are saved for the next time', async () => {
    await desk.goTo('/replies?template=track_order-warm');
    await text().fill('I see order ');
    // To what can be put in, from the text back by one stop, and along by arrows.
    await text().press('Shift+Tab');
    await page.getByRole('toolbar', { name: 'Put into the text' }).locator(':focus').waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Put in: order' }).focus();
    await page.keyboard.press('Enter');
    // Which gives the caret back to the text, behind it.
    await page.keyboard.type('. Bye.');
    await expect.poll(() => text().inputValue()).toBe('I see order {{order}}. Bye.');
    await preview().getByText('I see order LL-48213. Bye.').waitFor();
    await preview().getByText(/^Warm wishes,/).waitFor();
    await preview().getByRole('button', { name: 'order number known' }).click();
    await preview().getByText('I see order [order number].').waitFor();
    await preview().getByText('Nobody knows:').waitFor();
    // Kept while one looks elsewhere.
    await desk.goTo('/settings');
    await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    await desk.goTo('/replies?template=track_order-warm');
    await page.getByRole('region', { name: 'Editor' }).getByText('Not saved').waitFor();
    await text().press('Control+s');
    await page.getByText('“Track order, warm” saved').waitFor();
    await page.reload();
    await expect.poll(() => text().inputValue()).toBe('I see order {{order}}. Bye.');
    expect(await page.getByRole('region', { name: 'Editor' }).getByText('Not saved').count()).toBe(0);
  });

  it('take conditions around what is selected, and the browser takes them back', async () => {
    await text().evaluate((element: HTMLTextAreaElement) => {
      element.focus();
      const { length } = element.value;
      element.setSelectionRange(length - 'Bye.'.length, length);
    });
    await page.getByRole('button', { name: 'Only if unknown …' }).click();
    await page.getByRole('menuitem', { name: /^Date/ }).click();
    await expect.poll(() => text().inputValue()).toBe('I see order {{order}}. {{^date}}Bye.{{/date}}');
    await page.keyboard.press('Control+z');
    await expect.poll(() => text().inputValue()).toBe('I see order {{order}}. Bye.');
  });

  it('can be looked at with a ticket of the inbox', async () => {
    await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 60_000 });
    await preview().getByRole('button', { name: /Filled with/ }).click();
    await page.getByRole('option').nth(1).click();
    await preview().getByRole('link', { name: 'Open the ticket' }).waitFor();
    expect(await preview().getByText('LL-48213').count()).toBe(0);
  });

  it('are refused in words while they can not be read', async () => {
    await text().fill('Hello {{nmae}}. {{#order}}Bye.');
    const findings = page.getByRole('list', { name: 'What to look at' });
    await findings.getByText('{{nmae}} is no variable').waitFor();
    await findings.getByText('{{#order}} is not closed').waitFor();
    await text().press('Control+s');
    await page.getByRole('alert').getByText('It was not saved: 2 things are to be corrected first.').waitFor();
    expect(await text().evaluate((element: HTMLTextAreaElement) => element.value.slice(element.selectionStart, element.selectionEnd))).toBe('{{nmae}}');
    await page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => text().inputValue()).toBe('I see order {{order}}. Bye.');
  });

  it('go back to the delivered text, and come back from there', async () => {
    await page.getByRole('region', { name: 'Editor' }).getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Back to the delivered text' }).click();
    await expect.poll(() => text().inputValue()).not.toContain('I see order');
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => text().inputValue()).toBe('I see order {{order}}. Bye.');
  });

  it('are written anew for another language, deleted, and put back', async () => {
    await page.getByRole('button', { name: 'New', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Track order' }).waitFor();
    await page.getByRole('button', { name: /Language/ }).click();
    await page.getByRole('option', { name: 'German' }).click();
    await text().fill('Guten Tag {{customer.firstName}}, wir sehen nach.');
    await page.getByText('Nothing to correct').waitFor();
    await page.getByRole('button', { name: /^Save/ }).click();
    await page.getByText('“Track order, German” saved').waitFor();
    await page.getByText('79 templates').waitFor();
    await page.getByRole('region', { name: 'Editor' }).getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('78 templates').waitFor();
    await page.getByRole('heading', { name: 'Choose a template' }).waitFor();
    await page.keyboard.press('z');
    await page.getByText('79 templates').waitFor();
    await page.getByRole('link', { name: /^Any product · German/ }).waitFor();
  });

  it('go into a file and come from one, and a bad file changes nothing', async () => {
    const choose = async (name: string) => {
      await page.getByRole('button', { name: 'Export, import' }).click();
      await page.getByRole('menuitem', { name }).click();
    };
    const download = page.waitForEvent('download');
    await choose('Export all templates');
    const file = readFileSync(await (await download).path(), 'utf8');
    const { templates } = JSON.parse(file) as { templates: { id: string; body: string }[] };
    expect(templates).toHaveLength(79);
    const bring = async (content: string) => {
      const chooser = page.waitForEvent('filechooser');
      await choose('Import templates');
      await (await chooser).setFiles({ name: 'templates.json', mimeType: 'application/json', buffer: Buffer.from(content) });
    };
    await bring('{"tabdesk":"templates","formatVersion":1,"templates":[{"id":"x"}]}');
    await page.getByText(/can not be read as templates: .*Nothing was changed/).waitFor();
    const changed = templates.map((template, at) => (at === 0 ? { ...template, body: 'From the file.' } : template));
    await bring(JSON.stringify({ tabdesk: 'templates', formatVersion: 1, templates: [...changed, { ...templates[0], id: 'brought' }] }));
    await page.getByText('Templates imported: 1 added, 1 changed, 78 the same').waitFor();
    await page.getByText('80 templates').waitFor();
    await page.keyboard.press('z');
    await page.getByText('79 templates').waitFor();
  });

  it('changed in another tab meanwhile are not saved over unseen', async () => {
    const other = await page.context().newPage();
    try {
      await other.goto(`${new URL(page.url()).origin}/replies?template=track_order-warm`);
      await desk.goTo('/replies?template=track_order-warm');
      await text().fill('Mine.');
      await other.getByRole('textbox', { name: 'Text' }).fill('Theirs.');
      await other.getByRole('textbox', { name: 'Text' }).press('Control+s');
      await other.getByText('“Track order, warm” saved').waitFor();
      await page.getByText('Another tab saved this template while you changed it.').waitFor();
      await text().press('Control+s');
      await page.getByRole('alert').getByText('another tab changed this template meanwhile').waitFor();
      await page.getByRole('button', { name: 'Take the other’s' }).click();
      await expect.poll(() => text().inputValue()).toBe('Theirs.');
    } finally {
      await other.close();
    }
  });
});

describe('what became of drafts', { timeout: 60_000 }, () => {
  it('says what to do where there are none, and counts them, with the tickets behind', async () => {
    await desk.goTo('/replies/drafts');
    await page.getByRole('heading', { name: 'No draft was used yet' }).waitFor();
    const [ticketId = ''] = await someTickets(1);
    const now = Date.now();
    const outcome = (id: number, changes: Partial<DraftOutcome>): DraftOutcome => ({ id: `o${id}`, ticketId, at: now - id * 3_600_000, intent: 'track_order', source: 'template', templateId: 'track_order-warm', outcome: 'accepted', distance: 0, ...changes });
    await put('draftOutcomes', [
      ...[1, 2].map((id) => outcome(id, {})),
      ...[3, 4, 5].map((id) => outcome(id, { outcome: 'edited', distance: 0.4 })),
      outcome(6, { intent: 'get_refund', source: 'llm', outcome: 'rejected', distance: 1, at: now - 40 * 86_400_000 }),
    ]);
    await page.getByText('Of 5 drafts you sent 2 as written and 3 edited, and did not use 0').waitFor();
    const look = page.getByRole('region', { name: 'Templates to look at' });
    await look.getByText('Of 5 drafts 3 were edited. Half of the edits change 40% of the words or more.').waitFor();
    expect(await look.getByRole('link', { name: 'Track order, warm' }).getAttribute('href')).toBe('/replies?template=track_order-warm');
    const byIntent = page.getByRole('region', { name: 'By intent' });
    expect(await byIntent.getByRole('row', { name: /Track order/ }).getByRole('cell').allInnerTexts()).toEqual(expect.arrayContaining(['2', '3', '0', '40%']));
    expect(await byIntent.getByText('Get refund').count()).toBe(0);
    await byIntent.getByRole('button', { name: 'Track order' }).click();
    expect(await byIntent.getByRole('list', { name: 'Tickets behind Track order' }).getByRole('link').first().getAttribute('href')).toBe(`/ticket/${ticketId}`);
    await page.getByRole('button', { name: /Time/ }).click();
    await page.getByRole('option', { name: 'Last 90 days' }).click();
    await byIntent.getByText('Get refund').waitFor();
  });
});

describe('what left the device', { timeout: 60_000 }, () => {
  const receipt = (id: number, ticketId: string, changes: Partial<EgressReceipt> = {}): EgressReceipt => {
    const body = `{"subject":"Request ${id}", "text":"é"}`;
    return { id: `r${id}`, ticketId, at: Date.now() - id * 60_000, to: 'https://desk.example/api/reply', purpose: 'draft', variant: 'standard', body, bytes: Buffer.byteLength(body), kept: { name: 2, card: 1 }, outcome: 'finished', tokens: { input: 1200, output: 80 }, finishedAt: Date.now(), ...changes };
  };

  it('is nothing at first, and then each request with all there is to know of it', async () => {
    await desk.goTo('/replies/egress');
    await page.getByRole('heading', { name: 'Nothing has left this device' }).waitFor();
    const [one = '', two = ''] = await someTickets(2);
    await put('egress', [receipt(1, one), receipt(2, two, { outcome: 'sending', variant: 'shorter', finishedAt: null }), receipt(3, one, { body: 'no JSON', bytes: 7, outcome: 'failed', problem: 'The service is overloaded.' })]);
    const list = page.getByRole('list', { name: '3 requests, newest first' });
    await list.getByRole('link').first().click();
    const request = page.getByRole('region', { name: 'Request', exact: true });
    await request.getByText('2 names, 1 card number').waitFor();
    await request.getByText('https://desk.example/api/reply').waitFor();
    await request.getByText('1,200 read, 80 written').waitFor();
    expect(await request.getByLabel('The body, laid out').innerText()).toContain('  "subject": "Request 1"');
    await request.getByRole('button', { name: 'Byte by byte' }).click();
    expect(await request.getByLabel('The body as it was sent').textContent()).toBe('{"subject":"Request 1", "text":"é"}');
    await list.getByRole('link').nth(1).click();
    await request.getByText('Under way, or cut off with its tab').waitFor();
    await request.getByText('A draft, shorter').waitFor();
    await list.getByRole('link').nth(2).click();
    await request.getByText('The service is overloaded.').waitFor();
    expect(await request.getByRole('button', { name: 'Byte by byte' }).count()).toBe(0);
    await request.getByRole('link', { name: 'Only requests of this ticket' }).click();
    await page.getByRole('list', { name: '2 requests, newest first' }).waitFor();
    await page.getByRole('link', { name: 'Show the requests of all tickets' }).click();
    await list.waitFor();
  });

  it('goes into a file whole, is forgotten, and comes back', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export all' }).click();
    const lines = readFileSync(await (await download).path(), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as EgressReceipt);
    expect(lines.map(({ id }) => id)).toEqual(['r1', 'r2', 'r3']);
    expect(lines[0]?.body).toBe('{"subject":"Request 1", "text":"é"}');
    await page.getByRole('button', { name: 'Forget all receipts' }).click();
    await page.getByRole('heading', { name: 'Nothing has left this device' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await page.getByRole('list', { name: '3 requests, newest first' }).waitFor();
  });

  it('shows only rows in sight of thousands', async () => {
    const many = Array.from({ length: 3000 }, (_, at) => receipt(100 + at, 'gone'));
    await put('egress', many);
    await page.getByRole('list', { name: '3,003 requests, newest first' }).waitFor();
    expect(await page.getByRole('region', { name: 'Requests' }).getByRole('listitem').count()).toBeLessThan(60);
    await page.getByRole('searchbox', { name: 'Search the requests' }).fill('failed overload');
    await page.getByRole('heading', { name: 'No request matches' }).waitFor();
    await page.getByRole('searchbox', { name: 'Search the requests' }).fill('failed');
    await page.getByRole('list', { name: '1 requests, newest first' }).waitFor();
  });

  it('ends by one switch, in every tab and for the next time', async () => {
    const other = await page.context().newPage();
    try {
      await other.goto(`${new URL(page.url()).origin}/replies/egress`);
      const [here, there] = [page, other].map((tab) => tab.getByRole('switch', { name: 'Nothing leaves this device' }));
      if (!here || !there) throw new Error('no switch');
      await expect.poll(() => there.isEnabled()).toBe(true);
      expect([await here.getAttribute('aria-checked'), await there.getAttribute('aria-checked')]).toEqual(['false', 'false']);
      await page.getByText('Off, and nothing leaves yet').waitFor();
      await here.focus();
      await page.keyboard.press('Space');
      await page.getByText('On: no text leaves').waitFor();
      await expect.poll(() => there.getAttribute('aria-checked')).toBe('true');
      await page.reload();
      await expect.poll(() => here.getAttribute('aria-checked')).toBe('true');
      await there.click();
      await expect.poll(() => here.getAttribute('aria-checked')).toBe('false');
    } finally {
      await other.close();
    }
  });
});

describe('the room of replies', { timeout: 120_000 }, () => {
  it.each([
    ['light', 1440, 900],
    ['dark', 1440, 900],
    ['light', 390, 844],
    ['dark', 390, 844],
  ] as const)('has no fault that axe finds, and nothing wider than the page: %s, %i wide', async (colorScheme, width, height) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height });
    const faults: string[] = [];
    const look = async (path: string, ready: () => Promise<void>): Promise<void> => {
      await desk.goTo(path);
      await ready();
      await page.waitForTimeout(150);
      faults.push(...(await findFaults(page)).map((fault) => `${path}: ${fault}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (wide > 0) faults.push(`${path}: ${wide} px too wide`);
    };
    await look('/replies', () => page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor());
    await look('/replies?template=track_order-warm', async () => {
      await text().fill('Hello {{nmae}}. Order {{order}} of {{date}}. {{#order}}Bye.');
      await page.getByRole('list', { name: 'What to look at' }).waitFor();
    });
    await page.getByRole('button', { name: 'Discard' }).click();
    await look('/replies?template=gone', () => page.getByRole('heading', { level: 1, name: 'This template is gone' }).waitFor());
    await look('/replies/drafts', async () => {
      await page.getByRole('region', { name: 'By intent' }).getByRole('button', { name: 'Track order' }).click();
    });
    await look('/replies/egress', () => page.getByRole('list', { name: /requests, newest first/ }).waitFor());
    await look('/replies/egress?receipt=r3', () => page.getByText('The service is overloaded.').waitFor());
    await look('/replies/nowhere', () => page.getByRole('heading', { level: 1, name: 'There is nothing at this address' }).waitFor());
    expect(faults).toEqual([]);
  });
});
