/**
 * `npm run train:shipped [-- --only intent|sentiment|priority|product|escalation|encoder]`: builds what ships in public/models/ from
 * data/ alone, the heads in seconds and the encoder in some minutes. The same data gives the same bytes: nothing here reads a clock, and every random
 * choice has a seed.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createHead } from '../src/classifier/create-head.ts';
import { evaluate } from '../src/classifier/evaluate.ts';
import type { HeadMetrics } from '../src/classifier/head.ts';
import { describeHead, trainHead, type TrainedHead } from '../src/classifier/train-head.ts';
import { buildEncoder } from './encoder/build-encoder.ts';
import { judgeRows } from './judge-rows.ts';
import { sha256 } from './load-head.ts';
import { readLabelledCsv, type LabelledRows } from './read-labelled-csv.ts';
import { shippedSettings } from './shipped-settings.ts';
import { hashRows, learntRows, ticketHeads, type SplitRows, type TicketHead } from './ticket-heads.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

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
  } as const;
  const head = createHead(describeHead(trained, { ...described, trainer: '', createdAt: '' }), trained.weights);
  const metrics: Record<string, HeadMetrics> = {};
  for (const split of ['validation', 'test']) {
    const rows = read(split);
    metrics[split] = evaluate(judgeRows(head, rows.texts, rows.labels).judged);
  }
  write('intent', trained, { ...described, metrics });
}

/** The files of a head, and its figures in one line. */
function write(name: string, trained: TrainedHead, described: Omit<Parameters<typeof describeHead>[1], 'trainer' | 'createdAt'>): void {
  const folder = join(root, 'public/models', name);
  const { validation, test } = described.metrics;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'weights.bin'), trained.bytes);
  // A fixed date and no clock: the files must come out the same on every machine.
  writeFileSync(join(folder, 'metadata.json'), `${JSON.stringify(describeHead(trained, { ...described, trainer: 'train-shipped@1', createdAt: '2026-11-21' }), null, 2)}\n`);
  const share = (value: number | undefined): string => `${((value ?? 0) * 100).toFixed(2)}%`;
  console.error(
    `public/models/${name}: ${trained.weights.buckets.length} features, ${trained.bytes.byteLength} bytes; validation ${share(validation?.accuracy)} (ECE ${share(validation?.ece)}), test ${share(test?.accuracy)} (ECE ${share(test?.ece)})`,
  );
}

/** Judged on validation as trained without it; what ships has learnt the validation messages too, and is judged on the test ones. */
function buildTicketHead({ name, kind, rows: read, settings }: TicketHead): void {
  const rows = read();
  const learnt = learntRows(rows);
  const labels = new Set(learnt.labels).size;
  const described = { kind, name, version: '', metrics: {}, dataHash: hashRows(learnt, sha256), checksum: '' } as const;
  const judge = (trained: TrainedHead, { texts, labels: wanted, embeddings }: SplitRows): HeadMetrics => {
    const head = createHead(describeHead(trained, { ...described, trainer: '', createdAt: '' }), trained.weights);
    return evaluate(texts.map((text, i) => {
      const { label, confidence } = head.predict(text, embeddings?.[i]);
      return { label: wanted[i] ?? '', predicted: label, confidence };
    }));
  };
  const chosen = trainHead(rows.train, settings(rows.train.texts.length, labels));
  const shipped = trainHead(learnt, settings(learnt.texts.length, labels));
  const checksum = sha256(shipped.bytes);
  const metrics = { validation: judge(chosen, rows.validation), test: judge(shipped, rows.test) };
  write(name, shipped, { ...described, version: `1.0.0+${checksum.slice(0, 8)}`, checksum, metrics });
}

const { values } = parseArgs({ options: { only: { type: 'string' }, corpora: { type: 'string' } } });
const names = ['intent', ...ticketHeads.map(({ name }) => name), 'encoder'];
if (values.only !== undefined && !names.includes(values.only)) {
  console.error(`--only is one of ${names.join(', ')}, not "${values.only}".`);
  process.exit(2);
}
const wanted = (name: string): boolean => values.only === undefined || values.only === name;
if (wanted('intent')) buildIntentHead();
for (const each of ticketHeads) if (wanted(each.name)) buildTicketHead(each);
if (wanted('encoder')) {
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
