import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCorrections, type CorrectionsDesk } from '../../src/app/studio-corrections.ts';
import type { StudioClient } from '../../src/app/studio-client.ts';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { datasetOf } from '../../src/datasets/dataset.ts';
import { packHeldOut } from '../../src/registry/held-out.ts';
import { setIntent } from '../../src/storage/change-tickets.ts';
import { promoteHead } from '../../src/storage/promote-head.ts';
import { loadDataset, newestOf, saveDataset } from '../../src/storage/save-datasets.ts';
import { listHeadVersions, saveHeadVersion } from '../../src/storage/save-heads.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { labelledSetOf } from '../../src/studio/labelled-set.ts';
import type { StudioJob } from '../../src/studio/studio-job.ts';
import { Studio } from '../../src/studio/studio.ts';
import { failure, type Outcome } from '../../src/tickets/outcome.ts';
import { openMemoryDesk, ticket, valueOf } from '../storage/desk-fixture.ts';

const labels = ['refund', 'track_order'];
const own = [['money', 'refund', 'paid', 'cash'], ['where', 'parcel', 'late', 'courier']];
const shared = ['the', 'my', 'order', 'please', 'i', 'have', 'with', 'help', 'it', 'today'];
const random = seededRandom(6);
const drawText = (label: number): string =>
  Array.from({ length: 9 }, () => {
    const words = random() < 0.35 ? (own[label] ?? []) : shared;
    return words[Math.floor(random() * words.length)] ?? '';
  }).join(' ');

const studio = new Studio({
  clock: () => 0,
  now: () => 0,
  sha256: (bytes) => Promise.resolve(createHash('sha256').update(bytes).digest('hex')),
  yieldToEvents: () => Promise.resolve(),
  reader: () => Promise.resolve(null),
  solver: () => Promise.resolve(null),
});

let db: TabdeskDatabase;
let root: string;
let corrections: CorrectionsDesk;
let told: string[];
let undo: (() => Promise<Outcome<unknown>>) | null;

/** The studio on this thread instead of in its worker. */
const client = (): StudioClient => ({
  async run(source, request) {
    // The worker takes them so too: over the wire the kind is known only as one of them.
    const job = request.job as StudioJob;
    if (source === null || job.kind !== 'correct') return failure('internal', 'not asked for here');
    const { dataset, summary } = valueOf(await loadDataset(db, source.datasetId));
    return (await studio.correct(labelledSetOf(dataset, summary, source.column), job.head, job.heldOutIds, job.corrections, () => undefined)) as never;
  },
  close: () => undefined,
});

beforeEach(async () => {
  db = await openMemoryDesk();
  const rows = Array.from({ length: 160 }, (_, row) => ({ text: drawText(row % 2), labels: { intent: labels[row % 2] ?? '' } }));
  const { summary, dataset } = valueOf(await saveDataset(db, datasetOf(rows, [{ name: 'intent', kind: 'intent' }]), { name: 'made up', source: 'test' })).open;
  root = summary.root;
  const run = valueOf(await studio.train(labelledSetOf(dataset, summary, 'intent'), { name: 'intent', seed: 1, heldOut: 0.3, readsMeaning: false }, null, () => undefined));
  const { answers, heldOutIds, trainingRows } = run.report;
  const version = valueOf(
    await saveHeadVersion(db, {
      metadata: run.head.metadata,
      weights: new Uint8Array(run.head.weights),
      details: {
        column: 'intent', trainedOn: { hash: summary.hash, id: summary.id, root, name: summary.name, rows: trainingRows }, backend: run.trainer, seed: 1, settings: {},
        notes: '', metrics: run.head.metadata.metrics['held out'] ?? { accuracy: 0, macroF1: 0, ece: 0, perLabel: {}, rows: 0 }, report: null, createdAt: 1, origin: 'trained',
      },
      heldOut: packHeldOut(Array.from(heldOutIds, (row, at) => ({ row, label: answers.labels[answers.truth[at] ?? 0] ?? '', predicted: answers.labels[answers.predicted[at] ?? 0] ?? '', confidence: answers.confidence[at] ?? 0 }))),
    }),
  );
  valueOf(await promoteHead(db, version.id, 2));
  const inbox = Array.from({ length: 40 }, (_, n) => ticket(n, { messages: [{ id: `t-${n}-m1`, from: 'customer', author: 'A', at: 1, text: drawText(n % 2) }] }));
  valueOf(await saveTickets(db, inbox));
  told = [];
  undo = null;
  const undoStack = { done: (text: string, back: () => Promise<Outcome<unknown>>) => ((undo = back), told.push(text)) };
  const notify = ({ text }: { readonly text: string }) => (told.push(text), () => undefined);
  corrections = openCorrections({ db, inbox: { allIds: () => inbox.map(({ id }) => id), row: () => ({ corrected: true }) } as never, notify, undoStack: undoStack as never }, client());
});
afterEach(() => db.close());

const label = async (right: boolean): Promise<void> => {
  for (let n = 0; n < 40; n++) valueOf(await setIntent(db, [`t-${n}`], labels[right ? n % 2 : (n + 1) % 2] ?? ''));
};

describe('retraining the model in use with new labels', () => {
  it('counts labels that came since, keeps the new version with its data, and takes it into use', async () => {
    await corrections.refresh();
    expect(corrections.get()).toMatchObject({ waiting: 0, why: null });
    await label(true);
    await corrections.refresh();
    expect(corrections.get().waiting).toBe(40);
    await corrections.retrain();
    const { outcome } = corrections.get();
    expect(outcome?.message).toMatch(/macro-F1/);
    if (outcome?.allowed !== true) throw new Error(outcome?.message);
    const [newest] = await listHeadVersions(db);
    expect(newest).toMatchObject({ id: outcome.versionId, origin: 'corrections', column: 'intent', number: 2 });
    const dataset = await newestOf(db, root);
    expect(dataset).toMatchObject({ rows: 200, version: 2, hash: newest?.trainedOn.hash });
    await corrections.take(async (id) => (await promoteHead(db, id, 3)).ok);
    // In use now: nothing is new any more.
    expect(corrections.get()).toMatchObject({ waiting: 0, outcome: { versionId: null } });
  });

  it('leaves no trace of a version that is discarded', async () => {
    await label(true);
    await corrections.retrain();
    expect(corrections.get().outcome?.allowed).toBe(true);
    await corrections.leave();
    expect(await listHeadVersions(db)).toHaveLength(1);
    expect((await newestOf(db, root))?.rows).toBe(160);
    expect(corrections.get()).toMatchObject({ waiting: 40, outcome: null });
  });

  it('learns by itself from what is new, says so with the figures, and takes all of it back', async () => {
    const [before] = await listHeadVersions(db);
    await label(true);
    await corrections.learn();
    expect(told).toEqual([expect.stringMatching(/^Learnt from 40 new labels in .* macro-F1/)]);
    const promoted = (await db.promotions.get('intent'))?.headId;
    expect(promoted).not.toBe(before?.id);
    expect((await newestOf(db, root))?.rows).toBe(200);
    valueOf((await undo?.()) ?? failure('internal', 'there was nothing to undo'));
    expect((await db.promotions.get('intent'))?.headId).toBe(before?.id);
    expect(await listHeadVersions(db)).toHaveLength(1);
    expect((await newestOf(db, root))?.rows).toBe(160);
  });

  it('stays as it is where learning would make it worse, and does not learn where that was turned off', async () => {
    await label(false);
    await corrections.learn();
    expect(told).toEqual([expect.stringMatching(/worse: macro-F1 .* The current model stays/)]);
    await corrections.setAtOnce(false);
    await label(true);
    await corrections.learn();
    expect(told).toHaveLength(1);
    expect(await listHeadVersions(db)).toHaveLength(1);
  });

  it('refuses wrong labels with the figures, and changes nothing', async () => {
    await label(false);
    await corrections.retrain();
    expect(corrections.get().outcome).toMatchObject({ allowed: false, versionId: null });
    expect(corrections.get().outcome?.message).toMatch(/worse: macro-F1 .* The current model stays/);
    expect(await listHeadVersions(db)).toHaveLength(1);
    expect(await newestOf(db, root)).toMatchObject({ version: 1 });
  });

  it('says what is missing where the model came with the program, or without its data', async () => {
    await db.datasets.clear();
    await corrections.refresh();
    expect(corrections.get().why).toContain('no longer here');
    await db.promotions.clear();
    await corrections.refresh();
    expect(corrections.get()).toMatchObject({ waiting: null, why: expect.stringContaining('came with the program') as string });
    await corrections.retrain();
    expect(corrections.get().problem).toContain('came with the program');
  });
});
