import { createServer, request as forward, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';

let browser: Browser;

beforeAll(async () => {
  // Chromium itself asks its maker how to fill in forms; no page can stop that, and it is not what is measured here.
  browser = await launchChromium({ args: ['--disable-features=AutofillServerCommunication'] });
});

afterAll(async () => {
  await browser.close();
});

interface Session {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions nobody caught. */
  readonly complaints: string[];
}

async function openDesk(server: DistServer, options: Parameters<Browser['newContext']>[0] = {}): Promise<Session> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const complaints: string[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  context.on('weberror', (error) => complaints.push(error.error().message));
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
  return { context, page, complaints };
}

/** Until the sample or an import is triaged: the list then counts the escalated, and no bar is left. */
async function untilTriaged(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor({ timeout: 60_000 });
  await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
}

async function untilEngine(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
}

/** The view without loading the page anew. */
async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path);
}

async function compose(page: Page, text: string): Promise<void> {
  await goTo(page, '/compose');
  await page.getByRole('textbox', { name: 'Message' }).fill(text);
}

async function importText(page: Page, name: string, content: string | Buffer): Promise<void> {
  await goTo(page, '/import');
  // The view is as it was left, with the file chosen last.
  const file = page.locator('input[type=file]').first();
  const another = page.getByRole('button', { name: 'Choose another file' });
  await file.or(another).first().waitFor({ state: 'attached' });
  if ((await file.count()) === 0) await another.click();
  await file.setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

/** A proxy that every request of the browser passes, its workers' and its service worker's too. */
async function watchTraffic(): Promise<{ readonly hosts: Set<string>; readonly paths: string[]; readonly server: Server; readonly address: string }> {
  const hosts = new Set<string>();
  const paths: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const url = new URL(incoming.url ?? '', 'http://unknown');
    hosts.add(url.host);
    paths.push(`${incoming.method ?? ''} ${url.pathname}`);
    const passed = forward(url, { method: incoming.method, headers: incoming.headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
  });
  server.on('connect', (incoming, socket) => {
    hosts.add(incoming.url ?? 'unknown');
    socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return { hosts, paths, server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('the whole desk, as built', { timeout: 180_000 }, () => {
  it('opens the sample, triages, searches, drafts, imports and exports without a request to any other address', async () => {
    const server = await serveDist();
    const traffic = await watchTraffic();
    const { context, page, complaints } = await openDesk(server, { proxy: { server: traffic.address, bypass: '<-loopback>' } });
    try {
      await untilEngine(page);
      await untilTriaged(page);
      expect(await page.getByRole('button', { name: 'All 320' }).count()).toBe(1);

      await page.getByRole('option', { name: /SECOND PAYMENT STILL NOT RETURNED/ }).click();
      await page.getByRole('heading', { level: 1, name: /SECOND PAYMENT/ }).waitFor();
      await page.getByText('Regulator, ombudsman or chargeback').first().waitFor();
      await page.getByRole('list', { name: 'Passages cited' }).getByRole('button').first().waitFor({ timeout: 60_000 });

      await compose(page, 'Hello, I would like to cancel my order LL-48213 please.');
      await page.getByRole('complementary', { name: 'Triage' }).getByText('Cancel order').first().waitFor();

      await importText(page, 'two.csv', 'subject,body,customer email\nLate,"Where is my parcel, <b>please</b>?",a@example.com\nBill,Send me the invoice,b@example.com\n');
      await page.getByRole('button', { name: 'Import 2 rows' }).click();
      await page.getByRole('button', { name: 'Go to the inbox' }).waitFor();
      await goTo(page, '/import?export=all');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: /^Export \d+ tickets$/ }).click();
      expect(await readFile(await (await download).path(), 'utf8')).toContain('Where is my parcel');

      for (const path of ['/knowledge', '/settings']) {
        await goTo(page, path);
        await page.getByRole('heading', { level: 1 }).waitFor();
      }
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    } finally {
      await context.close();
      await server.close();
      await new Promise((done) => traffic.server.close(done));
    }
    // The proxy saw the session: the models, the workers, the runtime, and only them.
    expect(traffic.paths.some((path) => path.includes('/models/intent/weights.bin'))).toBe(true);
    expect(traffic.paths.some((path) => path.includes('/sw.js'))).toBe(true);
    expect([...traffic.hosts]).toEqual([new URL(server.origin).host]);
    // Reading only: nothing was posted even to the desk's own server (HEAD asks whether it is there).
    expect(traffic.paths.filter((path) => !/^(GET|HEAD) /.test(path))).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('does everything after the first load with the server gone', async () => {
    const server = await serveDist();
    const { context, page } = await openDesk(server);
    try {
      await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
      await untilTriaged(page);
      await server.close();
      // A new tab: nothing of the first one's memory helps it.
      const later = await context.newPage();
      await page.close();
      await later.goto(server.origin);
      await untilEngine(later);
      await later.getByRole('option', { name: /SECOND PAYMENT/ }).click();
      await later.getByRole('list', { name: 'Passages cited' }).getByRole('button').first().waitFor({ timeout: 60_000 });
      await compose(later, 'I forgot my password and cannot log in');
      await later.getByRole('complementary', { name: 'Triage' }).getByText('Recover password').first().waitFor();
      await importText(later, 'one.csv', 'subject,body\nOffline,Where can I download my invoice?\n');
      await later.getByRole('button', { name: 'Import 1 row' }).click();
      await later.getByRole('button', { name: 'Go to the inbox' }).click();
      await later.getByRole('button', { name: 'All 321' }).click();
      await later.getByRole('option', { name: /Get invoice/ }).filter({ hasText: 'Offline' }).waitFor();
      await later.goto(`${server.origin}/knowledge`);
      await later.getByRole('searchbox', { name: 'Search the articles' }).fill('charged twice');
      await later.getByRole('button', { name: /Charged twice for one order/ }).first().waitFor();
    } finally {
      await context.close();
    }
  });

  it('is sent with a policy that lets no inline script run and no other address be asked', async () => {
    const server = await serveDist();
    try {
      const response = await fetch(server.origin);
      const policy = Object.fromEntries(
        (response.headers.get('content-security-policy') ?? '').split(';').map((part) => {
          const [name = '', ...values] = part.trim().split(/\s+/);
          return [name, values];
        }),
      );
      expect(policy['default-src']).toEqual(["'self'"]);
      expect(policy['script-src']).toEqual(["'self'", "'wasm-unsafe-eval'"]);
      expect(policy['connect-src']).toEqual(["'self'"]);
      expect(policy['object-src']).toEqual(["'none'"]);
      expect(policy['frame-ancestors']).toEqual(["'none'"]);
      const { context, page } = await openDesk(server);
      const refused = await page.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'globalThis.ranInline = true';
        document.head.append(script);
        const asked = await fetch('http://127.0.0.1:9/').then(() => 'answered', () => 'refused');
        return { ran: 'ranInline' in globalThis, asked };
      });
      expect(refused).toEqual({ ran: false, asked: 'refused' });
      await context.close();
    } finally {
      await server.close();
    }
  });

  it('can be worked with the keyboard alone', async () => {
    const server = await serveDist();
    const { context, page } = await openDesk(server);
    try {
      await untilTriaged(page);
      await page.keyboard.press('?');
      await page.getByRole('dialog').getByText('Go to the inbox').waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await expect.poll(() => page.url()).toContain('/ticket/');
      await page.getByRole('textbox', { name: 'Reply to the customer' }).waitFor();
      // Triaged among many it had no words behind its intent; opened it has.
      await page.locator('mark[title^="Points to"]').first().waitFor();
      await page.keyboard.press('Escape');
      await expect.poll(() => new URL(page.url()).pathname).toBe('/');
      const open = await page.getByRole('button', { name: /^Open \d+$/ }).textContent();
      await page.keyboard.press('e');
      await expect.poll(() => page.getByRole('button', { name: /^Open \d+$/ }).textContent()).not.toBe(open);
      await page.keyboard.press('z');
      await expect.poll(() => page.getByRole('button', { name: /^Open \d+$/ }).textContent()).toBe(open);
      await page.keyboard.press('/');
      await page.keyboard.type('invoice');
      await expect.poll(() => page.getByRole('option').count()).toBeGreaterThan(0);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+k');
      await page.keyboard.type('settings');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
    } finally {
      await context.close();
      await server.close();
    }
  });

  it('loses no key typed into the palette while its program is still loading', async () => {
    const server = await serveDist();
    const { context, page } = await openDesk(server, { serviceWorkers: 'block' });
    try {
      await page.route(/CommandPalette-[^/]*\.js$/, async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 1500));
        await route.continue();
      });
      const open = await page.getByRole('button', { name: /^Open \d+$/ }).textContent();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('settingz');
      await page.keyboard.press('Backspace');
      await page.keyboard.type('s');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Settings' }).waitFor();
      await page.keyboard.press('g');
      await page.keyboard.press('i');
      expect(await page.getByRole('button', { name: /^Open \d+$/ }).textContent()).toBe(open);
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox').waitFor();
      expect(await page.getByRole('combobox').inputValue()).toBe('');
    } finally {
      await context.close();
      await server.close();
    }
  });

  it.each([
    ['is missing', null],
    ['is corrupt', new Uint8Array(5000).fill(7)],
  ])('goes on by rules and says so when the intent model %s', async (_, weights) => {
    const server = await serveDist({ '/models/intent/weights.bin': weights });
    const { context, page } = await openDesk(server);
    try {
      const badge = page.getByRole('button', { name: /^On this device · rules only/ });
      await badge.waitFor({ timeout: 60_000 });
      await badge.click();
      const dialog = page.getByRole('dialog', { name: 'The engine' });
      await dialog.getByText(weights === null ? /intent.*(missing|not found|404)/i : /intent.*(checksum|damaged|corrupt)/i).first().waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'All 320' }).waitFor();
      await untilTriaged(page);
      await compose(page, 'please cancel my order');
      await page.getByRole('complementary', { name: 'Triage' }).getByText('Cancel order').first().waitFor();
    } finally {
      await context.close();
      await server.close();
    }
  });
});

describe('files that can not be read', { timeout: 120_000 }, () => {
  let server: DistServer;
  let session: Session;

  beforeAll(async () => {
    server = await serveDist();
    session = await openDesk(server);
    await untilTriaged(session.page);
  });

  afterAll(async () => {
    await session.context.close();
    await server.close();
  });

  it.each([
    ['an empty file', 'empty.csv', '', /empty/i],
    ['a binary file', 'photo.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 0, 0, 255, 254, 0]), /a picture/i],
    ['a file of one header and no row', 'header.csv', 'subject,body\n', /no rows|no tickets|only a header/i],
    ['an unclosed quote', 'quote.csv', 'subject,body\n"Late,where is it\nBill,send it\n', /quote/i],
  ])('%s is refused in words, and the desk is as it was', async (_, name, content, words) => {
    const { page } = session;
    await importText(page, name, content);
    await page.getByRole('alert').filter({ hasText: words }).waitFor();
    await goTo(page, '/');
    await page.getByRole('button', { name: 'All 320' }).waitFor();
  });

  it('reads UTF-16 with a byte order mark, and shows script in a body as text that never runs', async () => {
    const { page } = session;
    const rows = 'subject,body\nÜber script,"<img src=x onerror=""globalThis.ran = true""><script>globalThis.ran = true</script>Where is my order?"\n';
    await importText(page, 'wide.csv', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(rows, 'utf16le')]));
    await page.getByRole('button', { name: 'Import 1 row' }).click();
    await page.getByRole('button', { name: 'Go to the inbox' }).click();
    await page.getByRole('button', { name: 'All 321' }).click();
    await page.getByRole('option', { name: /Über script/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Über script' }).waitFor();
    await page.getByRole('region', { name: 'Messages' }).getByText('Where is my order?').waitFor();
    expect(await page.evaluate(() => 'ran' in globalThis)).toBe(false);
  });
});
