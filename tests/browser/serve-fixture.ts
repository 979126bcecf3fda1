import { createServer } from 'node:http';
import { readFile, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { build, defaultClientConditions } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

const contentTypes: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html; charset=utf-8',
};

/** Content, typed by the path's ending unless told. */
export type FixtureFile = Uint8Array | string | { readonly body: Uint8Array | string; readonly contentType: string };

export interface FixtureOptions {
  /** Files laid over the build and `public/`, by URL path (`/models/x/metadata.json`); `null` answers 404. */
  readonly files?: Readonly<Record<string, FixtureFile | null>>;
  /** Extra response headers, for instance a content security policy. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface FixtureServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Every path that was asked for, in order. */
  readonly requests: readonly string[];
  /** Opens the page and waits until the entry module has run; its exports are then `globalThis.fixture`. */
  open(browser: Browser): Promise<Page>;
  close(): Promise<void>;
}

/**
 * Builds one TypeScript entry (with its workers, wasm and other assets) as the product is built, and serves it with
 * `public/` beside it on a random loopback port. Built rather than served by the dev server: what breaks only in a
 * production bundle must break the tests, and dev's dependency discovery reloads pages in the middle of one.
 * `entry` is relative to the project's root: `tests/inference/engine-page.ts`.
 */
export async function serveFixture(entry: string, options: FixtureOptions = {}): Promise<FixtureServer> {
  const outDir = join(root, 'node_modules/.cache/fixtures', `${process.pid}-${Math.random().toString(36).slice(2)}`);
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', ...defaultClientConditions] },
    worker: { format: 'es' },
    build: {
      outDir,
      target: 'es2023',
      minify: false,
      reportCompressedSize: false,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 100_000,
      modulePreload: { polyfill: false },
      rolldownOptions: {
        input: join(root, entry),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: 'fixture.js' },
      },
    },
  });

  const page = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Fixture</title><link rel="icon" href="data:,">
<script type="module" src="/start-fixture.js"></script></html>`;
  const start = `import * as fixture from '/fixture.js'; globalThis.fixture = fixture;`;
  const overlay: Readonly<Record<string, FixtureFile | null>> = {
    '/': { body: page, contentType: 'text/html; charset=utf-8' },
    '/start-fixture.js': start,
    ...options.files,
  };
  const requests: string[] = [];

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://loopback').pathname);
    requests.push(path);
    const answer = (status: number, body: Uint8Array | string, contentType?: string): void => {
      const type = contentType ?? contentTypes[extname(path)] ?? 'application/octet-stream';
      response.writeHead(status, {
        'content-type': type,
        'content-length': typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength,
        'cache-control': 'no-store',
        ...options.headers,
      });
      response.end(body);
    };
    const laid = overlay[path];
    if (laid !== undefined) {
      if (laid === null) answer(404, 'not found');
      else if (typeof laid === 'string' || laid instanceof Uint8Array) answer(200, laid);
      else answer(200, laid.body, laid.contentType);
      return;
    }
    void (async () => {
      for (const folder of [outDir, join(root, 'public')]) {
        const file = resolve(folder, `.${path}`);
        if (!file.startsWith(folder + sep)) continue;
        try {
          answer(200, await readFile(file));
          return;
        } catch {
          // Not in this folder: look in the next.
        }
      }
      answer(404, 'not found');
    })();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    requests,
    async open(browser) {
      const tab = await browser.newPage();
      const errors: string[] = [];
      tab.on('pageerror', (error) => errors.push(error.message));
      await tab.goto(origin);
      try {
        await tab.waitForFunction(() => 'fixture' in globalThis, undefined, { timeout: 20_000 });
      } catch (cause) {
        throw new Error(`${entry} did not start: ${errors.join('; ') || 'no error was reported'}`, { cause });
      }
      return tab;
    },
    async close() {
      server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
      await rm(outDir, { recursive: true, force: true });
    },
  };
}
