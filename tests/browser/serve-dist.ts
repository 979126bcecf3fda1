import { existsSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { getConnInfo } from '@hono/node-server/conninfo';
import { readEnvironment, type Environment } from '../../src/proxy/read-environment.ts';
import { createReplyApp } from '../../src/proxy/reply-app.ts';
import { createStaticApp, type HubOptions } from '../../src/proxy/static-app.ts';

const dist = join(fileURLToPath(new URL('../..', import.meta.url)), 'dist/');

export interface DistServer {
  /** `http://127.0.0.1:port` */
  readonly origin: string;
  /** Ends the server and every open connection: the network is gone. */
  close(): Promise<void>;
}

/**
 * Serves the production build as `npm start` does, on a random loopback port. `replaced` lays other answers over some
 * paths: `null` answers 404. `hub` is where models may be downloaded from. `replies` are environment variables to write
 * replies by (`ANTHROPIC_API_KEY`, `ANTHROPIC_BASE_URL`, …; `{}` for a server without a key); without it there is no `/api`. Throws when
 * nothing is built.
 */
export async function serveDist(replaced: Readonly<Record<string, Uint8Array | null>> = {}, hub?: HubOptions, replies?: Environment): Promise<DistServer> {
  if (!existsSync(join(dist, 'index.html'))) throw new Error('dist is not built: run `npm run build` first');
  const app = new Hono();
  for (const [path, body] of Object.entries(replaced)) {
    app.get(path, (c) => (body === null ? c.text('Not found.', 404) : c.body(new Uint8Array(body), 200, { 'content-type': 'application/octet-stream' })));
  }
  if (replies) {
    const settings = readEnvironment(replies);
    if (!settings.ok) throw new Error(settings.message);
    app.route('/', createReplyApp({ settings: settings.value, loopbackOnly: true, clientOf: (c) => getConnInfo(c).remote.address ?? null }));
  }
  app.route('/', createStaticApp(dist, hub));
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}
