import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { Hono } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.onnx': 'application/octet-stream',
  '.bin': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

const compressible = new Set(['.html', '.js', '.mjs', '.css', '.json', '.webmanifest', '.wasm', '.svg', '.txt']);
const compress = promisify(brotliCompress);

interface File {
  readonly body: Buffer;
  readonly packed: Buffer | null;
  readonly etag: string;
  readonly type: string;
}

/** Where models may be downloaded from when somebody asks for one; `models` where a team offers its own. */
export interface HubOptions {
  readonly origin: string;
  readonly models?: unknown;
}

const publicHub: HubOptions = { origin: 'https://huggingface.co' };
/** Where the public hub sends a browser on to for large files. A mirror is asked for all of them itself. */
const publicHubStores = ['https://*.huggingface.co', 'https://*.hf.co'];

/** The script of the one worker that may talk to the hub, by the name that the build gives it. */
const downloadWorker = /^\/assets\/hub-download\.worker-[\w-]+\.js$/;

function hubSources({ origin }: HubOptions): string[] {
  const source = new URL(origin).origin;
  return source === publicHub.origin ? [source, ...publicHubStores] : [source];
}

/**
 * The built app as a Hono app: files of `dist` with a strict content security policy, brotli, ETags and long
 * caching for hashed assets; unknown paths without an extension answer the app shell. Files are read and
 * compressed once and kept, since `dist` does not change while it is served.
 *
 * A worker goes by the policy its own script came with. So the page and every other worker may talk to this server alone,
 * and the worker that downloads models to the hub besides.
 */
export function createStaticApp(dist: string, hub: HubOptions = publicHub): Hono {
  const files = new Map<string, Promise<File | null>>();

  async function readOne(path: string): Promise<File | null> {
    const full = normalize(join(dist, path));
    if (!full.startsWith(dist.endsWith(sep) ? dist : dist + sep)) return null;
    try {
      if (!(await stat(full)).isFile()) return null;
      const body = await readFile(full);
      const extension = extname(full);
      const packed = compressible.has(extension)
        ? // Quality 5: the 14 MB runtime packs in about a second; 11 would take half a minute.
          await compress(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
        : null;
      const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
      return { body, packed, etag, type: types[extension] ?? 'application/octet-stream' };
    } catch {
      return null;
    }
  }

  function file(path: string): Promise<File | null> {
    let found = files.get(path);
    if (!found) {
      found = readOne(path);
      files.set(path, found);
      // Only what exists is kept: asking for a million wrong names must not fill memory.
      void found.then((value) => {
        if (!value) files.delete(path);
      });
    }
    return found;
  }

  const app = new Hono();
  const headersWith = (connectSrc: string[]) =>
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // wasm-unsafe-eval: WebAssembly of the ONNX runtime, tfjs and voy; no script of any other kind.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        workerSrc: ["'self'", 'blob:'],
        // Inline styles are positions of virtual rows and menus, set by script; no style element is ever injected.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        connectSrc,
        manifestSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
      },
      crossOriginOpenerPolicy: 'same-origin',
      crossOriginEmbedderPolicy: 'require-corp',
      crossOriginResourcePolicy: 'same-origin',
      referrerPolicy: 'no-referrer',
      strictTransportSecurity: false,
      xFrameOptions: 'DENY',
      permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
    });
  const strict = headersWith(["'self'"]);
  const downloading = headersWith(["'self'", ...hubSources(hub)]);
  app.use((c, next) => (downloadWorker.test(new URL(c.req.url).pathname) ? downloading : strict)(c, next));
  app.get('/hub.json', (c) => c.json(hub, 200, { 'cache-control': 'no-store' }));
  app.get('*', async (c) => {
    let path: string;
    try {
      path = decodeURIComponent(new URL(c.req.url).pathname);
    } catch {
      return c.text('Bad path.', 400);
    }
    const wanted = path === '/' ? '/index.html' : path;
    // An unknown path without an extension is a place inside the app.
    const found = (await file(wanted)) ?? (extname(wanted) === '' ? await file('/index.html') : null);
    if (!found) return c.text('Not found.', 404);
    const hashed = wanted.startsWith('/assets/');
    const headers: Record<string, string> = {
      'content-type': found.type,
      etag: found.etag,
      // The policy that comes with the download's script names the hub: kept, it would outlive another choice of hub.
      'cache-control': downloadWorker.test(wanted) ? 'no-store' : hashed ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
    };
    if (c.req.header('if-none-match') === found.etag) return c.body(null, 304, headers);
    const packed = found.packed && /\bbr\b/.test(c.req.header('accept-encoding') ?? '') ? found.packed : null;
    if (packed) headers['content-encoding'] = 'br';
    return c.body(new Uint8Array(packed ?? found.body), 200, headers);
  });
  return app;
}
