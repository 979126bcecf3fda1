import { APIConnectionError, APIConnectionTimeoutError, APIError } from '@anthropic-ai/sdk';
import { ReplyFailure } from './reply-failure.ts';

/** What an error of the SDK means for the person at the desk, and whether the same request may be sent again at once. */
export interface UpstreamTrouble {
  readonly failure: ReplyFailure;
  /** It may pass by itself within moments. Only for requests of which nothing was passed on yet. */
  readonly mayPass: boolean;
}

/** A limit that ends this soon is waited for. */
const shortWait = 1;
const safe = 'The ticket and the draft are as they were.';

/**
 * Errors of the SDK in the proxy's own words. Nothing of the error's text is taken over: it can quote the request, and headers with it.
 * `started`: part of the reply was passed on already. `now` in milliseconds since the epoch, for retry times that are dates.
 */
export function describeUpstreamError(error: unknown, started: boolean, now: () => number): UpstreamTrouble {
  if (error instanceof ReplyFailure) return { failure: error, mayPass: false };
  if (error instanceof SyntaxError) return lasting('upstream-garbled', `The answer of the language model could not be read. ${safe} Try again.`);
  if (error instanceof APIConnectionTimeoutError) return lasting('upstream-timeout', `The language model’s API did not answer in time. ${safe} Try again.`);
  if (error instanceof APIConnectionError) return passing('upstream-failed', `The language model’s API could not be reached. ${safe} Try again in a moment.`);
  if (error instanceof APIError) return describeAnswer(error as APIError, now);
  if (started) return lasting('upstream-cut', 'The reply broke off before its end. What came so far is there; ask again for a whole one.');
  return passing('upstream-failed', `The language model’s API closed the connection before it answered. ${safe} Try again in a moment.`);
}

function describeAnswer(error: APIError, now: () => number): UpstreamTrouble {
  // An error that comes inside the stream has a type and no status.
  const status: number | undefined = error.status;
  const type: string | null = error.type;
  const is = (code: number, name: string): boolean => (status === undefined ? type === name : status === code);
  if (is(429, 'rate_limit_error')) {
    const wait = retryAfter(error, now);
    const message = `The language model’s API takes no more requests for now. ${safe} ${wait === null ? 'Try again in a minute.' : `Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`}`;
    return { failure: new ReplyFailure('upstream-limited', message, wait === null ? {} : { retryAfterSeconds: wait }), mayPass: wait !== null && wait <= shortWait };
  }
  if (is(529, 'overloaded_error') || status === 503) {
    const wait = retryAfter(error, now);
    const failure = new ReplyFailure('upstream-overloaded', `The language model’s API is overloaded. ${safe} Try again in a moment.`, wait === null ? {} : { retryAfterSeconds: wait });
    return { failure, mayPass: wait === null || wait <= shortWait };
  }
  if (is(504, 'timeout_error') || status === 408) return lasting('upstream-timeout', `The language model’s API did not answer in time. ${safe} Try again.`);
  if (is(401, 'authentication_error') || is(403, 'permission_error')) {
    return lasting('upstream-refused', 'The language model’s API refuses this server’s key. Whoever runs the desk has to look at ANTHROPIC_API_KEY.');
  }
  if (is(402, 'billing_error')) return lasting('upstream-refused', 'The language model’s API refuses this server’s account: its payment or credit. Whoever runs the desk has to look at it.');
  if (is(404, 'not_found_error')) {
    return lasting('upstream-refused', 'The language model’s API does not know the model or the address. Whoever runs the desk has to look at TABDESK_MODEL and ANTHROPIC_BASE_URL.');
  }
  if (status !== undefined ? status < 500 : type === 'invalid_request_error' || type === 'request_too_large') {
    return lasting('upstream-refused', 'The language model’s API refuses the request. Whoever runs the desk has to look at the server’s settings; asking again will not help.');
  }
  const failure = new ReplyFailure('upstream-failed', `The language model’s API failed. ${safe} Try again in a moment.`);
  return { failure, mayPass: status === undefined || status === 500 || status === 502 };
}

function lasting(code: ConstructorParameters<typeof ReplyFailure>[0], message: string): UpstreamTrouble {
  return { failure: new ReplyFailure(code, message), mayPass: false };
}

function passing(code: ConstructorParameters<typeof ReplyFailure>[0], message: string): UpstreamTrouble {
  return { failure: new ReplyFailure(code, message), mayPass: true };
}

/** Whole seconds, or null where the API says none: the header is a number or a date. */
function retryAfter(error: APIError, now: () => number): number | null {
  const headers: Headers | undefined = error.headers;
  const written = headers?.get('retry-after');
  if (written === undefined || written === null) return null;
  const seconds = /^\s*\d+(?:\.\d+)?\s*$/.test(written) ? Number(written) : (Date.parse(written) - now()) / 1000;
  return Number.isFinite(seconds) ? Math.min(86_400, Math.max(0, Math.ceil(seconds))) : null;
}
