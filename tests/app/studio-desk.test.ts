import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { StudioClient } from '../../src/app/studio-client.ts';
import { openStudio, type StudioDesk } from '../../src/app/studio-desk.ts';
import { datasetOf } from '../../src/datasets/dataset.ts';
import { loadDataset, saveDataset } from '../../src/storage/save-datasets.ts';
import { listHeadVersions } from '../../src/storage/save-heads.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { labelledSetOf } from '../../src/studio/labelled-set.ts';
import type { StudioJob } from '../../src/studio/studio-job.ts';
import { Studio } from '../../src/studio/studio.ts';
import { failure } from '../../src/tickets/outcome.ts';
import { openMemoryDesk, valueOf } from '../storage/desk-fixture.ts';
import { requests } from '../studio/small-set.ts';

const options = { name: 'intent', seed: 1, heldOut: 0.2, readsMeaning: false } as const;
let db: TabdeskDatabase;
let desk: StudioDesk;

beforeEach(async () => {
  db = await openMemoryDesk();
  const studio = new Studio({
    clock: () => 0, now: () => 0, sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
    yieldToEvents: () => Promise.resolve(), reader: () => Promise.resolve(null), solver: () => Promise.resolve(null),
  });
  // The studio on this thread instead of in its worker.
  const client: StudioClient = {
    async run(source, request) {
      const job = request.job as StudioJob;
      if (source === null || job.kind !== 'train') return failure('internal', 'not asked for here');
      const { dataset, summary } = valueOf(await loadDataset(db, source.datasetId));
      return (await studio.train(labelledSetOf(dataset, summary, source.column), job.options, null, () => undefined)) as never;
    },
    close: () => undefined,
  };
  desk = openStudio(client, db, () => 1);
  const rows = requests(12, 3).map(([text, intent]) => ({ text, labels: { intent } }));
  const { summary } = valueOf(await saveDataset(db, datasetOf(rows, [{ name: 'intent', kind: 'intent' }]), { name: 'requests', source: 'test' })).open;
  desk.choose({ summary, column: 'intent' });
});

describe('a model that was trained', () => {
  it('and finds no room says so, and is kept once there is', async () => {
    let full = true;
    db.headFiles.hook('creating', () => {
      if (full) throw new DOMException('no room', 'QuotaExceededError');
    });
    await desk.train(options);
    expect(desk.get()).toMatchObject({ training: null, finished: null, problem: expect.stringMatching(/^The model was trained but could not be kept\. .*no more room.*What was there before is safe/) as string });
    expect(await listHeadVersions(db)).toEqual([]);
    full = false;
    await desk.train(options);
    expect(desk.get()).toMatchObject({ training: null, problem: null, finished: { version: { number: 1 } } });
  });

  it('leaves nothing where it is stopped while it is being saved', async () => {
    db.headVersions.hook('creating', () => desk.stop());
    await desk.train(options);
    expect(desk.get()).toMatchObject({ training: null, problem: null, finished: null });
    expect([await db.headVersions.count(), await db.headFiles.count()]).toEqual([0, 0]);
  });

  it('has no report to open where what it answered is damaged, and says so', async () => {
    await desk.train(options);
    const [version] = await listHeadVersions(db);
    const { id } = version ?? { id: '' };
    for (const heldOut of [{ labels: [], rows: Uint32Array.of(3, 1), truth: Uint16Array.of(9, 9), predicted: Uint16Array.of(0, 0), confidence: Float32Array.of(2, 2) }, { labels: [] }]) {
      await db.headFiles.update(id, { heldOut: heldOut as never });
      expect(await desk.openVersion(id)).toMatch(/is damaged, so there is no report\. Train it again/);
    }
  });
});
