import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseVectorIndex, openVectorIndex } from '../../src/inference/choose-vector-index.ts';
import { loadVoy, type Voy, type VoyModule } from '../../src/inference/load-voy.ts';
import { rowsPerAdd, VoyIndex } from '../../src/inference/voy-index.ts';
import { ExactIndex } from '../../src/knowledge-base/exact-index.ts';

const dimension = 32;

/** The same numbers for the same seed. */
function vectorOf(seed: number, length = dimension): Float32Array {
  return Float32Array.from({ length }, (_, i) => Math.sin(seed * 12.9898 + i * 78.233) + Math.cos(seed * 3.7 * (i + 1)));
}

function feedAll(index: VoyIndex): void {
  while (index.feed() > 0);
}

let voy: VoyModule;
beforeAll(async () => {
  voy = await loadVoy();
});

/** A voy whose `broken` method throws from its n-th call on. */
function failing(broken: 'add' | 'remove' | 'search', from = 1): VoyModule {
  let calls = 0;
  return {
    Voy: class {
      readonly #inner = new voy.Voy();
      #run<T>(name: string, action: () => T): T {
        if (name === broken && ++calls >= from) throw new WebAssembly.RuntimeError('unreachable');
        return action();
      }
      add(resource: Parameters<Voy['add']>[0]): void {
        this.#run('add', () => this.#inner.add(resource));
      }
      remove(resource: Parameters<Voy['remove']>[0]): void {
        this.#run('remove', () => this.#inner.remove(resource));
      }
      search(query: Float32Array, k: number): ReturnType<Voy['search']> {
        return this.#run('search', () => this.#inner.search(query, k));
      }
      size(): number {
        return this.#inner.size();
      }
      free(): void {
        this.#inner.free();
      }
    },
  };
}

describe('the voy index', () => {
  it('finds what an exact scan finds, with its scores', () => {
    const index = new VoyIndex(dimension, voy);
    const exact = new ExactIndex(dimension);
    for (let i = 0; i < 600; i += 1) {
      index.add(`p${i}`, vectorOf(i));
      exact.add(`p${i}`, vectorOf(i));
    }
    feedAll(index);
    expect(index.kind).toBe('voy');
    for (let q = 0; q < 20; q += 1) {
      const found = index.search(vectorOf(q + 0.5), 10);
      const expected = exact.search(vectorOf(q + 0.5), 10);
      expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      found.forEach(({ score }, at) => expect(score).toBeCloseTo(expected[at]?.score ?? 0, 5));
    }
    index.dispose();
  });

  it('answers from the exact scan while more than one slice waits, and from voy after', () => {
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < rowsPerAdd * 2 + 1; i += 1) index.add(`p${i}`, vectorOf(i));
    expect(index.kind).toBe('exact');
    expect(index.search(vectorOf(3), 1)[0]?.id).toBe('p3');
    expect(index.kind).toBe('exact');
    expect(index.feed()).toBe(rowsPerAdd + 1);
    feedAll(index);
    expect(index.kind).toBe('voy');
    expect(index.search(vectorOf(3), 1)[0]?.id).toBe('p3');
    index.dispose();
  });

  it('holds a hundred identical vectors', () => {
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < 100; i += 1) index.add(`p${i}`, vectorOf(1));
    feedAll(index);
    expect(index.search(vectorOf(1), 5)).toHaveLength(5);
    expect(index.alive).toBe(true);
    index.dispose();
  });

  it('holds vectors that are nearly all zeros', () => {
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < 300; i += 1) {
      const sparse = new Float32Array(dimension);
      sparse[i % 3] = 1;
      index.add(`p${i}`, sparse);
    }
    feedAll(index);
    const [best] = index.search(Float32Array.from({ length: dimension }, (_, i) => (i === 1 ? 1 : 0)), 1);
    expect(best?.score).toBeCloseTo(1, 5);
    expect(index.alive).toBe(true);
    index.dispose();
  });

  it('holds many short vectors, whose tree is deeper than they are long', () => {
    const index = new VoyIndex(4, voy);
    for (let i = 0; i < 1000; i += 1) index.add(`p${i}`, vectorOf(i, 4));
    feedAll(index);
    expect(index.search(vectorOf(17, 4), 1)[0]?.score).toBeCloseTo(1, 5);
    expect(index.alive).toBe(true);
    index.dispose();
  });

  it('keeps vectors without a direction out of voy, and finds the others', () => {
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < 50; i += 1) index.add(`empty${i}`, new Float32Array(dimension));
    index.add('full', vectorOf(2));
    feedAll(index);
    expect(index.size).toBe(51);
    expect(index.search(vectorOf(2), 1)[0]?.id).toBe('full');
    expect(index.search(new Float32Array(dimension), 3)).toEqual([]);
    expect(index.alive).toBe(true);
    index.dispose();
  });

  it.each([
    ['a value that is not finite', Float32Array.from({ length: dimension }, (_, i) => (i === 3 ? Number.NaN : 1))],
    ['an infinite value', Float32Array.from({ length: dimension }, () => Number.POSITIVE_INFINITY)],
    ['too few values', new Float32Array(dimension - 1).fill(1)],
    ['too many values', new Float32Array(dimension + 1).fill(1)],
  ])('refuses a vector with %s, to add and to search by', (_, vector) => {
    const index = new VoyIndex(dimension, voy);
    index.add('good', vectorOf(1));
    expect(() => index.add('bad', vector)).toThrow(RangeError);
    expect(() => index.search(vector, 1)).toThrow(RangeError);
    expect(index.search(vectorOf(1), 1)[0]?.id).toBe('good');
    expect(index.size).toBe(1);
    index.dispose();
  });

  it.each([Number.NaN, 1.5, Number.POSITIVE_INFINITY])('refuses k = %d', (k) => {
    const index = new VoyIndex(dimension, voy);
    index.add('one', vectorOf(1));
    expect(() => index.search(vectorOf(1), k)).toThrow(RangeError);
    index.dispose();
  });

  it('takes k = 0 as 1 and a k beyond its size as all', () => {
    const index = new VoyIndex(dimension, voy);
    expect(index.search(vectorOf(1), 5)).toEqual([]);
    for (let i = 0; i < 3; i += 1) index.add(`p${i}`, vectorOf(i));
    expect(index.search(vectorOf(1), 0)).toHaveLength(1);
    expect(index.search(vectorOf(1), 1000)).toHaveLength(3);
    expect(index.alive).toBe(true);
    index.dispose();
  });

  it('refuses vectors that voy would cut', () => {
    expect(() => new VoyIndex(769, voy)).toThrow(/768/);
  });

  it('takes ids that are numbers to look at', () => {
    const index = new VoyIndex(dimension, voy);
    index.add('7', vectorOf(7));
    index.add('é "quoted"', vectorOf(8));
    expect(index.search(vectorOf(7), 1)[0]?.id).toBe('7');
    expect(index.search(vectorOf(8), 1)[0]?.id).toBe('é "quoted"');
    index.dispose();
  });

  it('hands voy plain lists of numbers and ids that are words, where a typed array would trap it', () => {
    const add = vi.spyOn(voy.Voy.prototype as Voy, 'add');
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < 70; i += 1) index.add(String(i), vectorOf(i));
    feedAll(index);
    for (const [{ embeddings }] of add.mock.calls) {
      for (const one of embeddings) {
        expect(Array.isArray(one.embeddings) && one.embeddings.every((value) => Number.isFinite(value))).toBe(true);
        expect(typeof one.id).toBe('string');
      }
    }
    expect(add.mock.calls.flatMap(([{ embeddings }]) => embeddings)).toHaveLength(70);
    add.mockRestore();
    expect(index.alive).toBe(true);
    index.dispose();
  });

  it('finds the best of those allowed, be they many or few', () => {
    const index = new VoyIndex(dimension, voy);
    const exact = new ExactIndex(dimension);
    for (let i = 0; i < 300; i += 1) for (const one of [index, exact]) one.add(`p${i}`, vectorOf(i));
    feedAll(index);
    for (const every of [1, 2, 50, 1_000]) {
      const allowed = (id: string): boolean => Number(id.slice(1)) % every === 0;
      expect(index.search(vectorOf(0.5), 10, allowed).map(({ id }) => id)).toEqual(exact.search(vectorOf(0.5), 10, allowed).map(({ id }) => id));
    }
    expect(index.kind).toBe('voy');
    index.dispose();
  });

  it('keeps one of a row that is added again before and after voy has seen it', () => {
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < 40; i += 1) index.add(`p${i}`, vectorOf(i));
    index.add('p3', vectorOf(3));
    feedAll(index);
    for (let again = 0; again < 40; again += 1) {
      index.add('p3', vectorOf(3));
      feedAll(index);
    }
    const found = index.search(vectorOf(3), 40).map(({ id }) => id);
    expect(new Set(found).size).toBe(40);
    expect(index.size).toBe(40);
    expect(index.kind).toBe('voy');
    index.dispose();
  });

  it('leaves no ghost of a removed or replaced row', () => {
    const index = new VoyIndex(dimension, voy);
    for (let i = 0; i < 100; i += 1) index.add(`p${i}`, vectorOf(i));
    feedAll(index);
    index.remove('p5');
    index.remove('never there');
    index.add('p6', vectorOf(500));
    feedAll(index);
    expect(index.size).toBe(99);
    expect(index.search(vectorOf(5), 60).map(({ id }) => id)).not.toContain('p5');
    expect(index.search(vectorOf(6), 1)[0]?.id).not.toBe('p6');
    expect(index.search(vectorOf(500), 1)[0]?.id).toBe('p6');
    expect(index.get('p5')).toBeUndefined();
    index.dispose();
  });

  it('agrees with the exact scan through any run of updates, duplicates included', () => {
    const update = fc.record({ remove: fc.boolean(), id: fc.integer({ min: 0, max: 40 }), vector: fc.integer({ min: 0, max: 12 }) });
    fc.assert(
      fc.property(fc.array(update, { maxLength: 120 }), (updates) => {
        const index = new VoyIndex(dimension, voy);
        const exact = new ExactIndex(dimension);
        for (const { remove, id, vector } of updates) {
          for (const one of [index, exact]) {
            if (remove) one.remove(`p${id}`);
            else one.add(`p${id}`, vectorOf(vector));
          }
          index.feed(7);
        }
        const found = index.search(vectorOf(3.5), 10).map(({ score }) => score);
        const expected = exact.search(vectorOf(3.5), 10).map(({ score }) => score);
        expect(index.alive).toBe(true);
        expect(found).toHaveLength(expected.length);
        found.forEach((score, at) => expect(score).toBeCloseTo(expected[at] ?? 0, 4));
        index.dispose();
      }),
      { numRuns: 40 },
    );
  });

  it.each(['add', 'remove', 'search'] as const)('goes on by the exact scan when voy traps in %s', (method) => {
    const index = new VoyIndex(dimension, failing(method));
    for (let i = 0; i < 20; i += 1) index.add(`p${i}`, vectorOf(i));
    feedAll(index);
    index.remove('p0');
    expect(index.search(vectorOf(4), 1)[0]?.id).toBe('p4');
    expect(index.alive).toBe(false);
    expect(index.kind).toBe('exact');
    index.add('later', vectorOf(99));
    index.remove('p4');
    expect(index.search(vectorOf(99), 1)[0]?.id).toBe('later');
    expect(index.search(vectorOf(4), 1)[0]?.id).not.toBe('p4');
    expect(index.size).toBe(19);
    index.dispose();
  });

  it('frees the memory voy took', () => {
    const free = vi.spyOn(voy.Voy.prototype as Voy, 'free');
    const index = new VoyIndex(dimension, voy);
    index.add('one', vectorOf(1));
    index.dispose();
    expect(free).toHaveBeenCalledOnce();
    expect(index.size).toBe(0);
    free.mockRestore();
  });
});

describe('choosing the vector index', () => {
  it('takes voy up to 3,000 passages and the exact scan above or where memory is short', () => {
    expect(chooseVectorIndex(3_000)).toBe('voy');
    expect(chooseVectorIndex(3_000, 8)).toBe('voy');
    expect(chooseVectorIndex(3_000, 2)).toBe('exact');
    expect(chooseVectorIndex(3_001, 8)).toBe('exact');
  });

  it('opens the exact scan when voy cannot be loaded', async () => {
    const index = await openVectorIndex(dimension, 10, () => Promise.reject(new Error('blocked')));
    expect(index.kind).toBe('exact');
    index.add('one', vectorOf(1));
    expect(index.search(vectorOf(1), 1)[0]?.id).toBe('one');
  });

  it('opens the exact scan for vectors too long for voy', async () => {
    expect((await openVectorIndex(1024, 10, loadVoy)).kind).toBe('exact');
  });

  it('opens voy otherwise', async () => {
    const index = await openVectorIndex(dimension, 10, loadVoy, 8);
    expect(index.kind).toBe('voy');
    index.dispose();
  });
});
