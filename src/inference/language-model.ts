import { createParser } from 'eventsource-parser';
import type { EgressPermit } from '../replies/permit-egress.ts';
import { replyErrorCodes, type ProxyHealth, type ReplyError, type ReplyErrorCode, type ReplyEvent } from '../replies/reply-event.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';

/** Where replies are asked for: the server that delivered the page. */
export const replyPath = '/api/reply';

/** Besides what the server tells: `offline`, it could not be reached; `stopped`, somebody stopped it; `silent`, nothing came for too long. */
export type LanguageModelError = ReplyErrorCode | 'offline' | 'stopped' | 'silent';

export interface AskOptions {
  readonly signal: AbortSignal;
  readonly onEvent: (event: ReplyEvent) => void;
  /** Milliseconds without a byte after which it is given up; the server sends a sign of life every 15 seconds. */
  readonly silentAfterMs?: number;
}

export type AskOutcome = Outcome<'finished' | 'cut' | 'refused', LanguageModelError> & { readonly retryAfterSeconds?: number };

const wordsOf: Readonly<Record<'offline' | 'silent' | 'stopped', string>> = {
  offline: 'The server could not be reached, so the language model was not asked. Templates and passages work without it.',
  silent: 'The server went silent, so the draft was ended here. Ask again, or go on with what there is.',
  stopped: 'Stopped. What was written so far is kept.',
};

/**
 * Sends one request for a reply and hands over its events as they come. This is the only place in the app that sends anything of a ticket
 * to anybody, and nobody can call it without a permit. `body` leaves as it is, to this page's own server. Settles at once when `signal`
 * aborts, and in bounded time whatever the server does; never throws.
 */
export async function askForReply(_permit: EgressPermit, body: string, { signal, onEvent, silentAfterMs = 45_000 }: AskOptions): Promise<AskOutcome> {
  const gaveUp = new AbortController();
  let timer = setTimeout(() => gaveUp.abort(), silentAfterMs);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => gaveUp.abort(), silentAfterMs);
  };
  const broken = (): AskOutcome => {
    const code = signal.aborted ? 'stopped' : gaveUp.signal.aborted ? 'silent' : 'offline';
    return failure(code, wordsOf[code]);
  };
  try {
    const answer = await fetch(replyPath, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body,
      signal: AbortSignal.any([signal, gaveUp.signal]),
      cache: 'no-store',
      credentials: 'same-origin',
      redirect: 'error',
    });
    alive();
    if (!answer.ok || !answer.body) return failed(parseError(await answer.json().catch(() => null), answer.status));
    return await readEvents(answer.body, onEvent, alive, broken);
  } catch {
    return broken();
  } finally {
    clearTimeout(timer);
  }
}

async function readEvents(body: ReadableStream<Uint8Array>, onEvent: (event: ReplyEvent) => void, alive: () => void, broken: () => AskOutcome): Promise<AskOutcome> {
  const ending: { outcome?: AskOutcome } = {};
  const parser = createParser({
    maxBufferSize: 1_000_000,
    onEvent(message) {
      const event = parseEvent(message.data);
      if (event === null || ending.outcome) return;
      onEvent(event);
      if (event.type === 'done') ending.outcome = success(event.reason);
      if (event.type === 'error') ending.outcome = failed(event);
    },
  });
  const reader = body.getReader();
  const decoder = new TextDecoder();
  try {
    while (!ending.outcome) {
      const { done, value } = await reader.read();
      if (done) break;
      alive();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } catch {
    return ending.outcome ?? cutOff(broken());
  } finally {
    void reader.cancel().catch(() => undefined);
  }
  return ending.outcome ?? failure('upstream-cut', 'The answer broke off. What came so far is kept; ask again for the rest.');
}

/** A connection that breaks within an answer is a cut answer, unless somebody stopped it or it fell silent. */
function cutOff(outcome: AskOutcome): AskOutcome {
  return !outcome.ok && outcome.code === 'offline' ? failure('upstream-cut', 'The connection broke off. What came so far is kept; ask again for the rest.') : outcome;
}

function failed({ code, message, retryAfterSeconds }: ReplyError): AskOutcome {
  return { ...failure(code, message), ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }) };
}

function parseError(value: unknown, status: number): ReplyError {
  const error = (value as { readonly error?: Partial<ReplyError> } | null)?.error;
  const code = replyErrorCodes.find((each) => each === error?.code);
  if (code === undefined || typeof error?.message !== 'string') {
    return { code: 'upstream-failed', message: `The server answered ${status} instead of a reply. If it is not Tabdesk’s own, drafts by the language model are not to be had here.` };
  }
  return { code, message: error.message.slice(0, 500), ...(typeof error.retryAfterSeconds === 'number' ? { retryAfterSeconds: error.retryAfterSeconds } : {}) };
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** An event as the server wrote it, or null for what is none: a stranger's line costs nothing. */
function parseEvent(data: string): ReplyEvent | null {
  let value: Partial<Record<'type' | 'model' | 'block' | 'text' | 'reason' | 'passage' | 'start' | 'end' | 'quote' | 'input' | 'output' | 'cacheRead' | 'cacheWrite', unknown>> | null;
  try {
    value = JSON.parse(data) as typeof value;
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  switch (value.type) {
    case 'start':
      return typeof value.model === 'string' ? { type: 'start', model: value.model.slice(0, 100) } : null;
    case 'text':
      return isCount(value.block) && typeof value.text === 'string' ? { type: 'text', block: value.block, text: value.text } : null;
    case 'citation': {
      const { block, passage, start, end, quote } = value;
      return isCount(block) && isCount(passage) && isCount(start) && isCount(end) && typeof quote === 'string' ? { type: 'citation', block, passage, start, end, quote } : null;
    }
    case 'usage': {
      const { input, output, cacheRead, cacheWrite } = value;
      return isCount(input) && isCount(output) && isCount(cacheRead) && isCount(cacheWrite) ? { type: 'usage', input, output, cacheRead, cacheWrite } : null;
    }
    case 'done':
      return value.reason === 'finished' || value.reason === 'cut' || value.reason === 'refused' ? { type: 'done', reason: value.reason } : null;
    case 'error':
      return { type: 'error', ...parseError({ error: value }, 200) };
    default:
      return null;
  }
}

/** Whether replies can be had from this page's server, or null where it does not say. Sends nothing. */
export async function askHealth(signal?: AbortSignal): Promise<ProxyHealth | null> {
  try {
    const answer = await fetch('/api/health', { cache: 'no-store', ...(signal ? { signal } : {}) });
    if (!answer.ok) return null;
    const health = (await answer.json()) as Partial<ProxyHealth> | null;
    if (health?.status !== 'ok' || (health.replies !== 'ready' && health.replies !== 'no-key') || typeof health.model !== 'string') return null;
    return { status: 'ok', replies: health.replies, model: health.model };
  } catch {
    return null;
  }
}
