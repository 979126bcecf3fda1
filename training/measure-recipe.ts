/**
 * `npx tsx training/measure-recipe.ts --datasets DIR [--sets NAME,NAME] [--encoder NAME_OR_DIR|none] [--unread-encoder DIR] [--folds N]
 * [--seeds N] [--parts] --json`: what the recipe reaches beside a plain linear SVM over n-grams, on public data sets in DIR. Full sets by five-fold
 * cross-validation of the train file (the first N of the folds with --folds), ten texts a label over several seeds judged on other
 * rows of it, the validation file as a check, and out of scope on CLINC150. Test splits are not touched. A set that an encoder has
 * read (its metadata.json names its sources) is measured with --unread-encoder, and marked where that is not given. With --parts also
 * what the recipe reaches without each of its parts (recipe-parts.ts), on the same rows.
 */
import { join } from 'node:path';
import { createHead } from '../src/classifier/create-head.ts';
import { dealFolds } from '../src/classifier/deal-folds.ts';
import { evaluate, type Judged } from '../src/classifier/evaluate.ts';
import { seededRandom, shuffle } from '../src/classifier/seeded-random.ts';
import { describeHead, trainHead, type LabelledTexts, type TrainedHead } from '../src/classifier/train-head.ts';
import { plainSettings, trainByRecipe } from '../src/classifier/train-recipe.ts';
import { printResult, readOptions, required, UsageError, wholeNumber } from './command-line.ts';
import { loadEncoder, type LoadedEncoder } from './load-encoder.ts';
import { measureOutOfScope } from './measure-out-of-scope.ts';
import { readLabelledCsv } from './read-labelled-csv.ts';
import { recipeParts, trainWithout } from './recipe-parts.ts';

const usage = 'measure-recipe --datasets DIR [--sets NAME,NAME] [--encoder NAME_OR_DIR|none] [--unread-encoder DIR] [--folds N] [--seeds N] [--parts] --json';
const sets = [
  { name: 'banking77', text: 'text', label: 'category', train: 'banking77.train.csv', shots: 10 },
  { name: 'clinc150', text: 'text', label: 'intent', train: 'clinc150.train.csv', check: 'clinc150.val.csv', shots: 10 },
  { name: 'hwu64', text: 'text', label: 'intent', train: 'hwu64.train.csv', check: 'hwu64.valid.csv', shots: 10, source: 'xliuhw/NLU-Evaluation-Data' },
  { name: 'bitext', text: 'utterance', label: 'intent', train: 'bitext-intents.train.csv', check: 'bitext-intents.dev.csv' },
  { name: 'airline', text: 'text', label: 'airline_sentiment', train: 'airline-tweets.train.csv' },
] as const;
const folds = 5;
/** Enough for half a point of error; all rows would take minutes. */
const mostJudged = 3_000;

interface Figures {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly ece: number;
  readonly seconds: number;
  /** Of one processor: what `seconds` would be on a machine with nothing else to do. */
  readonly cpuSeconds: number;
}

interface Split {
  readonly learnt: readonly number[];
  readonly judged: readonly number[];
}

function take(data: LabelledTexts, rows: readonly number[]): LabelledTexts {
  const pick = <T>(items: readonly T[]): T[] => rows.flatMap((row) => items.slice(row, row + 1));
  return { texts: pick(data.texts), labels: pick(data.labels), ...(data.embeddings && { embeddings: pick(data.embeddings) }) };
}

/** Trains and judges; the answer is the top label whatever the threshold for out of scope. */
function judge(train: LabelledTexts, test: LabelledTexts, fit: (rows: LabelledTexts) => TrainedHead): { readonly rows: Judged[]; readonly seconds: number; readonly cpuSeconds: number } {
  const start = performance.now();
  const cpuStart = process.cpuUsage();
  const trained = fit(train);
  const seconds = (performance.now() - start) / 1000;
  const cpu = process.cpuUsage(cpuStart);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  const about = { kind: 'custom', name: 'measured', version: '0', metrics: {}, dataHash: '', checksum: '', trainer: '', createdAt: '' } as const;
  const head = createHead({ ...describeHead(trained, about), outOfScopeThreshold: 0 }, trained.weights);
  const rows = test.texts.map((text, i) => {
    const best = head.predict(text, trained.features.embedding && test.embeddings?.[i]).ranked[0];
    return { label: test.labels[i] ?? '', predicted: best?.label ?? '', confidence: best?.confidence ?? 0 };
  });
  return { rows, seconds, cpuSeconds };
}

function measure(data: LabelledTexts, splits: readonly Split[], fit: (rows: LabelledTexts) => TrainedHead, secondsAText: number): Figures {
  const found = splits.map(({ learnt, judged }) => judge(take(data, learnt), take(data, judged), fit));
  const figures = found.map(({ rows }) => evaluate(rows));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  return {
    accuracy: mean(figures.map((one) => one.accuracy)),
    macroF1: mean(figures.map((one) => one.macroF1)),
    ece: mean(figures.map((one) => one.ece)),
    seconds: mean(found.map((one, i) => one.seconds + secondsAText * (splits[i]?.learnt.length ?? 0))),
    cpuSeconds: mean(found.map((one, i) => one.cpuSeconds + secondsAText * (splits[i]?.learnt.length ?? 0))),
  };
}

function dealShots(labels: readonly string[], shots: number, seed: number): Split {
  const taken = new Map<string, number>();
  const learnt: number[] = [];
  const judged: number[] = [];
  for (const row of shuffle(Array.from(labels.keys()), seededRandom(seed))) {
    const count = taken.get(labels[row] ?? '') ?? 0;
    taken.set(labels[row] ?? '', count + 1);
    if (count < shots) learnt.push(row);
    else if (judged.length < mostJudged) judged.push(row);
  }
  return { learnt, judged };
}

function readRows(folder: string, file: string, text: string, label: string, encoder: LoadedEncoder | null): LabelledTexts {
  const read = readLabelledCsv(join(folder, file), text, label);
  if (!read.ok) throw new UsageError(read.message);
  const { texts, labels } = read.value;
  return { texts, labels, ...(encoder && { embeddings: texts.map((each) => encoder.embed(each)) }) };
}

await printResult(() => {
  const text = { type: 'string' } as const;
  const options = readOptions({ datasets: text, sets: text, encoder: text, 'unread-encoder': text, folds: text, seeds: text, parts: { type: 'boolean' }, json: { type: 'boolean' } }, usage);
  const folder = required(options.datasets, 'datasets', usage);
  const tried = wholeNumber(options.folds, 'folds', 1, folds, folds);
  const seeds = wholeNumber(options.seeds, 'seeds', 1, 100, 5);
  const wanted = options.sets?.split(',') ?? [...sets.map(({ name }) => name), 'out-of-scope'];
  const known: readonly string[] = [...sets.map(({ name }) => name), 'out-of-scope'];
  const odd = wanted.find((name) => !known.includes(name));
  if (odd !== undefined) throw new UsageError(`There is no set "${odd}"; there are ${known.join(', ')}.`);
  const shipped = loadEncoder(options.encoder);
  const result: Record<string, unknown> = {};
  for (const set of sets.filter(({ name }) => wanted.includes(name))) {
    const wasRead = 'source' in set && shipped?.sources.includes(set.source) === true;
    const encoder = wasRead && options['unread-encoder'] !== undefined ? loadEncoder(options['unread-encoder']) : shipped;
    const start = process.cpuUsage();
    const data = readRows(folder, set.train, set.text, set.label, encoder);
    const secondsAText = process.cpuUsage(start).user / 1e6 / data.texts.length;
    const compare = (rows: LabelledTexts, splits: readonly Split[]): object => {
      const recipe = measure(rows, splits, (learnt) => trainByRecipe(learnt, encoder, { seed: 1 }), secondsAText);
      const { accuracy, macroF1, seconds, cpuSeconds } = measure(rows, splits, ({ texts, labels }) => trainHead({ texts, labels }, plainSettings(1)), 0);
      const without = Object.keys(options.parts === true ? recipeParts : {}).map((part) => {
        const own = measure(rows, splits, (learnt) => trainWithout(part, learnt, encoder, 1), secondsAText);
        return [part, { accuracy: own.accuracy, brings: recipe.accuracy - own.accuracy, bringsMacroF1: recipe.macroF1 - own.macroF1 }];
      });
      return {
        recipe, plain: { accuracy, macroF1, seconds, cpuSeconds }, gain: recipe.accuracy - accuracy, gainMacroF1: recipe.macroF1 - macroF1,
        ...(options.parts === true && { without: Object.fromEntries(without) as object }),
      };
    };
    const foldOf = dealFolds(data.labels, folds, 1);
    const all = Array.from(foldOf.keys());
    const ofFold = (fold: number): Split => ({ learnt: all.filter((row) => foldOf[row] !== fold), judged: all.filter((row) => foldOf[row] === fold) });
    const entry: Record<string, unknown> = {
      rows: data.texts.length,
      labels: new Set(data.labels).size,
      encoder: encoder?.model ?? null,
      encoderReadIt: wasRead && encoder === shipped,
      full: compare(data, Array.from({ length: tried }, (_, fold) => ofFold(fold))),
    };
    console.error(set.name, JSON.stringify(entry.full));
    if ('shots' in set) entry.tenShot = compare(data, Array.from({ length: seeds }, (_, seed) => dealShots(data.labels, set.shots, seed + 1)));
    if ('check' in set) {
      const check = readRows(folder, set.check, set.text, set.label, encoder);
      const both = {
        texts: [...data.texts, ...check.texts],
        labels: [...data.labels, ...check.labels],
        ...(data.embeddings && check.embeddings && { embeddings: [...data.embeddings, ...check.embeddings] }),
      };
      entry.check = compare(both, [{ learnt: all, judged: Array.from(check.texts.keys(), (row) => all.length + row) }]);
    }
    console.error(set.name, JSON.stringify(entry));
    result[set.name] = entry;
  }
  if (wanted.includes('out-of-scope')) result['out-of-scope'] = measureOutOfScope((file) => readRows(folder, file, 'text', 'intent', shipped), shipped);
  return result;
});
