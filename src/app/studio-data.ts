import sampleRequests from '../../data/requests.train.csv?sample';
import type { DatasetSummary } from '../datasets/dataset.ts';
import type { LabelMapping } from '../datasets/map-label-columns.ts';
import type { ImportDatasetProgress } from '../storage/import-dataset.ts';
import { labelDesk } from '../storage/label-desk.ts';
import { previewDataset, type DatasetPreview } from '../storage/preview-dataset.ts';
import { removeDataset, saveDataset } from '../storage/save-datasets.ts';
import { startDatasetImport } from '../storage/start-dataset-import.ts';
import { count, plural } from '../ui/format-time.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import { studioOf } from './studio-desk.ts';

/** How far a person is with bringing labelled rows in. */
export type StudioDataStep =
  | { readonly status: 'idle' }
  | { readonly status: 'looking'; readonly name: string }
  | { readonly status: 'mapping'; readonly file: File; readonly preview: DatasetPreview; readonly mapping: LabelMapping }
  | { readonly status: 'reading'; readonly name: string; readonly progress: ImportDatasetProgress | null };

export interface StudioDataState {
  readonly step: StudioDataStep;
  readonly problem: string | null;
}

/** Bringing labelled rows into the studio. It outlives its view. */
export interface StudioData extends Store<StudioDataState> {
  look(file: File): Promise<void>;
  map(mapping: LabelMapping): void;
  read(): Promise<void>;
  /** 3,000 of the project's own requests, fetched from this site. */
  useSample(): Promise<void>;
  useTickets(): Promise<void>;
  back(): void;
  /** Removes a dataset with its history; can be undone. Models that learnt from it stay. */
  remove(summary: DatasetSummary): Promise<void>;
}

const known = new WeakMap<Desk, StudioData>();

export function studioDataOf(desk: Desk): StudioData {
  let data = known.get(desk);
  if (!data) {
    data = openStudioData(desk);
    known.set(desk, data);
  }
  return data;
}

/** Where the sample is kept once it was fetched, so that it can be had again with the network off. */
const sampleCache = 'tabdesk-sample';

async function fetchSample(signal: AbortSignal): Promise<Blob> {
  // Its address changes with what it holds, so what is kept never grows stale. No cache where the page is not served safely.
  const kept = 'caches' in globalThis ? await caches.open(sampleCache).catch(() => null) : null;
  const there = await kept?.match(sampleRequests);
  if (there) return there.blob();
  const response = await fetch(sampleRequests, { signal });
  if (!response.ok) throw new Error(`the server answered ${response.status}`);
  if (kept) {
    for (const older of await kept.keys()) await kept.delete(older);
    // A full disk is no reason not to use what came.
    await kept.put(sampleRequests, response.clone()).catch(() => undefined);
  }
  return response.blob();
}

function openStudioData(desk: Desk): StudioData {
  const state = createStore<StudioDataState>({ step: { status: 'idle' }, problem: null });
  let stopping: AbortController | null = null;

  function begin(step: StudioDataStep): AbortSignal {
    stopping?.abort();
    stopping = new AbortController();
    state.set({ step, problem: null });
    return stopping.signal;
  }
  const end = (problem: string | null): void => state.set({ step: { status: 'idle' }, problem });

  async function importFile(file: File, mapping: LabelMapping): Promise<void> {
    const name = file.name.replace(/\.[a-z]+$/i, '');
    const signal = begin({ status: 'reading', name: file.name, progress: null });
    const read = await startDatasetImport(file, {
      mapping,
      name,
      signal,
      onProgress: (progress) => {
        if (!signal.aborted) state.set({ step: { status: 'reading', name: file.name, progress }, problem: null });
      },
    });
    if (signal.aborted) return;
    end(read.ok ? null : read.message);
    if (!read.ok) return;
    const { summary, existing, report } = read.value;
    const refused = report.refusedCount === 0 ? '' : `, ${count(report.refusedCount)} refused`;
    desk.notify({ text: existing ? `“${summary.name}” was here already` : `${plural(summary.rows, 'row')} read${refused}` });
  }

  return {
    ...state,
    async look(file) {
      const signal = begin({ status: 'looking', name: file.name });
      const looked = await previewDataset(file);
      if (signal.aborted) return;
      if (looked.ok) state.set({ step: { status: 'mapping', file, preview: looked.value, mapping: looked.value.mapping }, problem: null });
      else end(looked.message);
    },
    map(mapping) {
      const { step } = state.get();
      if (step.status === 'mapping') state.set({ step: { ...step, mapping }, problem: null });
    },
    async read() {
      const { step } = state.get();
      if (step.status === 'mapping') await importFile(step.file, step.mapping);
    },
    async useSample() {
      const signal = begin({ status: 'looking', name: 'the sample requests' });
      try {
        const file = new File([await fetchSample(signal)], 'Sample requests.csv', { type: 'text/csv' });
        if (signal.aborted) return;
        await importFile(file, { text: ['text'], labels: [{ column: 'intent', name: 'intent', kind: 'intent' }], group: 'group', html: false });
      } catch (error) {
        if (!signal.aborted) end(`The sample requests could not be fetched (${error instanceof Error ? error.message : String(error)}). They come from this site, and need the network once. Nothing was changed.`);
      }
    },
    async useTickets() {
      const signal = begin({ status: 'looking', name: 'the tickets labelled here' });
      const labelled = await labelDesk(desk.db, { sourceLabels: true, signal });
      if (signal.aborted) return;
      if (!labelled.ok) {
        end(labelled.message);
        return;
      }
      const { dataset } = labelled.value;
      if (dataset.rows.length === 0) {
        end('No ticket of this desk has a label yet. Correct the intent of some tickets, or choose a file.');
        return;
      }
      const saved = await saveDataset(desk.db, dataset, { name: 'Tickets of this desk', source: 'desk' }, { signal });
      if (stopping?.signal === signal) end(saved.ok ? null : saved.message);
    },
    back() {
      stopping?.abort();
      end(null);
    },
    async remove({ root, name }) {
      const studio = studioOf(desk);
      const { chosen } = studio.get();
      const removed = await removeDataset(desk.db, root);
      if (!removed.ok) {
        desk.notify({ text: removed.message, tone: 'bad', forMs: 12_000 });
        return;
      }
      if (chosen?.summary.root === root) studio.choose(null);
      if (removed.value.versions === 0) return;
      desk.undoStack.done(`“${name}” removed`, async () => {
        const undone = await removed.value.undo();
        if (undone.ok && studio.get().chosen === null && chosen?.summary.root === root) studio.choose(chosen);
        return undone;
      });
    },
  };
}
