/** The reply app in a process of its own, so that its memory is its own: started by `replies.ts`, which it tells its port and, when asked, its memory. */
import { serve } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { readEnvironment } from '../../src/proxy/read-environment.ts';
import { createReplyApp } from '../../src/proxy/reply-app.ts';

/** In bytes. */
export interface HostMemory {
  readonly rss: number;
  readonly heap: number;
}

const settings = readEnvironment(process.env);
if (!settings.ok) throw new Error(settings.message);
const app = createReplyApp({ settings: settings.value, clientOf: (c) => getConnInfo(c).remote.address ?? null, log: () => undefined });
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port }));
process.on('message', (message) => {
  // Asked for what is left after a collection, or for what there is.
  if (message === 'settled') for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heap: heapUsed } satisfies HostMemory);
});
process.on('disconnect', () => process.exit(0));
