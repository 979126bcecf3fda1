/**
 * `npm start`: serves the production build from `dist/` on one origin, with the headers the app needs.
 * Options: `--port N` (default 4173, the next free one when taken), `--host H` (default 127.0.0.1).
 * `TABDESK_HUB` names a mirror of the hub that search models may be downloaded from, `TABDESK_HUB_MODELS` a JSON file
 * with the models to offer instead of the usual ones. With `ANTHROPIC_API_KEY` it writes replies as well, by the settings of
 * `read-environment.ts`.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import { readEnvironment, type ReplySettings } from './read-environment.ts';
import { createReplyApp } from './reply-app.ts';
import { createStaticApp, type HubOptions } from './static-app.ts';

const dist = fileURLToPath(new URL('../../dist/', import.meta.url));

const usage = 'Usage: npm start -- [--port N] [--host H]';

/** False for a port that another program has; what else is wrong (an unknown host) is true of every port, and the server says it. */
function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code !== 'EADDRINUSE'));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function readOptions(): { readonly port?: string | undefined; readonly host?: string | undefined } {
  try {
    return parseArgs({ options: { port: { type: 'string' }, host: { type: 'string' } } }).values;
  } catch (error) {
    // The first sentence names the option; the rest of Node's text is advice on dashes.
    console.error(`tabdesk: ${error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error)}. ${usage}`);
    process.exit(1);
  }
}

/** The hub as the environment names it; undefined for the public one. */
function readHubOptions(): HubOptions | undefined {
  const { TABDESK_HUB: origin, TABDESK_HUB_MODELS: file } = process.env;
  if (origin === undefined || origin === '') return undefined;
  if (!URL.canParse(origin) || !/^https?:$/.test(new URL(origin).protocol)) {
    console.error(`tabdesk: TABDESK_HUB takes an address such as https://models.example.com, not "${origin}".`);
    process.exit(1);
  }
  try {
    return { origin, ...(file === undefined || file === '' ? {} : { models: JSON.parse(readFileSync(file, 'utf8')) as unknown }) };
  } catch (error) {
    console.error(`tabdesk: TABDESK_HUB_MODELS can not be read: ${error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)}`);
    process.exit(1);
  }
}

function readReplySettings(): ReplySettings {
  const settings = readEnvironment(process.env);
  if (settings.ok) return settings.value;
  console.error(`tabdesk: ${settings.message}`);
  process.exit(1);
}

/** The desk and the replies on one origin. What is asked of a loopback address must be asked under a loopback name. */
function createServerApp(settings: ReplySettings, host: string, hub: HubOptions | undefined): Hono {
  const app = new Hono();
  const loopbackOnly = /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host);
  const replies = createReplyApp({
    settings,
    loopbackOnly,
    clientOf: (c) => getConnInfo(c).remote.address ?? null,
    log: (entry) => console.log(JSON.stringify(entry)),
  });
  app.route('/', replies);
  app.route('/', createStaticApp(dist, hub));
  return app;
}

async function main(): Promise<void> {
  const values = readOptions();
  const host = values.host ?? '127.0.0.1';
  if (!existsSync(`${dist}index.html`)) {
    console.error('tabdesk: nothing is built yet. Run `npm start`, which builds first.');
    process.exit(1);
  }
  let port = Number(values.port ?? 4173);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    console.error(`tabdesk: --port takes a number from 0 to 65535, not "${values.port ?? ''}".`);
    process.exit(1);
  }
  if (values.port === undefined) while (!(await isFree(port, host))) port += 1;
  const settings = readReplySettings();
  const server = serve({ fetch: createServerApp(settings, host, readHubOptions()).fetch, port, hostname: host }, (address) => {
    console.log(`tabdesk: ready at http://${host === '0.0.0.0' ? 'localhost' : host}:${address.port}/  (Ctrl+C ends it)`);
    const replies = settings.apiKey === null ? 'set ANTHROPIC_API_KEY to turn them on.' : `on, written by ${settings.model}.`;
    console.log(`tabdesk: Replies by the language model: ${replies}`);
  });
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `tabdesk: port ${port} is taken. Give another with --port.`
        : `tabdesk: the server could not start: ${error.message}`,
    );
    process.exit(1);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(0));
}

await main();
