import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveDist } from '../../tests/browser/serve-dist.ts';
import type { BenchRow } from './bench-row.ts';
import { toHundredth } from './quantile.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const wanted = 8469;

/** The public Kaggle file of support tickets (multi-line quoted fields) through the import view of the production build. */
export async function measure(datasets = join(root, '../shared/datasets')): Promise<BenchRow[]> {
  const file = join(datasets, 'kaggle-support-tickets.csv');
  if (!existsSync(file)) return [];
  const [server, browser] = await Promise.all([serveDist(), launchChromium()]);
  try {
    const page = await browser.newPage();
    await page.goto(server.origin);
    await page.getByRole('option').first().waitFor();
    await page.evaluate(() => history.pushState(null, '', '/import'));
    await page.locator('input[type=file]').first().setInputFiles(file);
    const start = page.getByRole('button', { name: /^Import (about )?[\d,]+ rows$/ });
    await start.waitFor();
    const began = performance.now();
    await start.click();
    await page.getByRole('button', { name: 'Go to the inbox' }).click({ timeout: 300_000 });
    const seconds = (performance.now() - began) / 1000;
    const all = page.getByRole('button', { name: /^All [\d,]+$/ });
    await page.waitForTimeout(2000);
    const count = Number(((await all.getAttribute('aria-label')) ?? '').replace(/\D/g, ''));
    return [{ name: 'tickets of the Kaggle file imported', value: count - 320, unit: 'tickets', bar: { atLeast: wanted }, note: `of ${wanted}, beside the sample's 320; ${toHundredth(seconds)} s` }];
  } finally {
    await browser.close();
    await server.close();
  }
}
