import type { HubEncoderChoice } from '../inference/api.ts';
import { parseCosineScales } from '../inference/cosine-scale.ts';
import { loadSetting } from '../storage/save-settings.ts';
import { hasVectorsOf } from '../storage/save-vectors.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';

/** Which encoder search goes by on this desk. */
export interface SearchEncoder {
  /** A downloaded one, or null for the one that ships with the desk. */
  readonly using: HubEncoderChoice | null;
  /** One that was still reading the passages when the desk was closed. */
  readonly next: string | null;
}

export const searchEncoderKey = 'app.searchEncoder';

export function parseSearchEncoder(value: unknown): SearchEncoder {
  const { using, next } = (value ?? {}) as { readonly using?: { readonly id?: unknown; readonly scale?: unknown } | null; readonly next?: unknown };
  return {
    using: typeof using?.id === 'string' ? { id: using.id, scale: parseCosineScales(using.scale) } : null,
    next: typeof next === 'string' ? next : null,
  };
}

export async function loadSearchEncoder(db: TabdeskDatabase): Promise<SearchEncoder> {
  return (await loadSetting(db, searchEncoderKey, parseSearchEncoder)) ?? { using: null, next: null };
}

/**
 * The same for the start of a desk. Where what a downloaded encoder has read is gone, it has to read everything again: the
 * shipped one then serves meanwhile.
 */
export async function searchEncoderAtStart(db: TabdeskDatabase): Promise<SearchEncoder> {
  const { using, next } = await loadSearchEncoder(db);
  return using === null || (await hasVectorsOf(db, using.id)) ? { using, next } : { using: null, next: using.id };
}
