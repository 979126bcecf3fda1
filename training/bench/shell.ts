import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import lighthouse, { desktopConfig } from 'lighthouse';
import { launchChromium } from '../../tests/browser/launch-chromium.ts';
import { serveDist } from '../../tests/browser/serve-dist.ts';
import type { BenchRow } from './bench-row.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
const categories = ['performance', 'accessibility', 'best-practices'] as const;
const rounds = 3;

/**
 * What a first visit downloads before the engine's worker is asked for, and Lighthouse's desktop marks (the median of
 * three visits) of the inbox with the sample desk opening in it. On the production build.
 */
export async function measure(): Promise<BenchRow[]> {
  const server = await serveDist();
  try {
    const shell = await weighShell(server.origin);
    const marks = await markByLighthouse(server.origin);
    return [
      { name: 'app shell before the engine loads, gzip', value: Math.round(shell.bytes / 1024), unit: 'KB', bar: { below: 200 }, note: `${shell.files} scripts and styles` },
      ...categories.map((category, i): BenchRow => ({ name: `Lighthouse, desktop: ${category}`, value: marks[i] ?? 0, unit: 'of 100', bar: { atLeast: 95 } })),
    ];
  } finally {
    await server.close();
  }
}

async function weighShell(origin: string): Promise<{ readonly bytes: number; readonly files: number }> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext();
    const asked: string[] = [];
    context.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const page = await context.newPage();
    await page.goto(origin);
    await page.getByRole('option').first().waitFor();
    await page.getByRole('button', { name: /^On this device/ }).waitFor();
    const engine = asked.findIndex((path) => path.includes('engine.worker'));
    if (engine < 0) throw new Error('the engine was never asked for: what counts as the shell is not known');
    const files = new Set(asked.slice(0, engine).filter((path) => /\.(m?js|css)$/.test(path) && !path.includes('worker')));
    let bytes = gzipSync(readFileSync(join(dist, 'index.html'))).length;
    for (const path of files) bytes += gzipSync(readFileSync(join(dist, path))).length;
    return { bytes, files: files.size };
  } finally {
    await browser.close();
  }
}

async function markByLighthouse(origin: string): Promise<readonly number[]> {
  const port = 9200 + (process.pid % 700);
  const marks: number[][] = [];
  for (let round = 0; round < rounds; round++) {
    const browser = await launchChromium({ args: [`--remote-debugging-port=${port}`] });
    try {
      const result = await lighthouse(origin, { port, logLevel: 'error', output: 'json', onlyCategories: [...categories] }, desktopConfig);
      if (!result) throw new Error('Lighthouse gave no result');
      if (result.lhr.runtimeError) throw new Error(`Lighthouse: ${result.lhr.runtimeError.message}`);
      marks.push(categories.map((name) => Math.round((result.lhr.categories[name]?.score ?? 0) * 100)));
      if (process.argv.includes('--verbose')) {
        for (const audit of Object.values(result.lhr.audits)) {
          if (audit.score !== null && audit.score < 0.9) console.error(`lighthouse: ${audit.id} ${audit.score} ${audit.displayValue ?? ''}`);
        }
      }
    } finally {
      await browser.close();
    }
  }
  return categories.map((_, i) => marks.map((each) => each[i] ?? 0).sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? 0);
}
