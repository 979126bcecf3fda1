import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
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
  const server = await startServer(api.origin);
  const browser = await launchChromium();
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' })).newPage();
    await page.goto(server.origin);
    await page.getByRole('option').first().waitFor();
    await page.getByRole('button', { name: /^On this device/ }).waitFor({ timeout: 60_000 });
    await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 120_000 });
    await page.getByRole('option').nth(2).click();
    await page.getByRole('region', { name: 'Reply' }).getByText(/written from \d+ passage/).waitFor({ timeout: 60_000 });
    const drawn: number[] = [];
    const arrived: number[] = [];
    for (let at = 0; at < presses + warmUp; at += 1) {
      const mark = `Answer number ${at}.`;
      api.answer({ kind: 'message', blocks: [{ text: mark }] });
      const seen = await pressAndSee(page, mark, at === 0);
      const finished = page.getByRole('region', { name: 'Reply' }).getByRole('button', { name: 'Stop', exact: true });
      await finished.waitFor({ state: 'detached' });
      if (at >= warmUp) {
        drawn.push(seen.drawn);
        arrived.push(seen.arrived);
      }
      // The next request is prepared while the agent reads.
      await page.waitForTimeout(400);
    }
    const spread = (values: readonly number[]): string => `${presses} presses, 95th percentile ${toHundredth(quantile(values, 0.95))} ms; the stand-in answers at once`;
    return [
      { name: 'a draft by key: press to the first words in the page, redaction and receipt included, median', value: toHundredth(quantile(arrived, 0.5)), unit: 'ms', bar: { below: 30 }, note: spread(arrived) },
      { name: 'the same, to the first words drawn in the field', value: toHundredth(quantile(drawn, 0.5)), unit: 'ms', note: spread(drawn) },
    ];
  } finally {
    await browser.close();
    server.process.kill();
    await api.close();
  }
}

/** The server as `npm start` runs it, in a process of its own. */
async function startServer(upstream: string): Promise<{ readonly origin: string; readonly process: ChildProcessByStdio<null, Readable, null> }> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const started = spawn(process.execPath, ['--import', 'tsx', 'src/proxy/serve.ts', '--port', '0'], {
    cwd: root,
    env: { ...process.env, ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: upstream, TABDESK_RATE_PER_MINUTE: '100000' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Read to the end: a server whose log nobody reads dies of it.
  return new Promise((resolve, reject) => {
    let said = '';
    started.stdout.on('data', (chunk: Buffer) => {
      if (said.length < 10_000) said += chunk.toString();
      const origin = /ready at (http:\/\/[^/\s]+)/.exec(said)?.[1];
      if (origin !== undefined) resolve({ origin, process: started });
    });
    started.on('exit', () => reject(new Error(`the server did not start: ${said}`)));
  });
}

/**
 * Milliseconds from the key to the arrival of the first words (the server holds its answer back until it has some) and to the field holding
 * `mark`; looked at every millisecond or so.
 */
async function pressAndSee(page: Page, mark: string, first: boolean): Promise<{ readonly arrived: number; readonly drawn: number }> {
  await page.evaluate((wanted) => {
    const watched = globalThis as unknown as { seen: Promise<{ arrived: number; drawn: number }> };
    (document.activeElement as HTMLElement | null)?.blur();
    watched.seen = new Promise((resolve) => {
      let began: number | null = null;
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const field = document.querySelector<HTMLTextAreaElement>('textarea[aria-label="Reply to the customer"]');
        if (began !== null && field?.value.includes(wanted)) {
          const drawn = performance.now() - began;
          const pressed = began;
          channel.port1.close();
          // The browser lists a request once it is over.
          setTimeout(() => {
            const asked = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/api/reply')) as PerformanceResourceTiming[];
            resolve({ arrived: (asked.at(-1)?.responseStart ?? Infinity) - pressed, drawn });
          }, 200);
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
  return page.evaluate(() => (globalThis as unknown as { seen: Promise<{ arrived: number; drawn: number }> }).seen);
}
