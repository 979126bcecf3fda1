import { seededRandom } from '../classifier/seeded-random.ts';
import type { ModelComparison } from '../evaluation/compare-models.ts';
import { drawCoverage, pickPoints } from '../evaluation/coverage.ts';
import { judge } from '../evaluation/judge.ts';
import { thinOutOfScope, type OutOfScopeCurve } from '../evaluation/out-of-scope-curve.ts';
import type { Reliability } from '../evaluation/reliability.ts';
import { answersFromNames, outOfScope, type Answers } from '../evaluation/scored-rows.ts';
import type { HeadVersionDetails, TrainedOn } from '../registry/head-version.ts';
import { packHeldOut, type HeldOut, type HeldOutRow } from '../registry/held-out.ts';
import type { Beside, StudioReport, TrainedRun, TrainPoint } from './studio-job.ts';

/** The curve of out of scope as JSON holds it, thinned. */
type StoredOutOfScope = Omit<OutOfScopeCurve, CurveColumn> & Readonly<Record<CurveColumn, readonly number[]>>;
type CurveColumn = 'threshold' | 'found' | 'refused' | 'lost';

/** What of a report can not be made again from the held-out predictions; kept with the version, as JSON holds it. */
export interface StoredReport {
  readonly format: 'tabdesk-report@1';
  readonly trainingRows: number;
  readonly beside: readonly Beside[];
  readonly notes: readonly string[];
  readonly reliability: { readonly before: Reliability; readonly after: Reliability };
  readonly curve: readonly TrainPoint[];
  readonly seconds: TrainedRun['seconds'];
  readonly comparison: Omit<ModelComparison, 'changed'> | null;
  /**
   * Kept, since the held-out answers are those after the threshold, and the curve is of the scores before it. Null where no held-out
   * row is out of scope; absent from reports written before it was kept.
   */
  readonly outOfScope?: StoredOutOfScope | null;
}

/** The name that stands for "none of the labels" where the head has no label for it. */
const none = 'out_of_scope';
/** Draws of the bootstrap over all rows: a quarter of a second for 40,000 rows. */
const mostDrawn = 8_000_000;

export function storedReport({ report, curve, seconds }: TrainedRun): StoredReport {
  const { trainingRows, beside, notes, reliability, comparison, outOfScope: whole } = report;
  const told = comparison === null ? null : Object.fromEntries(Object.entries(comparison).filter(([name]) => name !== 'changed'));
  return { format: 'tabdesk-report@1', trainingRows, beside, notes, reliability, curve, seconds, comparison: told as StoredReport['comparison'], outOfScope: whole === null ? null : storedCurve(whole) };
}

function storedCurve(whole: OutOfScopeCurve): StoredOutOfScope {
  const curve = thinOutOfScope(whole);
  return { ...curve, threshold: [...curve.threshold], found: [...curve.found], refused: [...curve.refused], lost: [...curve.lost] };
}

/** The curve that was kept; null where there is none or it does not hold together, as in a file that another program wrote. */
function reopenCurve(stored: StoredReport['outOfScope']): OutOfScopeCurve | null {
  const columns = stored == null ? [] : [stored.threshold, stored.found, stored.refused, stored.lost];
  const isSound = (column: unknown): boolean => Array.isArray(column) && column.length === stored?.threshold.length && column.every(Number.isFinite);
  if (stored == null || !columns.every(isSound) || ![stored.inScopeRows, stored.outOfScopeRows, stored.rightRows].every(Number.isFinite)) return null;
  const { threshold, found, refused, lost } = stored;
  return { ...stored, threshold: Float32Array.from(threshold), found: Int32Array.from(found), refused: Int32Array.from(refused), lost: Int32Array.from(lost) };
}

/** A run as a version keeps it: what is told of it, and its held-out predictions. `now` is in milliseconds since the epoch. */
export function describeRun(run: TrainedRun, column: string, trainedOn: Omit<TrainedOn, 'rows'>, settings: HeadVersionDetails['settings'], now: number): { readonly details: HeadVersionDetails; readonly heldOut: HeldOut } {
  const { metadata } = run.head;
  const metrics = metadata.metrics['held out'];
  if (metrics === undefined) throw new Error('the run was not judged');
  return {
    details: {
      column,
      trainedOn: { ...trainedOn, rows: run.report.trainingRows },
      backend: run.trainer,
      seed: metadata.seed,
      settings,
      notes: '',
      metrics,
      report: storedReport(run),
      createdAt: now,
      origin: 'trained',
    },
    heldOut: packHeldOut(heldOutRows(run.report, metadata.outOfScopeLabel)),
  };
}

/** The held-out answers of a report as they are kept with a version. */
export function heldOutRows({ answers, heldOutIds }: StudioReport, outOfScopeLabel: string | undefined): HeldOutRow[] {
  const nameOf = (label: number | undefined): string => (label === undefined || label === outOfScope ? (outOfScopeLabel ?? none) : (answers.labels[label] ?? none));
  return Array.from(heldOutIds, (row, at) => ({ row, label: nameOf(answers.truth[at]), predicted: nameOf(answers.predicted[at]), confidence: answers.confidence[at] ?? 0 }));
}

/** The answers that a version kept. */
export function answersOfVersion({ labels, rows, truth, predicted, confidence }: HeldOut, outOfScopeLabel: string | undefined): Answers {
  const named = Array.from(rows, (_, at) => ({ label: labels[truth[at] ?? 0] ?? none, predicted: labels[predicted[at] ?? 0] ?? none, confidence: confidence[at] ?? 0 }));
  return answersFromNames(named, [...labels].sort(), outOfScopeLabel ?? none);
}

/** Whether what was kept with a version is a report of this program. */
export function isStoredReport(value: unknown): value is StoredReport {
  const report = value as Partial<StoredReport> | null;
  return typeof report === 'object' && report?.format === 'tabdesk-report@1' && Array.isArray(report.beside) && Array.isArray(report.curve);
}

/** The report of a version, made of what was kept. */
export function reopenReport(heldOut: HeldOut, stored: StoredReport, outOfScopeLabel: string | undefined, seed: number): StudioReport {
  const answers = answersOfVersion(heldOut, outOfScopeLabel);
  const rows = Math.max(1, answers.truth.length);
  return {
    heldOutIds: Int32Array.from(heldOut.rows),
    trainingRows: stored.trainingRows,
    answers,
    judgement: judge(answers, { random: seededRandom(seed), resamples: Math.max(100, Math.min(500, Math.floor(mostDrawn / rows))) }),
    reliability: stored.reliability,
    coverage: pickPoints(drawCoverage(answers)),
    outOfScope: reopenCurve(stored.outOfScope),
    beside: stored.beside,
    comparison: stored.comparison === null ? null : { ...stored.comparison, changed: [] },
    notes: stored.notes,
  };
}
