import { Anthropic } from '@anthropic-ai/sdk';
import type { MessageCreateParamsStreaming } from '@anthropic-ai/sdk/resources/messages';
import type { ReplyEvent } from '../replies/reply-event.ts';
import type { ReplyRequest } from '../replies/reply-request.ts';
import type { Prompt } from '../replies/write-prompt.ts';
import { describeUpstreamError } from './describe-upstream-error.ts';
import { readUpstream, type UpstreamReader } from './read-upstream-event.ts';
import { ReplyFailure } from './reply-failure.ts';

/** In milliseconds. */
export interface UpstreamTimeouts {
  /** Until the first event of an attempt. */
  readonly firstEvent: number;
  /** Between two signs of life, pings included. */
  readonly idle: number;
  /** All of it, a second attempt too. */
  readonly total: number;
}

export interface UpstreamOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly model: string;
  readonly maxOutput: number;
  readonly timeouts: UpstreamTimeouts;
  /** 0..1: spreads second attempts, so that all who failed at once do not come back at once. */
  readonly jitter: () => number;
  readonly now: () => number;
  /** Told of each attempt, 1 or 2, as it begins. */
  readonly onAttempt: (attempt: number) => void;
}

/** A reply that has begun to arrive. */
export interface UpstreamReply {
  /** The next events; null after the last. Throws a `ReplyFailure`. Asked one after another. */
  next(): Promise<readonly ReplyEvent[] | null>;
  /** Ends the call to the API at once. */
  abort(): void;
  /** Fires when the call ended by the clock or by whoever asked, with the `ReplyFailure` as its reason. */
  readonly signal: AbortSignal;
  readonly reader: UpstreamReader;
}

/** What may go to the API, whatever else the environment would have the SDK send. */
const ownHeaders = new Set(['accept', 'anthropic-version', 'authorization', 'content-type', 'user-agent', 'x-api-key']);
/** Before a second attempt, in milliseconds; `jitter` adds as much again. */
const pause = 250;

/** Settles when the API has begun to answer, or throws a `ReplyFailure`: until then nothing was told to anybody, and one more attempt is safe. */
export async function askUpstream(options: UpstreamOptions, prompt: Prompt, passages: ReplyRequest['passages'], asker: AbortSignal): Promise<UpstreamReply> {
  const { timeouts, now } = options;
  const ended = new AbortController();
  const stop = (failure: ReplyFailure): void => ended.abort(failure);
  const leave = (): void => stop(new ReplyFailure('upstream-cut', 'Nobody waits for this reply any more.', { aborted: true }));
  const total = setTimeout(() => stop(late()), timeouts.total);
  asker.addEventListener('abort', leave, { once: true });
  if (asker.aborted) leave();
  const release = (): void => {
    clearTimeout(total);
    asker.removeEventListener('abort', leave);
  };

  /** Why it failed: the clock and the asker come before what the SDK makes of them. */
  const troubleOf = (error: unknown, started: boolean): ReturnType<typeof describeUpstreamError> =>
    ended.signal.reason instanceof ReplyFailure ? { failure: ended.signal.reason, mayPass: false } : describeUpstreamError(error, started, now);

  async function attempt(count: number): Promise<UpstreamReply> {
    options.onAttempt(count);
    let lifeAt = 0;
    const client = openClient(options, () => (lifeAt = performance.now()));
    const reader = readUpstream(passages, options.model);
    const request = { signal: ended.signal, timeout: timeouts.total + 1000 };
    const opening = setTimeout(() => stop(late()), timeouts.firstEvent);
    let stream: AsyncIterator<unknown>;
    let first: readonly ReplyEvent[] | null;
    try {
      stream = (await client.messages.create(bodyOf(options, prompt), request))[Symbol.asyncIterator]();
      first = await read(stream, reader);
    } finally {
      clearTimeout(opening);
    }
    return {
      reader,
      signal: ended.signal,
      async next() {
        if (first !== null) {
          const events = first;
          first = null;
          return events;
        }
        const quiet = watch(() => lifeAt, timeouts.idle, () => stop(late()));
        try {
          const events = await read(stream, reader);
          if (events === null) release();
          return events;
        } catch (error) {
          release();
          ended.abort();
          throw troubleOf(error, true).failure;
        } finally {
          quiet.end();
        }
      },
      abort() {
        release();
        leave();
      },
    };
  }

  try {
    try {
      return await attempt(1);
    } catch (error) {
      const { failure, mayPass } = troubleOf(error, false);
      if (!mayPass) throw failure;
      await sleep(Math.max(pause, (failure.error.retryAfterSeconds ?? 0) * 1000) + pause * options.jitter(), ended.signal);
      return await attempt(2);
    }
  } catch (error) {
    release();
    const { failure } = troubleOf(error, false);
    ended.abort();
    throw failure;
  }
}

/** Events that mean something; null at the end of the stream. */
async function read(stream: AsyncIterator<unknown>, reader: UpstreamReader): Promise<readonly ReplyEvent[] | null> {
  for (;;) {
    const step: IteratorResult<unknown, unknown> = await stream.next();
    if (step.done === true) {
      reader.end();
      return null;
    }
    let events: readonly ReplyEvent[];
    try {
      events = reader.read(step.value);
    } catch (error) {
      // Ends the call: its rest is of no use.
      await stream.return?.();
      throw error;
    }
    if (events.length > 0) return events;
  }
}

/** Calls `tooQuiet` when no sign of life came for `within` milliseconds; one timer, however many signs there are. */
function watch(lifeAt: () => number, within: number, tooQuiet: () => void): { end(): void } {
  const began = performance.now();
  let timer = setTimeout(check, within);
  function check(): void {
    const quiet = performance.now() - Math.max(began, lifeAt());
    if (quiet >= within - 1) tooQuiet();
    else timer = setTimeout(check, within - quiet);
  }
  return { end: () => clearTimeout(timer) };
}

/** The SDK with all that it would take from its surroundings turned off: other credentials, headers, logs, traces, retries, redirects. */
function openClient({ apiKey, baseUrl }: UpstreamOptions, onLife: () => void): Anthropic {
  return new Anthropic({
    apiKey,
    baseURL: baseUrl,
    webhookKey: null,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
    async fetch(url, init) {
      const headers = new Headers(init?.headers);
      for (const name of [...headers.keys()]) if (!ownHeaders.has(name)) headers.delete(name);
      // ANTHROPIC_CUSTOM_HEADERS, which the SDK reads by itself, can put another credential in the key's place.
      if (!headers.get('authorization')?.endsWith(apiKey)) headers.set('authorization', `Bearer ${apiKey}`);
      if (headers.get('x-api-key') !== apiKey) headers.delete('x-api-key');
      // A redirect would take the key along to wherever it points.
      const response = await fetch(url, { ...init, headers, redirect: 'manual' });
      if (response.status !== 200 || response.body === null) return response;
      return new Response(tap(response.body, onLife), { status: response.status, headers: response.headers });
    },
  });
}

/** The same stream; `onChunk` is called as chunks pass. Nothing is read ahead. */
function tap(body: ReadableStream<Uint8Array<ArrayBuffer>>, onChunk: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  return new ReadableStream<Uint8Array<ArrayBuffer>>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        onChunk();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function bodyOf({ model, maxOutput }: UpstreamOptions, { system, content }: Prompt): MessageCreateParamsStreaming {
  return { model, max_tokens: maxOutput, stream: true, system: [...system], messages: [{ role: 'user', content: [...content] }] };
}

function late(): ReplyFailure {
  return new ReplyFailure('upstream-timeout', 'The language model did not answer in time. The ticket and the draft are as they were. Try again.');
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => {
      clearTimeout(timer);
      reject(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', fail);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', fail, { once: true });
    if (signal.aborted) fail();
  });
}
