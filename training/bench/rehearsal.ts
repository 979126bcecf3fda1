import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import type { Playbook } from '../../src/playbook/playbook.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveFixture } from '../../tests/browser/serve-fixture.ts';
import { readLabelledCsv } from '../read-labelled-csv.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';
import { readSampleTickets } from './triage.ts';

/** What the page offers that is driven here. */
declare const fixture: {
  readonly playbook: Playbook;
  fill(tickets: readonly Ticket[]): Promise<void>;
  manyOf(tickets: readonly Ticket[], count: number, now: number): Ticket[];
  trainHead(texts: readonly string[], labels: readonly string[], readsMeaning: boolean): Promise<string>;
  load(): Promise<void>;
  mount(): Promise<void>;
  changed(what: 'words' | 'threshold' | 'off' | 'pattern'): Playbook;
  change(after: Playbook): void;
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const archived = 20_000;
const longTaskMs = 50;
/** Rows that the heads under test learn from: enough for a head of the usual size. */
const learntFrom = 4_000;

type Watched = typeof globalThis & { readonly tasks: number[] };

/**
 * The rehearsal in headless Chromium over an archive of 20,000 tickets, the sample inbox over and over, each as its view shows it: from a
 * change of the playbook, or of the model, to the whole result on screen.
 */
export async function measure(): Promise<BenchRow[]> {
  const [server, browser] = await Promise.all([serveFixture('tests/app/rehearsal-page.ts'), launchChromium()]);
  try {
    const page = await server.open(browser);
    await page.evaluate('globalThis.__name = (named) => named');
    await page.setViewportSize({ width: 1440, height: 900 });
    const read = readLabelledCsv(join(root, 'data/requests.train.csv'), 'text', 'intent');
    if (!read.ok) throw new Error(read.message);
    const stride = Math.max(1, Math.floor(read.value.texts.length / learntFrom));
    const some = (values: readonly string[]): string[] => values.filter((_, at) => at % stride === 0).slice(0, learntFrom);
    const heads = await page.evaluate(
      async ([texts, labels]) => [await fixture.trainHead(texts, labels, false), await fixture.trainHead(texts, labels, true)],
      [some(read.value.texts), some(read.value.labels)] as const,
    );
    await page.evaluate(async ([tickets, count]) => fixture.fill(fixture.manyOf(tickets, count, Date.now())), [readSampleTickets(), archived] as const);
    await page.evaluate(() => fixture.load());
    await page.evaluate(() => {
      const tasks: number[] = [];
      Object.assign(globalThis, { tasks });
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
    });
    const cold = await timed(page, () => page.evaluate(() => fixture.mount()));
    const rules = [];
    // Of each kind one: words nobody asked for yet, another threshold, a rule switched off, a pattern.
    for (const kind of ['words', 'threshold', 'off', 'pattern'] as const) rules.push(await timed(page, () => page.evaluate((which) => fixture.change(fixture.changed(which)), kind)));
    await timed(page, () => page.evaluate(() => fixture.change(fixture.playbook)));
    const byHead = [];
    for (const head of heads) byHead.push(await timed(page, () => chooseHead(page, head)));
    const [words = 0, meaning = 0] = byHead;
    const blocks = (await page.evaluate(() => (globalThis as Watched).tasks)).map(Math.round);
    const seconds = (ms: number): number => toHundredth(ms / 1000);
    return [
      { name: 'rehearsal of 20,000 tickets: first, archive read from disk', value: seconds(cold), unit: 's' },
      { name: 'rehearsal of 20,000 tickets after a change of rules, slowest of four', value: seconds(Math.max(...rules)), unit: 's', bar: { below: 3 }, note: `${rules.map(seconds).join(' ')}: new words, a threshold, a rule off, a pattern; median ${seconds(quantile(rules, 0.5))}` },
      { name: 'rehearsal of 20,000 tickets after another model, reading words', value: seconds(words), unit: 's', bar: { below: 20 } },
      { name: 'rehearsal of 20,000 tickets after another model, reading meaning too', value: seconds(meaning), unit: 's', bar: { below: 20 }, note: 'every request through the sentence encoder' },
      { name: 'longest block of the page meanwhile', value: Math.max(0, ...blocks), unit: 'ms', bar: { below: longTaskMs }, note: blocks.length === 0 ? 'none over 50 ms' : `all over 50 ms: ${blocks.join(' ')}` },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function chooseHead(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /Read by/ }).click();
  await page.getByRole('option', { name: new RegExp(`^${name}`) }).click();
}

/** From the act to the moment the status says that all are rehearsed, as the page itself sees it. */
async function timed(page: Page, act: () => Promise<unknown>): Promise<number> {
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        let worked = false;
        const look = (): void => {
          const text = document.body.textContent;
          const works = document.querySelector('[role=progressbar][aria-label=Rehearsal]') !== null;
          worked ||= works;
          if (worked && !works && text.includes('tickets rehearsed')) {
            clearTimeout(late);
            observer.disconnect();
            resolve(performance.now());
          }
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
        const late = setTimeout(() => reject(new Error('no rehearsal came to its end')), 300_000);
      }),
  );
  const began = await page.evaluate(() => performance.now());
  await act();
  const ms = (await shown) - began;
  return ms;
}
