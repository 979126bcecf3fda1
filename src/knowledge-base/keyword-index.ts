import SearchableMap from 'minisearch/SearchableMap';
import type { Passage } from './article.ts';
import { BestScores } from './best-scores.ts';
import { countOf, insertPosting, removePosting, slotOf } from './posting-list.ts';
import { searchWords } from './search-words.ts';

export interface KeywordMatch {
  readonly id: string;
  /** BM25 over title, headings and text; above 0. */
  readonly score: number;
  /** From 1, among the passages that were allowed. */
  readonly rank: number;
  /** Share of the query's idf mass, 0..1, that the passage has words for. */
  readonly coverage: number;
}

/** A query's stems with their idf weight. */
export interface QueryTerms {
  readonly stems: ReadonlyMap<string, number>;
  /** Sum of the weights. */
  readonly mass: number;
}

export interface KeywordRequest {
  /** Weight of a match in the title and in the headings against the text's 1. */
  readonly titleWeight: number;
  readonly headingWeight: number;
  /** Matches wanted at most. */
  readonly limit: number;
  /** Passages wanted besides, wherever they stand, if they match at all. */
  readonly also: Iterable<string>;
  /** Null where every passage may answer. */
  readonly allowed: ((passage: Passage) => boolean) | null;
}

export interface KeywordResult {
  /** Best first. */
  readonly matches: readonly KeywordMatch[];
  /** Stems the query reached: its own, and for words no passage has those like them. */
  readonly reached: ReadonlySet<string>;
}

/** A passage taken out for a while, to be put back as if it had never been gone. */
export interface ParkedPassage {
  readonly passage: Passage;
  readonly slot: number;
}

type Field = 'title' | 'headings' | 'text';
const fields: readonly Field[] = ['title', 'headings', 'text'];

/** What is known of one stem. */
interface Postings {
  readonly lists: Readonly<Record<Field, number[]>>;
  /** Passages that have it anywhere. */
  having: number;
  /** One of 64, to sketch texts by. */
  readonly bit: number;
}

/**
 * A ticket can be a page long; beyond this many different words the rarest carry the meaning and the rest cost time. At most
 * 31: which of them a passage has is kept in the bits of one number.
 */
const longestQuery = 24;

/**
 * A word that more than a fifth of the passages have costs most of the time at 10,000 passages (8 ms a query against 4)
 * and brings little: 0.005 MRR on two help centres, so that small collections use every word.
 */
const commonShare = 0.2;
const fewestRare = 3;
const largeCollection = 2_000;

/**
 * BM25's own settings, measured on two public help centres and the project's own requests: long passages here are long because
 * they hold several answers (b near 1), and a word said often is what a passage is about (k high).
 */
const saturation = 4;
const lengthShare = 0.9;

/** How a stem no passage has is read: within a fifth of its letters, at most 6, or as the beginning of a longer one. */
const shortestLoose = 4;
const fuzzyShare = 0.2;
const mostFuzzy = 6;
const fuzzyWeight = 0.45;
const prefixWeight = 0.375;

const firstCapacity = 64;

/**
 * BM25 over passages, kept up to date by `add` and `remove`. Words are stemmed lightly. Fuzzy and prefix matching are used
 * only for words that no passage has: for a known word they add noise. A score is the sum over the query's words times how
 * many of them were found. Scores are MiniSearch's, but summed in one array by slot instead of an object for each of the
 * thousands of passages that share a word with a long request: 0.3 ms a request at 10,000 passages and 0.9 ms at 50,000,
 * where MiniSearch took 3 ms and more.
 */
export class KeywordIndex {
  readonly #slots = new Map<string, number>();
  readonly #passages: (Passage | undefined)[] = [];
  /** Slots to use again, the last freed first. */
  readonly #free: number[] = [];
  readonly #stems = new Map<string, Postings>();
  /** The same stems, for those that begin alike or are alike. */
  readonly #alike = new SearchableMap<Postings>();
  #made = 0;
  readonly #totals: Record<Field, number> = { title: 0, headings: 0, text: 0 };
  /** By slot: different stems in each field, and which of 64 bits those of the text turn over. */
  #lengths: Record<Field, Uint16Array> = { title: new Uint16Array(0), headings: new Uint16Array(0), text: new Uint16Array(0) };
  #sketches = new Int32Array(0);
  /** Scratch by slot, zero between searches. */
  #sums = new Float64Array(0);
  #found = new Int32Array(0);
  #touched = new Int32Array(0);

  get size(): number {
    return this.#slots.size;
  }

  /** Adds or replaces. */
  add(passage: Passage): void {
    this.remove(passage.id);
    this.#place(passage, this.#free.pop() ?? this.#passages.length);
  }

  remove(id: string): void {
    const slot = this.#slots.get(id);
    if (slot === undefined) return;
    this.#take(slot);
    this.#free.push(slot);
  }

  /** Takes passages out so that `putBack` can undo it exactly, order of equals included. No other change may lie between. */
  park(ids: Iterable<string>): ParkedPassage[] {
    const parked: ParkedPassage[] = [];
    for (const id of ids) {
      const slot = this.#slots.get(id);
      const passage = slot === undefined ? undefined : this.#passages[slot];
      if (slot === undefined || passage === undefined) continue;
      this.#take(slot);
      parked.push({ passage, slot });
    }
    return parked;
  }

  putBack(parked: readonly ParkedPassage[]): void {
    for (const { passage, slot } of parked) this.#place(passage, slot);
  }

  /** The query's stems, each weighed by how few passages have it; at most 24, the rarest. */
  terms(query: string): QueryTerms {
    const weights = this.#telling([...new Set(searchWords(query).map(({ stem }) => stem))]).map((stem) => [stem, this.#idf(stem)] as const);
    const kept = weights.length > longestQuery ? weights.toSorted((a, b) => b[1] - a[1]).slice(0, longestQuery) : weights;
    return { stems: new Map(kept), mass: kept.reduce((sum, [, weight]) => sum + weight, 0) };
  }

  /** Passages that share a word with the query. */
  search(terms: QueryTerms, request: KeywordRequest): KeywordResult {
    const reached = new Set<string>();
    let count = 0;
    let bit = 1;
    for (const stem of terms.stems.keys()) {
      for (const [like, postings, weight] of this.#reach(stem)) {
        reached.add(like);
        count = this.#sum(postings, weight, request, bit, count);
      }
      bit <<= 1;
    }
    const touched = this.#touched.subarray(0, count);
    for (const slot of touched) this.#sums[slot] = (this.#sums[slot] ?? 0) * bitsIn(this.#found[slot] ?? 0);
    try {
      return { matches: this.#pick(touched, terms, request), reached };
    } finally {
      for (const slot of touched) {
        this.#sums[slot] = 0;
        this.#found[slot] = 0;
      }
    }
  }

  /**
   * Whether two passages' texts might share `share` of their different words. Never wrong when it says no: a word that only
   * one of them has turns over one bit of 64, so that two sketches differ in at most as many bits as the texts in words.
   */
  mayBeAlike(a: string, b: string, share: number): boolean {
    const [first, second] = [this.#slots.get(a), this.#slots.get(b)];
    if (first === undefined || second === undefined) return true;
    const together = (this.#lengths.text[first] ?? 0) + (this.#lengths.text[second] ?? 0);
    const differing =
      bitsIn((this.#sketches[2 * first] ?? 0) ^ (this.#sketches[2 * second] ?? 0)) +
      bitsIn((this.#sketches[2 * first + 1] ?? 0) ^ (this.#sketches[2 * second + 1] ?? 0));
    // shared / (shared + differing) >= share, with together = 2 * shared + differing.
    return differing <= ((1 - share) / (1 + share)) * together + 1e-9;
  }

  #pick(touched: Int32Array, terms: QueryTerms, { limit, also, allowed }: KeywordRequest): KeywordMatch[] {
    const mayAnswer = (slot: number): boolean => {
      const passage = this.#passages[slot];
      return passage !== undefined && (allowed === null || allowed(passage));
    };
    const best = new BestScores(limit);
    for (const slot of touched) {
      const score = this.#sums[slot] ?? 0;
      if (score > 0 && best.wants(score, slot) && mayAnswer(slot)) best.offer(score, slot);
    }
    const weights = [...terms.stems.values()];
    const asMatch = (slot: number, score: number, rank: number): KeywordMatch => {
      const found = this.#found[slot] ?? 0;
      const covered = weights.reduce((sum, weight, at) => sum + ((found >>> at) & 1) * weight, 0);
      return { id: this.#passages[slot]?.id ?? '', score, rank, coverage: terms.mass === 0 ? 0 : covered / terms.mass };
    };
    const sorted = best.sorted();
    const matches = sorted.map(({ slot, score }, at) => asMatch(slot, score, at + 1));
    const taken = new Set(sorted.map(({ slot }) => slot));
    const others = [...new Set(also)]
      .map((id) => this.#slots.get(id) ?? -1)
      .filter((slot) => slot >= 0 && !taken.has(slot) && (this.#sums[slot] ?? 0) > 0 && mayAnswer(slot))
      .map((slot) => ({ slot, score: this.#sums[slot] ?? 0 }))
      .sort((a, b) => b.score - a.score || a.slot - b.slot);
    const ranks = this.#ranks(touched, others, mayAnswer);
    return [...matches, ...others.map(({ slot, score }, at) => asMatch(slot, score, ranks[at] ?? 0))];
  }

  /** Ranks of `others` (best first) among all that may answer, in one pass. */
  #ranks(touched: Int32Array, others: readonly { readonly score: number; readonly slot: number }[], mayAnswer: (slot: number) => boolean): number[] {
    const before = new Float64Array(others.length);
    const last = others.at(-1);
    if (last === undefined) return [];
    for (const slot of touched) {
      const score = this.#sums[slot] ?? 0;
      if (score < last.score || !mayAnswer(slot)) continue;
      // The first of the others that this one stands before.
      let [from, to] = [0, others.length];
      while (from < to) {
        const middle = (from + to) >> 1;
        const other = others[middle];
        if (other !== undefined && (other.score < score || (other.score === score && other.slot > slot))) to = middle;
        else from = middle + 1;
      }
      if (from < others.length) before[from] = (before[from] ?? 0) + 1;
    }
    let sum = 1;
    return Array.from(before, (count) => (sum += count));
  }

  /** Stems that stand for one of the query's, with what their matches count. */
  #reach(stem: string): (readonly [string, Postings, number])[] {
    const known = this.#stems.get(stem);
    if (known !== undefined) return [[stem, known, 1]];
    if (stem.length < shortestLoose || !/^\p{L}+$/u.test(stem)) return [];
    const reached = new Map<string, readonly [string, Postings, number]>();
    const distanceAtMost = Math.min(mostFuzzy, Math.round(stem.length * fuzzyShare));
    for (const [like, [postings, distance]] of this.#alike.fuzzyGet(stem, distanceAtMost)) {
      reached.set(like, [like, postings, (fuzzyWeight * like.length) / (like.length + distance)]);
    }
    for (const [like, postings] of this.#alike.atPrefix(stem)) {
      reached.set(like, [like, postings, (prefixWeight * like.length) / (like.length + 0.3 * (like.length - stem.length))]);
    }
    return [...reached.values()];
  }

  /** Adds one stem's share to the sums, and answers how many slots are touched then. */
  #sum(postings: Postings, weight: number, { titleWeight, headingWeight }: KeywordRequest, bit: number, touchedBefore: number): number {
    const weights: Record<Field, number> = { title: titleWeight, headings: headingWeight, text: 1 };
    const [sums, found, touched] = [this.#sums, this.#found, this.#touched];
    let count = touchedBefore;
    for (const field of fields) {
      const list = postings.lists[field];
      const lengths = this.#lengths[field];
      const scale = weight * weights[field] * idf(this.size, list.length) * (saturation + 1);
      if (list.length === 0 || scale === 0) continue;
      const base = saturation * (1 - lengthShare);
      const slope = (saturation * lengthShare * this.size) / this.#totals[field];
      for (const entry of list) {
        const slot = slotOf(entry);
        const times = countOf(entry);
        const before = found[slot] ?? 0;
        if (before === 0) {
          touched[count] = slot;
          count += 1;
        }
        found[slot] = before | bit;
        sums[slot] = (sums[slot] ?? 0) + (scale * times) / (times + base + slope * (lengths[slot] ?? 0));
      }
    }
    return count;
  }

  /** In a large collection the words that are everywhere are left out, where enough others remain. */
  #telling(stems: readonly string[]): readonly string[] {
    if (this.size < largeCollection) return stems;
    const rare = stems.filter((stem) => (this.#stems.get(stem)?.having ?? 0) <= commonShare * this.size);
    return rare.length >= fewestRare ? rare : stems;
  }

  #idf(stem: string): number {
    return idf(this.size, this.#stems.get(stem)?.having ?? 0);
  }

  #place(passage: Passage, slot: number): void {
    if (slot >= this.#found.length) this.#grow(slot + 1);
    this.#passages[slot] = passage;
    this.#slots.set(passage.id, slot);
    const stems = new Set<Postings>();
    for (const field of fields) {
      const counts = stemCounts(passage, field);
      this.#lengths[field][slot] = counts.size;
      this.#totals[field] += counts.size;
      for (const [stem, count] of counts) {
        const postings = this.#stems.get(stem) ?? this.#newStem(stem);
        insertPosting(postings.lists[field], slot, count);
        if (field === 'text') this.#turn(slot, postings.bit);
        stems.add(postings);
      }
    }
    for (const postings of stems) postings.having += 1;
  }

  #take(slot: number): void {
    const passage = this.#passages[slot];
    if (passage === undefined) return;
    const stems = new Map<string, Postings>();
    for (const field of fields) {
      this.#totals[field] -= this.#lengths[field][slot] ?? 0;
      for (const stem of stemCounts(passage, field).keys()) {
        const postings = this.#stems.get(stem);
        if (postings === undefined) continue;
        removePosting(postings.lists[field], slot);
        stems.set(stem, postings);
      }
    }
    for (const [stem, postings] of stems) {
      postings.having -= 1;
      if (postings.having > 0) continue;
      this.#stems.delete(stem);
      this.#alike.delete(stem);
    }
    this.#sketches.fill(0, 2 * slot, 2 * slot + 2);
    this.#passages[slot] = undefined;
    this.#slots.delete(passage.id);
  }

  #newStem(stem: string): Postings {
    const postings: Postings = { lists: { title: [], headings: [], text: [] }, having: 0, bit: this.#made % 64 };
    this.#made += 1;
    this.#stems.set(stem, postings);
    this.#alike.set(stem, postings);
    return postings;
  }

  #turn(slot: number, bit: number): void {
    const at = 2 * slot + (bit >>> 5);
    this.#sketches[at] = (this.#sketches[at] ?? 0) ^ (1 << (bit & 31));
  }

  #grow(wanted: number): void {
    const capacity = Math.max(firstCapacity, wanted, 2 * this.#found.length);
    const { title, headings, text } = this.#lengths;
    this.#lengths = { title: grown(title, new Uint16Array(capacity)), headings: grown(headings, new Uint16Array(capacity)), text: grown(text, new Uint16Array(capacity)) };
    this.#sketches = grown(this.#sketches, new Int32Array(2 * capacity));
    this.#sums = new Float64Array(capacity);
    this.#found = new Int32Array(capacity);
    this.#touched = new Int32Array(capacity);
  }
}

function idf(passages: number, having: number): number {
  return Math.log(1 + (passages - having + 0.5) / (having + 0.5));
}

function bitsIn(value: number): number {
  let bits = value - ((value >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function grown<T extends Uint16Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

function stemCounts(passage: Passage, field: Field): Map<string, number> {
  const counts = new Map<string, number>();
  const text = field === 'headings' ? passage.headings.join('\n') : passage[field];
  for (const { stem } of searchWords(text)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}
