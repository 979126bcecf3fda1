import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { parseHead } from '../../src/classifier/parse-head.ts';
import type { HeadVersion } from '../../src/registry/head-version.ts';
import { exportHead, importHead } from '../../src/storage/exchange-heads.ts';
import { followPromotions, listPromotions, promoteHead, promoteShipped, rollBackHead } from '../../src/storage/promote-head.ts';
import { followHeadVersions, listHeadVersions, loadHeadVersion, noteHeadVersion, removeHeadVersion, saveHeadVersion, type NewHead } from '../../src/storage/save-heads.ts';
import type { Promotion, TabdeskDatabase } from '../../src/storage/schema.ts';
import { sha256, tinyData, tinyHead, tinyMetadata } from '../classifier/tiny-head.ts';
import { someDetails, someHeldOut, someWeights } from '../registry/some-head.ts';
import { saved, someDataset } from './dataset-fixture.ts';
import { openMemoryDesk, until, valueOf } from './desk-fixture.ts';

let db: TabdeskDatabase;
beforeEach(async () => {
  db = await openMemoryDesk();
});

const newHead = (changes: Partial<NewHead> = {}): NewHead => ({ metadata: tinyMetadata(), weights: someWeights(), details: someDetails, heldOut: someHeldOut, ...changes });

async function save(createdAt = 1, changes: Partial<NewHead> = {}): Promise<HeadVersion> {
  return valueOf(await saveHeadVersion(db, newHead({ details: { ...someDetails, createdAt }, ...changes })));
}

async function everything(): Promise<unknown> {
  return Promise.all([db.headVersions, db.headFiles, db.promotions].map((table) => table.toArray()));
}

const tinyNamed = (name: string): NewHead['metadata'] => ({ ...tinyMetadata(), name });

describe('versions of a head', () => {
  it('are numbered by name, keep all that is told of them, and make the same head again', async () => {
    const first = await save(1);
    const second = await save(2);
    await save(3, { metadata: tinyNamed('other'), heldOut: null });
    expect((await listHeadVersions(db)).map(({ name, number, heldOutRows, slot }) => [name, number, heldOutRows, slot])).toEqual([['other', 1, 0, 'intent'], ['tiny', 2, 3, 'intent'], ['tiny', 1, 3, 'intent']]);
    expect(await listHeadVersions(db, 'custom:queue')).toEqual([]);
    expect(second.metadata.version).toBe(`2.${tinyMetadata().checksum.slice(0, 8)}`);
    const { version, file } = valueOf(await loadHeadVersion(db, first.id));
    expect(version).toEqual(first);
    expect(version).toMatchObject({ ...someDetails, createdAt: 1 });
    expect(file.heldOut).toEqual(someHeldOut);
    const head = valueOf(await parseHead(JSON.stringify(version.metadata), new Uint8Array(file.weights), sha256));
    for (const text of tinyData.texts) expect(head.probabilities(text)).toEqual(tinyHead().probabilities(text));
    expect(head.predict('where is it').version).toBe(`tiny@${first.metadata.version}`);
  });

  it('get a number each, whoever saves at the same time', async () => {
    const made = await Promise.all(Array.from({ length: 5 }, (_, at) => save(at)));
    expect(made.map(({ number }) => number).sort()).toEqual([1, 2, 3, 4, 5]);
  });

  it('are saved with weights and predictions or not at all', async () => {
    db.headFiles.hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await saveHeadVersion(db, newHead())).toMatchObject({ ok: false, code: 'disk-full' });
    expect(await everything()).toEqual([[], [], []]);
  });

  it('are never saved with weights or predictions that do not fit', () => {
    expect(() => saveHeadVersion(db, newHead({ weights: new Uint8Array(3) }))).toThrow('3 bytes');
    expect(() => saveHeadVersion(db, newHead({ heldOut: { ...someHeldOut, truth: new Uint16Array(1) } }))).toThrow('do not fit');
  });

  it('are noted, removed, and put back', async () => {
    const first = await save(1);
    expect(valueOf(await noteHeadVersion(db, first.id, 'better on refunds'))).toEqual({ before: someDetails.notes });
    const before = await everything();
    const removed = valueOf(await removeHeadVersion(db, first.id));
    expect(await everything()).toEqual([[], [], []]);
    expect([await loadHeadVersion(db, first.id), await removeHeadVersion(db, first.id), await noteHeadVersion(db, first.id, 'x')]).toMatchObject(Array.from({ length: 3 }, () => ({ ok: false, code: 'gone' })));
    valueOf(await removed.undo());
    valueOf(await removed.undo());
    expect(await everything()).toEqual(before);
    const again = valueOf(await removeHeadVersion(db, first.id));
    await save(2);
    valueOf(await again.undo());
    expect((await listHeadVersions(db)).map(({ number }) => number).sort()).toEqual([1, 2]);
  });

  it('are told to whoever follows them', async () => {
    const seen: number[] = [];
    const end = followHeadVersions(db, (versions) => seen.push(versions.length));
    await until(() => seen.length > 0);
    await save();
    await until(() => seen.at(-1) === 1);
    end();
    expect(seen[0]).toBe(0);
  });
});

describe('promoting', () => {
  it('makes one version of a slot answer, rolls back step by step to the delivered one, and keeps the course', async () => {
    const [first, second] = [await save(1), await save(2)];
    expect(await rollBackHead(db, 'intent', 5)).toMatchObject({ ok: false, code: 'nothing-before' });
    valueOf(await promoteHead(db, first.id, 10));
    valueOf(await promoteHead(db, second.id, 20));
    valueOf(await promoteHead(db, second.id, 25));
    expect(await listPromotions(db)).toMatchObject([{ slot: 'intent', headId: second.id, since: 20, previous: [{ headId: null, since: 0 }, { headId: first.id, since: 10 }] }]);
    expect(valueOf(await rollBackHead(db, 'intent', 30))).toMatchObject({ headId: first.id, since: 30 });
    expect(valueOf(await rollBackHead(db, 'intent', 40))).toMatchObject({ headId: null, since: 40, previous: [] });
    expect(await rollBackHead(db, 'intent', 50)).toMatchObject({ code: 'nothing-before' });
    expect((await listPromotions(db))[0]?.log).toEqual([
      { at: 10, headId: first.id, done: 'promoted' }, { at: 20, headId: second.id, done: 'promoted' },
      { at: 30, headId: first.id, done: 'rolled-back' }, { at: 40, headId: null, done: 'rolled-back' },
    ]);
    expect(valueOf(await promoteShipped(db, 'intent', 60)).headId).toBeNull();
  });

  it('keeps slots apart: each head of the person’s own columns has one', async () => {
    const queue = await save(1, { metadata: { ...tinyNamed('queue'), kind: 'custom' }, details: { ...someDetails, column: 'queue' } });
    const intent = await save(2);
    valueOf(await promoteHead(db, queue.id, 1));
    valueOf(await promoteHead(db, intent.id, 2));
    expect((await listPromotions(db)).map(({ slot, headId }) => [slot, headId])).toEqual([['custom:queue', queue.id], ['intent', intent.id]]);
  });

  it('protects what answers from being removed, and passes over what was removed when rolling back', async () => {
    const [first, second, third] = [await save(1), await save(2), await save(3)];
    for (const [at, { id }] of [first, second, third].entries()) valueOf(await promoteHead(db, id, at));
    expect(await removeHeadVersion(db, third.id)).toMatchObject({ ok: false, code: 'promoted' });
    valueOf(await removeHeadVersion(db, second.id));
    expect(valueOf(await rollBackHead(db, 'intent', 9)).headId).toBe(first.id);
    expect(await promoteHead(db, second.id, 10)).toMatchObject({ ok: false, code: 'gone' });
    expect((await listPromotions(db))[0]?.headId).toBe(first.id);
  });

  it('does not land on the version that answers already when those between are gone', async () => {
    const [first, second] = [await save(1), await save(2)];
    valueOf(await promoteHead(db, first.id, 1));
    valueOf(await promoteHead(db, second.id, 2));
    valueOf(await promoteHead(db, first.id, 3));
    valueOf(await removeHeadVersion(db, second.id));
    expect(valueOf(await rollBackHead(db, 'intent', 4)).headId).toBeNull();
  });

  it('refuses a version whose weights were damaged since, and the present one goes on answering', async () => {
    const [first, second] = [await save(1), await save(2)];
    valueOf(await promoteHead(db, first.id, 1));
    const weights = someWeights();
    weights[weights.length - 1] = (weights[weights.length - 1] ?? 0) ^ 1;
    for (const damaged of [weights.buffer, new ArrayBuffer(0), 'no weights' as unknown as ArrayBuffer]) {
      await db.headFiles.update(second.id, { weights: damaged });
      expect(await promoteHead(db, second.id, 2)).toMatchObject({ ok: false, code: 'damaged', message: expect.stringMatching(/was not promoted. The present model goes on.* import it again/) as string });
      expect(await exportHead(db, second.id)).toMatchObject({ ok: false, code: 'damaged' });
    }
    expect(await listPromotions(db)).toMatchObject([{ slot: 'intent', headId: first.id }]);
  });

  it('changes nothing when it fails', async () => {
    const first = await save(1);
    db.promotions.hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await promoteHead(db, first.id, 1)).toMatchObject({ code: 'disk-full' });
    expect(await listPromotions(db)).toEqual([]);
  });

  it('is heard of in other tabs', async () => {
    const seen: (readonly Promotion[])[] = [];
    const other = await openMemoryDesk({ name: db.name });
    const end = followPromotions(other, (promotions) => seen.push(promotions));
    await until(() => seen.length > 0);
    const first = await save(1);
    valueOf(await promoteHead(db, first.id, 1));
    await until(() => seen.at(-1)?.[0]?.headId === first.id);
    valueOf(await rollBackHead(db, 'intent', 2));
    await until(() => seen.at(-1)?.[0]?.headId === null);
    end();
    other.close();
  });
});

describe('a head as a file', () => {
  const fileOf = async (id: string): Promise<File> => {
    const { name, file } = valueOf(await exportHead(db, id));
    return new File([file], name);
  };

  it('comes to another device as the next version of its name, linked to its data where that is here', async () => {
    const version = await save(1, { details: { ...someDetails, notes: 'mine' } });
    const file = await fileOf(version.id);
    expect(file.name).toBe('tiny-1.tabdesk-head');
    const here = db;
    db = await openMemoryDesk();
    const data = await saved(db, someDataset(3));
    await save(5, { metadata: { ...tinyMetadata(), seed: 99 } });
    const { version: brought, existing } = valueOf(await importHead(db, file));
    expect(existing).toBe(false);
    expect(brought).toMatchObject({ number: 2, name: 'tiny', origin: 'imported', notes: 'mine', metrics: someDetails.metrics, report: someDetails.report, trainedOn: { hash: someDetails.trainedOn.hash, id: null, root: null } });
    const loaded = valueOf(await loadHeadVersion(db, brought.id)).file;
    expect(loaded.heldOut).toEqual(someHeldOut);
    expect(new Uint8Array(loaded.weights)).toEqual(someWeights());
    expect(await listPromotions(db)).toEqual([]);
    expect(valueOf(await importHead(db, file))).toMatchObject({ existing: true, version: { id: brought.id } });
    const linked = valueOf(await saveHeadVersion(here, newHead({ details: { ...someDetails, trainedOn: { ...someDetails.trainedOn, hash: data.summary.hash } }, metadata: tinyNamed('linked') })));
    const other = new File([valueOf(await exportHead(here, linked.id)).file], 'x');
    expect(valueOf(await importHead(db, other)).version.trainedOn).toMatchObject({ id: data.summary.id, root: data.summary.root });
  });

  it('is refused in words when it is foreign, damaged, of features that are not read here, or gone: all is as it was', async () => {
    const version = await save(1);
    valueOf(await promoteHead(db, version.id, 1));
    const file = await fileOf(version.id);
    const bytes = new Uint8Array(await file.arrayBuffer());
    const before = await everything();
    const parts = unzipSync(bytes);
    const metadata = JSON.parse(strFromU8(parts['metadata.json'] ?? new Uint8Array())) as NewHead['metadata'];
    const signed = (changed: Record<string, Uint8Array>): Uint8Array<ArrayBuffer> => {
      const all: Record<string, Uint8Array> = { ...parts, ...changed };
      const files = Object.fromEntries(Object.entries(all).filter(([name]) => name !== 'manifest.json').map(([name, part]) => [name, { bytes: part.byteLength, sha256: sha256(part) }]));
      return new Uint8Array(zipSync({ ...all, 'manifest.json': strToU8(JSON.stringify({ format: 'tabdesk-head-file', formatVersion: 1, files })) }));
    };
    const damaged = bytes.slice();
    const middle = Math.floor(bytes.length / 2);
    damaged[middle] = (damaged[middle] ?? 0) ^ 255;
    const cases: readonly (readonly [Uint8Array<ArrayBuffer>, string, string])[] = [
      [new Uint8Array(strToU8('id,text\n1,x')), 'foreign', 'no model of Tabdesk'],
      [damaged, 'corrupt', 'is not what it was'],
      [bytes.slice(0, middle), 'corrupt', 'damaged'],
      [signed({ 'metadata.json': strToU8(JSON.stringify({ ...metadata, name: 'q', features: { ...metadata.features, version: 99 } })) }), 'model-corrupt', 'of version 99'],
      [signed({ 'weights.bin': new Uint8Array(100) }), 'model-corrupt', 'damaged'],
      [signed({ 'metadata.json': strToU8('{}') }), 'model-corrupt', 'not a Tabdesk head'],
    ];
    for (const [content, code, words] of cases) expect(await importHead(db, new File([content], 'x.tabdesk-head'))).toMatchObject({ ok: false, code, message: expect.stringContaining(words) as string });
    const moved = { name: 'x', size: 5, stream: () => new ReadableStream<Uint8Array<ArrayBuffer>>(), slice: () => { throw new DOMException('moved', 'NotFoundError'); } };
    expect(await importHead(db, moved)).toMatchObject({ ok: false, code: 'unreadable' });
    expect(await importHead(db, { ...moved, size: 300_000_000 })).toMatchObject({ ok: false, code: 'too-large' });
    expect(await exportHead(db, 'none')).toMatchObject({ ok: false, code: 'gone' });
    expect(await everything()).toEqual(before);
  });

  it('leaves nothing when the disk is full', async () => {
    const file = await fileOf((await save(1)).id);
    db = await openMemoryDesk();
    db.headVersions.hook('creating', () => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    expect(await importHead(db, file)).toMatchObject({ ok: false, code: 'disk-full' });
    expect(await everything()).toEqual([[], [], []]);
  });
});
