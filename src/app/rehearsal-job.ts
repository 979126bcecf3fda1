import type { Prediction } from '../classifier/head.ts';
import { readArchive, type ArchivePosition } from '../storage/read-archive.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { Archive, type Circumstances, type DecidedColumns, type Pause } from '../triage/archive.ts';
import { casesName, collectCases, type AutomationCases } from '../triage/automation.ts';
import { ComparedArchive } from '../triage/compare-decided.ts';
import type { ListedTickets, ListRequest, RehearsalErrorCode, RehearsalQuestion, RehearsalResult, RehearsalStep } from './rehearsal-messages.ts';

/** A head that reads requests anew. */
export interface RequestReader {
  /** Two with the same name say the same. */
  readonly name: string;
  /** In the order of the texts. */
  read(texts: readonly string[]): Promise<Outcome<readonly Prediction[], RehearsalErrorCode>>;
}

export interface RehearsalParts {
  readonly db: TabdeskDatabase;
  readonly openHead: (id: string) => Promise<Outcome<RequestReader, RehearsalErrorCode>>;
  /** Milliseconds from any fixed point. */
  readonly clock: () => number;
  /** Lets waiting messages be heard. */
  readonly yieldToEvents: () => Promise<void>;
}

/** Time between two looks at what is asked meanwhile, milliseconds. */
const sliceMs = 25;
const predictedAtOnce = 128;
const readAhead = 3;
const mostDecided = 4;
const mostListed = 200;

const stopped = failure('aborted', 'Stopped. Nothing was changed.');
const gone = failure('gone', 'This list is of an earlier try. It is made anew.');

interface Finished {
  readonly id: number;
  readonly compared: ComparedArchive;
  readonly before: Circumstances;
  readonly after: Circumstances;
}

/** Rehearsals over one desk's archive, which is read at the first and from then on followed. One at a time. */
export class RehearsalJob {
  readonly #parts: RehearsalParts;
  readonly #archive = new Archive();
  #position: ArchivePosition | null = null;
  readonly #decided = new Map<string, DecidedColumns>();
  #decidedOf = -1;
  #cases: { readonly key: string; readonly cases: AutomationCases } | null = null;
  #finished: Finished | null = null;

  constructor(parts: RehearsalParts) {
    this.#parts = parts;
  }

  async run(id: number, question: RehearsalQuestion, report: (step: RehearsalStep) => void, isStopped: () => boolean): Promise<Outcome<RehearsalResult, RehearsalErrorCode>> {
    const archive = this.#archive;
    const pausing = (status: RehearsalStep['status'], total: number): Pause => {
      let sliceStart = this.#parts.clock();
      return async (done) => {
        if (this.#parts.clock() - sliceStart < sliceMs) return !isStopped();
        report({ status, done, total });
        await this.#parts.yieldToEvents();
        sliceStart = this.#parts.clock();
        return !isStopped();
      };
    };
    if (this.#position === null) report({ status: 'reading', done: 0, total: 0 });
    this.#position = await readArchive(this.#parts.db, this.#position, archive, async (done, total) => {
      report({ status: 'reading', done, total });
      await this.#parts.yieldToEvents();
      return !isStopped();
    });
    // What was decided before is about rows that have changed.
    if (archive.revision !== this.#decidedOf) this.#decided.clear();
    this.#decidedOf = archive.revision;
    if (isStopped()) return stopped;
    const predicted = question.head === null ? success(null) : await this.#predict(question.head, report, pausing('predicting', archive.size), isStopped);
    if (!predicted.ok) return predicted;
    const { moment, now } = question;
    const before: Circumstances = { playbook: question.before, moment, now, head: null };
    const after: Circumstances = { playbook: question.after, moment, now, head: predicted.value };
    const was = await this.#decide(before, pausing('deciding', archive.rows));
    const is = was && (await this.#decide(after, pausing('deciding', archive.rows)));
    if (was === null || is === null) return stopped;
    const counted = await this.#count(after, pausing('counting', archive.rows));
    if (counted === null) return stopped;
    const compared = new ComparedArchive(archive, was, is);
    this.#finished = { id, compared, before, after };
    return success({ id, comparison: compared.comparison, cases: counted.cases, casesKey: counted.key });
  }

  list({ of, filter, from, count }: ListRequest): Outcome<ListedTickets, RehearsalErrorCode> {
    const finished = this.#finished;
    if (finished?.id !== of) return gone;
    return success(finished.compared.list(filter, from, Math.min(count, mostListed), finished.before, finished.after));
  }

  /** Has a head read every request that it has not read yet; answers its name. */
  async #predict(id: string, report: (step: RehearsalStep) => void, pause: Pause, isStopped: () => boolean): Promise<Outcome<string, RehearsalErrorCode>> {
    report({ status: 'starting', done: 0, total: 0 });
    const opened = await this.#parts.openHead(id);
    if (!opened.ok) return opened;
    const reader = opened.value;
    const { name } = reader;
    const rows = this.#archive.unpredicted(name);
    const total = this.#archive.size;
    // Some ahead of the one that is waited for: an encoder in a worker of its own is then never without work.
    const ahead: { readonly rows: readonly number[]; readonly answer: ReturnType<RequestReader['read']> }[] = [];
    for (let asked = 0, done = total - rows.length; asked < rows.length || ahead.length > 0; ) {
      while (ahead.length < readAhead && asked < rows.length) {
        const some = rows.slice(asked, asked + predictedAtOnce);
        asked += some.length;
        ahead.push({ rows: some, answer: reader.read(some.map((row) => this.#archive.at(row)?.request ?? '')) });
      }
      const next = ahead.shift();
      if (next === undefined) break;
      const predictions = await next.answer;
      if (isStopped()) return stopped;
      if (!predictions.ok) return predictions;
      next.rows.forEach((row, place) => {
        const prediction = predictions.value[place];
        if (prediction !== undefined) this.#archive.setPrediction(name, row, prediction);
      });
      done += next.rows.length;
      if (!(await pause(done))) return stopped;
    }
    return success(name);
  }

  async #decide(circumstances: Circumstances, pause: Pause): Promise<DecidedColumns | null> {
    const key = JSON.stringify(circumstances);
    const known = this.#decided.get(key);
    if (known !== undefined) return known;
    const made = await this.#archive.decideAll(circumstances, pause);
    if (made === null) return null;
    this.#decided.set(key, made);
    for (const oldest of this.#decided.keys()) {
      if (this.#decided.size <= mostDecided) break;
      this.#decided.delete(oldest);
    }
    return made;
  }

  /** Dials may stand anywhere: what could be answered is the same. */
  async #count(circumstances: Circumstances, pause: Pause): Promise<{ readonly key: string; readonly cases: AutomationCases } | null> {
    const { playbook, now, head } = circumstances;
    const key = JSON.stringify([casesName(playbook), now, head, this.#archive.revision]);
    if (this.#cases?.key === key) return this.#cases;
    const cases = await collectCases(this.#archive, circumstances, pause);
    if (cases === null) return null;
    this.#cases = { key, cases };
    return this.#cases;
  }
}
