import type { HeadMetadata, HeadMetrics } from '../classifier/head.ts';

/** How a version came to be: trained from a dataset, brought by a file, delivered with the program, or retrained from a correction in the inbox. */
export const headOrigins = ['trained', 'imported', 'shipped', 'corrections'] as const;
export type HeadOrigin = (typeof headOrigins)[number];

/** The data a head was trained on. */
export interface TrainedOn {
  /** SHA-256 (hex), as `hashDataset` makes it. */
  readonly hash: string;
  /** Of the version of the dataset, and of its first version; null where the data is not on this device. */
  readonly id: string | null;
  readonly root: string | null;
  readonly name: string;
  readonly rows: number;
}

/** What is told of a version before it is saved. */
export interface HeadVersionDetails {
  /** Label column the head answers for. */
  readonly column: string;
  readonly trainedOn: TrainedOn;
  /** The real name of what trained it: `svm`, `tfjs webgpu` … */
  readonly backend: string;
  readonly seed: number;
  /** Settings of the training, as JSON holds them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** The person's own words. */
  readonly notes: string;
  /** Figures on the held-out rows. */
  readonly metrics: HeadMetrics;
  /** The whole evaluation, as JSON holds it; null where none was made. */
  readonly report: unknown;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly origin: HeadOrigin;
}

/** One trained head with all that is known of it, but its weights. */
export interface HeadVersion extends HeadVersionDetails {
  readonly id: string;
  /** From 1, per name. */
  readonly number: number;
  readonly name: string;
  /** Which question it answers: at most one head of a slot is promoted. */
  readonly slot: string;
  /** `metadata.version` is number and checksum, so that no two heads of a name are ever taken for each other. */
  readonly metadata: HeadMetadata;
  /** Held-out predictions kept with it. */
  readonly heldOutRows: number;
}

/** The version that a head becomes under its name. */
export function makeVersion(id: string, number: number, metadata: HeadMetadata, details: HeadVersionDetails, heldOutRows: number): HeadVersion {
  return { ...details, id, number, name: metadata.name, slot: slotOf(metadata.kind, details.column), metadata: { ...metadata, version: versionWord(number, metadata.checksum) }, heldOutRows };
}

/** The slot of a head: its kind, and for one of the person's own its column too. */
export function slotOf(kind: HeadMetadata['kind'], column: string): string {
  return kind === 'custom' ? `custom:${column}` : kind;
}

/** The version a head goes by in triage: `3.9f86d081`. */
export function versionWord(number: number, checksum: string): string {
  return `${number}.${checksum.slice(0, 8)}`;
}
