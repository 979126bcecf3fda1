import { readFileSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashDataset } from '../src/datasets/hash-dataset.ts';
import { createNodeEnvironment } from '../src/inference/environment-node.ts';
import { StudioInHost } from '../src/inference/studio-in-host.ts';
import { headFileEnding, packHead } from '../src/registry/head-file.ts';
import { makeVersion } from '../src/registry/head-version.ts';
import { readDataset } from '../src/storage/import-dataset.ts';
import { previewDataset } from '../src/storage/preview-dataset.ts';
import { labelledSetOf } from '../src/studio/labelled-set.ts';
import { describeRun } from '../src/studio/stored-report.ts';
import type { TrainedRun } from '../src/studio/studio-job.ts';
import { UsageError } from './command-line.ts';
import { sha256 } from './load-head.ts';

export interface HeldOutTraining {
  readonly file: string;
  readonly text: string;
  readonly label: string;
  readonly seed: number;
  /** Share of the rows, 0.05 to 0.5. */
  readonly heldOut: number;
  /** In public/models; null for a head that goes by words alone. */
  readonly encoder: string | null;
  /** Where the head goes: metadata.json, weights.bin, and one file that the studio imports. */
  readonly out: string | null;
}

/**
 * Trains as the studio does in the tab, by the same code: the file is read as a dataset, near-copies stay on one side of the split, the
 * held-out rows judge. The same file, seed and share give the head that the tab gives.
 */
export async function trainHeldOut({ file, text, label, seed, heldOut, encoder, out }: HeldOutTraining): Promise<{ readonly run: TrainedRun; readonly dataHash: string; readonly rows: number; readonly refused: number }> {
  const source = new File([readFileSync(file)], basename(file));
  const preview = await previewDataset(source);
  if (!preview.ok) throw new UsageError(`${file}: ${preview.message}`);
  const { mapping, guesses, columns } = preview.value;
  const missing = [text, label].find((name) => !columns.includes(name));
  if (missing !== undefined) throw new UsageError(`${file}: no column "${missing}"; it has ${columns.map((name) => `"${name}"`).join(', ')}.`);
  const kind = guesses.find(({ column }) => column === label)?.kind ?? 'custom';
  const read = await readDataset(source, { mapping: { ...mapping, text: [text], labels: [{ column: label, name: label, kind }] } });
  if (!read.ok) throw new UsageError(`${file}: ${read.message}`);
  const { dataset, report } = read.value;
  const hashed = await hashDataset(dataset, (bytes) => Promise.resolve(sha256(bytes)));
  const dataHash = hashed?.hash ?? '';
  const name = basename(file, extname(file));
  const studio = new StudioInHost(createNodeEnvironment(), { modelsUrl: fileURLToPath(new URL('../public/models', import.meta.url)), encoder, intentHead: 'intent' }, Date.now);
  const options = { name: kind === 'custom' ? label : kind, seed, heldOut, readsMeaning: encoder !== null };
  const answer = await studio.run(labelledSetOf(dataset, { name, hash: dataHash }, label), { kind: 'train', options }, null, (step) => {
    if (step.status === 'training' && step.point !== null) console.error(`pass ${step.pass}/${step.passes}: loss ${step.point.loss.toFixed(4)}, ${(100 * step.point.validation).toFixed(1)}% of the held-out rows right`);
  });
  if (!answer.ok) throw new UsageError(`${file}: ${answer.message}`);
  const run = answer.value as TrainedRun;
  if (out !== null) {
    const { metadata, weights } = run.head;
    const { details, heldOut: predictions } = describeRun(run, label, { hash: dataHash, id: null, root: null, name }, { ...options }, Date.now());
    const version = makeVersion('', 1, metadata, details, predictions.rows.length);
    writeFileSync(join(out, 'metadata.json'), `${JSON.stringify(version.metadata, null, 2)}\n`);
    writeFileSync(join(out, 'weights.bin'), new Uint8Array(weights));
    writeFileSync(join(out, `${basename(out)}${headFileEnding}`), await packHead(version, new Uint8Array(weights), predictions, (bytes) => Promise.resolve(sha256(bytes))));
  }
  return { run, dataHash, rows: dataset.rows.length, refused: report.refusedCount };
}
