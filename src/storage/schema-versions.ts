import type { Transaction } from 'dexie';
import { version1 } from './schema-version-1.ts';
import { version2 } from './schema-version-2.ts';
import { version3 } from './schema-version-3.ts';
import { version4 } from './schema-version-4.ts';
import { version5 } from './schema-version-5.ts';

/** One step of the schema. `stores` names only the tables that change; null drops one. */
export interface SchemaVersion {
  readonly number: number;
  readonly stores: Readonly<Record<string, string | null>>;
  /** Rewrites rows of the version before; runs in the upgrade transaction, so that it happens whole or not at all. */
  readonly upgrade?: (transaction: Transaction) => Promise<void>;
}

/**
 * Every version ever released, oldest first. A change of schema is a new file `schema-version-N.ts` added here, with
 * its test; released ones are never edited.
 */
export const schemaVersions: readonly SchemaVersion[] = [version1, version2, version3, version4, version5];
