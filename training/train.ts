/**
 * `npm run --silent train -- --data FILE --text COL --label COL [--test FILE | --held-out SHARE] [--shots K] [--seed N] [--folds K]
 * [--encoder NAME_OR_DIR|none] [--out-of-scope LABEL] [--out DIR] --json`: trains a head by the recipe (classifier/train-recipe.ts)
 * with the shipped encoder, or --encoder, and prints one JSON object on stdout. With --held-out it does what the studio does in the
 * tab and comes to the same head, saved also as the one file that the studio imports. With neither --test nor that, the figures come
 * from stratified cross-validation, in which rows of one `group` (if the file has that column) stay together; --out then saves a
 * head trained on all rows.
 */
import { writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { dealFolds } from '../src/classifier/deal-folds.ts';
import { evaluate, type Judged } from '../src/classifier/evaluate.ts';
import type { HeadMetrics } from '../src/classifier/head.ts';
import { seededRandom, shuffle } from '../src/classifier/seeded-random.ts';
import { describeHead, headOf, type LabelledTexts, type TrainedHead } from '../src/classifier/train-head.ts';
import { trainByRecipe, type TextEncoder } from '../src/classifier/train-recipe.ts';
import { openFolder, printResult, readOptions, required, UsageError, wholeNumber } from './command-line.ts';
import { judgeRows } from './judge-rows.ts';
import { loadEncoder } from './load-encoder.ts';
import { sha256 } from './load-head.ts';
import { readLabelledCsv, type LabelledRows } from './read-labelled-csv.ts';
import { trainHeldOut } from './train-held-out.ts';

const usage = 'train -- --data FILE --text COL --label COL [--test FILE | --held-out SHARE] [--shots K] [--seed N] [--folds K] [--encoder NAME_OR_DIR|none] [--out-of-scope LABEL] [--out DIR] --json';

function read(file: string, text: string, label: string): LabelledRows {
  const rows = readLabelledCsv(file, text, label);
  if (!rows.ok) throw new UsageError(rows.message);
  return rows.value;
}

function take(data: LabelledTexts, rows: readonly number[]): LabelledTexts {
  const pick = (items: readonly string[]): string[] => rows.map((row) => items[row] ?? '');
  return { texts: pick(data.texts), labels: pick(data.labels), ...(data.groups && { groups: pick(data.groups) }) };
}

/** `shots` examples of every label, drawn by the seed. */
function drawShots(data: LabelledTexts, shots: number, seed: number): LabelledTexts {
  const rows = shuffle(Array.from(data.labels.keys()), seededRandom(seed));
  const drawn = new Map<string, number>();
  return take(
    data,
    rows.filter((row) => {
      const label = data.labels[row] ?? '';
      const before = drawn.get(label) ?? 0;
      drawn.set(label, before + 1);
      return before < shots;
    }),
  );
}

interface Trial {
  readonly judged: readonly Judged[];
  readonly trainSeconds: number;
  readonly micros: number;
  readonly trained: TrainedHead;
}

interface Way {
  readonly encoder: TextEncoder | null;
  readonly seed: number;
  readonly outOfScopeLabel: string;
}

function train(data: LabelledTexts, { encoder, seed, outOfScopeLabel }: Way): TrainedHead {
  return trainByRecipe(data, encoder, { seed, ...(data.labels.includes(outOfScopeLabel) && { outOfScopeLabel }) });
}

function trial(rows: LabelledTexts, test: LabelledTexts, way: Way): Trial {
  const start = performance.now();
  const trained = train(rows, way);
  const trainSeconds = (performance.now() - start) / 1000;
  return { ...judgeRows(headOf(trained, 'trial'), test.texts, test.labels, way.encoder), trainSeconds, trained };
}

function save(folder: string, trained: TrainedHead, data: Uint8Array, seed: number, metrics: Record<string, HeadMetrics>): void {
  const about = {
    kind: 'custom',
    name: basename(folder),
    version: '1',
    metrics,
    dataHash: sha256(data),
    checksum: sha256(trained.bytes),
    trainer: `train@2 seed ${seed}`,
    createdAt: new Date().toISOString().slice(0, 10),
  } as const;
  writeFileSync(join(folder, 'weights.bin'), trained.bytes);
  writeFileSync(join(folder, 'metadata.json'), `${JSON.stringify(describeHead(trained, about), null, 2)}\n`);
}

await printResult(async () => {
  const text = { type: 'string' } as const;
  const options = readOptions(
    { data: text, text, label: text, test: text, 'held-out': text, shots: text, seed: text, folds: text, encoder: text, 'out-of-scope': text, out: text, json: { type: 'boolean' } },
    usage,
  );
  const file = required(options.data, 'data', usage);
  const textColumn = required(options.text, 'text', usage);
  const labelColumn = required(options.label, 'label', usage);
  const seed = wholeNumber(options.seed, 'seed', 0, 2 ** 31, 1);
  const folds = wholeNumber(options.folds, 'folds', 2, 100, 5);
  const shots = wholeNumber(options.shots, 'shots', 1, 1_000_000, 0);
  if (options['held-out'] !== undefined) {
    const share = Number(options['held-out']);
    if (!(share >= 0.05 && share <= 0.5)) throw new UsageError(`--held-out must be a share from 0.05 to 0.5, not "${options['held-out']}".`);
    const other = (['test', 'shots', 'folds', 'out-of-scope'] as const).find((name) => options[name] !== undefined);
    if (other !== undefined) throw new UsageError(`--held-out and --${other} do not go together. Usage: ${usage}`);
    if (options.out !== undefined) openFolder(resolve(required(options.out, 'out', usage)));
    const encoder = options.encoder === 'none' ? null : (options.encoder ?? 'desk-encoder');
    if (encoder !== null && !/^[\w-]+$/.test(encoder)) throw new UsageError(`--held-out reads with an encoder of public/models, as the tab does: --encoder is its name, or none, not "${encoder}".`);
    const { run, dataHash, rows, refused } = await trainHeldOut({ file, text: textColumn, label: labelColumn, seed, heldOut: share, encoder, out: options.out === undefined ? null : resolve(options.out) });
    const { metadata } = run.head;
    const metrics = metadata.metrics['held out'];
    return {
      data: file,
      heldOut: share,
      seed,
      encoder: metadata.features.embedding?.model ?? null,
      labels: metadata.labels.length,
      trainRows: run.report.trainingRows,
      rows: metrics?.rows ?? 0,
      skippedRows: refused,
      datasetRows: rows,
      dataHash,
      checksum: metadata.checksum,
      accuracy: metrics?.accuracy,
      macroF1: metrics?.macroF1,
      ece: metrics?.ece,
      trainSeconds: run.seconds.reading + run.seconds.training,
      trainer: run.trainer,
      bytes: metadata.bytes,
      perLabel: metrics?.perLabel,
      notes: run.report.notes,
      ...(options.out !== undefined && { out: options.out }),
    };
  }
  const data = read(file, textColumn, labelColumn);
  const labels = new Set(data.labels);
  if (labels.size < 2) throw new UsageError(`${file}: the column "${labelColumn}" holds one label only; training needs two or more.`);
  const test = options.test === undefined ? null : read(options.test, textColumn, labelColumn);
  const way = { encoder: loadEncoder(options.encoder), seed, outOfScopeLabel: options['out-of-scope'] ?? 'out_of_scope' };
  if (options.out !== undefined) openFolder(resolve(required(options.out, 'out', usage)));
  const draw = (rows: LabelledTexts): LabelledTexts => (shots > 0 ? drawShots(rows, shots, seed) : rows);

  const trials: Trial[] = [];
  if (test) {
    trials.push(trial(draw(data), test, way));
  } else {
    const tooFew = `${file}: too few rows (${data.texts.length}) for ${folds} folds; give a smaller --folds.`;
    if (data.texts.length < folds) throw new UsageError(tooFew);
    const foldOf = dealFolds(data.labels, folds, seed, data.groups);
    for (let fold = 0; fold < folds; fold++) {
      const rows = Array.from(foldOf.keys());
      const held = rows.filter((row) => foldOf[row] === fold);
      const rest = draw(take(data, rows.filter((row) => foldOf[row] !== fold)));
      if (held.length === 0 || new Set(rest.labels).size < 2) throw new UsageError(tooFew);
      trials.push(trial(rest, take(data, held), way));
      console.error(`fold ${fold + 1}/${folds}: accuracy ${evaluate(trials.at(-1)?.judged ?? []).accuracy.toFixed(4)}`);
    }
  }
  const metrics = evaluate(trials.flatMap((each) => each.judged));
  const mean = (of: (each: Trial) => number): number => trials.reduce((sum, each) => sum + of(each), 0) / trials.length;
  const last = trials.at(-1)?.trained;
  if (options.out !== undefined) {
    const trained = test && last ? last : train(draw(data), way);
    save(options.out, trained, data.bytes, seed, { [test ? 'test' : `cross-validation ${folds} folds`]: metrics });
  }
  return {
    data: file,
    test: options.test ?? null,
    folds: test ? null : folds,
    shots: shots > 0 ? shots : null,
    seed,
    encoder: way.encoder?.model ?? null,
    labels: labels.size,
    trainRows: data.texts.length,
    rows: metrics.rows,
    skippedRows: data.skipped + (test?.skipped ?? 0),
    accuracy: metrics.accuracy,
    macroF1: metrics.macroF1,
    ece: metrics.ece,
    trainSeconds: mean((each) => each.trainSeconds),
    predictMicros: mean((each) => each.micros),
    features: last?.weights.buckets.length ?? 0,
    bytes: last?.bytes.byteLength ?? 0,
    perLabel: metrics.perLabel,
    ...(options.out !== undefined && { out: options.out }),
  };
});
