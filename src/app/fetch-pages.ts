import { largestArticleFile } from '../storage/article-file-limits.ts';
import type { ChosenFile } from '../storage/article-files.ts';
import { formatOfName } from '../knowledge-base/article-format.ts';

const timeoutMs = 20_000;
const mostPages = 2000;

/** A list of pages, told apart by who may fetch them. */
export interface PageList {
  readonly own: readonly string[];
  /** Pages of other sites: the desk's security policy lets it fetch from its own address only. */
  readonly others: readonly string[];
  /** Lines that are no address. */
  readonly wrong: readonly string[];
}

/** Addresses, one a line; empty lines and those that start with # are passed over. */
export function readPageList(text: string, origin: string): PageList {
  const own = new Set<string>();
  const others = new Set<string>();
  const wrong: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '' || line.startsWith('#')) continue;
    const address = URL.canParse(line) ? new URL(line) : line.startsWith('/') && URL.canParse(line, origin) ? new URL(line, origin) : null;
    if (address === null || !/^https?:$/.test(address.protocol)) wrong.push(line);
    else if (address.origin === origin) own.add(address.href);
    else others.add(address.href);
  }
  return { own: [...own].slice(0, mostPages), others: [...others], wrong };
}

/** A page as a file to read, or why there is none. */
export type FetchedPage = { readonly ok: true; readonly file: ChosenFile } | { readonly ok: false; readonly address: string; readonly reason: string };

/** Fetches pages of the desk's own address, one after the other, without what the browser knows of the person. */
export async function fetchPages(addresses: readonly string[], signal: AbortSignal, onProgress: (done: number) => void, now: number): Promise<FetchedPage[]> {
  const pages: FetchedPage[] = [];
  for (const [done, address] of addresses.entries()) {
    if (signal.aborted) break;
    onProgress(done);
    pages.push(await fetchPage(address, signal, now));
  }
  return pages;
}

async function fetchPage(address: string, signal: AbortSignal, now: number): Promise<FetchedPage> {
  const no = (reason: string): FetchedPage => ({ ok: false, address, reason });
  try {
    const response = await fetch(address, { credentials: 'omit', redirect: 'follow', cache: 'no-cache', signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]) });
    if (!response.ok) return no(`The server answered ${response.status}.`);
    const type = response.headers.get('content-type') ?? '';
    if (!/html|text|json|markdown|xml/i.test(type)) return no(`It is no page but ${type || 'something without a type'}.`);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    const reader = response.body?.getReader();
    for (;;) {
      const next = await reader?.read();
      if (next?.value === undefined) break;
      size += next.value.length;
      if (size > largestArticleFile) {
        await reader?.cancel();
        return no('It is larger than 20 MB.');
      }
      parts.push(next.value);
    }
    const changed = Date.parse(response.headers.get('last-modified') ?? '');
    const file = new File(parts, 'page', { lastModified: Number.isNaN(changed) ? now : changed });
    const named = formatOfName(new URL(address).pathname);
    return { ok: true, file: { path: address, file, address, format: /html/i.test(type) ? 'html' : (named ?? 'plain'), inFolder: false } };
  } catch (error) {
    return no(error instanceof DOMException && error.name === 'TimeoutError' ? 'It did not answer within 20 seconds.' : 'It could not be fetched.');
  }
}
