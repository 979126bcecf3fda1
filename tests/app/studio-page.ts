import { createStudioClient, type StudioClientStep } from '../../src/app/studio-client.ts';
import { openStudio } from '../../src/app/studio-desk.ts';
import type { StudioSource } from '../../src/app/studio-messages.ts';
import { datasetOf, type DatasetSummary } from '../../src/datasets/dataset.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import { saveDataset } from '../../src/storage/save-datasets.ts';
import { listHeadVersions, loadHeadVersion } from '../../src/storage/save-heads.ts';
import { saveTickets } from '../../src/storage/save-tickets.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import type { StudioJob } from '../../src/studio/studio-job.ts';
import type { Outcome } from '../../src/tickets/outcome.ts';
import { requests } from '../studio/small-set.ts';

/* The studio's own client and worker in a real browser, over a real database, driven from the test beside. */

const models = { modelsUrl: `${location.origin}/models/`, encoder: 'desk-encoder', intentHead: 'intent' };
const client = createStudioClient({ models, current: () => null });
const train = { name: 'intent', seed: 1, heldOut: 0.2, readsMeaning: true } as const;

function valueOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.value;
}

let opened: Promise<TabdeskDatabase> | null = null;
const database = (): Promise<TabdeskDatabase> => (opened ??= openDatabase().then(valueOf));

/** A dataset of so many requests of four labels, and some tickets. Answers where it lies. */
export async function fill(each: number): Promise<StudioSource> {
  const db = await database();
  const rows = requests(each, 7).map(([text, intent]) => ({ text, labels: { intent } }));
  const saved = valueOf(await saveDataset(db, datasetOf(rows, [{ name: 'intent', kind: 'intent' }]), { name: 'requests', source: 'test' }));
  const tickets = requests(225, 8).map(([text], n) => ({
    id: `t-${n}`, subject: `Ticket ${n}`, channel: 'form' as const, status: 'open' as const, unread: true, customer: { id: 'c', name: 'C' }, createdAt: n, updatedAt: n,
    messages: [{ id: `t-${n}-m1`, from: 'customer' as const, author: 'C', at: n, text }],
  }));
  valueOf(await saveTickets(db, tickets));
  return { datasetId: saved.open.summary.id, column: 'intent' };
}

/** Rows of every table that a job could write to. */
export async function stored(): Promise<readonly number[]> {
  const db = await database();
  return Promise.all([db.datasets, db.datasetRows, db.headVersions, db.headFiles, db.promotions].map((table) => table.count()));
}

const desk = async () => openStudio(client, await database(), Date.now);
const summaryOf = async (id: string): Promise<DatasetSummary> => (await (await database()).datasets.get(id)) as DatasetSummary;

/** Trains at the desk and stops at the first word of a stage; null trains to the end. Answers what the person then sees. */
export async function trainUntil(source: StudioSource, stage: string | null) {
  const studio = await desk();
  studio.choose({ summary: await summaryOf(source.datasetId), column: source.column });
  const seen = new Set<string>();
  studio.subscribe(() => {
    const status = studio.get().training?.step?.status;
    if (status === undefined) return;
    seen.add(status);
    if (status === stage) studio.stop();
  });
  await studio.train(train);
  const { training, problem, finished } = studio.get();
  return { seen: [...seen], running: training !== null, problem, finished: finished !== null };
}

/** The jobs beside training. The last two are over the version that was trained last. */
async function jobOf(kind: string): Promise<StudioJob> {
  if (kind === 'doctor') return { kind, seed: 1 };
  if (kind === 'what-if') return { kind, change: { kind: 'merge', labels: ['refund', 'invoice'], into: 'money' }, seed: 1 };
  if (kind === 'choose-next') return { kind, count: 5, but: [] };
  if (kind === 'cold-start') return { kind, intents: [{ name: 'refund', examples: ['money back', 'pay me back'] }, { name: 'track', examples: ['where is it', 'has it shipped'] }], tried: 'where' };
  const db = await database();
  const [version] = await listHeadVersions(db);
  const { file } = valueOf(await loadHeadVersion(db, version?.id ?? ''));
  const heldOutIds = Int32Array.from(file.heldOut?.rows ?? []);
  if (kind === 'curve') return { kind, heldOutIds, readsMeaning: true, seed: 1 };
  if (kind !== 'correct' || version === undefined) throw new Error(`there is no job ${kind}`);
  return { kind, head: { metadata: version.metadata, weights: file.weights }, heldOutIds, corrections: { added: [{ text: 'pay me what I am owed', label: 'refund' }], relabelled: [] } };
}

/** Runs a job and stops it at the first word of a stage; null runs it to the end, '' stops it before the first word. */
export async function runUntil(source: StudioSource, kind: string, stage: string | null): Promise<{ readonly outcome: string; readonly seen: readonly string[] }> {
  const stop = new AbortController();
  const seen = new Set<string>();
  const onStep = ({ status }: StudioClientStep): void => {
    seen.add(status);
    if (status === stage) stop.abort();
  };
  const job = await jobOf(kind);
  const running = client.run(kind === 'choose-next' || kind === 'cold-start' ? null : source, { job, signal: stop.signal, onStep });
  if (stage === '') stop.abort();
  const outcome = await running;
  return { outcome: outcome.ok ? 'done' : outcome.code, seen: [...seen] };
}

/** A job that waits behind another is stopped: answers which of the two ended first, and how. */
export async function stopWaiting(source: StudioSource): Promise<readonly string[]> {
  const ended: string[] = [];
  const stop = new AbortController();
  const first = client.run(source, { job: { kind: 'doctor', seed: 1 }, onStep: () => stop.abort() }).then((outcome) => ended.push(`first ${outcome.ok ? 'done' : outcome.code}`));
  const second = client.run(source, { job: { kind: 'doctor', seed: 2 }, signal: stop.signal }).then((outcome) => ended.push(`second ${outcome.ok ? 'done' : outcome.code}`));
  await Promise.all([first, second]);
  return ended;
}
