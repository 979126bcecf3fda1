import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replyLimits, type ReplyRequest } from '../../src/replies/reply-request.ts';
import type { ReplyError, ReplyErrorCode } from '../../src/replies/reply-event.ts';
import type { ReplyAppOptions } from '../../src/proxy/reply-app.ts';
import { ask, lampRequest, serveReplies, type ReplyServer } from './serve-replies.ts';
import { startStandInApi, writeAnswer, type StandInApi } from './stand-in-api.ts';

let api: StandInApi;
let server: ReplyServer;
const servers: ReplyServer[] = [];
const token = 'widget-token-0123456789';
const shop = 'https://shop.example';

async function serve(environment: Readonly<Record<string, string>> = {}, options: Omit<ReplyAppOptions, 'settings'> = {}): Promise<ReplyServer> {
  const started = await serveReplies({ ANTHROPIC_BASE_URL: api.origin, ...environment }, options);
  servers.push(started);
  return started;
}

beforeAll(async () => {
  api = await startStandInApi();
  server = await serve({}, { timeouts: { body: 300 } });
});
beforeEach(() => {
  api.answer(writeAnswer);
  api.requests.length = 0;
});
afterAll(async () => {
  for (const each of servers) await each.close();
  await api.close();
});

async function told(response: Response): Promise<[number, ReplyErrorCode | null, string]> {
  expect(response.headers.get('cache-control')).toBe('no-store');
  if (response.ok) {
    await response.text();
    return [response.status, null, ''];
  }
  const { error } = (await response.json()) as { error: ReplyError };
  return [response.status, error.code, error.message];
}

describe('a request', () => {
  const long = (length: number): string => 'x'.repeat(length);
  it.each<[string, object, string]>([
    ['an unknown key', { system: 'obey' }, 'The request has a field that is not known: system.'],
    ['an unknown key further in', { messages: [{ from: 'customer', text: 'x', role: 'system' }] }, 'messages[0] has a field that is not known: role.'],
    ['another version', { version: 2 }, 'version must be one of 1.'],
    ['no message', { messages: [] }, 'messages has no entry.'],
    ['too many messages', { messages: Array.from({ length: replyLimits.messages + 1 }, () => ({ from: 'agent', text: 'x' })) }, 'messages has more than 12 entries.'],
    ['a message too long', { messages: [{ from: 'customer', text: 'x' }, { from: 'customer', text: long(replyLimits.message + 1) }] }, 'messages[1].text is longer than 8000 characters.'],
    ['another role', { messages: [{ from: 'system', text: 'x' }] }, 'messages[0].from must be one of customer, agent.'],
    ['a number for a text', { subject: 5 }, 'subject is missing or is not a string.'],
    ['too long a title', { passages: [{ title: long(replyLimits.title + 1), text: 'x' }] }, 'passages[0].title is longer than 300 characters.'],
    ['a blank passage', { passages: [{ title: 'x', text: ' \n' }] }, 'passages[0].text is blank.'],
    ['too many passages', { passages: Array.from({ length: replyLimits.passages + 1 }, () => ({ title: 'x', text: 'x' })) }, 'passages has more than 8 entries.'],
    ['too long a history', { history: [{ subject: '', text: long(replyLimits.historyText + 1) }] }, 'history[0].text is longer than 1200 characters.'],
    ['too much guidance', { guidance: long(replyLimits.guidance + 1) }, 'guidance is longer than 6000 characters.'],
    ['a language that is none', { language: 'English' }, 'language must be a language code of two small letters, or und.'],
    ['another variant', { variant: 'rude' }, 'variant must be one of standard, shorter, warmer, formal.'],
    ['a variant without a draft', { variant: 'shorter' }, 'draft is missing: only the variant "standard" is written without one.'],
    ['too long a shop', { shop: long(replyLimits.shop + 1) }, 'shop is longer than 200 characters.'],
  ])('with %s is refused, and the field is named', async (_, change, message) => {
    expect(await told(await ask(server.origin, { ...lampRequest(), ...change }))).toEqual([400, 'bad-request', message]);
    expect(api.requests).toHaveLength(0);
  });

  it('as large as it may be is answered', async () => {
    const most: Partial<ReplyRequest> = { messages: Array.from({ length: replyLimits.messages }, () => ({ from: 'customer', text: long(3_000) })), passages: Array.from({ length: replyLimits.passages }, () => ({ title: 'x', text: long(replyLimits.passage) })) };
    expect(await told(await ask(server.origin, lampRequest(most)))).toEqual([200, null, '']);
  });

  it.each([
    ['that is no JSON', '{"a":'],
    ['that is a list', '[]'],
    ['that is empty', ''],
  ])('%s is refused', async (_, body) => {
    expect((await told(await ask(server.origin, body))).slice(0, 2)).toEqual([400, 'bad-request']);
  });

  it('that is not sent as JSON is refused', async () => {
    expect((await told(await ask(server.origin, lampRequest(), { headers: { 'content-type': 'text/plain' } }))).slice(0, 2)).toEqual([400, 'bad-request']);
  });

  it('that is larger than it may be is refused, and is not read to its end', async () => {
    expect((await told(await ask(server.origin, 'x'.repeat(replyLimits.body + 1)))).slice(0, 2)).toEqual([413, 'too-large']);
    // In chunks nobody says how much there is: an endless body has to be answered while it comes.
    const status = await sendRaw(server.origin, (write) => {
      const timer = setInterval(() => write('x'.repeat(20_000)), 5);
      return () => clearInterval(timer);
    });
    expect(status).toBe(413);
  });

  it('that never arrives in full is refused in time', async () => {
    expect(await sendRaw(server.origin, (write) => (write('{"version"'), () => undefined))).toBe(400);
  });
});

function sendRaw(origin: string, begin: (write: (text: string) => void) => () => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${origin}/api/reply`, { method: 'POST', headers: { 'content-type': 'application/json', origin } });
    const end = begin((text) => void request.write(text));
    request.on('error', reject);
    request.on('response', (response) => {
      end();
      resolve(response.statusCode ?? 0);
      request.on('error', () => undefined).destroy();
    });
  });
}

describe('who may ask', () => {
  const withToken = { authorization: `Bearer ${token}` };
  it.each<[string, Record<string, string>, [number, ReplyErrorCode | null]]>([
    ['a page of this server', {}, [200, null]],
    ['an allowed page with a token', { origin: shop, ...withToken }, [200, null]],
    ['an allowed page without a token', { origin: shop }, [401, 'bad-token']],
    ['an allowed page with another token', { origin: shop, authorization: 'Bearer widget-token-0123456780' }, [401, 'bad-token']],
    ['an allowed page with a token that is only a beginning', { origin: shop, authorization: 'Bearer widget' }, [401, 'bad-token']],
    ['another page, token or not', { origin: 'https://elsewhere.example', ...withToken }, [403, 'forbidden-origin']],
    ['a page like an allowed one', { origin: 'https://shop.example.evil.example', ...withToken }, [403, 'forbidden-origin']],
    ['a page of this server by another port', { origin: 'http://127.0.0.1:1', ...withToken }, [403, 'forbidden-origin']],
    ['a page without an origin of its own', { origin: 'null', ...withToken }, [403, 'forbidden-origin']],
    ['an origin that is no address', { origin: 'nonsense' }, [403, 'forbidden-origin']],
  ])('%s', async (_, headers, expected) => {
    const strict = await serve({ TABDESK_ORIGINS: shop, TABDESK_WIDGET_TOKENS: `first-token-0123456789,${token}` });
    expect((await told(await ask(strict.origin, lampRequest(), { headers }))).slice(0, 2)).toEqual(expected);
  });

  it('a program may without a token only where there are none', async () => {
    const send = (origin: string, headers: Record<string, string> = {}): Promise<Response> =>
      fetch(`${origin}/api/reply`, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(lampRequest()) });
    const strict = await serve({ TABDESK_WIDGET_TOKENS: token });
    expect((await told(await send(server.origin)))[0]).toBe(200);
    expect((await told(await send(strict.origin)))[1]).toBe('bad-token');
    expect((await told(await send(strict.origin, withToken)))[0]).toBe(200);
  });

  it('a foreign page whose name was made to point at this machine may not', async () => {
    const local = await serve({}, { loopbackOnly: true });
    const { port } = new URL(local.origin);
    const send = (host: string): Promise<number> =>
      new Promise((resolve, reject) => {
        const request = httpRequest(`${local.origin}/api/reply`, { method: 'POST', headers: { host: `${host}:${port}`, origin: `http://${host}:${port}`, 'content-type': 'application/json' } }, (response) => {
          resolve(response.statusCode ?? 0);
          response.resume();
        });
        request.on('error', reject);
        request.end(JSON.stringify(lampRequest()));
      });
    expect(await send('rebound.example')).toBe(403);
    expect(await send('localhost')).toBe(200);
    expect(await send('127.0.0.1')).toBe(200);
  });

  it('answers the preflight of allowed pages alone', async () => {
    const strict = await serve({ TABDESK_ORIGINS: shop, TABDESK_WIDGET_TOKENS: token });
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${strict.origin}/api/reply`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' } });
    const allowed = await preflight(shop);
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(shop);
    expect(allowed.headers.get('access-control-allow-headers')).toContain('authorization');
    expect(allowed.headers.get('vary')).toBe('origin');
    const other = await preflight('https://elsewhere.example');
    expect(other.status).toBe(403);
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
    const reply = await ask(strict.origin, lampRequest(), { headers: { origin: shop, ...withToken } });
    expect(reply.headers.get('access-control-allow-origin')).toBe(shop);
    await reply.text();
  });

  it('only asks with POST', async () => {
    const response = await fetch(`${server.origin}/api/reply`);
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toContain('POST');
  });
});

describe('how often', () => {
  it('a client may ask so many times a minute, and others are not held up by it', async () => {
    let now = Date.UTC(2026, 0, 5);
    const limited = await serve({ TABDESK_RATE_PER_MINUTE: '3', TABDESK_CLIENT_HEADER: 'x-client' }, { now: () => now });
    const from = (client: string): Promise<Response> => ask(limited.origin, lampRequest(), { headers: { 'x-client': client } });
    for (let at = 0; at < 3; at++) expect((await told(await from('a')))[0]).toBe(200);
    const refused = await from('a');
    expect(refused.headers.get('retry-after')).toBe('20');
    expect((await told(refused)).slice(0, 2)).toEqual([429, 'rate-limited']);
    expect((await told(await from('b')))[0]).toBe(200);
    // What stands before the last comma anybody can write.
    expect((await told(await from('z, a')))[0]).toBe(429);
    now += 20_000;
    expect((await told(await from('a')))[0]).toBe(200);
    expect((await told(await from('a')))[0]).toBe(429);
  });

  it('a day has so many tokens, however many ask at once', async () => {
    let now = Date.UTC(2026, 0, 5, 23, 59, 0);
    const limited = await serve({ TABDESK_DAILY_TOKENS: '20000', TABDESK_MAX_OUTPUT: '1000' }, { now: () => now });
    api.answer((request) => ({ ...writeAnswer(request), before: 200, usage: { input_tokens: 900, output_tokens: 900 } }) as ReturnType<typeof writeAnswer>);
    const answers = await Promise.all((await Promise.all(Array.from({ length: 30 }, () => ask(limited.origin)))).map(told));
    const written = answers.filter(([status]) => status === 200).length;
    expect(written).toBeGreaterThan(0);
    // 3,848 each: input, output and the 2,048 read from the cache.
    expect(written * 3_848).toBeLessThanOrEqual(20_000);
    expect(new Set(answers.filter(([status]) => status !== 200).map(([, code]) => code))).toEqual(new Set(['budget-spent']));
    const refused = await ask(limited.origin);
    expect(Number(refused.headers.get('retry-after'))).toBe(60);
    expect(await told(refused)).toEqual([429, 'budget-spent', expect.stringContaining('midnight UTC')]);
    now += 60_000;
    expect((await told(await ask(limited.origin)))[0]).toBe(200);
  });

  it('a reply that was never begun costs nothing of the day', async () => {
    const limited = await serve({ TABDESK_DAILY_TOKENS: '6000', TABDESK_MAX_OUTPUT: '1000' });
    api.answer({ kind: 'status', status: 400 });
    for (let at = 0; at < 4; at++) expect((await told(await ask(limited.origin)))[1]).toBe('upstream-refused');
    api.answer(writeAnswer);
    expect((await told(await ask(limited.origin)))[0]).toBe(200);
  });

  it('nothing is asked without a key, and all is said', async () => {
    const without = await serve({ ANTHROPIC_API_KEY: '' });
    expect((await told(await ask(without.origin))).slice(0, 2)).toEqual([503, 'no-key']);
    expect(api.requests).toHaveLength(0);
  });
});
