import type { ReplyError, ReplyErrorCode } from '../replies/reply-event.ts';

const statuses: Readonly<Record<ReplyErrorCode, 400 | 401 | 403 | 413 | 429 | 502 | 503 | 504>> = {
  'bad-request': 400,
  'too-large': 413,
  'forbidden-origin': 403,
  'bad-token': 401,
  'rate-limited': 429,
  'budget-spent': 429,
  'no-key': 503,
  'upstream-limited': 503,
  'upstream-overloaded': 503,
  'upstream-failed': 502,
  'upstream-refused': 502,
  'upstream-timeout': 504,
  'upstream-cut': 502,
  'upstream-garbled': 502,
};

/** The HTTP status that says the same as the code, where nothing was answered yet. */
export function statusOf(code: ReplyErrorCode): (typeof statuses)[ReplyErrorCode] {
  return statuses[code];
}

/** Thrown inside the proxy to end a request with what is to be told; its message is for the person at the desk. */
export class ReplyFailure extends Error {
  readonly error: ReplyError;
  /** The asker went away: there is nobody left to tell. */
  readonly aborted: boolean;

  constructor(code: ReplyErrorCode, message: string, more: { readonly retryAfterSeconds?: number; readonly aborted?: boolean } = {}) {
    super(message);
    this.name = 'ReplyFailure';
    this.error = { code, message, ...(more.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: more.retryAfterSeconds }) };
    this.aborted = more.aborted ?? false;
  }
}
