import { datasetOf, labelOf, type Dataset } from '../../src/datasets/dataset.ts';
import type { OpenDataset } from '../../src/storage/save-datasets.ts';
import { saveDataset, type DatasetDescription, type SaveDatasetOptions } from '../../src/storage/save-datasets.ts';
import type { TabdeskDatabase } from '../../src/storage/schema.ts';
import { valueOf } from './desk-fixture.ts';

export const columns = [{ name: 'intent', kind: 'intent' }, { name: '__proto__', kind: 'custom' }] as const;

/** `count` rows over `labels` labels. */
export function someDataset(count: number, labels = 3, mark = ''): Dataset {
  return datasetOf(Array.from({ length: count }, (_, at) => ({ text: `text ${mark}${at}`, labels: { intent: `label ${at % labels}` }, ...(at % 7 === 0 ? { group: `g${at}` } : {}) })), columns);
}

export async function saved(db: TabdeskDatabase, dataset: Dataset, changes: Partial<DatasetDescription> & SaveDatasetOptions = {}): Promise<OpenDataset> {
  return valueOf(await saveDataset(db, dataset, { name: 'some', source: 'some.csv', ...changes }, changes)).open;
}

export const intentsOf = ({ rows }: Dataset): string[] => rows.map((row) => `${row.id} ${labelOf(row, 'intent')}`);
