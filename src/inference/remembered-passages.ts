import type { Passage } from '../knowledge-base/article.ts';
import type { PassageChange, PassageVectors } from './api.ts';
import { rowsOf, vectorAt } from './embed-passages.ts';

/** Above this many changed rows they are laid together with the others, which copies all of them once. */
const mostLoose = 2_000;

/** The passages an engine was told last, with their vectors, so that the next worker can be told the same. */
export class RememberedPassages {
  readonly #passages = new Map<string, Passage>();
  #vectors: PassageVectors | null;
  /** Rows that came with changes since; null where a changed passage has none. */
  readonly #loose = new Map<string, Float32Array | null>();

  constructor(passages: readonly Passage[], vectors: PassageVectors | null) {
    for (const passage of passages) this.#passages.set(passage.id, passage);
    this.#vectors = vectors;
  }

  get passages(): readonly Passage[] {
    return [...this.#passages.values()];
  }

  /** `vectors` are those of what was put, as the engine answered. */
  change({ put, removed }: PassageChange, vectors: PassageVectors | null): void {
    for (const id of removed) {
      this.#passages.delete(id);
      this.#loose.delete(id);
    }
    const fits = vectors !== null && (this.#vectors === null || (this.#vectors.model === vectors.model && this.#vectors.dimension === vectors.dimension));
    // Rows of two encoders are not kept side by side: those before would be of no use to the next worker.
    if (vectors !== null && !fits) this.#forgetVectors();
    const rows = vectors === null ? new Map<string, number>() : rowsOf(vectors);
    for (const passage of put) {
      this.#passages.set(passage.id, passage);
      const at = rows.get(passage.id);
      this.#loose.set(passage.id, vectors === null || at === undefined ? null : vectorAt(vectors, at));
    }
    if (vectors !== null) this.#vectors ??= { model: vectors.model, dimension: vectors.dimension, ids: [], data: new Float32Array(0) };
    if (this.#loose.size > mostLoose) this.#vectors = this.#together();
  }

  /** Vectors of the present passages, where they are known. */
  get vectors(): PassageVectors | null {
    if (this.#loose.size > 0) this.#vectors = this.#together();
    return this.#vectors;
  }

  #together(): PassageVectors | null {
    const base = this.#vectors;
    if (base === null) return null;
    const rows = rowsOf(base);
    const found: (readonly [string, Float32Array])[] = [];
    for (const id of this.#passages.keys()) {
      const loose = this.#loose.get(id);
      const at = rows.get(id);
      const row = loose === undefined && at !== undefined ? vectorAt(base, at) : loose;
      if (row) found.push([id, row]);
    }
    const data = new Float32Array(found.length * base.dimension);
    found.forEach(([, row], at) => data.set(row, at * base.dimension));
    this.#loose.clear();
    return { model: base.model, dimension: base.dimension, ids: found.map(([id]) => id), data };
  }

  #forgetVectors(): void {
    this.#vectors = null;
    this.#loose.clear();
  }
}
