import type { SchemaVersion } from './schema-versions.ts';

/**
 * Labelled datasets with their versions, trained heads with theirs, and which of them answers. `models`, which no release ever wrote
 * to, goes: what it was meant for are `headVersions`, whose weights lie apart so that a list of versions does not read them.
 */
export const version3: SchemaVersion = {
  number: 3,
  stores: {
    datasets: 'id, &[root+version], hash',
    datasetRows: 'id',
    headVersions: 'id, slot, &[name+number]',
    headFiles: 'id',
    promotions: 'slot',
    models: null,
  },
};
