import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Sha256 } from '../classifier/parse-head.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { HeadVersion, HeadVersionDetails } from './head-version.ts';
import { decodeHeldOut, encodeHeldOut, type HeldOut } from './held-out.ts';
import { readDetails } from './read-details.ts';
import { writeModelCard } from './write-model-card.ts';

export const headFileEnding = '.tabdesk-head';
/** Raised when a file is written that an older program would misread. */
const formatVersion = 1;

/** Bytes a file may have, and unpacked: 2,000 labels over 60,000 n-grams are some 120 MB. */
export const largestHeadFile = 200_000_000;
const largestParts: Readonly<Record<string, number>> = {
  'manifest.json': 100_000,
  'metadata.json': 4_000_000,
  'weights.bin': largestHeadFile,
  'details.json': 16_000_000,
  'held-out.bin': 4_000_000,
  'card.md': 1_000_000,
};
const needed = ['metadata.json', 'weights.bin', 'details.json'] as const;

export type HeadFileCode = 'foreign' | 'corrupt' | 'newer' | 'too-large';

/** What a file of a head holds. `metadata` is its text, as `parseHead` takes it, which must still judge it and the weights. */
export interface HeadFileParts {
  readonly metadata: string;
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly details: HeadVersionDetails;
  readonly heldOut: HeldOut | null;
  readonly card: string;
}

interface Manifest {
  readonly format: 'tabdesk-head-file';
  readonly formatVersion: number;
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>;
}

function foreign() {
  return failure('foreign', `This is no model of Tabdesk. Choose a file that ends in ${headFileEnding}, as the registry exports it. Nothing was changed.`);
}

function corrupt(what: string) {
  return failure('corrupt', `The model in this file is damaged (${what}). Export it again where it came from, or copy the file again. Nothing was changed.`);
}

/** ZIP knows times from 1980 on. */
const archiveTime = (at: number): number => Math.min(Math.max(at, Date.UTC(1981, 0)), Date.UTC(2098, 0));

/**
 * A version with its weights as one file: a ZIP archive with metadata.json, weights.bin, details.json, held-out.bin, the model card as
 * card.md, and a manifest with size and SHA-256 of each. No text of a customer is in it. The same version gives the same parts.
 */
export async function packHead(version: HeadVersion, weights: Uint8Array<ArrayBuffer>, heldOut: HeldOut | null, sha256: Sha256): Promise<Uint8Array<ArrayBuffer>> {
  const { column, trainedOn, backend, seed, settings, notes, metrics, report, createdAt, origin } = version;
  const details = { column, trainedOn: { ...trainedOn, id: null, root: null }, backend, seed, settings, notes, metrics, report, createdAt, origin, heldOutLabels: heldOut?.labels ?? null };
  const parts: Record<string, Uint8Array> = {
    'metadata.json': strToU8(JSON.stringify(version.metadata)),
    'weights.bin': weights,
    'details.json': strToU8(JSON.stringify(details)),
    'card.md': strToU8(writeModelCard(version)),
    ...(heldOut === null ? {} : { 'held-out.bin': encodeHeldOut(heldOut) }),
  };
  const files: Record<string, { bytes: number; sha256: string }> = {};
  for (const [name, bytes] of Object.entries(parts)) files[name] = { bytes: bytes.byteLength, sha256: await sha256(new Uint8Array(bytes)) };
  const manifest: Manifest = { format: 'tabdesk-head-file', formatVersion, files };
  const mtime = archiveTime(createdAt);
  // Weights hardly shrink, and deflating some megabytes of them would hold up whoever waits.
  const entries = Object.entries({ 'manifest.json': strToU8(JSON.stringify(manifest)), ...parts }).map(([name, bytes]) => [name, [bytes, { level: name === 'weights.bin' ? 0 : 6, mtime }]] as const);
  return new Uint8Array(zipSync(Object.fromEntries(entries) as Record<string, [Uint8Array, { level: 0 | 6; mtime: number }]>));
}

/** The parts of the archive by name; nothing larger than its bound is unpacked, whatever the archive says of itself. */
function openArchive(bytes: Uint8Array): Outcome<ReadonlyMap<string, Uint8Array>, HeadFileCode> {
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return foreign();
  const names = new Set<string>();
  let problem: 'twice' | 'large' | null = null;
  let unpacked: Record<string, Uint8Array>;
  try {
    unpacked = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const largest = Object.hasOwn(largestParts, name) ? largestParts[name] : undefined;
        // What else lies in an archive is left where it is.
        if (largest === undefined || problem !== null) return false;
        if (names.has(name)) problem = 'twice';
        names.add(name);
        if (originalSize > largest) problem = 'large';
        return problem === null;
      },
    });
  } catch {
    return corrupt('its archive can not be unpacked');
  }
  // Read again: the filter above is called by the archive's reader.
  const found = problem as 'twice' | 'large' | null;
  if (found === 'large') return failure('too-large', 'A part of this file is larger than a model can be, so it was not unpacked. Nothing was changed.');
  if (found === 'twice') return corrupt('a part of it comes twice');
  return success(new Map(Object.entries(unpacked)));
}

function readManifest(bytes: Uint8Array | undefined): Outcome<Manifest, HeadFileCode> {
  if (!bytes) return foreign();
  let value: unknown;
  try {
    value = JSON.parse(strFromU8(bytes));
  } catch {
    return corrupt('its list of parts can not be read');
  }
  const manifest = (typeof value === 'object' && value !== null ? value : {}) as Partial<Record<keyof Manifest, unknown>>;
  if (manifest.format !== 'tabdesk-head-file' || typeof manifest.formatVersion !== 'number') return foreign();
  if (manifest.formatVersion > formatVersion) {
    return failure('newer', 'This model was exported by a newer version of Tabdesk than this tab runs. Reload the page to get the new version, then import it again. Nothing was changed.');
  }
  const { files } = manifest;
  if (typeof files !== 'object' || files === null) return corrupt('its list of parts can not be read');
  for (const entry of Object.values(files as Record<string, unknown>)) {
    const { bytes: size, sha256 } = (typeof entry === 'object' && entry !== null ? entry : {}) as { bytes?: unknown; sha256?: unknown };
    if (typeof size !== 'number' || typeof sha256 !== 'string') return corrupt('its list of parts can not be read');
  }
  return success(manifest as Manifest);
}

/**
 * Reads a file that `packHead` wrote. Fails in words, never throws, and changes nothing: `foreign` for what is no such file, `newer` for
 * one of a later program, `corrupt` where a part is missing, cut off or not what the manifest says, `too-large` for more than is unpacked.
 * The head itself is for `parseHead` to judge.
 */
export async function unpackHead(bytes: Uint8Array, sha256: Sha256): Promise<Outcome<HeadFileParts, HeadFileCode>> {
  if (bytes.byteLength > largestHeadFile) return failure('too-large', 'A file of a model can have 200 MB at most. Nothing was changed.');
  const opened = openArchive(bytes);
  if (!opened.ok) return opened;
  const parts = opened.value;
  const manifest = readManifest(parts.get('manifest.json'));
  if (!manifest.ok) return manifest;
  for (const [name, { bytes: size, sha256: sum }] of Object.entries(manifest.value.files)) {
    const part = parts.get(name);
    if (!part) return corrupt(`${name.slice(0, 60)} is missing`);
    if (part.byteLength !== size || (await sha256(new Uint8Array(part))) !== sum) return corrupt(`${name.slice(0, 60)} is not what it was when it was exported`);
  }
  const missing = needed.find((name) => !Object.hasOwn(manifest.value.files, name));
  if (missing !== undefined) return corrupt(`${missing} is missing`);
  const text = (name: string): string => strFromU8(parts.get(name) ?? new Uint8Array());
  const details = readDetails(text('details.json'));
  if (!details) return corrupt('what is told of its training can not be read');
  const answers = Object.hasOwn(manifest.value.files, 'held-out.bin') ? parts.get('held-out.bin') : undefined;
  const heldOut = answers && details.heldOutLabels ? decodeHeldOut(answers, details.heldOutLabels) : null;
  if (heldOut?.ok === false) return corrupt('its held-out predictions can not be read');
  return success({
    metadata: text('metadata.json'),
    weights: new Uint8Array(parts.get('weights.bin') ?? new Uint8Array()),
    details: details.details,
    heldOut: heldOut?.value ?? null,
    card: Object.hasOwn(manifest.value.files, 'card.md') ? text('card.md') : '',
  });
}

