import { ReplyFailure } from './reply-failure.ts';

export interface AdmissionOptions {
  /** Other origins whose pages may ask, with a token. */
  readonly origins: readonly string[];
  readonly widgetTokens: readonly string[];
  /**
   * The server is reached under names of this machine alone. Otherwise a foreign page whose name was made to point here would pass for
   * the server's own: its origin and the host it asks for are the same.
   */
  readonly loopbackOnly?: boolean;
}

/** Who may ask for replies: pages of the server's own origin, allowed pages with a token, and programs (with a token where there are any). */
export interface Admission {
  /** Throws a `ReplyFailure` when the request may not ask. */
  admit(request: Request): Promise<void>;
  /** Headers that let the asking page read the answer; none for pages that are not allowed. */
  corsHeaders(request: Request): Record<string, string>;
}

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export function admitPages({ origins, widgetTokens, loopbackOnly = false }: AdmissionOptions): Admission {
  const digests = once(() => Promise.all(widgetTokens.map(digest)));

  function isOwn(origin: string, request: Request): boolean {
    if (!URL.canParse(origin)) return false;
    const { host, hostname, origin: written } = new URL(origin);
    const asked = request.headers.get('host') ?? new URL(request.url).host;
    return written === origin && host === asked && (!loopbackOnly || loopback.has(hostname) || origins.includes(origin));
  }

  async function checkToken(request: Request): Promise<void> {
    const [, token] = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
    const given = token === undefined ? null : await digest(token);
    let found = false;
    // All of them, whichever fits: how long it takes tells nothing.
    for (const known of await digests()) if (given !== null && sameBytes(given, known)) found = true;
    if (!found) throw new ReplyFailure('bad-token', 'This page or program needs a token to ask for replies, and the one it sent is missing or not known. Ask whoever runs the desk.');
  }

  return {
    async admit(request) {
      const origin = request.headers.get('origin');
      if (origin === null) {
        if (widgetTokens.length > 0) await checkToken(request);
      } else if (!isOwn(origin, request)) {
        if (!origins.includes(origin)) {
          throw new ReplyFailure('forbidden-origin', 'Pages of this address may not ask for replies here. Whoever runs the desk can allow it with TABDESK_ORIGINS.');
        }
        await checkToken(request);
      }
    },
    corsHeaders(request) {
      const origin = request.headers.get('origin');
      return {
        vary: 'origin',
        ...(origin !== null && origins.includes(origin) ? { 'access-control-allow-origin': origin, 'access-control-expose-headers': 'retry-after, x-request-id' } : {}),
      };
    },
  };
}

async function digest(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= (a[at] ?? 0) ^ (b[at] ?? 0);
  return difference === 0;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}
