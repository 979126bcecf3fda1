import { describe, expect, it } from 'vitest';
import type { PassageVectors } from '../../src/inference/api.ts';
import { addPendingVectors, appendVectors, dropPendingVectors, hasVectorsOf, loadVectors, loadVectorsOf, saveVectors } from '../../src/storage/save-vectors.ts';
import { openMemoryDesk, valueOf } from './desk-fixture.ts';

const id = 'Xenova/all-MiniLM-L6-v2';

function rows(model: string, ids: readonly string[]): PassageVectors {
  return { model, dimension: 2, ids, data: Float32Array.from(ids.flatMap((_, at) => [at, 0.5])) };
}

describe('vectors of an encoder that is still reading', () => {
  it('lie beside those in use, which come first, and outlive their being saved', async () => {
    const db = await openMemoryDesk();
    valueOf(await saveVectors(db, rows('desk-encoder@1', ['a', 'b'])));
    valueOf(await addPendingVectors(db, rows(`${id}@x`, ['a'])));
    valueOf(await saveVectors(db, rows('desk-encoder@2', ['a', 'b', 'c'])));
    valueOf(await addPendingVectors(db, rows(`${id}@x`, ['b', 'c'])));
    valueOf(await appendVectors(db, rows('desk-encoder@3', ['a'])));
    expect((await db.vectors.limit(1).first())?.model).toBe('desk-encoder@3');
    expect(await loadVectors(db, 'desk-encoder@1')).toBeNull();
    expect(await loadVectorsOf(db, id)).toMatchObject({ model: `${id}@x`, ids: ['a', 'b', 'c'] });
    expect(await hasVectorsOf(db, id)).toBe(false);
    db.close();
  });

  it('give way to all of them once they are in use', async () => {
    const db = await openMemoryDesk();
    valueOf(await addPendingVectors(db, rows(`${id}@x`, ['a'])));
    valueOf(await saveVectors(db, rows(`${id}@x`, ['a', 'b'])));
    expect(await loadVectorsOf(db, id)).toMatchObject({ ids: ['a', 'b'] });
    expect(await hasVectorsOf(db, id)).toBe(true);
    valueOf(await dropPendingVectors(db));
    expect(await db.vectors.count()).toBe(1);
    expect(await loadVectorsOf(db, 'Xenova/all-MiniLM-L6')).toBeNull();
    db.close();
  });
});
