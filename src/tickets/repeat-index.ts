import { contactKeys, orderKey } from './repeat-facts.ts';
import { repeatWindowDays } from './find-repeats.ts';
import type { Ticket } from './ticket.ts';

/** Finds the few tickets of a large desk that can be a repeat of one; `findRepeats` then judges them. */
export interface RepeatIndex {
  readonly size: number;
  set(ticket: Ticket): void;
  delete(id: string): void;
  clear(): void;
  /** Ids of tickets that share a customer, a number or most words with `ticket`, within `days`; the nearest in time first, at most 200. */
  candidates(ticket: Ticket, days?: number): string[];
}

const day = 86_400_000;
const mostCandidates = 200;
/** Smallest hashes of the words under so many hash functions (MinHash): the share of equal ones is the share of words two texts have in common. */
const minima = 16;
/** Two texts of 80% equal runs of characters share some 65% of their words; 7 of 16 are met by 96 of 100 of these. */
const leastEqual = 7;
const charactersRead = 2_000;
const wordsToTell = 5;
/** Any number an order may have; whether it is one is judged later. */
const numbers = /\d[\d-]{2,15}\d/g;

interface Entry {
  readonly id: string;
  readonly from: number;
  readonly to: number;
  readonly keys: readonly string[];
}

function keysOf(ticket: Ticket): readonly string[] {
  const keys = new Set(contactKeys(ticket));
  for (const text of [ticket.subject, ...ticket.messages.filter(({ from }) => from === 'customer').map((message) => message.text)]) {
    for (const [written] of text.slice(0, charactersRead).matchAll(numbers)) keys.add(orderKey(written));
    if (text.includes('@')) for (const [address] of text.slice(0, charactersRead).matchAll(/[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/g)) keys.add(`mail:${address.toLowerCase()}`);
  }
  return [...keys];
}

/** Writes the minima of a text's longer words to `into` from `at`; 0 where it says too little. */
function sketch(text: string, into: Uint32Array, at: number): void {
  const words = new Set(text.slice(0, charactersRead).toLowerCase().match(/\p{L}{4,}/gu));
  into.fill(words.size < wordsToTell ? 0 : 0xffffffff, at, at + minima);
  if (words.size < wordsToTell) return;
  for (const word of words) {
    let hash = 0x811c9dc5;
    for (let i = 0; i < word.length; i++) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    for (let n = 0; n < minima; n++) {
      let mixed = Math.imul(hash ^ Math.imul(n + 1, 0x9e3779b1), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35) >>> 0;
      if (mixed < (into[at + n] ?? 0)) into[at + n] = mixed;
    }
  }
}

/** Words are compared by a scan over 16 numbers a ticket, which for 50,000 takes about a millisecond and 3 MB. */
export function createRepeatIndex(): RepeatIndex {
  const places = new Map<string, number>();
  const byKey = new Map<string, number[]>();
  const free: number[] = [];
  let entries: (Entry | undefined)[] = [];
  let sketches = new Uint32Array(1024 * minima);

  function remove(id: string): void {
    const place = places.get(id);
    if (place === undefined) return;
    for (const key of entries[place]?.keys ?? []) {
      const left = (byKey.get(key) ?? []).filter((each) => each !== place);
      if (left.length === 0) byKey.delete(key);
      else byKey.set(key, left);
    }
    places.delete(id);
    entries[place] = undefined;
    sketches.fill(0, place * minima, (place + 1) * minima);
    free.push(place);
  }

  return {
    get size() {
      return places.size;
    },
    set(ticket) {
      remove(ticket.id);
      const place = free.pop() ?? entries.length;
      if ((place + 1) * minima > sketches.length) {
        const larger = new Uint32Array(sketches.length * 2);
        larger.set(sketches);
        sketches = larger;
      }
      const keys = keysOf(ticket);
      entries[place] = { id: ticket.id, from: ticket.createdAt, to: ticket.updatedAt, keys };
      places.set(ticket.id, place);
      for (const key of keys) {
        const there = byKey.get(key);
        if (there) there.push(place);
        else byKey.set(key, [place]);
      }
      sketch(ticket.messages.find(({ from }) => from === 'customer')?.text ?? '', sketches, place * minima);
    },
    delete: remove,
    clear() {
      places.clear();
      byKey.clear();
      free.length = 0;
      entries = [];
      sketches.fill(0);
    },
    candidates(ticket, days = repeatWindowDays) {
      const own = places.get(ticket.id) ?? -1;
      const found = new Set<number>();
      for (const key of keysOf(ticket)) for (const place of byKey.get(key) ?? []) found.add(place);
      const mine = new Uint32Array(minima);
      sketch(ticket.messages.find(({ from }) => from === 'customer')?.text ?? '', mine, 0);
      if (mine[0] !== 0) {
        for (let place = 0, at = 0; place < entries.length; place++, at += minima) {
          let equal = 0;
          for (let n = 0; n < minima; n++) if (sketches[at + n] === mine[n]) equal++;
          if (equal >= leastEqual) found.add(place);
        }
      }
      found.delete(own);
      const near: { readonly id: string; readonly gap: number }[] = [];
      for (const place of found) {
        const entry = entries[place];
        if (!entry) continue;
        const gap = Math.max(0, ticket.createdAt - entry.to, entry.from - ticket.updatedAt);
        if (gap <= days * day) near.push({ id: entry.id, gap });
      }
      return near.sort((a, b) => a.gap - b.gap).slice(0, mostCandidates).map(({ id }) => id);
    },
  };
}
