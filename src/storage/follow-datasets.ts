import { liveQuery } from 'dexie';
import type { DatasetSummary } from '../datasets/dataset.ts';
import { listDatasets } from './save-datasets.ts';
import type { TabdeskDatabase } from './schema.ts';

/** Hands over what `listDatasets` answers, now and after every change in any tab. Returns the function that ends it. */
export function followDatasets(db: TabdeskDatabase, onDatasets: (datasets: readonly DatasetSummary[]) => void): () => void {
  const following = liveQuery(() => listDatasets(db)).subscribe({ next: onDatasets, error: () => undefined });
  return () => following.unsubscribe();
}
