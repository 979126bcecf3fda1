import { Dexie } from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import { datasetOf, labelsFrom } from '../../src/datasets/dataset.ts';
import { hashDataset } from '../../src/datasets/hash-dataset.ts';
import { changeDataset, mostDatasetVersions, restoreDatasetVersion } from '../../src/storage/change-datasets.ts';
import { followDatasets } from '../../src/storage/follow-datasets.ts';
import { describeDataset, findDataset, listDatasets, listDatasetVersions, loadDataset, removeDataset, saveDataset, type OpenDataset } from '../../src/storage/save-datasets.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { sha256 } from '../../src/storage/sha256.ts';
import { columns, intentsOf, saved, someDataset } from './dataset-fixture.ts';
import { openMemoryDesk, until, valueOf } from './desk-fixture.ts';

let db: TabdeskDatabase;
beforeEach(async () => {
  db = await openMemoryDesk();
});

const relabel = (row: number, label: string) => ({ kind: 'relabel', column: 'intent', to: [{ label, rows: [row] }] }) as const;
const chunkIds = async (): Promise<string[]> => db.datasetRows.toCollection().primaryKeys();

async function reopened({ summary }: OpenDataset): Promise<OpenDataset> {
  return valueOf(await loadDataset(db, summary.id));
}

describe('saving a dataset', () => {
  it('keeps every row as it is, in chunks of 1,000, with its figures and its hash', async () => {
    const odd = datasetOf([
      { text: '😀\ud800', labels: labelsFrom([['intent', 'a'], ['__proto__', 'p']]), group: 'g', ticketId: 't', labelledBy: 'triage' },
      { text: 'x', labels: {} },
      ...someDataset(2050).rows,
    ], columns);
    const open = await saved(db, odd, { notes: 'mine', remarks: ['one row refused'], now: 7 });
    expect(await reopened(open)).toEqual(open);
    expect(open.dataset.rows).toEqual(odd.rows);
    expect(open.chunks.map(({ rows }) => rows)).toEqual([1000, 1000, 52]);
    expect(open.summary).toMatchObject({ name: 'some', rows: 2052, source: 'some.csv', notes: 'mine', remarks: ['one row refused'], createdAt: 7, parent: null, version: 1, edit: null, nextRow: 2052 });
    expect(open.summary.root).toBe(open.summary.id);
    expect(open.summary.hash).toBe((await hashDataset(odd, sha256))?.hash);
    expect(open.summary.columns[0]).toMatchObject({ name: 'intent', unlabelled: 1 });
    expect(await findDataset(db, open.summary.hash)).toEqual(open.summary);
    expect(await findDataset(db, 'other')).toBeNull();
  });

  it('answers what is there already when it is the same data', async () => {
    const first = await saved(db, someDataset(5));
    const again = valueOf(await saveDataset(db, someDataset(5), { name: 'other name', source: 'b.csv' }));
    expect(again).toMatchObject({ existing: true, open: { summary: { id: first.summary.id, name: 'some' } } });
    expect(await listDatasets(db)).toHaveLength(1);
    // Edited since, the data of that file is no longer what is there.
    valueOf(await changeDataset(db, first, relabel(0, 'z')));
    expect(valueOf(await saveDataset(db, someDataset(5), { name: 'again', source: 'b.csv' })).existing).toBe(false);
  });

  it('leaves nothing when it is cancelled at any step, and says so', async () => {
    const dataset = someDataset(3500);
    const atOnce = await saveDataset(db, dataset, { name: 'x', source: 'x' }, { signal: AbortSignal.abort() });
    expect(atOnce).toMatchObject({ ok: false, code: 'cancelled' });
    for (const after of [1000, 2000, 3500]) {
      const cancel = new AbortController();
      const outcome = await saveDataset(db, dataset, { name: 'x', source: 'x' }, { signal: cancel.signal, onProgress: (rows) => rows === after && cancel.abort() });
      expect(outcome).toMatchObject({ ok: false, code: 'cancelled' });
      expect([await db.datasets.count(), await db.datasetRows.count()]).toEqual([0, 0]);
    }
    expect((await saved(db, dataset)).summary.rows).toBe(3500);
  });

  it('leaves nothing when the tab goes away in the middle of it', async () => {
    const { name } = db;
    const kept = await saved(db, someDataset(3));
    // What a browser does to the transactions of a tab that is closed.
    const outcome = await saveDataset(db, someDataset(3000), { name: 'x', source: 'x' }, { onProgress: (rows) => rows === 2000 && Dexie.currentTransaction.abort() });
    expect(outcome.ok).toBe(false);
    db.close();
    db = await openMemoryDesk({ name });
    expect((await listDatasets(db)).map(({ id }) => id)).toEqual([kept.summary.id]);
    expect(await chunkIds()).toEqual(kept.chunks.map(({ id }) => id));
  });

  it('leaves nothing on a full disk, and says so', async () => {
    let chunks = 0;
    db.datasetRows.hook('creating', () => {
      if ((chunks += 1) === 3) throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await saveDataset(db, someDataset(4000), { name: 'x', source: 'x' })).toMatchObject({ ok: false, code: 'disk-full' });
    expect([await db.datasets.count(), await db.datasetRows.count()]).toEqual([0, 0]);
  });

  it('refuses one without rows', async () => {
    expect(await saveDataset(db, datasetOf([], columns), { name: 'x', source: 'x' })).toMatchObject({ ok: false, code: 'no-rows' });
  });
});

describe('the datasets of a desk', () => {
  it('are listed by their newest version, newest first, described, and removed with all versions', async () => {
    const first = await saved(db, someDataset(1500), { name: 'first', now: 1 });
    const second = await saved(db, someDataset(4), { name: 'second', now: 2 });
    const changed = valueOf(await changeDataset(db, first, relabel(3, 'z'), { now: 3 }));
    expect((await listDatasets(db)).map(({ name, version, createdAt }) => [name, version, createdAt])).toEqual([['first', 2, 3], ['second', 1, 2]]);
    expect(valueOf(await describeDataset(db, changed.open.summary.id, { name: 'renamed', notes: 'n' }))).toMatchObject({ name: 'renamed', notes: 'n' });
    expect((await listDatasets(db))[0]?.name).toBe('renamed');
    expect(await describeDataset(db, 'none', { name: 'x' })).toMatchObject({ code: 'gone' });
    expect(valueOf(await removeDataset(db, first.summary.root)).versions).toBe(2);
    expect(await chunkIds()).toEqual(second.chunks.map(({ id }) => id));
    expect(await loadDataset(db, first.summary.id)).toMatchObject({ ok: false, code: 'gone' });
    expect(valueOf(await removeDataset(db, 'none')).versions).toBe(0);
  });

  it('come back whole when their removal is undone: every version, every row, and others as they are', async () => {
    const first = await saved(db, someDataset(1500), { name: 'first', now: 1 });
    const changed = valueOf(await changeDataset(db, first, relabel(3, 'z'), { now: 3 }));
    await saved(db, someDataset(4), { name: 'second', now: 2 });
    const before = [await listDatasets(db), await chunkIds()];
    const loaded = valueOf(await loadDataset(db, changed.open.summary.id));
    const removed = valueOf(await removeDataset(db, first.summary.root));
    expect((await listDatasets(db)).map(({ name }) => name)).toEqual(['second']);
    valueOf(await removed.undo());
    expect([await listDatasets(db), await chunkIds()]).toEqual(before);
    expect(valueOf(await loadDataset(db, changed.open.summary.id)).dataset).toEqual(loaded.dataset);
    expect((await listDatasetVersions(db, first.summary.root)).map(({ version }) => version)).toEqual([2, 1]);
    // Twice, as from two tabs, is no more than once.
    valueOf(await removed.undo());
    expect([await listDatasets(db), await chunkIds()]).toEqual(before);
  });

  it('stay as they are when the removal breaks off in the middle', async () => {
    const first = await saved(db, someDataset(1500), { name: 'first', now: 1 });
    const before = await chunkIds();
    db.datasets.hook('deleting', () => {
      throw new Error('broken off');
    });
    await removeDataset(db, first.summary.root).catch(() => undefined);
    expect(await chunkIds()).toEqual(before);
    expect((await listDatasets(db)).map(({ name }) => name)).toEqual(['first']);
  });

  it('are told to whoever follows them, in other tabs too', async () => {
    const other = await openMemoryDesk({ name: db.name });
    const seen: string[] = [];
    const end = followDatasets(other, (datasets) => seen.push(datasets.map(({ name, version }) => `${name} ${version}`).join()));
    await until(() => seen.length > 0);
    const open = await saved(db, someDataset(3));
    await until(() => seen.at(-1) === 'some 1');
    valueOf(await changeDataset(db, open, relabel(0, 'z')));
    await until(() => seen.at(-1) === 'some 2');
    valueOf(await removeDataset(db, open.summary.root));
    await until(() => seen.at(-1) === '');
    end();
    other.close();
  });

  it('say which can not be read', async () => {
    const open = await saved(db, someDataset(1500));
    const [chunk] = await db.datasetRows.toArray();
    if (!chunk) throw new Error('two chunks');
    await db.datasetRows.put({ ...chunk, texts: chunk.texts.slice(1) });
    expect(await loadDataset(db, open.summary.id)).toMatchObject({ ok: false, code: 'damaged' });
    await db.datasetRows.delete(chunk.id);
    expect(await loadDataset(db, open.summary.id)).toMatchObject({ ok: false, code: 'damaged' });
    expect(await loadDataset(db, open.summary.id, { signal: AbortSignal.abort() })).toMatchObject({ ok: false, code: 'cancelled' });
  });
});

describe('editing a stored dataset', () => {
  it('makes a version with its line in the history, and writes only the chunk that changed', async () => {
    const open = await saved(db, someDataset(3500), { now: 1 });
    const change = valueOf(await changeDataset(db, open, relabel(1500, 'z'), { now: 2 }));
    expect(change).toMatchObject({ line: '1 row relabelled “z” in “intent”.', changed: 1 });
    expect(change.open.chunks.map(({ id }, at) => id === open.chunks[at]?.id)).toEqual([true, false, true, true]);
    expect(await db.datasetRows.count()).toBe(5);
    expect(await reopened(change.open)).toEqual(change.open);
    expect(await reopened(open)).toEqual(open);
    const history = await listDatasetVersions(db, open.summary.root);
    expect(history.map(({ version, edit, parent, createdAt }) => [version, edit?.line, parent, createdAt])).toEqual([[2, change.line, open.summary.id, 2], [1, undefined, null, 1]]);
    expect(change.open.summary.hash).toBe((await hashDataset(change.open.dataset, sha256))?.hash);
    expect(change.open.summary.hash).not.toBe(open.summary.hash);
  });

  it('stores what any row of edits comes to, chunk by chunk', async () => {
    let open = await saved(db, someDataset(2500));
    const edits = [
      { kind: 'remove', rows: Array.from({ length: 1200 }, (_, at) => at * 2) },
      { kind: 'add', rows: Array.from({ length: 1300 }, (_, at) => ({ text: `new ${at}`, labels: { intent: 'new' } })) },
      { kind: 'merge-labels', column: 'intent', from: ['label 1', 'new'], into: 'label 0' },
      { kind: 'remove', rows: Array.from({ length: 2400 }, (_, at) => at) },
      { kind: 'add', rows: someDataset(2400).rows.slice(5, 900) },
    ] as const;
    for (const edit of edits) {
      open = valueOf(await changeDataset(db, open, edit)).open;
      expect((await reopened(open)).dataset).toEqual(open.dataset);
      expect(open.chunks.every(({ rows }) => rows > 0 && rows <= 1000)).toBe(true);
      expect(open.chunks.reduce((sum, { rows }) => sum + rows, 0)).toBe(open.dataset.rows.length);
      expect(open.summary.hash).toBe((await hashDataset(open.dataset, sha256))?.hash);
    }
  });

  it('is taken back to the letter, as one more version, and alone after other edits', async () => {
    const open = await saved(db, someDataset(6));
    const removed = valueOf(await changeDataset(db, open, { kind: 'remove', rows: [2, 3] }));
    const other = valueOf(await changeDataset(db, removed.open, relabel(0, 'z')));
    const back = valueOf(await removed.undo());
    expect(back.line).toBe('Taken back: 2 rows removed.');
    expect(intentsOf(back.open.dataset)).toEqual(['0 z', '1 label 1', '2 label 2', '3 label 0', '4 label 1', '5 label 2']);
    expect(await removed.undo()).toMatchObject({ ok: false, code: 'nothing-to-change' });
    const whole = valueOf(await other.undo());
    expect(whole.open.summary).toMatchObject({ version: 5, hash: open.summary.hash });
    expect(whole.open.dataset.rows).toEqual(open.dataset.rows);
    expect(intentsOf(valueOf(await whole.undo()).open.dataset)[0]).toBe('0 z');
  });

  it('refuses an edit made from a version that is no longer the newest, here or in another tab', async () => {
    const open = await saved(db, someDataset(6));
    const both = await Promise.all([changeDataset(db, open, relabel(0, 'x')), changeDataset(db, open, relabel(1, 'y'))]);
    expect(both.map((outcome) => (outcome.ok ? 'ok' : outcome.code)).sort()).toEqual(['changed-elsewhere', 'ok']);
    expect(await listDatasetVersions(db, open.summary.root)).toHaveLength(2);
    valueOf(await removeDataset(db, open.summary.root));
    expect(await changeDataset(db, open, relabel(0, 'x'))).toMatchObject({ ok: false, code: 'changed-elsewhere' });
    expect(await db.datasetRows.count()).toBe(0);
  });

  it('changes nothing when it is cancelled, fails, or means nothing', async () => {
    const open = await saved(db, someDataset(2500));
    const edit = { kind: 'rename-label', column: 'intent', from: 'label 0', to: 'z' } as const;
    const cancel = new AbortController();
    expect(await changeDataset(db, open, edit, { signal: cancel.signal, onProgress: (rows) => rows === 1000 && cancel.abort() })).toMatchObject({ code: 'cancelled' });
    db.datasets.hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await changeDataset(db, open, edit)).toMatchObject({ code: 'disk-full' });
    expect(await changeDataset(db, open, relabel(0, 'label 0'))).toMatchObject({ code: 'nothing-to-change' });
    expect(await chunkIds()).toEqual(open.chunks.map(({ id }) => id).sort());
    expect(await reopened(open)).toEqual(open);
  });

  it('goes back to an earlier version without writing its rows again, and gives no number twice', async () => {
    const open = await saved(db, someDataset(1500));
    const added = valueOf(await changeDataset(db, open, { kind: 'add', rows: [{ text: 'new', labels: { intent: 'n' } }] }));
    const before = await db.datasetRows.count();
    const back = valueOf(await restoreDatasetVersion(db, open.summary.id));
    expect(back.summary).toMatchObject({ version: 3, hash: open.summary.hash, edit: { line: 'Back to version 1.' }, parent: added.open.summary.id });
    expect(await db.datasetRows.count()).toBe(before);
    const again = valueOf(await changeDataset(db, back, { kind: 'add', rows: [{ text: 'newer', labels: { intent: 'n' } }] }));
    expect(again.open.dataset.rows.at(-1)?.id).toBe(1501);
    expect(await restoreDatasetVersion(db, again.open.summary.id)).toMatchObject({ ok: false, code: 'nothing-to-change' });
    expect(await reopened(added.open)).toEqual(added.open);
  });

  it('keeps the first version and the newest ones, and all their rows', async () => {
    let open = await saved(db, someDataset(1200));
    for (let n = 1; n <= mostDatasetVersions + 4; n += 1) open = valueOf(await changeDataset(db, open, relabel(n % 2 === 0 ? 1 : 1100, `n${n}`))).open;
    const history = await listDatasetVersions(db, open.summary.root);
    expect(history).toHaveLength(mostDatasetVersions);
    expect(history.at(-1)?.version).toBe(1);
    expect(history.at(-2)?.version).toBe(7);
    for (const { id } of history) expect((await loadDataset(db, id)).ok).toBe(true);
    const used = new Set((await db.datasets.toArray()).flatMap(({ chunks }) => chunks.map(({ id }) => id)));
    expect(new Set(await chunkIds())).toEqual(used);
  });
});

describe('200,000 rows', () => {
  it('are saved, read and edited whole', async () => {
    const open = await saved(db, someDataset(200_000, 2000));
    expect(open.chunks).toHaveLength(200);
    expect(open.summary.columns[0]?.labels).toHaveLength(2000);
    const read = await reopened(open);
    expect(read.dataset.rows).toHaveLength(200_000);
    expect(read.dataset.rows[123_456]).toEqual(open.dataset.rows[123_456]);
    const change = valueOf(await changeDataset(db, read, relabel(199_999, 'z')));
    expect(await db.datasetRows.count()).toBe(201);
    expect(change.open.summary.columns[0]?.labels.at(-1)).toEqual({ name: 'z', rows: 1 });
  });
});
