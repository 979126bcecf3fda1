import { createHead, type Head } from '../classifier/create-head.ts';
import { evaluate } from '../classifier/evaluate.ts';
import { parseHead } from '../classifier/parse-head.ts';
import { seededRandom } from '../classifier/seeded-random.ts';
import type { HeadMetadata, HeadMetrics } from '../classifier/head.ts';
import { solveSvm } from '../classifier/solve-svm.ts';
import { readLabelNames } from '../classifier/read-label-names.ts';
import { describeHead, mostWeights, trainHeadBy, type LabelledTexts, type TrainedHead, type TrainSettings, type TrainWatcher } from '../classifier/train-head.ts';
import { planRecipe } from '../classifier/train-recipe.ts';
import { majorityBaseline, nearestCentroidBaseline } from '../evaluation/baselines.ts';
import { mayReplace } from '../evaluation/compare-models.ts';
import { nestRows } from '../evaluation/learning-curve.ts';
import { answersOf, type Answers } from '../evaluation/scored-rows.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { candidatesAtMost, chooseTickets, mostUncertain, scoreTicket, wordVectors, type AskedTicket, type PoolTicket, type TicketScores } from './choose-tickets.ts';
import { applyCorrections, CountedTexts, correctHead, type Corrections } from './correct-head.ts';
import { readTyped, startCold, textsOf, type ColdHead, type ColdStart, type TriedSentence, type TypedIntent } from './cold-start.ts';
import { answerRows, reportOn } from './judge-head.ts';
import { checkSet, takeRows, type LabelledSet } from './labelled-set.ts';
import { rowsThatFit } from './learn-within.ts';
import { groupRows, splitSet, type PreparedSet } from './prepare-rows.ts';
import type { SentenceReader, StudioHost, StudioSolver } from './studio-host.ts';
import type { Beside, CorrectedRun, HeadFile, TrainedRun, TrainOptions, TrainPoint, TrainStep } from './studio-job.ts';

type Report = (step: TrainStep) => void;

/** Sentences read at a time, between two words of progress. */
const readAtATime = 256;
/** Labelled texts that tickets are held against, to ask what is unlike them. */
const labelledAtMost = 400;
/** Tickets scored between two words of progress. */
const scoredAtATime = 500;
/** Milliseconds between two words of progress within a stage. */
const toldEvery = 100;
/** Characters of held-out texts that are answered after each pass, to show how the training comes on. */
const watchedCharacters = 1_000_000;
/** Vectors of texts kept for the next training: 60 MB. */
const mostKept = 60_000;

const sparseSolver: StudioSolver = { solve: solveSvm, trainer: () => ({ mark: 'sparse-solver', words: 'On the processor: sparse solver' }) };

/**
 * Trains, judges and doctors heads over labelled sets. What is read of texts is kept, so that the next training over nearly the same
 * texts is a matter of a second. It blocks its thread between two words of progress: meant for a worker, or for Node.
 */
export class Studio {
  readonly #host: StudioHost;
  readonly #vectors = new Map<string, Float32Array>();
  /** What the head said to tickets, until they or it change. */
  readonly #tickets = new Map<string, { readonly of: string; readonly scores: TicketScores }>();
  readonly #counted = new CountedTexts();
  /** The head of the last typed intents, so that trying a sentence does not train it anew. */
  #cold: { readonly of: string; readonly start: ColdHead; readonly answer: ColdStart } | null = null;
  #groups: { readonly of: readonly string[]; readonly groups: Int32Array } | null = null;

  constructor(host: StudioHost) {
    this.#host = host;
  }

  /**
   * Trains a head on a set and judges it by rows it has not seen. Fails in words where nothing can be learnt. The same set, options
   * and encoder give the same bytes.
   */
  async train(given: LabelledSet, options: TrainOptions, current: Head | null, report: Report): Promise<Outcome<TrainedRun, 'bad-input'>> {
    const checked = checkSet(given);
    if (!checked.ok) return checked;
    const set = checked.value;
    if (!(options.heldOut >= 0.05 && options.heldOut <= 0.5)) return failure('bad-input', 'Between 5% and 50% of the rows can be held out.');
    const clock = (): number => this.#host.clock();
    const began = clock();
    const reader = options.readsMeaning ? await this.#host.reader() : null;
    report({ status: 'grouping', rows: set.texts.length });
    await this.#host.yieldToEvents();
    const groups = this.#groupsOf(set);
    const split = splitSet(set, groups, options.heldOut, options.seed);
    const { heldOut, onlyTraining } = split;
    const held = takeRows(set, heldOut);
    const labelsLeft = new Set(Array.from(split.training, (row) => set.labels[row]));
    if (labelsLeft.size < 2) return failure('bad-input', 'Too few different texts are left to learn from once some are held out. Add rows.');
    const training = placesThatFit(set, split.training, options.seed);
    const learnt = takeRows(set, training);
    if (new Set(learnt.labels).size < labelsLeft.size) return failure('bad-input', tooLong(labelsLeft.size));
    const vectors = reader === null ? null : await this.#read(reader, [...learnt.texts, ...held.texts], report);
    const [learntVectors, heldVectors] = [vectors?.slice(0, training.length) ?? null, vectors?.slice(training.length) ?? null];
    const shown = placesThatFit(held, Int32Array.from(held.texts.keys()), options.seed, watchedCharacters);
    const watched = takeRows(held, shown);
    const watchedVectors = heldVectors && Array.from(shown, (row) => heldVectors[row] ?? new Float32Array(0));
    const solver = (await this.#host.solver()) ?? sparseSolver;
    const readSeconds = (clock() - began) / 1000;

    const labelled = (rows: LabelledSet, own: readonly Float32Array[] | null, ofGroups?: readonly string[]): LabelledTexts => ({
      texts: rows.texts,
      labels: rows.labels,
      ...(ofGroups === undefined ? {} : { groups: ofGroups }),
      ...(own === null ? {} : { embeddings: own }),
    });
    const none = outOfScopeOf(set);
    const names = readLabelNames(learnt.labels, none);
    const plan = planRecipe(
      labelled(learnt, learntVectors, Array.from(training, (row) => String(groups[row] ?? row))),
      { ...names, ...(reader === null ? {} : { embeddings: await this.#read(reader, names.texts, () => undefined) }) },
      { seed: options.seed, embedding: reader && { model: reader.mark, dimension: reader.dimension }, ...(none === undefined ? {} : { outOfScopeLabel: none }) },
    );
    const trainingBegan = clock();
    const { watch, curve } = followTraining(clock, solver, plan[1], report);
    const trained = await trainHeadBy(solver.solve, ...plan, watch, undefined, labelled(watched, watchedVectors));
    const trainSeconds = (clock() - trainingBegan) / 1000;

    report({ status: 'judging' });
    await this.#host.yieldToEvents();
    const judgingBegan = clock();
    const metadata = await this.#describe(set, options, trained, solver);
    const head = createHead(metadata, trained.weights);
    const answers = answerRows(head, held, heldVectors);
    const beside: Beside[] = [];
    const besideOf = (kind: Beside['kind'], name: string, own: Answers): void => {
      // None right of none is no figure.
      if (held.texts.length === 0) return;
      const { accuracy, macroF1 } = figuresOf(own);
      beside.push({ kind, name, accuracy, macroF1 });
    };
    const { labels } = answers.decided;
    const numbers = new Map(labels.map((label, at) => [label, at]));
    const truthOf = (rows: LabelledSet): Int32Array => Int32Array.from(rows.labels, (label) => numbers.get(label) ?? -1);
    besideOf('majority', 'The commonest label', answersOf(majorityBaseline(labels, truthOf(learnt), answers.decided.truth)));
    if (reader !== null && learntVectors !== null && heldVectors !== null) {
      const { dimension } = reader;
      const rows = nearestCentroidBaseline(
        labels,
        { vectors: { dimension, data: joined(learntVectors, dimension) }, labels: truthOf(learnt) },
        { vectors: { dimension, data: joined(heldVectors, dimension) }, truth: answers.decided.truth },
      );
      besideOf('nearest-centroid', 'The nearest mean of sentences', answersOf(rows));
    }
    const notes: string[] = [];
    let before: Answers | null = null;
    if (current !== null && sharesLabels(current.metadata, labels)) {
      const wants = current.metadata.features.embedding?.model;
      if (wants === undefined || (reader?.mark === wants && heldVectors !== null)) {
        before = answerRows(current, held, wants === undefined ? null : heldVectors).decided;
        besideOf('current', `${current.metadata.name} ${current.metadata.version}`, before);
        if (current.metadata.dataHash === set.dataHash) notes.push('The present model may have learnt from rows that are held out here: its figures flatter it.');
      }
    }
    if (training.length < split.training.length) {
      notes.push(`To fit in memory, the model learnt from ${training.length.toLocaleString('en-GB')} of ${split.training.length.toLocaleString('en-GB')} rows, a fair share of each label.`);
    }
    if (trained.weights.buckets.length >= Math.floor(mostWeights / trained.labels.length)) {
      notes.push(`With ${trained.labels.length.toLocaleString('en-GB')} labels there is memory for ${trained.weights.buckets.length.toLocaleString('en-GB')} words and parts of words, the commonest. Fewer labels would be told apart better.`);
    }
    if (held.texts.length === 0) {
      notes.push('No row could be held out, since the texts of each label are one or nearly the same: nothing is known of how well the model does. Add different texts to each label, then train again.');
    } else if (onlyTraining.length > 0) {
      const named = onlyTraining.length === 1 ? `“${onlyTraining[0]?.label ?? ''}”` : `${onlyTraining.length} labels`;
      notes.push(`No row of ${named} is held out, since too few of its texts differ: nothing is known of how well it is told.`);
    }
    if (options.readsMeaning && reader === null) notes.push('No encoder could be started, so the model goes by words alone.');
    const judged = reportOn(answers, before, options.seed);
    const metrics: HeadMetrics = evaluate(rowsOf(answers.decided, set.outOfScopeLabel ?? 'out_of_scope'));
    return success({
      head: { metadata: { ...metadata, metrics: { 'held out': metrics } }, weights: trained.bytes.buffer },
      report: { ...judged, heldOutIds: held.ids, trainingRows: learnt.texts.length, beside, notes },
      curve,
      seconds: { reading: readSeconds, training: trainSeconds, judging: (clock() - judgingBegan) / 1000 },
      trainer: solver.trainer().words,
    });
  }

  /** Reads the rows of a set for a job over them, from what is kept where it is known; fails in words where nothing can be learnt. */
  async prepare(given: LabelledSet, readsMeaning: boolean, report: Report): Promise<Outcome<PreparedSet, 'bad-input'>> {
    const checked = checkSet(given);
    if (!checked.ok) return checked;
    const set = checked.value;
    const reader = readsMeaning ? await this.#host.reader() : null;
    const vectors = reader === null ? null : await this.#read(reader, set.texts, report);
    report({ status: 'grouping', rows: set.texts.length });
    await this.#host.yieldToEvents();
    return success({ set, reader, vectors, groups: this.#groupsOf(set) });
  }

  /**
   * A head of a few typed sentences and what may be expected of it (`startCold`); `tried` is told by it. Without a change of what is
   * typed nothing is trained again. Fails in words where too little is typed.
   */
  async coldStart(given: readonly TypedIntent[], tried: string): Promise<Outcome<{ readonly start: ColdStart; readonly tried: TriedSentence | null }, 'bad-input'>> {
    const typed = readTyped(given);
    if (!typed.ok) return typed;
    const clock = (): number => this.#host.clock();
    const reader = await this.#host.reader();
    const key = JSON.stringify([reader?.mark ?? null, typed.value]);
    if (this.#cold?.of !== key) {
      const began = clock();
      const embeddings = reader === null ? null : await this.#read(reader, textsOf(typed.value), () => undefined);
      const start = startCold(typed.value, reader, embeddings);
      this.#cold = { of: key, start, answer: { ...start.about, seconds: (clock() - began) / 1000 } };
    }
    const { start, answer } = this.#cold;
    const text = tried.trim();
    if (text === '') return success({ start: answer, tried: null });
    // Not kept: every letter that is typed makes another text.
    const embedding = reader === null ? undefined : await reader.embed([text]);
    return success({ start: answer, tried: start.tryOut(text, embedding) });
  }

  /**
   * The tickets of a pool that are most useful to label next. Every ticket is scored once for each head, the meaning of the most
   * uncertain is read; both are kept for the next time. `labelled` are texts that have a label.
   */
  async chooseNext(pool: readonly PoolTicket[], labelled: readonly string[], count: number, head: Head, report: Report): Promise<readonly AskedTicket[]> {
    const wants = head.metadata.features.embedding?.model;
    const started = await this.#host.reader();
    const reader = wants === undefined || started?.mark === wants ? started : null;
    const scores: TicketScores[] = [];
    for (let from = 0; from < pool.length; from += scoredAtATime) {
      const some = pool.slice(from, from + scoredAtATime);
      const vectors = wants === undefined || reader === null ? null : await this.#read(reader, some.map(({ text }) => text), () => undefined);
      some.forEach((ticket, at) => {
        const of = `${head.metadata.checksum} ${ticket.updatedAt}`;
        let known = this.#tickets.get(ticket.id);
        if (known?.of !== of) this.#tickets.set(ticket.id, (known = { of, scores: scoreTicket(head, ticket.text, vectors?.[at]) }));
        scores.push(known.scores);
      });
      report({ status: 'reading', done: scores.length, total: pool.length });
      await this.#host.yieldToEvents();
    }
    const places = mostUncertain(scores, candidatesAtMost);
    const tickets = places.flatMap((place) => pool[place] ?? []);
    const spread = labelled.filter((_, at) => at % Math.ceil(labelled.length / labelledAtMost) === 0);
    const texts = [...tickets.map(({ text }) => text), ...spread];
    const dimension = reader?.dimension ?? 0;
    const vectors = reader === null ? wordVectors(texts) : { dimension, data: joined(await this.#read(reader, texts, report), dimension) };
    const border = tickets.length * vectors.dimension;
    const known = spread.length === 0 ? null : { dimension: vectors.dimension, data: vectors.data.slice(border) };
    return chooseTickets(head.metadata.labels, tickets, places.flatMap((place) => scores[place] ?? []), { dimension: vectors.dimension, data: vectors.data.slice(0, border) }, known, count);
  }

  /**
   * Trains the head in use anew with what people said since (`correctHead`), and judges both by the same held-out rows. Fails
   * in words where the head can not be read, or learns from what is not here.
   */
  async correct(set: LabelledSet, file: HeadFile, heldOutIds: Int32Array, corrections: Corrections, report: Report): Promise<Outcome<CorrectedRun, 'bad-input'>> {
    const clock = (): number => this.#host.clock();
    const began = clock();
    const parsed = await parseHead(JSON.stringify(file.metadata), new Uint8Array(file.weights), (bytes) => this.#host.sha256(bytes));
    if (!parsed.ok) return failure('bad-input', parsed.message);
    const base = parsed.value;
    const wants = base.metadata.features.embedding?.model;
    const reader = wants === undefined ? null : await this.#host.reader();
    if (wants !== undefined && reader?.mark !== wants) return failure('bad-input', 'The model in use reads sentences with another encoder than this desk has. Train it again in Train.');
    const applied = applyCorrections(set, heldOutIds, corrections);
    const { learnt: all, held, leftOut } = applied;
    const relabelled = new Set(corrections.relabelled.map(({ id }) => id));
    // What was said since is learnt from whatever fits; the rest as the training took it.
    const [news, known] = partition(all.ids, (id) => id < 0 || relabelled.has(id));
    const learnt = takeRows(all, [...placesThatFit(all, known, base.metadata.seed), ...news].sort((a, b) => a - b));
    if (held.texts.length === 0) return failure('bad-input', 'None of the rows the model was judged by is in the dataset any more. Train it again in Train.');
    const names = readLabelNames(learnt.labels, base.metadata.outOfScopeLabel);
    const vectors = reader === null ? null : await this.#read(reader, [...learnt.texts, ...held.texts, ...names.texts], report);
    const part = (from: number, length: number): Float32Array[] | null => vectors?.slice(from, from + length) ?? null;
    const [learntVectors, heldVectors, nameVectors] = [part(0, learnt.texts.length), part(learnt.texts.length, held.texts.length), part(learnt.texts.length + held.texts.length, names.texts.length)];
    const readSeconds = (clock() - began) / 1000;
    await this.#host.yieldToEvents();

    const trainingBegan = clock();
    const trained = correctHead(base, { ...applied, learnt }, learntVectors, { ...names, ...(nameVectors === null ? {} : { embeddings: nameVectors }) }, this.#counted, base.metadata.seed);
    const trainSeconds = (clock() - trainingBegan) / 1000;
    report({ status: 'judging' });
    await this.#host.yieldToEvents();
    const judgingBegan = clock();
    const { name, seed } = base.metadata;
    const metadata = await this.#describe(set, { name, seed }, trained, sparseSolver);
    const head = createHead(metadata, trained.weights);
    const [before, after] = [answerRows(base, held, heldVectors), answerRows(head, held, heldVectors)];
    const replaced = mayReplace(before.decided, after.decided, { random: seededRandom(seed) });
    if (!replaced.ok) return failure('bad-input', replaced.message);
    const metrics: HeadMetrics = evaluate(rowsOf(after.decided, set.outOfScopeLabel ?? 'out_of_scope'));
    return success({
      head: { metadata: { ...metadata, metrics: { 'held out': metrics } }, weights: trained.bytes.buffer },
      report: {
        ...reportOn(after, before.decided, seed),
        heldOutIds: held.ids,
        trainingRows: learnt.texts.length,
        beside: [{ kind: 'current', name: `${base.metadata.name} ${base.metadata.version}, before the corrections`, ...figuresOf(before.decided) }],
        notes: ['Calibration and threshold are those of the model before.'],
      },
      curve: [],
      trainer: sparseSolver.trainer().words,
      replacement: replaced.value,
      leftOut,
      seconds: { reading: readSeconds, training: trainSeconds, judging: (clock() - judgingBegan) / 1000 },
    });
  }

  /** Vectors of texts, those that are known already as they are. */
  async #read(reader: SentenceReader, texts: readonly string[], report: Report): Promise<Float32Array[]> {
    const keyOf = (text: string): string => `${reader.mark}\n${text}`;
    const wanted = [...new Set(texts)].filter((text) => !this.#vectors.has(keyOf(text)));
    for (let at = 0; at < wanted.length; at += readAtATime) {
      report({ status: 'reading', done: at, total: wanted.length });
      const some = wanted.slice(at, at + readAtATime);
      const rows = await reader.embed(some);
      some.forEach((text, i) => this.#vectors.set(keyOf(text), rows.slice(i * reader.dimension, (i + 1) * reader.dimension)));
      await this.#host.yieldToEvents();
    }
    const vectors = texts.map((text) => this.#vectors.get(keyOf(text)) ?? new Float32Array(reader.dimension));
    if (this.#vectors.size > mostKept) this.#vectors.clear();
    return vectors;
  }

  #groupsOf(set: LabelledSet): Int32Array {
    if (this.#groups?.of !== set.texts) this.#groups = { of: set.texts, groups: groupRows(set) };
    return this.#groups.groups;
  }

  async #describe(set: LabelledSet, { name, seed }: Pick<TrainOptions, 'name' | 'seed'>, trained: TrainedHead, solver: StudioSolver): Promise<HeadMetadata> {
    const checksum = await this.#host.sha256(trained.bytes);
    return describeHead(trained, {
      kind: set.kind,
      name,
      version: checksum.slice(0, 8),
      metrics: {},
      dataHash: set.dataHash,
      checksum,
      trainer: `studio@1 ${solver.trainer().mark} seed ${seed}`,
      createdAt: new Date(this.#host.now()).toISOString(),
    });
  }
}

/** These places of a set, ascending, or as many of them as fit in memory: a fair share of each label. */
function placesThatFit({ texts, labels }: LabelledSet, places: Int32Array, seed: number, characters?: number): Int32Array {
  const own = Array.from(places, (place) => labels[place] ?? '');
  const order = nestRows(own, seededRandom(seed)).map((at) => places[at] ?? 0);
  const fit = rowsThatFit(order.map((place) => texts[place]?.length ?? 0), new Set(own).size, characters);
  return fit === places.length ? places : order.slice(0, fit).sort();
}

function tooLong(labels: number): string {
  return `The texts are so long that not even one of each of the ${labels.toLocaleString('en-GB')} labels fits in memory at once. Shorten the texts, or learn fewer labels.`;
}

function partition(ids: Int32Array, isFirst: (id: number) => boolean): readonly [Int32Array, Int32Array] {
  const places = Int32Array.from(ids.keys());
  return [places.filter((place) => isFirst(ids[place] ?? -1)), places.filter((place) => !isFirst(ids[place] ?? -1))];
}

/** The label of texts that are none of the others, where a set has such rows. */
function outOfScopeOf({ outOfScopeLabel, labels }: LabelledSet): string | undefined {
  return outOfScopeLabel !== null && labels.includes(outOfScopeLabel) ? outOfScopeLabel : undefined;
}

/** Tells of a training as its steps, and keeps what its passes came to. */
function followTraining(clock: () => number, solver: StudioSolver, { calibrationFolds, foldsHeldOut = calibrationFolds }: TrainSettings, report: Report): { readonly watch: TrainWatcher; readonly curve: readonly TrainPoint[] } {
  const curve: TrainPoint[] = [];
  let [toldAt, began, fold, folds] = [clock(), 0, 1, Math.max(1, Math.min(calibrationFolds, foldsHeldOut))];
  let accuracy: number | null = null;
  let pass = { number: 1, of: 1 };
  const tellTraining = (point: TrainPoint | null, done: number, total: number): void => {
    const each = (clock() - began) / Math.max(1, done);
    // Within its first moments a rate is whatever the clock makes of it.
    const known = done > 0 && began > 0 && clock() - began >= toldEvery;
    report({ status: 'training', pass: pass.number, passes: pass.of, point, trainer: solver.trainer().words, done, total, examplesPerSecond: known ? 1000 / each : 0, secondsLeft: known ? (each * (total - done)) / 1000 : null });
  };
  const watch: TrainWatcher = (progress) => {
    if (progress.status === 'training') {
      const { passes, loss, examples } = progress;
      // A solver that failed is followed by one that begins anew.
      if (progress.pass === 1) curve.length = 0;
      const point = { pass: progress.pass, loss, validation: progress.accuracy ?? 0 };
      curve.push(point);
      pass = { number: progress.pass, of: passes };
      tellTraining(point, progress.pass * examples, passes * examples);
      return true;
    }
    if (progress.status === 'calibrating') {
      [fold, folds] = [progress.fold + 1, progress.folds];
      accuracy = progress.accuracy;
      report({ status: 'calibrating', fold: progress.fold, folds, accuracy, done: progress.fold, total: folds });
      return true;
    }
    const { stage, done, of } = progress;
    pass = { number: progress.pass, of: progress.passes };
    if (stage === 'training' && began === 0) began = clock();
    if (clock() - toldAt < toldEvery) return true;
    toldAt = clock();
    if (stage === 'reading') report({ status: 'counting', done, total: of });
    else if (stage === 'calibrating') report({ status: 'calibrating', fold, folds, accuracy, done: fold - 1 + done / of, total: folds });
    else tellTraining(null, done, of);
    return true;
  };
  return { watch, curve };
}

function figuresOf(answers: Answers): { readonly accuracy: number; readonly macroF1: number } {
  const { accuracy, macroF1 } = evaluate(rowsOf(answers, 'out_of_scope'));
  return { accuracy, macroF1 };
}

function rowsOf({ labels, truth, predicted, confidence }: Answers, none: string) {
  return Array.from(truth, (label, row) => ({
    label: labels[label] ?? none,
    predicted: labels[predicted[row] ?? -1] ?? none,
    confidence: confidence[row] ?? 0,
  }));
}

/** Whether a head tells enough of these labels to be held against another that does. */
function sharesLabels({ labels }: HeadMetadata, others: readonly string[]): boolean {
  const known = new Set(labels);
  return 2 * others.filter((label) => known.has(label)).length >= others.length;
}

function joined(rows: readonly Float32Array[], dimension: number): Float32Array {
  const data = new Float32Array(rows.length * dimension);
  rows.forEach((row, at) => data.set(row, at * dimension));
  return data;
}
