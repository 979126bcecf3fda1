import type { Page } from 'playwright-core';
import { launchChromium } from '../browser/launch-chromium.ts';
import { serveFixture } from '../browser/serve-fixture.ts';
import type * as RenderPage from './render-page.ts';

export interface RenderBench {
  readonly page: Page;
  readonly origin: string;
  /** What the page has asked the network for, and every dialog it opened. */
  readonly asked: readonly string[];
  /** What of these texts would run, be fetched or dress up as the desk once shown. */
  hostileIn(texts: readonly string[]): Promise<string[]>;
  close(): Promise<void>;
}

/** A browser's page that shows articles as the desk does; a text that gets `hit` to run leaves a mark on it. */
export async function openRenderPage(): Promise<RenderBench> {
  const [browser, server] = await Promise.all([launchChromium(), serveFixture('tests/knowledge-base/render-page.ts')]);
  const page = await server.open(browser);
  const asked: string[] = [];
  await page.evaluate(() => Object.assign(globalThis, { hit: () => ((globalThis as unknown as { hits?: number }).hits = 1) }));
  page.on('request', (request) => asked.push(request.url()));
  page.on('dialog', (dialog) => {
    asked.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  return {
    page,
    origin: server.origin,
    asked,
    hostileIn: (texts) =>
      page.evaluate(
        (all) => all.flatMap((text) => (globalThis as unknown as { fixture: typeof RenderPage }).fixture.findHostile(text).map((fault) => `${fault} from ${text.slice(0, 300)}`)),
        [...texts],
      ),
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
