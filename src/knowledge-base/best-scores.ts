/**
 * The `k` best of many scores offered one by one, each with a slot: a heap with the worst of them on top. Of equal scores
 * the lower slot is the better one.
 */
export class BestScores {
  readonly #scores: Float64Array;
  readonly #slots: Int32Array;
  #held = 0;

  constructor(k: number) {
    this.#scores = new Float64Array(k);
    this.#slots = new Int32Array(k);
  }

  /** Whether such a score would be taken; cheaper to ask first where saying more about a slot costs something. */
  wants(score: number, slot: number): boolean {
    if (this.#held < this.#scores.length) return true;
    const worst = this.#scores[0] ?? Infinity;
    return score > worst || (score === worst && slot < (this.#slots[0] ?? 0));
  }

  offer(score: number, slot: number): void {
    if (!this.wants(score, slot)) return;
    const isFull = this.#held === this.#scores.length;
    const at = isFull ? 0 : this.#held;
    this.#scores[at] = score;
    this.#slots[at] = slot;
    if (isFull) {
      this.#sink();
    } else {
      this.#held += 1;
      this.#rise(at);
    }
  }

  /** Best first. */
  sorted(): { readonly score: number; readonly slot: number }[] {
    return Array.from(this.#slots.subarray(0, this.#held), (slot, at) => ({ slot, score: this.#scores[at] ?? 0 })).sort(
      (a, b) => b.score - a.score || a.slot - b.slot,
    );
  }

  #isWorse(a: number, b: number): boolean {
    const [first, second] = [this.#scores[a] ?? 0, this.#scores[b] ?? 0];
    return first < second || (first === second && (this.#slots[a] ?? 0) > (this.#slots[b] ?? 0));
  }

  #swap(a: number, b: number): void {
    const [score, slot] = [this.#scores[a] ?? 0, this.#slots[a] ?? 0];
    this.#scores[a] = this.#scores[b] ?? 0;
    this.#slots[a] = this.#slots[b] ?? 0;
    this.#scores[b] = score;
    this.#slots[b] = slot;
  }

  #rise(from: number): void {
    for (let at = from; at > 0 && this.#isWorse(at, (at - 1) >> 1); at = (at - 1) >> 1) this.#swap(at, (at - 1) >> 1);
  }

  #sink(): void {
    for (let at = 0; ; ) {
      let child = 2 * at + 1;
      if (child >= this.#held) return;
      if (child + 1 < this.#held && this.#isWorse(child + 1, child)) child += 1;
      if (!this.#isWorse(child, at)) return;
      this.#swap(at, child);
      at = child;
    }
  }
}
