import { lookup as lookUp, type LookupAddress, type LookupOptions } from 'node:dns';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { BlockList, isIP } from 'node:net';
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { failure, success, type Outcome } from '../src/tickets/outcome.ts';

/** A page as it was fetched. */
export interface FetchedPage {
  /** Where it was found in the end: redirects are followed. */
  readonly address: string;
  /** Its media type, lower case, without parameters. */
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** As the server says; 0 when it does not. */
  readonly modified: number;
}

export interface FetchOptions {
  /** Addresses of this machine and its network too. */
  readonly allowLocal: boolean;
  readonly timeoutMs?: number;
  readonly largest?: number;
}

const userAgent = 'Tabdesk-articles/0.1 (reads the help pages its user listed; no crawler)';
const mostRedirects = 5;

/** Addresses that no page of the open web has: of this machine, its network, and those kept for other uses. */
const inside = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 3],
] as const) inside.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8]] as const) {
  inside.addSubnet(network, prefix, 'ipv6');
}

/** Whether an IP address is one of this machine, its network, or none of the open web. */
export function isInside(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  const version = isIP(bare);
  if (version === 0) return true;
  return inside.check(bare, version === 4 ? 'ipv4' : 'ipv6');
}

class Refused extends Error {}

/** Looks a name up and refuses what leads inside, at the moment of connecting: a name can't lead elsewhere between the check and the use. */
function guardedLookup(hostname: string, options: LookupOptions, callback: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void): void {
  lookUp(hostname, { ...options, all: true }, (error, addresses) => {
    const found = addresses as LookupAddress[] | undefined;
    const within = found?.find(({ address }) => isInside(address));
    if (error) callback(error, '');
    else if (within) callback(new Refused(`${hostname} leads to ${within.address}, which is inside your own network`), '');
    else if (options.all) callback(null, found ?? []);
    else callback(null, found?.[0]?.address ?? '', found?.[0]?.family);
  });
}

function unpack(bytes: Buffer, encoding: string, largest: number): Buffer {
  const options = { maxOutputLength: largest };
  switch (encoding) {
    case '':
    case 'identity':
      return bytes;
    case 'gzip':
    case 'x-gzip':
      return gunzipSync(bytes, options);
    case 'deflate':
      return inflateSync(bytes, options);
    case 'br':
      return brotliDecompressSync(bytes, options);
    default:
      throw new Refused(`its encoding ${encoding} is not known`);
  }
}

interface Answer {
  readonly response: IncomingMessage;
  readonly bytes: Buffer;
}

function ask(url: URL, { allowLocal, largest = 20_000_000 }: FetchOptions, signal: AbortSignal): Promise<Answer> {
  const get = url.protocol === 'https:' ? getSecure : getPlain;
  return new Promise((resolve, reject) => {
    const request = get(
      url,
      {
        headers: { 'user-agent': userAgent, accept: 'text/html,text/markdown,text/plain,application/json;q=0.9,*/*;q=0.1', 'accept-encoding': 'gzip, br', 'accept-language': '*' },
        signal,
        agent: false,
        ...(allowLocal ? {} : { lookup: guardedLookup }),
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        response.on('data', (part: Buffer) => {
          size += part.length;
          if (size > largest) response.destroy(new Refused(`it has more than ${Math.round(largest / 1e6)} MB`));
          else parts.push(part);
        });
        response.on('end', () => resolve({ response, bytes: Buffer.concat(parts) }));
        response.on('error', reject);
      },
    );
    request.on('error', reject);
  });
}

/**
 * Fetches a page over http or https: bounded in size, time and redirects, without cookies, and never from inside the network
 * it runs in unless that is allowed. A failure says in words why there is none.
 */
export async function fetchPage(address: string, options: FetchOptions): Promise<Outcome<FetchedPage, 'not-fetched'>> {
  const no = (why: string) => failure('not-fetched', `It could not be fetched: ${why}.`);
  const { allowLocal, timeoutMs = 20_000, largest = 20_000_000 } = options;
  const signal = AbortSignal.timeout(timeoutMs);
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return no('this is no address');
  }
  try {
    for (let redirects = 0; ; redirects += 1) {
      if (!/^https?:$/.test(url.protocol)) return no(`${url.protocol} is neither http nor https`);
      if (url.username !== '' || url.password !== '') return no('an address with a password in it is not used');
      // A name is looked up when it is connected to; an IP address is not looked up at all.
      const host = url.hostname.replace(/^\[|\]$/g, '');
      if (!allowLocal && isIP(host) !== 0 && isInside(host)) return no(`${host} is inside your own network. --allow-local allows that`);
      const { response, bytes } = await ask(url, options, signal);
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (status >= 300 && status < 400 && location !== undefined) {
        if (redirects >= mostRedirects) return no(`it leads on more than ${mostRedirects} times`);
        url = new URL(location, url);
        continue;
      }
      if (status !== 200) return no(`the server answered ${status}`);
      const changed = Date.parse(response.headers['last-modified'] ?? '');
      return success({
        address: url.href,
        type: (response.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '',
        bytes: new Uint8Array(unpack(bytes, (response.headers['content-encoding'] ?? '').toLowerCase(), largest)),
        modified: Number.isNaN(changed) ? 0 : changed,
      });
    }
  } catch (error) {
    if (signal.aborted) return no(`it did not come within ${Math.round(timeoutMs / 1000)} seconds`);
    if (error instanceof Refused) return no(`${error.message}${error.message.includes('own network') ? '. --allow-local allows that' : ''}`);
    if (error instanceof RangeError) return no(`it has more than ${Math.round(largest / 1e6)} MB unpacked`);
    return no(error instanceof Error ? error.message || error.name : String(error));
  }
}
