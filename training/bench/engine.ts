import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveFixture } from '../../tests/browser/serve-fixture.ts';
import type { BenchRow } from './bench-row.ts';
import type * as EnginePage from './engine-page.ts';
import { toHundredth } from './quantile.ts';
import { readSampleTickets } from './triage.ts';

/**
 * Triage through the engine's worker in a real Chromium, as the app does it: one ticket at a time and 10,000 in one
 * job, of the sample inbox over and over, with the shipped intent head.
 */
export async function measure(): Promise<BenchRow[]> {
  const [server, browser] = await Promise.all([serveFixture('training/bench/engine-page.ts'), launchChromium()]);
  try {
    const page = await server.open(browser);
    const figures = await page.evaluate(
      (tickets) => (globalThis as unknown as { readonly fixture: typeof EnginePage }).fixture.measureEngine(tickets),
      readSampleTickets(),
    );
    const note = `by the ${figures.path === 'model' ? 'intent head' : 'rules'}, tfjs backend chosen: ${figures.backend}`;
    return [
      { name: 'triage of one ticket through the worker, p50', value: toHundredth(figures.triageP50Ms), unit: 'ms', bar: { below: 3 }, note },
      { name: 'triage of one ticket through the worker, p95', value: toHundredth(figures.triageP95Ms), unit: 'ms', note },
      { name: 'triage of one ticket inside the worker, p50', value: toHundredth(figures.insideP50Ms), unit: 'ms', note: 'without the way there and back' },
      { name: 'triage of 10,000 tickets through the worker', value: toHundredth(figures.tenThousandMs / 1000), unit: 's', bar: { below: 15 }, note },
      {
        name: 'longest block of the page meanwhile', value: toHundredth(figures.longestBlockMs), unit: 'ms',
        note: '0 when never over 50 ms: the browser tells no shorter ones',
      },
      { name: 'load of the intent head', value: toHundredth(figures.loadMs), unit: 'ms', note: 'from the machine itself: no network in it' },
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}
