import { Hono, type Context } from 'hono';
import type { ProxyHealth, ReplyErrorCode } from '../replies/reply-event.ts';
import { replyInstructions } from '../replies/reply-instructions.ts';
import { replyLimits } from '../replies/reply-request.ts';
import { writePrompt } from '../replies/write-prompt.ts';
import { admitPages } from './admit-page.ts';
import { askUpstream, type UpstreamReply, type UpstreamTimeouts } from './ask-upstream.ts';
import { limitClients } from './client-rate.ts';
import { parseReplyRequest } from './parse-reply-request.ts';
import { readBody } from './read-body.ts';
import type { ReplySettings } from './read-environment.ts';
import type { Usage } from './read-upstream-event.ts';
import { ReplyFailure, statusOf } from './reply-failure.ts';
import { streamReply } from './stream-reply.ts';
import { limitDailyTokens, type Reservation } from './token-budget.ts';

/** In milliseconds. */
export interface ReplyTimeouts extends UpstreamTimeouts {
  /** For the request's body to arrive. */
  readonly body: number;
  /** Between two comments that show that a slow reply is alive. */
  readonly heartbeat: number;
}

export interface ReplyAppOptions {
  readonly settings: ReplySettings;
  /** Milliseconds since the epoch. */
  readonly now?: () => number;
  /** Who asks, for the rate limit: an address. Every request counts as the same client where this is not known. */
  readonly clientOf?: (context: Context) => string | null;
  readonly log?: (entry: ReplyLogEntry) => void;
  readonly timeouts?: Partial<ReplyTimeouts>;
  /** 0..1, spreads second attempts. */
  readonly jitter?: () => number;
  /** The server is reached under names of this machine alone (`admit-page.ts`). */
  readonly loopbackOnly?: boolean;
}

/** One request for a reply, without a word of what it held. */
export interface ReplyLogEntry {
  /** ISO 8601. */
  readonly time: string;
  /** As `x-request-id` tells the asker. */
  readonly id: string;
  readonly status: number;
  /** `done`, `left` (the asker went away) or why there was no whole reply. */
  readonly outcome: 'done' | 'left' | ReplyErrorCode;
  /** Milliseconds until it was over. */
  readonly took: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly model: string;
  readonly attempts: number;
  readonly tokens: Usage | null;
  /** Tells clients apart until the server starts anew; not the address. */
  readonly client: string;
}

const usualTimeouts: ReplyTimeouts = { firstEvent: 20_000, idle: 20_000, total: 120_000, body: 10_000, heartbeat: 15_000 };

/** Nginx's status for an asker who went away; nobody reads it. */
const left = 499;

interface Entry {
  bytesIn: number;
  attempts: number;
  tokens: Usage | null;
}

/**
 * `POST /api/reply` and `GET /api/health` as a Hono app for any host that speaks `fetch`. It alone holds the key and calls the language
 * model. It keeps nothing but counters, and answers with a status and a `ReplyError` until a reply has begun, and as events from then on.
 */
export function createReplyApp(options: ReplyAppOptions): Hono {
  const { settings, now = Date.now, jitter = Math.random, log } = options;
  const timeouts = { ...usualTimeouts, ...options.timeouts };
  const admission = admitPages({ ...settings, loopbackOnly: options.loopbackOnly ?? false });
  const rate = limitClients(settings.ratePerMinute, now);
  const budget = limitDailyTokens(settings.dailyTokens, now);
  const anonymous = anonymise();

  const clientOf = (c: Context): string => {
    const written = settings.clientHeader === null ? undefined : c.req.header(settings.clientHeader);
    // Of a list the nearest server wrote the last: those before it anybody can make up.
    return written?.split(',').at(-1)?.trim() ?? options.clientOf?.(c) ?? 'everyone';
  };

  /** All that comes before the API is asked, the cheapest first. */
  async function answer(c: Context, client: string, entry: Entry, ended: (outcome: ReplyLogEntry['outcome'], bytesOut: number) => void): Promise<ReadableStream> {
    const request = c.req.raw;
    const asker = request.signal;
    await admission.admit(request);
    if (!/^application\/json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? '')) throw new ReplyFailure('bad-request', 'The request must be JSON: content-type application/json.');
    if (settings.apiKey === null) {
      throw new ReplyFailure('no-key', 'This server has no key for the language model, so it writes no replies. Everything else works; whoever runs the desk can set ANTHROPIC_API_KEY.');
    }
    const turn = rate.take(client);
    if (!turn.ok) throw new ReplyFailure('rate-limited', `Too many replies were asked for at once. Try again in ${seconds(turn.retryAfterSeconds)}.`, turn);
    const { value, bytes } = await readBody(request, replyLimits.body, timeouts.body);
    entry.bytesIn = bytes;
    const parsed = parseReplyRequest(value);
    if (!parsed.ok) throw new ReplyFailure('bad-request', parsed.message);

    // By three bytes a token rather too many than too few, in any of the usual languages.
    const inputEstimate = Math.ceil((replyInstructions.length + bytes) / 3);
    const reserved = budget.reserve(inputEstimate + settings.maxOutput);
    if (!reserved.ok) throw spent(reserved.spent, reserved.retryAfterSeconds);
    const { reservation } = reserved;
    let reply: UpstreamReply;
    try {
      reply = await askUpstream({ ...settings, apiKey: settings.apiKey, timeouts, jitter, now, onAttempt: (count) => (entry.attempts = count) }, writePrompt(parsed.value), parsed.value.passages, asker);
    } catch (error) {
      // Nobody knows what the API counts of a call that was given up.
      const givenUp = error instanceof ReplyFailure && (error.aborted || error.error.code === 'upstream-timeout');
      reservation.settle(givenUp ? inputEstimate : 0);
      throw error;
    }
    return streamReply(reply, timeouts.heartbeat, (end, bytesOut) => {
      entry.tokens = reply.reader.usage;
      settle(reservation, reply, end !== null);
      ended(end === null ? 'done' : end.aborted ? 'left' : end.error.code, bytesOut);
    });
  }

  const app = new Hono();

  app.post('/api/reply', async (c) => {
    const began = performance.now();
    const id = crypto.randomUUID();
    const entry: Entry = { bytesIn: 0, attempts: 0, tokens: null };
    const client = clientOf(c);
    const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', 'x-request-id': id, ...admission.corsHeaders(c.req.raw) };
    const write = async (status: number, outcome: ReplyLogEntry['outcome'], bytesOut: number): Promise<void> => {
      if (!log) return;
      const took = Math.round((performance.now() - began) * 10) / 10;
      log({ time: new Date(now()).toISOString(), id, status, outcome, took, bytesOut, model: settings.model, ...entry, client: await anonymous(client) });
    };
    try {
      const stream = await answer(c, client, entry, (outcome, bytesOut) => void write(200, outcome, bytesOut));
      // Without the last, some servers in front of this one collect the events before they pass them on.
      return new Response(stream, { headers: { ...headers, 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' } });
    } catch (thrown) {
      const { error, aborted } =
        thrown instanceof ReplyFailure ? thrown : new ReplyFailure('upstream-failed', 'The server failed before it asked for the reply. Whoever runs the desk has to look at it.');
      const status = aborted ? left : statusOf(error.code);
      const body = JSON.stringify({ error });
      await write(status, aborted ? 'left' : error.code, body.length);
      const retry: Record<string, string> = error.retryAfterSeconds === undefined ? {} : { 'retry-after': String(error.retryAfterSeconds) };
      return new Response(body, { status, headers: { ...headers, ...retry, 'content-type': 'application/json' } });
    }
  });

  app.get('/api/health', (c) => {
    const health: ProxyHealth = { status: 'ok', replies: settings.apiKey === null ? 'no-key' : 'ready', model: settings.model };
    return c.json(health, 200, { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...admission.corsHeaders(c.req.raw) });
  });

  app.options('/api/reply', (c) => {
    const cors = admission.corsHeaders(c.req.raw);
    if (!('access-control-allow-origin' in cors)) return c.body(null, 403, { 'cache-control': 'no-store', ...cors });
    return c.body(null, 204, {
      'cache-control': 'no-store',
      ...cors,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization, content-type',
      'access-control-max-age': '600',
    });
  });

  app.all('/api/reply', (c) => c.json({ error: { code: 'bad-request', message: 'Replies are asked for with POST.' } }, 405, { 'cache-control': 'no-store', allow: 'POST, OPTIONS' }));
  return app;
}

function spent(forToday: boolean, retryAfterSeconds: number): ReplyFailure {
  const message = forToday
    ? 'Today’s tokens for replies are used up. There are new ones at midnight UTC; until then answer from the templates and the knowledge base.'
    : 'Replies being written just now may use up what is left of today’s tokens. Try again in a moment.';
  return new ReplyFailure('budget-spent', message, { retryAfterSeconds });
}

/** What it did cost; of a reply that broke off the API counts the output, but has not told it. */
function settle(reservation: Reservation, { reader }: UpstreamReply, brokeOff: boolean): void {
  const { input = 0, output = 0, cacheRead = 0, cacheWrite = 0 } = reader.usage ?? {};
  reservation.settle(input + cacheRead + cacheWrite + (brokeOff ? Math.max(output, Math.ceil(reader.written / 3)) : output));
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${count} seconds`;
}

/** Short marks for clients: hashes with a salt that is drawn anew at each start and told to nobody. */
function anonymise(): (client: string) => Promise<string> {
  let salt: string | null = null;
  return async (client) => {
    // Not at the start: some edge hosts give randomness only while they answer.
    salt ??= crypto.randomUUID();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(salt + client)));
    return [...hash.subarray(0, 6)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  };
}
