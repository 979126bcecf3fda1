import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { readEnvironment } from '../../src/proxy/read-environment.ts';
import { createReplyApp, type ReplyAppOptions, type ReplyLogEntry } from '../../src/proxy/reply-app.ts';
import type { ReplyEvent } from '../../src/replies/reply-event.ts';
import type { ReplyRequest } from '../../src/replies/reply-request.ts';

/** Found nowhere but where the key is: what leaks it is found by looking for it. */
export const testKey = 'sk-ant-stand-in-7Qw9-never-to-be-seen';

export interface ReplyServer {
  readonly origin: string;
  readonly log: ReplyLogEntry[];
  close(): Promise<void>;
}

/** The reply app on Node and a loopback port, by environment variables as `npm start` reads them. */
export async function serveReplies(environment: Readonly<Record<string, string>>, options: Omit<ReplyAppOptions, 'settings'> = {}): Promise<ReplyServer> {
  const settings = readEnvironment({ ANTHROPIC_API_KEY: testKey, TABDESK_RATE_PER_MINUTE: '100000', TABDESK_DAILY_TOKENS: '1000000000000', ...environment });
  if (!settings.ok) throw new Error(settings.message);
  const log: ReplyLogEntry[] = [];
  const app = createReplyApp({ settings: settings.value, clientOf: (c) => getConnInfo(c).remote.address ?? null, log: (entry) => log.push(entry), ...options });
  const server = createAdaptorServer({ fetch: app.fetch });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    async close() {
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise<void>((done) => server.close(() => done()));
    },
  };
}

/** A request about a lamp, with what differs. */
export function lampRequest(changes: Partial<ReplyRequest> = {}): ReplyRequest {
  return {
    version: 1,
    subject: 'Lamp arrived broken',
    messages: [{ from: 'customer', text: 'Hello, the lamp of order [ORDER_1] arrived broken. What now? Regards, [NAME_1]' }],
    passages: [
      { title: 'Damaged goods', text: 'Damaged articles are replaced free of charge within 5 working days. Send a photo first.' },
      { title: 'Refunds', text: 'Refunds reach the account within 5 working days.' },
    ],
    history: [],
    variant: 'standard',
    voice: 'warm',
    language: 'en',
    intent: 'damaged_item',
    shop: 'Lumen & Oak',
    ...changes,
  };
}

export interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Asks for a reply as the desk's own page does. */
export function ask(origin: string, body: unknown = lampRequest(), { headers, signal }: Asking = {}): Promise<Response> {
  return fetch(`${origin}/api/reply`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...(signal ? { signal } : {}),
  });
}

/** Events of a stream's text; comments are passed over. */
export function readEvents(text: string): ReplyEvent[] {
  return text.split('\n\n').flatMap((block) => {
    const data = /^data: (.*)$/m.exec(block)?.[1];
    return data === undefined ? [] : [JSON.parse(data) as ReplyEvent];
  });
}

/** The reply's text, put together. */
export function textOf(events: readonly ReplyEvent[]): string {
  return events.map((event) => (event.type === 'text' ? event.text : '')).join('');
}
