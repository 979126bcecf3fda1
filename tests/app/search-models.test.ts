import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findFaults } from '../browser/find-faults.ts';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveDist, type DistServer } from '../browser/serve-dist.ts';
import { bytes } from '../../src/ui/format-time.ts';
import { serveStandInHub, type StandInHub } from '../inference/stand-in-hub.ts';
import { makeStandInModel } from '../inference/stand-in-model.ts';
import { articleWords } from '../inference/stand-in-words.ts';

const id = 'Xenova/all-MiniLM-L6-v2';
const name = 'all-MiniLM-L6-v2';
const brokenId = 'Xenova/broken';
const own = 'The desk’s own';
const slowId = 'Xenova/bge-small-en-v1.5';
const slowName = 'bge-small-en-v1.5';
const words = articleWords();
/** Slow enough, in its widest layer, for the change over to be seen. */
const files = makeStandInModel({ words, common: 4, width: 3_000 });
const slowFiles = makeStandInModel({ words, common: 4, width: 9_000 });
const garbage = new Map([...files, ['onnx/model_quantized.onnx', new Uint8Array(200_000).fill(7)] as const]);

const size = bytes([...files.values()].reduce((sum, file) => sum + file.byteLength, 0));

let browser: Browser;
let hub: StandInHub;
let server: DistServer;
let context: BrowserContext;
let page: Page;
let asked = 0;

beforeAll(async () => {
  [browser, hub] = await Promise.all([launchChromium(), serveStandInHub(new Map([[id, files], [slowId, slowFiles], [brokenId, garbage]]))]);
  server = await serveDist({}, hub.describe());
});
afterAll(async () => {
  await browser.close();
  await server.close();
  await hub.close();
});

beforeEach(() => {
  hub.mood = {};
  asked = hub.requests.length;
});
afterEach(() => context.close());

/** What the hub was asked since the test began. */
const requests = (): readonly string[] => hub.requests.slice(asked);

const item = (of: string = name): Locator => page.getByRole('listitem', { name: of });
const button = (label: string | RegExp): Locator => page.getByRole('button', { name: label });

/** A new browser with the settings open. The service worker is left out where no test asks for it: it fetches the whole desk. */
async function openSettings(options: BrowserContextOptions = { serviceWorkers: 'block' }): Promise<void> {
  context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(90_000);
  page = await context.newPage();
  await page.goto(`${server.origin}/settings`);
  await item(own).waitFor();
}

async function download(model = name): Promise<void> {
  await button(new RegExp(`^Download ${model}`)).click();
  await item(model).getByRole('button', { name: /^Download [\d.]+ [KM]B$/ }).click();
}

async function indexed(): Promise<void> {
  await page.getByText(/(voy|exact), \d+ passages/).waitFor();
}

async function use(): Promise<void> {
  await indexed();
  await button(`Use ${name}`).click();
  await item().getByText('In use').waitFor();
  await item().getByRole('progressbar').waitFor({ state: 'detached', timeout: 90_000 });
}

const stored = (): Promise<number> => page.evaluate(async () => (await (await caches.open('tabdesk-models')).keys()).length);

describe('a model from the hub', { timeout: 300_000 }, () => {
  it('is asked for by nobody but the person, downloaded by the one worker that may, and searched by once it has read the articles', async () => {
    await openSettings({});
    await indexed();
    expect(requests()).toEqual([]);

    // The page itself can not reach the hub, whoever asks.
    const reached = await page.evaluate((origin) => fetch(origin).then(() => true, () => false), hub.origin);
    expect(reached).toBe(false);
    expect(requests()).toEqual([]);

    await button(`Download ${name}, about ${size}`).click();
    await item().getByText(`${size} will come from 127.0.0.1`).waitFor();
    expect(requests().every((request) => request.startsWith('HEAD '))).toBe(true);
    expect(await findFaults(page)).toEqual([]);
    await item().getByRole('button', { name: `Download ${size}` }).click();
    await button(`Use ${name}`).waitFor();
    // Nothing but the model was asked for, without a cookie or a word of the desk.
    expect(new Set(requests().map((request) => request.replace(/^(GET|HEAD) (\/cdn)?/, '')))).toEqual(new Set([...files.keys()].map((path) => `/${id}/resolve/abc123/${path}`)));
    await page.getByText(/This page made \d+ requests to other addresses today/).waitFor();

    await button(`Use ${name}`).click();
    await item().getByText(/Search goes on as before meanwhile/).waitFor();
    await page.evaluate(() => {
      history.pushState(null, '', '/');
    });
    await page.getByRole('option', { name: /SECOND PAYMENT/ }).click();
    await button(/^Cite passage/).first().waitFor();
    await page.evaluate(() => {
      history.pushState(null, '', '/settings');
    });
    await item().getByText('In use').waitFor();
    await page.getByText(`${name} ${createHash('sha256').update(files.get('onnx/model_quantized.onnx') ?? '').digest('hex').slice(0, 12)}, 32 numbers a sentence`).waitFor();

    // The next start has it from this browser, with hub and server gone.
    await page.evaluate(() => navigator.serviceWorker.ready);
    const before = requests().length;
    await context.setOffline(true);
    await page.reload();
    await item().getByText('In use').waitFor();
    await page.getByText(/32 numbers a sentence/).waitFor();
    await indexed();
    expect(requests().length).toBe(before);
  });

  it('stops when told to, keeps what came, and goes on from there', async () => {
    await openSettings();
    hub.mood = { slowMs: 15 };
    await download(slowName);
    await item(slowName).getByText(/^(1\.[2-9]|2\.\d) MB of 2\.\d MB$/).waitFor();
    await item(slowName).getByRole('button', { name: /^Stop/ }).click();
    await item(slowName).getByText(/MB of 2\.\d MB are here/).waitFor();
    expect(await item(own).getByText('In use').isVisible()).toBe(true);
    hub.mood = {};
    await button(`Go on downloading ${slowName}`).click();
    await button(`Use ${slowName}`).waitFor();
    expect(requests().some((request) => /onnx bytes=\d{6,}-/.test(request))).toBe(true);
  });

  it('says what is wrong and changes nothing when there is no hub, no model, or a page instead', async () => {
    await openSettings();
    const problem = item().getByRole('alert');
    hub.mood = { status: 404 };
    await button(/^Download all/).click();
    await expect.poll(() => problem.textContent(), { timeout: 60_000 }).toContain('does not have this model. Nothing was changed.');
    hub.mood = { portal: true };
    await button(/^Download all/).click();
    await expect.poll(() => problem.textContent(), { timeout: 60_000 }).toContain('is a page, not a model');
    hub.mood = { cutAfter: 100_000 };
    await download();
    await expect.poll(() => problem.textContent(), { timeout: 60_000 }).toContain('broke off. What came so far is kept');
    await button(`Delete ${name}`).click();
    hub.mood = {};
    await button(/^Download all/).click();
    await item().getByText(/will come from/).waitFor();
    hub.mood = { weights: (files.get('onnx/model_quantized.onnx') ?? new Uint8Array()).map((byte) => byte ^ 1) };
    await item().getByRole('button', { name: /^Download \d/ }).click();
    await expect.poll(() => problem.textContent(), { timeout: 60_000 }).toContain('its checksum differs');
    await context.setOffline(true);
    await button(/^(Download all|Go on)/).click();
    await expect.poll(() => problem.textContent(), { timeout: 60_000 }).toContain('can not be reached. Nothing was changed.');
    expect(await item(own).getByText('In use').isVisible()).toBe(true);
    expect(await findFaults(page)).toEqual([]);
  });

  it('is removed again when it turns out to be none', async () => {
    await openSettings();
    await download('broken');
    await expect.poll(() => item('broken').getByRole('alert').textContent(), { timeout: 90_000 }).toContain('is no working model');
    expect(await stored()).toBe(0);
    expect(await button('Use broken').count()).toBe(0);
  });

  it('goes on reading the articles after a reload in the middle, and leaves all as it was when stopped', async () => {
    await openSettings();
    await download(slowName);
    await indexed();
    await button(`Use ${slowName}`).click();
    await item(slowName).getByText(/Reading your articles: \d+ of/).waitFor();
    await item(slowName).getByRole('button', { name: /^Stop/ }).click();
    await button(`Use ${slowName}`).waitFor();
    expect(await item(own).getByText('In use').isVisible()).toBe(true);
    await button(`Use ${slowName}`).click();
    await item(slowName).getByText(/Reading your articles: (1[3-9]\d|2\d\d) of/).waitFor();
    await page.reload();
    // Until it is done the old one answers; and what was read already is not read again.
    await page.getByText(/256 numbers a sentence/).waitFor();
    const [, left = '999'] = /of (\d+) passages/.exec((await item(slowName).getByText(/Reading your articles: \d+ of/).textContent()) ?? '') ?? [];
    expect(Number(left)).toBeLessThan(200);
    await item(slowName).getByText('In use').waitFor();
    await page.getByText(/32 numbers a sentence/).waitFor();
  });

  it('gives way to the desk’s own when it is deleted or when the browser has cleared it', async () => {
    await openSettings();
    await download();
    await use();
    await page.evaluate(() => caches.delete('tabdesk-models'));
    await page.reload();
    await page.getByRole('alert').filter({ hasText: `The search model ${id} could not be started: it is no longer in this browser. Search goes by the shipped encoder` }).waitFor();
    await item(own).getByText('In use').waitFor();
    await indexed();

    await download();
    await use();
    await button(`Delete ${name}`).click();
    await page.getByText(`${name} is deleted. ${size} are free again.`).waitFor();
    expect(await item(own).getByText('In use').isVisible()).toBe(true);
    expect(await stored()).toBe(0);
    await page.getByText(/256 numbers a sentence/).waitFor();
  });

  it('is searched by in another tab too', async () => {
    await openSettings();
    const other = await context.newPage();
    await other.goto(`${server.origin}/settings`);
    await other.getByText(/(voy|exact), \d+ passages/).waitFor();
    await download();
    await use();
    await other.getByText(/32 numbers a sentence/).waitFor();
    await button(`Use ${own.replace('The', 'the')}`).click();
    await other.getByText(/256 numbers a sentence/).waitFor();
  });
});
