import type { VectorIndex, VectorMatch } from '../knowledge-base/article.ts';
import { ExactIndex, isZero, unitVector } from '../knowledge-base/exact-index.ts';
import type { Voy, VoyModule, VoyResource } from './load-voy.ts';

/**
 * Rows given to voy at a time, so that what waits (a query, a cancel) waits 5 ms and not 30: measured with 256 values and
 * up to 3,000 rows, where more at a time builds no faster.
 */
export const rowsPerAdd = 64;
/** Candidates taken from voy and scored again from the exact rows: it hands out no scores of its own. */
const candidates = 50;
/** Above this many matches wanted the exact scan is the faster way. */
const mostFromVoy = 200;
/** voy's k-d tree has this many axes; longer vectors would be cut without a word. */
const mostDimensions = 768;
/**
 * Vectors shorter than this are lengthened with jitter: the tree splits along one axis after the other, and where all
 * values of an axis are equal, as in the padding voy adds itself, it traps.
 */
const fewestDimensions = 64;
/** Large enough that equal vectors become different ones, small enough to change no ranking. */
const jitter = 1e-6;

/** A change voy has not seen yet. */
interface Pending {
  readonly id: string;
  readonly version: number;
}

/**
 * Nearest neighbours by voy-search, which is exact but traps, for good, on input that is ordinary here: many equal
 * vectors, zeros, odd values of k. What it gets is therefore checked and moved a millionth (seeded by id and version, so
 * that the same row can be removed again), the exact rows are kept beside it, and it proposes while they decide. New
 * rows reach it by `feed`; until then, and for ever after its first trap, the exact scan answers. Needs `dispose`.
 */
export class VoyIndex implements VectorIndex {
  readonly dimension: number;
  readonly #exact: ExactIndex;
  #voy: Voy | null;
  readonly #versions = new Map<string, number>();
  /** Version of a row as voy holds it, with the vector it was given, to remove it by. */
  readonly #held = new Map<string, number[]>();
  #pending: Pending[] = [];
  #version = 0;

  /** Throws where the dimension is one voy would cut. */
  constructor(dimension: number, module: VoyModule) {
    if (dimension > mostDimensions) throw new RangeError(`voy holds at most ${mostDimensions} values a vector, not ${dimension}`);
    this.dimension = dimension;
    this.#exact = new ExactIndex(dimension);
    this.#voy = new module.Voy();
  }

  get kind(): 'voy' | 'exact' {
    return this.#voy !== null && this.#pending.length <= rowsPerAdd ? 'voy' : 'exact';
  }

  get size(): number {
    return this.#exact.size;
  }

  /** False after a trap: the host may then start its worker anew, since the trapped instance never comes back. */
  get alive(): boolean {
    return this.#voy !== null;
  }

  add(id: string, vector: Float32Array): void {
    const unit = unitVector(vector, this.dimension);
    this.#withdraw(id);
    this.#exact.add(id, unit);
    // A vector without a direction is near to nothing, and many of them would be equal.
    if (this.#voy === null || isZero(unit)) return;
    this.#version += 1;
    this.#versions.set(id, this.#version);
    this.#pending.push({ id, version: this.#version });
  }

  remove(id: string): void {
    this.#withdraw(id);
    this.#exact.remove(id);
  }

  get(id: string): Float32Array | undefined {
    return this.#exact.get(id);
  }

  /**
   * Hands voy its next `rows` rows and answers how many wait still. To be called in turn with letting events run:
   * `while (index.feed() > 0) await yieldToEvents()`.
   */
  feed(rows: number = rowsPerAdd): number {
    if (this.#voy === null) return 0;
    const embeddings: VoyResource['embeddings'] = [];
    let taken = 0;
    while (embeddings.length < rows && taken < this.#pending.length) {
      const next = this.#pending[taken];
      taken += 1;
      const row = next === undefined ? undefined : this.#exact.get(next.id);
      // Removed or replaced since it was queued.
      if (next === undefined || row === undefined || this.#versions.get(next.id) !== next.version) continue;
      const embedding = jittered(row, next.id, next.version);
      this.#held.set(next.id, embedding);
      embeddings.push({ id: next.id, title: '', url: '', embeddings: embedding });
    }
    this.#pending.splice(0, taken);
    if (embeddings.length > 0) this.#attempt((voy) => voy.add({ embeddings }));
    return this.#pending.length;
  }

  search(query: Float32Array, k: number, allowed: ((id: string) => boolean) | null = null): VectorMatch[] {
    const unit = unitVector(query, this.dimension);
    if (!Number.isInteger(k)) throw new RangeError('k must be a whole number');
    if (this.size === 0 || isZero(unit)) return [];
    const wanted = Math.min(Math.max(1, k), this.size);
    // One slice is cheap enough to catch up with here; a whole build is left to `feed`.
    if (this.#pending.length <= rowsPerAdd) this.feed();
    if (this.#pending.length > 0 || wanted > mostFromVoy) return this.#exact.search(unit, wanted, allowed);
    if (allowed === null) return this.#searchVoy(unit, wanted) ?? this.#exact.search(unit, wanted);
    // voy knows no filter: twice as many are enough where few are left out, and where many are, the scan asks of each.
    const found = this.#searchVoy(unit, Math.min(2 * wanted, this.size))?.filter(({ id }) => allowed(id));
    return found !== undefined && found.length >= wanted ? found.slice(0, wanted) : this.#exact.search(unit, wanted, allowed);
  }

  dispose(): void {
    this.#attempt((voy) => voy.free());
    this.#forget();
    this.#exact.dispose();
  }

  /** Null when voy is dead, or gave fewer matches than there are. */
  #searchVoy(unit: Float32Array, k: number): VectorMatch[] | null {
    const reach = Math.min(Math.max(k, candidates), this.#held.size);
    if (reach < 1) return null;
    const found = this.#attempt((voy) => voy.search(jitteredQuery(unit), reach).neighbors.map(({ id }) => id));
    if (found === null) return null;
    const matches: VectorMatch[] = [];
    for (const id of new Set(found)) {
      const row = this.#exact.get(id);
      if (row !== undefined) matches.push({ id, score: dot(row, unit) });
    }
    if (matches.length < Math.min(k, reach) || (k > reach && this.size > reach)) return null;
    return matches.sort((a, b) => b.score - a.score).slice(0, k);
  }

  /** Takes `id` out of voy and out of the queue. */
  #withdraw(id: string): void {
    this.#versions.delete(id);
    const embeddings = this.#held.get(id);
    if (embeddings === undefined) return;
    this.#held.delete(id);
    // By the very vector it was added with: by another one voy would leave a ghost.
    this.#attempt((voy) => voy.remove({ embeddings: [{ id, title: '', url: '', embeddings }] }));
  }

  /** Runs something on voy; a throw means that its memory can no longer be trusted. */
  #attempt<T>(action: (voy: Voy) => T): T | null {
    if (this.#voy === null) return null;
    try {
      return action(this.#voy);
    } catch {
      this.#forget();
      return null;
    }
  }

  #forget(): void {
    this.#voy = null;
    this.#pending = [];
    this.#held.clear();
    this.#versions.clear();
  }
}

function jittered(row: Float32Array, id: string, version: number): number[] {
  const random = seededRandom(`${id}\u0000${version}`);
  const moved = Array.from(row, (value) => value + (random() * 2 - 1) * jitter);
  while (moved.length < fewestDimensions) moved.push((random() * 2 - 1) * jitter);
  return moved.map(Math.fround);
}

function jitteredQuery(unit: Float32Array): Float32Array {
  const query = new Float32Array(Math.max(unit.length, fewestDimensions));
  query.set(unit);
  return query;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

/** Numbers in 0..1 that are the same for the same seed (mulberry32). */
function seededRandom(seed: string): () => number {
  let state = 0x811c9dc5;
  for (let i = 0; i < seed.length; i += 1) state = Math.imul(state ^ seed.charCodeAt(i), 0x01000193);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
