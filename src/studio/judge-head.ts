import { calibrateScores, uncalibrated } from '../classifier/calibrate.ts';
import type { Head } from '../classifier/create-head.ts';
import { seededRandom } from '../classifier/seeded-random.ts';
import { compareModels, type ModelComparison } from '../evaluation/compare-models.ts';
import { drawCoverage, pickPoints } from '../evaluation/coverage.ts';
import { judge } from '../evaluation/judge.ts';
import { drawOutOfScope, type OutOfScopeCurve } from '../evaluation/out-of-scope-curve.ts';
import { measureReliability } from '../evaluation/reliability.ts';
import { answersFromNames, type Answers } from '../evaluation/scored-rows.ts';
import type { LabelledSet } from './labelled-set.ts';
import type { StudioReport } from './studio-job.ts';

/** What a head answers to rows, three ways. */
export interface HeadAnswers {
  /** As triage would have it: calibrated, with the threshold of out of scope. */
  readonly decided: Answers;
  /** The best label in scope of each row, however unsure: what a threshold is chosen by. */
  readonly forced: Answers;
  /** `forced` with the scores as they come, before calibration. */
  readonly uncalibrated: Answers;
}

const noLabel = '\0none';

/** Answers of a head to the rows of a set; `embeddings` has one vector a row where the head reads them. */
export function answerRows(head: Head, set: LabelledSet, embeddings: readonly Float32Array[] | null): HeadAnswers {
  const { labels } = head.metadata;
  const own = head.metadata.outOfScopeLabel ?? set.outOfScopeLabel;
  const none = own ?? noLabel;
  const inScope = [...labels.keys()].filter((k) => labels[k] !== none);
  const rows = set.texts.map((text, at) => {
    const scores = head.scores(head.vectorise(text), embeddings?.[at]);
    const decided = head.decide(scores);
    const raw = calibrateScores(scores.slice(), uncalibrated);
    const sure = calibrateScores(scores, head.metadata.calibration);
    const best = inScope.reduce((most, k) => ((sure[k] ?? 0) > (sure[most] ?? -1) ? k : most), inScope[0] ?? 0);
    const label = set.labels[at] === set.outOfScopeLabel ? none : (set.labels[at] ?? '');
    return {
      label,
      decided: decided.outOfScope ? none : decided.label,
      confidence: decided.confidence,
      forced: labels[best] ?? none,
      sure: sure[best] ?? 0,
      raw: raw[best] ?? 0,
    };
  });
  const named = [...labels];
  const answers = (pick: (row: (typeof rows)[number]) => { readonly predicted: string; readonly confidence: number }): Answers =>
    answersFromNames(rows.map((row) => ({ label: row.label, ...pick(row) })), named, none);
  return {
    decided: answers((row) => ({ predicted: row.decided, confidence: row.confidence })),
    forced: answers((row) => ({ predicted: row.forced, confidence: row.sure })),
    uncalibrated: answers((row) => ({ predicted: row.forced, confidence: row.raw })),
  };
}

/** What the answers to held-out rows say of a head; `current` are another head's to the same rows. */
export function reportOn(answers: HeadAnswers, current: Answers | null, seed: number): Omit<StudioReport, 'heldOutIds' | 'trainingRows' | 'beside' | 'notes'> {
  const { decided, forced } = answers;
  const compared = current === null ? null : compareModels(current, decided, { random: seededRandom(seed) });
  const comparison: ModelComparison | null = compared?.ok === true ? compared.value : null;
  const outOfScope: OutOfScopeCurve | null = forced.truth.includes(-1) ? drawOutOfScope(forced) : null;
  return {
    answers: decided,
    judgement: judge(decided, { random: seededRandom(seed) }),
    reliability: { before: measureReliability(answers.uncalibrated), after: measureReliability(forced) },
    coverage: pickPoints(drawCoverage(forced)),
    outOfScope,
    comparison,
  };
}
