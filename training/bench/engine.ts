import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveFixture } from '../../tests/browser/serve-fixture.ts';
import type * as EnginePage from './engine-page.ts';
import { readSampleTickets } from './triage.ts';

/**
 * Triage through the engine's worker in a real Chromium, as the app does it: one ticket at a time and 10,000 in one
 * job, of the sample inbox over and over, with the shipped intent head. Milliseconds, rounded to a hundredth.
 */
export async function benchEngine(): Promise<EnginePage.EngineFigures> {
  const [server, browser] = await Promise.all([serveFixture('training/bench/engine-page.ts'), launchChromium()]);
  try {
    const page = await server.open(browser);
    const figures = await page.evaluate(
      (tickets) => (globalThis as unknown as { readonly fixture: typeof EnginePage }).fixture.measureEngine(tickets),
      readSampleTickets(),
    );
    const round = (value: number): number => Math.round(value * 100) / 100;
    return {
      ...figures,
      loadMs: round(figures.loadMs),
      triageP50Ms: round(figures.triageP50Ms),
      triageP95Ms: round(figures.triageP95Ms),
      tenThousandMs: Math.round(figures.tenThousandMs),
      longestBlockMs: round(figures.longestBlockMs),
    };
  } finally {
    await browser.close();
    await server.close();
  }
}
