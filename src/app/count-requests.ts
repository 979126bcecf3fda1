import { createStore, type Store } from './store.ts';

/** What left this device today: bytes of requests for replies, requests to any other origin than the page's own, and attempts that the policy stopped. */
export interface RequestCount {
  /** Local date, YYYY-MM-DD. */
  readonly day: string;
  readonly sent: number;
  /** Bytes of tickets that left for replies, as their receipts say. */
  readonly bytes: number;
  readonly blocked: number;
  /** The latest other origins, at most five. */
  readonly origins: readonly string[];
  /** False where the browser can not tell. */
  readonly counting: boolean;
}

const key = 'tabdesk.requests';

function today(): string {
  return new Date().toLocaleDateString('sv-SE');
}

function restore(): RequestCount {
  const empty: RequestCount = { day: today(), sent: 0, bytes: 0, blocked: 0, origins: [], counting: true };
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<RequestCount> | null;
    if (saved?.day !== empty.day) return empty;
    return {
      ...empty,
      sent: Number(saved.sent) || 0,
      bytes: Number(saved.bytes) || 0,
      blocked: Number(saved.blocked) || 0,
      origins: Array.isArray(saved.origins) ? saved.origins.map(String).slice(0, 5) : [],
    };
  } catch {
    return empty;
  }
}

const counted = createStore<RequestCount>(restore());

export const requestCount: Store<RequestCount> = counted;

function change(to: (before: RequestCount) => RequestCount): void {
  const before = counted.get();
  const next = to(before.day === today() ? before : { ...before, day: today(), sent: 0, bytes: 0, blocked: 0, origins: [] });
  counted.set(next);
  try {
    localStorage.setItem(key, JSON.stringify(next));
  } catch {
    // The count then lasts as long as the tab.
  }
}

function add(kind: 'sent' | 'blocked', origins: readonly string[]): void {
  change((before) => ({ ...before, [kind]: before[kind] + origins.length, origins: [...new Set([...origins, ...before.origins])].slice(0, 5) }));
}

/** Counts the bytes of a request for a reply. */
export function countBytes(bytes: number): void {
  change((before) => ({ ...before, bytes: before.bytes + bytes }));
}

/** Counts requests that a worker was told to make to another address: the browser's list has only the page's own. */
export function countSent(address: string, requests: number): void {
  const url = URL.parse(address);
  if (url !== null && url.origin !== location.origin) add('sent', Array.from({ length: requests }, () => url.origin));
}

/**
 * Counts every resource this page fetches from another origin, those before this call included. The browser keeps no
 * list of what workers fetch; for these the server's content security policy stands (see the popover).
 */
export function countRequests(): void {
  try {
    new PerformanceObserver((list) => {
      const elsewhere = list
        .getEntries()
        .map((entry) => URL.parse(entry.name, location.href))
        .filter((url) => url !== null && /^(https?|wss?):$/.test(url.protocol) && url.origin !== location.origin)
        .map((url) => url?.origin ?? '');
      if (elsewhere.length > 0) add('sent', elsewhere);
    }).observe({ type: 'resource', buffered: true });
  } catch {
    counted.set({ ...counted.get(), counting: false });
  }
  document.addEventListener('securitypolicyviolation', (event) => {
    const url = URL.parse(event.blockedURI);
    if (url && url.origin !== location.origin && url.origin !== 'null') add('blocked', [url.origin]);
  });
}
