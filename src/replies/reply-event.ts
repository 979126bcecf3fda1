/** Why there is no reply, or no more of it; stands in an `error` event and in the body of a failed answer. */
export const replyErrorCodes = [
  /** The body is no request as `ReplyRequest` says. 400. */
  'bad-request',
  /** The body is larger than allowed. 413. */
  'too-large',
  /** The page asking is not one of those allowed. 403. */
  'forbidden-origin',
  /** A widget's token is missing or wrong. 401. */
  'bad-token',
  /** This client asked too often. 429. */
  'rate-limited',
  /** The day's tokens are used up. 429. */
  'budget-spent',
  /** The server has no API key. 503. */
  'no-key',
  /** The API refused for now: its rate limit. 503. */
  'upstream-limited',
  /** The API is overloaded. 503. */
  'upstream-overloaded',
  /** The API failed, or could not be reached. 502. */
  'upstream-failed',
  /** The API refuses the server's key, model or request: a person has to look at the server's settings. 502. */
  'upstream-refused',
  /** Nothing came for too long. 504. */
  'upstream-timeout',
  /** The answer broke off. */
  'upstream-cut',
  /** The answer could not be read. 502. */
  'upstream-garbled',
] as const;
export type ReplyErrorCode = (typeof replyErrorCodes)[number];

/** In words for the person at the desk: what happened and what to do. */
export interface ReplyError {
  readonly code: ReplyErrorCode;
  readonly message: string;
  /** When it is worth asking again, where that is known. */
  readonly retryAfterSeconds?: number;
}

/**
 * What a reply is made of, in order: `start`; then `text` and `citation` by block, a block being a stretch of text that all its
 * citations support; `usage`; and `done` or `error` as the last. Each is one server-sent event whose name is `type` and whose data is the
 * whole as JSON.
 */
export type ReplyEvent =
  | { readonly type: 'start'; readonly model: string }
  | { readonly type: 'text'; readonly block: number; readonly text: string }
  /** `passage` is a place in the request's list, `start` and `end` are characters of its text as the API counts them; `quote` is that text. */
  | { readonly type: 'citation'; readonly block: number; readonly passage: number; readonly start: number; readonly end: number; readonly quote: string }
  /** Tokens; those read from and written to the prompt cache are not part of `input`. */
  | { readonly type: 'usage'; readonly input: number; readonly output: number; readonly cacheRead: number; readonly cacheWrite: number }
  /** `cut`: the longest reply there may be. `refused`: the model declined to go on. */
  | { readonly type: 'done'; readonly reason: 'finished' | 'cut' | 'refused' }
  | ({ readonly type: 'error' } & ReplyError);

/** `GET /api/health`. */
export interface ProxyHealth {
  readonly status: 'ok';
  /** Whether replies can be written. */
  readonly replies: 'ready' | 'no-key';
  readonly model: string;
}
