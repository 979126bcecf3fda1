import { slotOf, versionWord, type HeadVersion, type HeadVersionDetails } from '../../src/registry/head-version.ts';
import { packHeldOut, type HeldOut } from '../../src/registry/held-out.ts';
import { tinyMetadata, tinyTrained } from '../classifier/tiny-head.ts';

export const someDetails: HeadVersionDetails = {
  column: 'intent',
  trainedOn: { hash: 'ab'.repeat(32), id: 'd1', root: 'd1', name: 'Requests | of <May>', rows: 20 },
  backend: 'svm',
  seed: 7,
  settings: { cost: 0.7, epochs: 12, features: { words: [1, 2] } },
  notes: 'First try *with* all rows',
  metrics: { accuracy: 0.9, macroF1: 0.88, ece: 0.021, rows: 4, perLabel: { track: { precision: 1, recall: 0.5, f1: 0.667, support: 2 }, refund: { precision: 0.9, recall: 0.9, f1: 0.9, support: 2 } } },
  report: { curve: [1, 2, 3] },
  createdAt: Date.UTC(2026, 4, 2, 10, 30),
  origin: 'trained',
};

export const someHeldOut: HeldOut = packHeldOut([
  { row: 9, label: 'track', predicted: 'track', confidence: 0.9 },
  { row: 2, label: 'track', predicted: 'refund', confidence: 0.4 },
  { row: 5, label: 'refund', predicted: 'refund', confidence: 1 },
]);

export const someWeights = (): Uint8Array<ArrayBuffer> => tinyTrained().bytes;

export function someVersion(changes: Partial<HeadVersion> = {}): HeadVersion {
  const metadata = { ...tinyMetadata(), version: versionWord(3, tinyMetadata().checksum) };
  return { ...someDetails, id: 'h1', number: 3, name: metadata.name, slot: slotOf(metadata.kind, someDetails.column), metadata, heldOutRows: someHeldOut.rows.length, ...changes };
}
