import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveDist } from '../../tests/browser/serve-dist.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** A machine that does something else holds one training up, not three. */
const trainings = 3;
const longTaskMs = 50;

/**
 * BANKING77 through the studio of the production build in `dist`, in headless Chromium: read, trained and judged with a tenth held
 * out, each time in a new desk, so that nothing is known from before. Nothing without the file in `datasets`.
 */
export async function measure(datasets = join(root, '../shared/datasets')): Promise<BenchRow[]> {
  const file = join(datasets, 'banking77.train.csv');
  if (!existsSync(file)) return [];
  const [server, browser] = await Promise.all([serveDist(), launchChromium()]);
  try {
    const runs: Run[] = [];
    let corrected = 0;
    for (let n = 1; n <= trainings; n++) {
      runs.push(await trainOnce(browser, server.origin, file, async (page) => {
        if (n === trainings) corrected = await correctOnce(page);
      }));
    }
    const middle = (of: (run: Run) => number): number => quantile(runs.map(of), 0.5);
    const each = (of: (run: Run) => number): string => runs.map((run) => toHundredth(of(run))).join(', ');
    return [
      {
        name: 'BANKING77 trained in the tab, one tenth held out: learning, features included',
        value: toHundredth(middle(({ learning }) => learning)), unit: 's', bar: { below: 10 },
        note: `${each(({ learning }) => learning)}; ${runs[0]?.trainedOn ?? 0} rows, encoder and calibration included`,
      },
      { name: '… from the press of the button to the report, saved', value: toHundredth(middle(({ wall }) => wall)), unit: 's', note: each(({ wall }) => wall) },
      { name: '… right on rows held out', value: toHundredth(middle(({ right }) => right)), unit: '%' },
      { name: 'A ticket relabelled in the inbox: the model has learnt from it and is judged anew', value: corrected, unit: 's', bar: { below: 3 } },
      { name: '… most memory of the tab, desk and encoder included', value: Math.round(middle(({ megabytes }) => megabytes)), unit: 'MB', bar: { below: 1000 }, note: each(({ megabytes }) => megabytes) },
      { name: '… longest main-thread task from file to report', value: Math.round(middle(({ longest }) => longest)), unit: 'ms', bar: { below: longTaskMs }, note: `${each(({ longest }) => longest)} (0 is none over ${longTaskMs} ms)` },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

interface Run {
  /** Seconds of reading and learning, as the studio itself says with the judging. */
  readonly learning: number;
  readonly wall: number;
  readonly trainedOn: number;
  readonly right: number;
  readonly longest: number;
  readonly megabytes: number;
}

async function trainOnce(browser: Browser, origin: string, file: string, afterwards: (page: Page) => Promise<void>): Promise<Run> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) tasks.push(entry.duration);
      }).observe({ type: 'longtask' });
    });
    await page.goto(origin);
    await page.getByRole('option').first().waitFor();
    await page.waitForTimeout(1500);
    await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
    await page.evaluate(() => history.pushState(null, '', '/studio'));
    await page.getByRole('button', { name: 'Choose a file' }).waitFor();
    await page.waitForTimeout(1000);
    await page.evaluate(() => ((globalThis as unknown as { tasks: number[] }).tasks.length = 0));
    await page.locator('input[type=file]').first().setInputFiles(file);
    await page.getByRole('button', { name: 'Read the file' }).click();
    await page.getByRole('button', { name: 'Learn this' }).click();
    await page.getByRole('button', { name: /Held out to judge by/ }).click();
    await page.getByRole('option', { name: '10%' }).click();
    const began = performance.now();
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.getByRole('button', { name: 'Read the report' }).waitFor({ timeout: 300_000 });
    const wall = (performance.now() - began) / 1000;
    const words = await page.getByRole('region', { name: 'The last training' }).innerText();
    await page.getByRole('button', { name: 'Read the report' }).click();
    await page.getByRole('region', { name: 'Figures of each label' }).waitFor();
    await page.waitForTimeout(500);
    const longest = await page.evaluate(() => Math.max(0, ...(globalThis as unknown as { tasks: number[] }).tasks));
    const megabytes = await mostMemory(page);
    await afterwards(page);
    return {
      learning: figure(words, /in ([\d.]+) s/),
      trainedOn: figure(words.replaceAll(',', ''), /learnt from (\d+) rows/),
      right: figure(words, /([\d.]+)% right/),
      wall, longest, megabytes,
    };
  } finally {
    await context.close();
  }
}

/** Takes the newest model into use and relabels a ticket; the seconds that learning from it took, as the studio says. */
async function correctOnce(page: Page): Promise<number> {
  const goTo = (path: string): Promise<void> => page.evaluate((to) => history.pushState(null, '', to), path);
  await goTo('/studio/versions');
  await page.getByRole('button', { name: 'Use in the desk' }).first().click();
  await page.getByText('Your tickets are read by').waitFor();
  await goTo('/');
  await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Correct what they want' }).click();
  await page.getByRole('listbox', { name: 'Choose what they want' }).getByRole('option', { name: 'Lost or stolen card' }).click();
  await page.getByText(/^Learnt from 1 new label|The current model stays/).first().waitFor({ timeout: 60_000 });
  await goTo('/studio/next');
  return figure(await page.getByRole('region', { name: 'Retraining' }).innerText(), /It took ([\d.]+) s/);
}

function figure(words: string, pattern: RegExp): number {
  const found = pattern.exec(words)?.[1];
  if (found === undefined) throw new Error(`the last training says nothing like ${pattern.source}: ${words}`);
  return Number(found);
}

/** Most memory that the largest of the browser's renderers held at once: the page and its workers are in one. Linux alone tells. */
async function mostMemory(page: Page): Promise<number> {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const renderers = processInfo.filter(({ type, id }) => type === 'renderer' && existsSync(`/proc/${id}/status`));
  return Math.max(0, ...renderers.map(({ id }) => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024));
}
