import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/**
 * Path of a Chromium to test with: `CHROMIUM_PATH`, the system's, then Playwright's own download.
 * Throws one clear line when there is none: a missing browser must fail the tests, not skip them.
 */
export function findChromium(): string {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH names ${named}, which does not exist.`);
  }
  const candidates = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    chromium.executablePath(),
  ];
  const found = candidates.find((path) => path !== '' && existsSync(path));
  if (found === undefined) {
    throw new Error('No Chromium found. Run `npm test`, which installs one, or name one in CHROMIUM_PATH.');
  }
  return found;
}

export interface LaunchOptions {
  /** Turns on Chromium's software WebGPU adapter, which reports itself as a fallback adapter. */
  readonly softwareWebGpu?: boolean;
  readonly args?: readonly string[];
}

/** Starts a headless Chromium; the caller closes it. `--no-sandbox` because CI containers run as root. */
export async function launchChromium(options: LaunchOptions = {}): Promise<Browser> {
  const args = ['--no-sandbox', ...(options.args ?? [])];
  if (options.softwareWebGpu === true) args.push('--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader');
  return chromium.launch({ executablePath: findChromium(), headless: true, args });
}
