import type { WordsMemory } from '../escalation/decide-escalation.ts';
import type { Quote } from '../escalation/sentence.ts';

/** Readings kept at most, and quotes of all of them together: what is forgotten is read again. */
const mostReadings = 1_000;
const mostQuotes = 400_000;

const unknown = 0;
const no = 1;
const yes = 2;

interface Column {
  /** By row: unknown, no or yes. */
  state: Uint8Array;
  readonly quotes: Map<number, Quote>;
}

/**
 * What rules found in each thread of an archive, a byte a thread and reading: of 50,000 threads and twenty readings one megabyte, where a
 * map for each thread would take a hundred. The readings asked for first are forgotten first.
 */
export class ThreadWords {
  readonly #found = new Map<string, Column>();
  readonly #denied = new Map<string, Column>();
  #rows = 1_024;
  #quotes = 0;

  /** The memory of one thread. */
  of(row: number): WordsMemory {
    return {
      words: {
        get: (key) => {
          const column = this.#found.get(key);
          const state = column?.state[row] ?? unknown;
          if (state === unknown) return undefined;
          return state === no ? null : column?.quotes.get(row);
        },
        set: (key, quote: Quote | null) => {
          const { quotes } = this.#write(this.#found, key, row, quote === null ? no : yes);
          if (quote === null) return;
          if (!quotes.has(row)) this.#quotes += 1;
          quotes.set(row, quote);
        },
      },
      denied: {
        get: (key) => {
          const state = this.#denied.get(key)?.state[row] ?? unknown;
          return state === unknown ? undefined : state === yes;
        },
        set: (key, denied: boolean) => this.#write(this.#denied, key, row, denied ? yes : no),
      },
    };
  }

  forget(row: number): void {
    for (const columns of [this.#found, this.#denied]) {
      for (const { state, quotes } of columns.values()) {
        state[row] = unknown;
        if (quotes.delete(row)) this.#quotes -= 1;
      }
    }
  }

  clear(): void {
    this.#found.clear();
    this.#denied.clear();
    this.#quotes = 0;
  }

  #write(columns: Map<string, Column>, key: string, row: number, state: number): Column {
    while (this.#rows <= row) this.#rows *= 2;
    let column = columns.get(key);
    if (column === undefined) {
      this.#makeRoom(columns);
      column = { state: new Uint8Array(this.#rows), quotes: new Map() };
      columns.set(key, column);
    }
    if (column.state.length <= row) {
      const grown = new Uint8Array(this.#rows);
      grown.set(column.state);
      column.state = grown;
    }
    column.state[row] = state;
    return column;
  }

  /** Before another reading comes in. */
  #makeRoom(columns: Map<string, Column>): void {
    for (const [key, { quotes }] of columns) {
      if (columns.size < mostReadings && this.#quotes < mostQuotes) return;
      columns.delete(key);
      this.#quotes -= quotes.size;
    }
  }
}
