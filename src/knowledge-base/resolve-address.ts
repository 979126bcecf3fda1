/** Longest address that is kept. */
const longestAddress = 2000;

const scheme = /^([a-z][a-z0-9+.-]*):/i;
const allowed = new Set(['http', 'https', 'mailto', 'tel']);

/** Browsers take these out of an address, so `java\nscript:` is a scheme. */
function withoutBlanks(address: string): string {
  // eslint-disable-next-line no-control-regex -- what browsers take out, as it stands in the standard of addresses
  return address.replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/g, '');
}

/** Whether an address has a scheme that a link must not have: `javascript:`, `data:` and all that are not known to be harmless. */
export function isUnsafeAddress(written: string): boolean {
  const named = scheme.exec(withoutBlanks(readAddress(written)))?.[1]?.toLowerCase();
  return named !== undefined && !allowed.has(named);
}

const references: Readonly<Record<string, string>> = { amp: '&', colon: ':', tab: '\t', newline: '\n', sol: '/', quot: '"', apos: "'", lt: '<', gt: '>', num: '#', quest: '?', equals: '=', period: '.' };

/** An address as a browser reads it from an attribute, and Markdown from a link: `javascript&colon;` is a script too. */
export function readAddress(written: string): string {
  return written.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/gi, (whole: string, decimal?: string, hex?: string, word?: string) => {
    if (word !== undefined) return references[word.toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/**
 * The address of a link as it may be kept: http, https, mailto and tel as they are, a relative one resolved against
 * `base` (an http address). Null for everything else: scripts, data, other schemes, places within the page, and
 * relative ones without a base.
 */
export function resolveAddress(given: string, base: string | null): string | null {
  const address = resolve(given, base);
  // What no address has: a browser writes them so too, and in Markdown and HTML they would be marks.
  return address === null ? null : address.replace(/[<>"`{}|\\^]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

function resolve(given: string, base: string | null): string | null {
  const address = withoutBlanks(given.slice(0, 2 * longestAddress));
  if (address === '' || address.length > longestAddress || address.startsWith('#')) return null;
  const named = scheme.exec(address)?.[1]?.toLowerCase();
  if (named !== undefined) {
    if (!allowed.has(named)) return null;
    return named.startsWith('http') && !/^https?:\/\/[^/?#]/i.test(address) ? null : address;
  }
  const from = base === null ? null : /^(https?:)\/\/([^/?#]+)([^?#]*)/i.exec(base);
  if (from === null) return null;
  const [, protocol = '', host = '', path = ''] = from;
  const slashed = address.replace(/^\\+/, (slashes) => '/'.repeat(slashes.length));
  if (slashed.startsWith('//')) return /^\/\/[^/?#]/.test(slashed) ? `${protocol}${slashed}` : null;
  if (slashed.startsWith('?')) return `${protocol}//${host}${path || '/'}${slashed}`;
  const [, own = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(slashed) ?? [];
  const whole = own.startsWith('/') ? own : `${path.slice(0, path.lastIndexOf('/') + 1) || '/'}${own}`;
  const kept: string[] = [];
  const parts = whole.split('/').slice(1);
  parts.forEach((part, at) => {
    const last = at === parts.length - 1;
    if (part === '..') kept.pop();
    else if (part !== '.') kept.push(part);
    if (last && (part === '..' || part === '.')) kept.push('');
  });
  return `${protocol}//${host}/${kept.join('/')}${rest}`;
}
