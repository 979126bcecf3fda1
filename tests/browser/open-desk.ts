import type { Page } from 'playwright-core';
import { launchChromium } from './launch-chromium.ts';
import { serveDist } from './serve-dist.ts';

export interface OpenedDesk {
  readonly page: Page;
  /** The view at a path, without loading the page anew. */
  goTo(path: string): Promise<void>;
  /** Waits until every ticket of the sample desk is triaged. */
  triaged(): Promise<void>;
  close(): Promise<void>;
}

/** The built desk in a Chromium of its own, on a wide screen and without animations, once its first tickets are listed. */
export async function openDesk(): Promise<OpenedDesk> {
  const [browser, server] = await Promise.all([launchChromium(), serveDist()]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(server.origin);
  await page.getByRole('option').first().waitFor();
  return {
    page,
    goTo: (path) => page.evaluate((to) => history.pushState(null, '', to), path),
    async triaged() {
      await page.getByRole('button', { name: /^Escalated [1-9]/ }).waitFor({ timeout: 60_000 });
      await page.getByRole('progressbar', { name: 'Triage' }).waitFor({ state: 'detached', timeout: 60_000 });
    },
    async close() {
      await context.close();
      await browser.close();
      await server.close();
    },
  };
}
