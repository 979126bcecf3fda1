import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ReplyError, ReplyErrorCode, ReplyEvent } from '../../src/replies/reply-event.ts';
import type { ReplyAppOptions, ReplyLogEntry } from '../../src/proxy/reply-app.ts';
import { ask, lampRequest, readEvents, serveReplies, testKey, textOf, type ReplyServer } from './serve-replies.ts';
import { messageEvents, sentKey, startStandInApi, writeAnswer, writeEvent, type StandInAnswer, type StandInApi } from './stand-in-api.ts';

let api: StandInApi;
let server: ReplyServer;
const servers: ReplyServer[] = [];

async function serve(environment: Readonly<Record<string, string>> = {}, options: Omit<ReplyAppOptions, 'settings'> = {}): Promise<ReplyServer> {
  const started = await serveReplies({ ANTHROPIC_BASE_URL: api.origin, ...environment }, { jitter: () => 0, ...options });
  servers.push(started);
  return started;
}

beforeAll(async () => {
  api = await startStandInApi();
  server = await serve({}, { timeouts: { firstEvent: 400, idle: 400, total: 1500, body: 300, heartbeat: 60 } });
});
beforeEach(() => {
  api.answer(writeAnswer);
  api.requests.length = 0;
});
afterAll(async () => {
  for (const each of servers) await each.close();
  await api.close();
});

async function events(response: Response): Promise<ReplyEvent[]> {
  return readEvents(await response.text());
}

async function errorOf(response: Response): Promise<ReplyError> {
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  return ((await response.json()) as { error: ReplyError }).error;
}

/** What is logged of one answer; it is written when the answer is over, and that may be after it arrived. */
async function logged(by: ReplyServer, response: Response): Promise<ReplyLogEntry> {
  const id = response.headers.get('x-request-id');
  await expect.poll(() => by.log.some((entry) => entry.id === id)).toBe(true);
  const [found, ...more] = by.log.filter((entry) => entry.id === id);
  if (!found || more.length > 0) throw new Error('one request is one line');
  return found;
}

const plain = { kind: 'message', blocks: [{ text: 'Hello there.' }] } as const satisfies StandInAnswer;
const refused = (status: number, headers: Record<string, string> = {}): StandInAnswer => ({ kind: 'status', status, headers });

describe('a reply', () => {
  it('comes as events: start, text and citations by block, usage, done', async () => {
    const response = await ask(server.origin);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-store');
    const all = await events(response);
    expect(all[0]).toEqual({ type: 'start', model: 'claude-sonnet-5-5' });
    expect(textOf(all)).toBe('Hello [NAME_1],\n\nthank you for your message. Damaged articles are replaced free of charge within 5 working days.\n\nWarm wishes,\nLumen & Oak');
    expect(all.filter(({ type }) => type === 'citation')).toEqual([
      { type: 'citation', block: 1, passage: 0, start: 0, end: 67, quote: 'Damaged articles are replaced free of charge within 5 working days.' },
    ]);
    expect(all.slice(-2)).toEqual([
      { type: 'usage', input: 320, output: 64, cacheRead: 2048, cacheWrite: 0 },
      { type: 'done', reason: 'finished' },
    ]);
  });

  it('is asked of the API as one streamed message, by the model and the length of the environment', async () => {
    const other = await serve({ TABDESK_MODEL: 'claude-haiku-5-5', TABDESK_MAX_OUTPUT: '700' });
    await (await ask(other.origin)).text();
    const [request] = api.requests;
    expect(request?.path).toBe('/v1/messages');
    expect(request?.body).toMatchObject({ model: 'claude-haiku-5-5', max_tokens: 700, stream: true });
    expect(Object.keys(request?.body ?? {}).sort()).toEqual(['max_tokens', 'messages', 'model', 'stream', 'system']);
  });

  it('numbers text blocks without those of other kinds, and passes over citations of no place in a passage', async () => {
    const cite = (citation: object): string => writeEvent({ type: 'content_block_delta', index: 1, delta: { type: 'citations_delta', citation } });
    const good = { type: 'char_location', document_index: 1, start_char_index: 0, end_char_index: 7, cited_text: 'Refunds' };
    const [start = '', ...rest] = messageEvents('m', []);
    api.answer({
      kind: 'raw',
      then: 'end',
      chunks: [
        start,
        writeEvent({ type: 'content_block_start', index: 0, content_block: { type: 'thinking', thinking: '', signature: '' } }),
        writeEvent({ type: 'content_block_delta', index: 0, delta: { type: 'thinking_delta', thinking: 'secret thoughts' } }),
        writeEvent({ type: 'something_new', index: 0 }),
        writeEvent({ type: 'content_block_start', index: 1, content_block: { type: 'text', text: 'So. ', citations: [good] } }),
        ...[{ document_index: 2 }, { document_index: -1 }, { start_char_index: 7 }, { end_char_index: 9000 }, { cited_text: '' }, { type: 'page_location' }].map((wrong) => cite({ ...good, ...wrong })),
        cite(good),
        ...rest,
      ],
    });
    const all = await events(await ask(server.origin));
    expect(textOf(all)).toBe('So. ');
    const cited = { type: 'citation', block: 0, passage: 1, start: 0, end: 7, quote: 'Refunds' };
    expect(all.filter(({ type }) => type === 'citation')).toEqual([cited, cited]);
    expect(all.at(-1)).toEqual({ type: 'done', reason: 'finished' });
  });

  it.each([
    ['refusal', 'refused'],
    ['max_tokens', 'cut'],
    ['end_turn', 'finished'],
  ] as const)('that stops by %s is told as %s', async (stopReason, reason) => {
    api.answer({ ...plain, stopReason });
    const all = await events(await ask(server.origin));
    expect(all.at(-1)).toEqual({ type: 'done', reason });
  });

  it('that is slow is kept alive by comments and comes whole', async () => {
    api.answer({ ...plain, between: 150 });
    const text = await (await ask(server.origin)).text();
    expect(text).toContain('\n:\n\n');
    expect(readEvents(text).at(-1)).toEqual({ type: 'done', reason: 'finished' });
  });

  it('comes through whole when characters and events are torn apart on the way', async () => {
    const bytes = messageEvents('m', [{ text: 'Grüße, 你好 🙂' }]).join('');
    api.answer({ kind: 'raw', then: 'end', between: 1, chunks: bytes.match(/[\s\S]{1,11}/g) ?? [] });
    expect(textOf(await events(await ask(server.origin)))).toBe('Grüße, 你好 🙂');
  });
});

describe('an API that fails before it begins', () => {
  it.each<[string, StandInAnswer | StandInAnswer[], number, ReplyErrorCode, number]>([
    ['a rate limit', refused(429, { 'retry-after': '17' }), 503, 'upstream-limited', 1],
    ['a rate limit without a time', refused(429), 503, 'upstream-limited', 1],
    ['529 twice', refused(529), 503, 'upstream-overloaded', 2],
    ['503 twice', refused(503), 503, 'upstream-overloaded', 2],
    ['500 twice', refused(500), 502, 'upstream-failed', 2],
    ['a broken connection twice', { kind: 'drop' }, 502, 'upstream-failed', 2],
    ['a wrong key', refused(401), 502, 'upstream-refused', 1],
    ['a forbidden key', refused(403), 502, 'upstream-refused', 1],
    ['an unknown model', refused(404), 502, 'upstream-refused', 1],
    ['a request it will not have', refused(400), 502, 'upstream-refused', 1],
    ['a redirect elsewhere', refused(307, { location: 'http://127.0.0.1:9/v1/messages' }), 502, 'upstream-refused', 1],
    ['silence', { kind: 'silent' }, 504, 'upstream-timeout', 1],
    ['headers and then silence', { kind: 'raw', chunks: [], then: 'hang' }, 504, 'upstream-timeout', 1],
    ['an error as the first event, twice', { kind: 'raw', chunks: [writeEvent({ type: 'error', error: { type: 'overloaded_error', message: `x ${testKey}` } })], then: 'end' }, 503, 'upstream-overloaded', 2],
    ['an answer that is no stream', { kind: 'raw', chunks: ['<p>hello</p>'], then: 'end', type: 'text/html' }, 502, 'upstream-garbled', 1],
    ['an event that is no JSON', { kind: 'raw', chunks: [`event: message_start\ndata: {"x": "${testKey}\n\n`], then: 'end' }, 502, 'upstream-garbled', 1],
    ['an event of another shape', { kind: 'raw', chunks: ['event: message_start\ndata: [1]\n\n'], then: 'end' }, 502, 'upstream-garbled', 1],
    ['text before its start', { kind: 'raw', chunks: [writeEvent({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'x' } })], then: 'end' }, 502, 'upstream-garbled', 1],
  ])('%s: is told by status and code', async (_, script, status, code, attempts) => {
    api.answer(script);
    const response = await ask(server.origin);
    expect(response.status).toBe(status);
    const error = await errorOf(response);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(/^[A-Z].*\.$/);
    expect(api.requests).toHaveLength(attempts);
    expect(await logged(server, response)).toMatchObject({ status, outcome: code, attempts });
    await expect.poll(() => api.open()).toBe(0);
  });

  it('says when it is worth asking again', async () => {
    api.answer(refused(429, { 'retry-after': '17' }));
    const response = await ask(server.origin);
    expect(response.headers.get('retry-after')).toBe('17');
    expect(await errorOf(response)).toMatchObject({ retryAfterSeconds: 17, message: expect.stringContaining('17 seconds') as string });
  });

  it.each<[string, StandInAnswer]>([
    ['529', refused(529)],
    ['500', refused(500)],
    ['502', refused(502)],
    ['a broken connection', { kind: 'drop' }],
    ['a rate limit that ends within a second', refused(429, { 'retry-after': '1' })],
    ['a connection that breaks before the first event', { kind: 'raw', chunks: [], then: 'cut' }],
  ])('%s: is asked once more, and the second answer is passed on', async (_, first) => {
    api.answer([first, plain]);
    const patient = await serve();
    const response = await ask(patient.origin);
    expect(textOf(await events(response))).toBe('Hello there.');
    expect(api.requests).toHaveLength(2);
    expect(await logged(patient, response)).toMatchObject({ outcome: 'done', attempts: 2 });
  });

  it('that can not be reached is told so', async () => {
    const alone = await serve({ ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' });
    const response = await ask(alone.origin);
    expect(response.status).toBe(502);
    expect(await errorOf(response)).toMatchObject({ code: 'upstream-failed', message: expect.stringContaining('could not be reached') as string });
  });
});

describe('an API that fails in the middle', () => {
  const begun = messageEvents('m', [{ text: 'Hello there, ' }]).slice(0, 4);
  it.each<[string, StandInAnswer, ReplyErrorCode]>([
    ['breaks the connection', { kind: 'message', blocks: [{ text: 'Hello there, and so on and on.' }], cutAfter: 4 }, 'upstream-cut'],
    ['ends too early', { kind: 'raw', chunks: begun, then: 'end' }, 'upstream-cut'],
    ['falls silent', { kind: 'raw', chunks: begun, then: 'hang' }, 'upstream-timeout'],
    ['never ends', { kind: 'endless', every: 5 }, 'upstream-timeout'],
    ['only pings', { kind: 'endless', every: 50, pingsOnly: true }, 'upstream-timeout'],
    ['says that it is overloaded', { kind: 'raw', chunks: [...begun, writeEvent({ type: 'error', error: { type: 'overloaded_error', message: testKey } })], then: 'end' }, 'upstream-overloaded'],
    ['says that it failed', { kind: 'raw', chunks: [...begun, writeEvent({ type: 'error', error: { type: 'api_error', message: testKey } })], then: 'end' }, 'upstream-failed'],
    ['writes what is no JSON', { kind: 'raw', chunks: [...begun, `event: content_block_delta\ndata: {"type": ${testKey}\n\n`], then: 'end' }, 'upstream-garbled'],
    ['writes to a block that never began', { kind: 'raw', chunks: [...begun, writeEvent({ type: 'content_block_delta', index: 7, delta: { type: 'text_delta', text: 'x' } })], then: 'hang' }, 'upstream-garbled'],
    ['writes a text that is none', { kind: 'raw', chunks: [...begun, writeEvent({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 5 } })], then: 'hang' }, 'upstream-garbled'],
    ['stops without a reason', { kind: 'raw', chunks: [...begun, writeEvent({ type: 'message_stop' })], then: 'end' }, 'upstream-garbled'],
  ])('%s: the last event says so, and nothing is asked again', async (_, script, code) => {
    api.answer(script);
    const response = await ask(server.origin);
    expect(response.status).toBe(200);
    const all = await events(response);
    expect(all[0]?.type).toBe('start');
    expect(all.at(-1)).toMatchObject({ type: 'error', code });
    expect(all.filter(({ type }) => type === 'done')).toEqual([]);
    expect(api.requests).toHaveLength(1);
    expect(await logged(server, response)).toMatchObject({ status: 200, outcome: code });
    await expect.poll(() => api.open()).toBe(0);
  });
});

describe('who goes away', () => {
  it('takes the call to the API along, while it waits and while it reads', async () => {
    const patient = await serve();
    for (const script of [{ kind: 'silent' }, { kind: 'endless', every: 5 }] as const) {
      api.answer(script);
      const leaving = new AbortController();
      const asked = ask(patient.origin, lampRequest(), { signal: leaving.signal });
      await expect.poll(() => api.open()).toBe(1);
      if (script.kind === 'endless') await (await asked).body?.getReader().read();
      leaving.abort();
      await asked.catch(() => undefined);
      await expect.poll(() => api.open()).toBe(0);
    }
    await expect.poll(() => patient.log).toMatchObject([{ outcome: 'left', status: 499 }, { outcome: 'left', status: 200 }]);
  });

  it('leaves no call open, two hundred times', async () => {
    const patient = await serve();
    api.answer(({ text }) => (text.includes('Silent shop') ? { kind: 'silent' } : { kind: 'endless', every: 10 }));
    for (let round = 0; round < 4; round++) {
      const leaving = new AbortController();
      const asked = Array.from({ length: 50 }, async (_, at) => {
        if (at % 2 > 0) return ask(patient.origin, lampRequest({ shop: 'Silent shop' }), leaving);
        const response = await ask(patient.origin, lampRequest(), leaving);
        await response.body?.getReader().read();
        return response;
      });
      const settled = Promise.allSettled(asked);
      await expect.poll(() => api.open()).toBe(50);
      leaving.abort();
      await settled;
      await expect.poll(() => api.open()).toBe(0);
    }
    await expect.poll(() => patient.log.length).toBe(200);
    expect(new Set(patient.log.map(({ outcome }) => outcome))).toEqual(new Set(['left']));
  });
});

describe('many at once', () => {
  it('holds fifty slow replies, each whole and its own', async () => {
    const patient = await serve();
    api.answer((request) => ({ ...writeAnswer(request), between: 40 }) as StandInAnswer);
    const texts = await Promise.all(Array.from({ length: 50 }, async (_, at) => textOf(await events(await ask(patient.origin, lampRequest({ shop: `Shop ${at}` }))))));
    texts.forEach((text, at) => expect(text).toMatch(new RegExp(`Warm wishes,\nShop ${at}$`)));
    expect(api.mostOpen).toBeGreaterThanOrEqual(50);
    await expect.poll(() => api.open()).toBe(0);
  });

  it('reads no further ahead than the asker takes', async () => {
    const patient = await serve();
    let written = 0;
    api.answer(() => ({ kind: 'endless', every: 0, get word() { written += 1; return 'x'.repeat(20_000); } }));
    const leaving = new AbortController();
    const response = await ask(patient.origin, lampRequest(), { signal: leaving.signal });
    await response.body?.getReader().read();
    let before = -1;
    // Buffers of sockets fill up, and then the writer stands still.
    await expect.poll(() => { const still = written === before; before = written; return still; }, { interval: 500 }).toBe(true);
    expect(written * 20_000).toBeLessThan(40_000_000);
    leaving.abort();
    await expect.poll(() => api.open()).toBe(0);
  });

  it('ends by the clock the reply of an asker who stopped reading', async () => {
    const hurried = await serve({}, { timeouts: { total: 800 } });
    api.answer({ kind: 'endless', every: 0, word: 'x'.repeat(20_000) });
    const leaving = new AbortController();
    const response = await ask(hurried.origin, lampRequest(), leaving);
    expect(await logged(hurried, response)).toMatchObject({ outcome: 'upstream-timeout' });
    await expect.poll(() => api.open()).toBe(0);
    leaving.abort();
    // A response that nobody holds any more is given up by the garbage collector, and that would end it as well.
    await response.text().catch(() => undefined);
  });
});

describe('what goes to the API', () => {
  it('is the key of this server and no other credential or header that lies about', async () => {
    const before = { ...process.env };
    Object.assign(process.env, { ANTHROPIC_AUTH_TOKEN: 'other-token', ANTHROPIC_CUSTOM_HEADERS: 'Authorization: Bearer other-token\nX-Api-Key: other-token\nX-Extra: other-token', ANTHROPIC_LOG: 'debug' });
    try {
      await (await ask(server.origin)).text();
    } finally {
      process.env = before;
    }
    const [request] = api.requests;
    expect(request && sentKey(request)).toBe(testKey);
    expect(JSON.stringify(request?.headers)).not.toContain('other-token');
  });
});

describe('health', () => {
  it('says whether there are replies, and nothing else', async () => {
    const response = await fetch(`${server.origin}/api/health`);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({ status: 'ok', replies: 'ready', model: 'claude-sonnet-5-5' });
    const without = await serve({ ANTHROPIC_API_KEY: '' });
    expect(await (await fetch(`${without.origin}/api/health`)).json()).toEqual({ status: 'ok', replies: 'no-key', model: 'claude-sonnet-5-5' });
  });
});
