/**
 * `npm run train:shipped [-- --only intent|encoder]`: builds what ships in public/models/ from data/ alone, the intent head in
 * seconds and the encoder in some minutes. The same data gives the same bytes: nothing here reads a clock, and every random
 * choice has a seed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createHead } from '../src/classifier/create-head.ts';
import { evaluate } from '../src/classifier/evaluate.ts';
import type { HeadMetrics } from '../src/classifier/head.ts';
import { describeHead, trainHead } from '../src/classifier/train-head.ts';
import { buildEncoder } from './encoder/build-encoder.ts';
import { judgeRows } from './judge-rows.ts';
import { sha256 } from './load-head.ts';
import { readLabelledCsv, type LabelledRows } from './read-labelled-csv.ts';
import { shippedSettings } from './shipped-settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'public/models/intent');

function read(split: string): LabelledRows {
  const file = join(root, `data/requests.${split}.csv`);
  const result = readLabelledCsv(file, 'text', 'intent');
  if (result.ok) return result.value;
  console.error(`${result.message} Run \`npm run data\` first.`);
  process.exit(1);
}

function buildIntentHead(): void {
  const train = read('train');
  const trained = trainHead(
    train,
    shippedSettings,
    (progress) => {
      if (progress.status === 'training') console.error(`pass ${progress.pass}: loss ${progress.loss.toFixed(4)}`);
      return true;
    },
    read('validation'),
  );
  const checksum = sha256(trained.bytes);
  const described = {
    kind: 'intent',
    name: 'intent',
    // Other weights are another version: desks then triage anew what the old ones triaged.
    version: `1.0.0+${checksum.slice(0, 8)}`,
    metrics: {},
    dataHash: sha256(readFileSync(join(root, 'data/requests.train.csv'))),
    checksum,
    trainer: 'train-shipped@1',
    // A fixed date and no clock: the files must come out the same on every machine.
    createdAt: '2026-11-21',
  } as const;
  const head = createHead(describeHead(trained, described), trained.weights);
  const metrics: Record<string, HeadMetrics> = {};
  for (const split of ['validation', 'test']) {
    const rows = read(split);
    metrics[split] = evaluate(judgeRows(head, rows.texts, rows.labels).judged);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'weights.bin'), trained.bytes);
  writeFileSync(join(folder, 'metadata.json'), `${JSON.stringify(describeHead(trained, { ...described, metrics }), null, 2)}\n`);
  const share = (value: number | undefined): string => `${((value ?? 0) * 100).toFixed(2)}%`;
  console.error(
    `public/models/intent: ${trained.weights.buckets.length} features, ${trained.bytes.byteLength} bytes; validation ${share(metrics.validation?.accuracy)} (ECE ${share(metrics.validation?.ece)}), test ${share(metrics.test?.accuracy)} (ECE ${share(metrics.test?.ece)})`,
  );
}

const { values } = parseArgs({ options: { only: { type: 'string' }, corpora: { type: 'string' } } });
if (values.only !== undefined && values.only !== 'intent' && values.only !== 'encoder') {
  console.error(`--only is intent or encoder, not "${values.only}".`);
  process.exit(2);
}
if (values.only !== 'encoder') buildIntentHead();
if (values.only !== 'intent') {
  // The same settings as training/encoder/build.ts has by default.
  await buildEncoder({
    root,
    out: join(root, 'public/models/desk-encoder'),
    corpora: values.corpora ?? null,
    holdOut: [],
    steps: values.corpora === undefined ? 1200 : 800,
    seed: 1,
    say: (line) => console.error(line),
  });
}
