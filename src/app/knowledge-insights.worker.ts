import { groupQuestions } from '../insights/group-questions.ts';
import { nameGroups } from '../insights/telling-words.ts';
import type { Passage } from '../knowledge-base/article.ts';
import { findContradictions } from '../knowledge-base/find-contradictions.ts';
import { findDuplicates, type RowVectors } from '../knowledge-base/find-duplicates.ts';
import { readStatements } from '../knowledge-base/read-statements.ts';
import { breathe } from '../storage/breathe.ts';
import { openDatabase } from '../storage/open-database.ts';
import { loadVectors } from '../storage/save-vectors.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { InsightJob, InsightMessage, InsightProgress, Overlaps } from './knowledge-insights.ts';
import { vectorKey } from './knowledge-passages.ts';

/*
 * What takes longer than a frame over all questions or all passages, away from the page. One job a worker; whoever started it
 * ends it.
 */
function tell(message: InsightMessage): void {
  self.postMessage(message);
}

function progress(doing: InsightProgress['doing']): (done: number, total: number) => void {
  return (done, total) => tell({ status: 'progress', doing, done, total });
}

/** Vectors are stored a moment after the articles can be searched. */
const waitForVectorsMs = 8000;
const lookEveryMs = 250;

async function findOverlaps(db: TabdeskDatabase, expected: boolean): Promise<Overlaps> {
  progress('reading')(0, 1);
  const published = new Set(await db.articles.filter(({ status }) => status === 'published').primaryKeys());
  const passages = (await db.passages.toArray()).filter(({ articleId }) => published.has(articleId));
  let vectors = await vectorsOf(db, passages);
  for (let waited = 0; expected && vectors === null && waited < waitForVectorsMs; waited += lookEveryMs) {
    await breathe(lookEveryMs);
    vectors = await vectorsOf(db, passages);
  }
  const at = (place: number): Passage => {
    const passage = passages[place];
    if (!passage) throw new Error(`There is no passage ${place}`);
    return passage;
  };
  const duplicates = findDuplicates(passages, vectors, progress('duplicates'));
  const contradictions = findContradictions(passages, readStatements(passages, progress('statements')), vectors, progress('contradictions'));
  return {
    passages: passages.length,
    byMeaning: vectors !== null,
    duplicates: duplicates.map(({ a, b, shared, cosine }) => ({ a: at(a), b: at(b), shared, cosine })),
    contradictions: contradictions.map(({ kind, score, a, b }) => ({ kind, score, a: { ...a, passage: at(a.passage) }, b: { ...b, passage: at(b.passage) } })),
  };
}

/** The stored vectors in the order of the passages; null where one is missing, and then words alone decide. */
async function vectorsOf(db: TabdeskDatabase, passages: readonly Passage[]): Promise<RowVectors | null> {
  const first = await db.vectors.limit(1).first();
  const stored = first ? await loadVectors(db, first.model) : null;
  if (stored === null) return null;
  const { dimension } = stored;
  const rows = new Map(stored.ids.map((id, row) => [id, row]));
  const data = new Float32Array(passages.length * dimension);
  for (const [place, passage] of passages.entries()) {
    const row = rows.get(vectorKey(passage)) ?? rows.get(passage.id);
    if (row === undefined) return null;
    data.set(stored.data.subarray(row * dimension, (row + 1) * dimension), place * dimension);
  }
  return { dimension, data };
}

async function work(job: InsightJob): Promise<void> {
  if (job.job === 'group') {
    progress('grouping')(0, job.texts.length);
    const groups = groupQuestions(job.questions);
    const words = nameGroups(groups.map(({ members }) => members.map((row) => job.texts[row] ?? '')));
    tell({ status: 'grouped', groups: groups.map((group, place) => ({ ...group, words: words[place] ?? [] })) });
    return;
  }
  const opened = await openDatabase();
  if (!opened.ok) {
    tell({ status: 'failed', message: opened.message });
    return;
  }
  tell({ status: 'overlaps', overlaps: await findOverlaps(opened.value, job.vectors) });
  opened.value.close();
}

self.addEventListener('message', ({ data }: MessageEvent<InsightJob>) => {
  work(data).catch((error: unknown) => tell({ status: 'failed', message: `This could not be worked out. Reload the page and try again. (${error instanceof Error ? error.message : String(error)})` }));
});
