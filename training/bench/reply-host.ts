/** The reply app in a process of its own, so that its memory is its own: started by `replies.ts`, which it tells its port and, when asked, its memory. */
import { setTimeout as wait } from 'node:timers/promises';
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
async function tellMemory(when: unknown): Promise<void> {
  // What is held by weak references alone goes only between turns.
  for (let round = 0; when === 'settled' && round < 4; round++) {
    globalThis.gc?.();
    await wait(100);
  }
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heap: heapUsed } satisfies HostMemory);
}

// Asked for what there is just now, or for what is left once all is collected.
process.on('message', (when) => void tellMemory(when));
process.on('disconnect', () => process.exit(0));
