import type { Page } from 'playwright-core';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveDist } from '../../tests/browser/serve-dist.ts';
import { testKey } from '../../tests/proxy/serve-replies.ts';
import { startStandInApi } from '../../tests/proxy/stand-in-api.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';

const presses = 40;
/** What a first press does that no other does: code is loaded and compiled. */
const warmUp = 4;

/**
 * From the press of the key to the first words in the field, through the built desk in Chromium, redaction, receipt, proxy and SDK included.
 * The stand-in for the API answers at once: its own millisecond is part of the figure.
 */
export async function measureKeyPress(): Promise<BenchRow[]> {
  const api = await startStandInApi({ keep: false });
  const server = await serveDist({}, undefined, { ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: api.origin, TABDESK_RATE_PER_MINUTE: '100000' });
  const browser = await launchChromium();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage();
    await page.goto(server.origin);
    await page.getByRole('option').first().waitFor();
    await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
    await page.getByRole('option').nth(2).click();
    await page.getByRole('region', { name: 'Reply' }).getByText(/written from \d+ passage/).waitFor({ timeout: 60_000 });
    const added: number[] = [];
    for (let at = 0; at < presses + warmUp; at += 1) {
      const mark = `Answer number ${at}.`;
      api.answer({ kind: 'message', blocks: [{ text: mark }] });
      const seen = await pressAndSee(page, mark, at === 0);
      const finished = page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Stop', exact: true });
      await finished.waitFor({ state: 'detached' });
      if (at >= warmUp) added.push(seen);
      // The next request is prepared while the agent reads.
      await page.waitForTimeout(400);
    }
    const bar = { below: 30 };
    return [
      { name: 'a draft by key: press to first words in the field, everything included, median', value: toHundredth(quantile(added, 0.5)), unit: 'ms', bar, note: `${presses} presses, 95th percentile ${toHundredth(quantile(added, 0.95))} ms; the stand-in answers at once` },
    ];
  } finally {
    await browser.close();
    await server.close();
    await api.close();
  }
}

/** Milliseconds from the key to the field holding `mark`; looked at every millisecond or so. */
async function pressAndSee(page: Page, mark: string, first: boolean): Promise<number> {
  await page.evaluate((wanted) => {
    const watched = globalThis as unknown as { seen: Promise<number> };
    (document.activeElement as HTMLElement | null)?.blur();
    watched.seen = new Promise((resolve) => {
      let began: number | null = null;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const field = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Reply to the customer"]');
        if (began !== null && field?.value.includes(wanted)) {
          channel.port1.close();
          resolve(performance.now() - began);
        } else setTimeout(() => channel.port2.postMessage(null), 1);
      };
      addEventListener('keydown', (event) => (began ??= event.timeStamp), { capture: true, once: true });
      channel.port2.postMessage(null);
    });
  }, mark);
  await page.keyboard.press('d');
  if (first) {
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Enter');
  }
  return page.evaluate(() => (globalThis as unknown as { seen: Promise<number> }).seen);
}
