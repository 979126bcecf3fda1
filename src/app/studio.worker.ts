import { createWebEnvironment } from '../inference/environment-web.ts';
import { StudioInHost } from '../inference/studio-in-host.ts';
import { openDatabase } from '../storage/open-database.ts';
import { listUnlabelled, type UnlabelledTicket, type UnlabelledTickets } from '../storage/list-unlabelled.ts';
import { loadDataset } from '../storage/save-datasets.ts';
import { labelledSetOf, type LabelledSet } from '../studio/labelled-set.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { StudioReplies, StudioReply, StudioRequest, StudioRow, StudioSource } from './studio-messages.ts';

/*
 * Training and judging away from the page and from the engine, which goes on triaging. It reads the dataset from the database itself:
 * 200,000 texts would hold the page up on their way through it. Whoever wants a job to stop ends the worker: nothing it does is
 * half-done anywhere else.
 */
function post(reply: StudioReply): void {
  globalThis.postMessage(reply);
}

let studio: StudioInHost | null = null;
let known: { readonly source: StudioSource; readonly set: LabelledSet } | null = null;

async function load(id: number, source: StudioSource): Promise<Outcome<LabelledSet, 'bad-input'>> {
  if (known?.source.datasetId === source.datasetId && known.source.column === source.column) return success(known.set);
  const opened = await openDatabase();
  if (!opened.ok) return failure('bad-input', opened.message);
  try {
    const loaded = await loadDataset(opened.value, source.datasetId, { onProgress: (rows) => post({ id, type: 'step', step: { status: 'loading', rows } }) });
    if (!loaded.ok) return failure('bad-input', loaded.message);
    const set = labelledSetOf(loaded.value.dataset, loaded.value.summary, source.column);
    known = { source, set };
    return success(set);
  } finally {
    opened.value.close();
  }
}

/** Texts of tickets, kept from one choice to the next. */
const ticketTexts = new Map<string, UnlabelledTicket>();

async function readPool(id: number, but: readonly string[]): Promise<Outcome<UnlabelledTickets, 'bad-input'>> {
  const opened = await openDatabase();
  if (!opened.ok) return failure('bad-input', opened.message);
  try {
    return success(await listUnlabelled(opened.value, new Set(but), ticketTexts, (rows) => post({ id, type: 'step', step: { status: 'loading', rows } })));
  } finally {
    opened.value.close();
  }
}

async function answer({ id, models, job, source, current }: StudioRequest): Promise<Outcome<StudioReplies[keyof StudioReplies], 'bad-input' | 'internal' | 'aborted' | 'worker-crashed'>> {
  const loaded = source === null ? success(null) : await load(id, source);
  if (!loaded.ok) return loaded;
  const set = loaded.value;
  if (job.kind === 'rows') {
    if (set === null) return success([]);
    const places = new Map(Array.from(set.ids, (row, place) => [row, place]));
    return success(
      job.ids.flatMap((row): StudioRow[] => {
        const place = places.get(row);
        return place === undefined ? [] : [{ id: row, text: set.texts[place] ?? '', label: set.labels[place] ?? '' }];
      }),
    );
  }
  studio ??= new StudioInHost(createWebEnvironment(), models, Date.now);
  const pool = job.kind === 'choose-next' ? await readPool(id, job.but) : success(undefined);
  if (!pool.ok) return pool;
  return studio.run(set, job, current, (step) => post({ id, type: 'step', step }), pool.value?.tickets, pool.value?.labelled);
}

globalThis.addEventListener('message', ({ data }: MessageEvent<StudioRequest>) => {
  answer(data).then(
    (outcome) => post({ id: data.id, type: 'done', outcome }),
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      // A table that finds no room is a RangeError, in the words of each browser.
      const isFull = error instanceof RangeError && /alloc|length|memory|size/i.test(why);
      const words = isFull ? 'There is not enough memory for this here. Nothing was changed; close other tabs, or take fewer rows or labels, and try again.' : 'The studio could not do this. Nothing was changed.';
      post({ id: data.id, type: 'done', outcome: failure('internal', `${words} (${why})`) });
    },
  );
});
