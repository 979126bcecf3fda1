import { checkDataset, type Finding } from '../evaluation/check-dataset.ts';
import { findLabelErrors } from '../evaluation/find-label-errors.ts';
import { groupAlike } from '../evaluation/group-alike.ts';
import { answersOf, outOfScope } from '../evaluation/scored-rows.ts';
import { foldForLikeness } from '../text/shingle-texts.ts';
import type { PreparedSet } from './prepare-rows.ts';
import { scoreOutOfFold } from './score-out-of-fold.ts';
import type { LearnStep } from './studio-job.ts';

/** A row whose label is likely wrong, for a person to look at. */
export interface SuspectRow {
  /** Number of the row in its dataset. */
  readonly id: number;
  readonly text: string;
  readonly given: string;
  readonly suggested: string;
  /** Probabilities of the two, by a model that has not seen the row. */
  readonly givenProbability: number;
  readonly suggestedProbability: number;
}

/** Something to know about the rows of a set, in words, with its cases; rows by their numbers in the dataset. */
export interface LabelFinding {
  readonly kind: Finding['kind'] | 'near-copies-labelled-differently';
  readonly severity: Finding['severity'];
  readonly message: string;
  readonly rows: number;
  /** The largest first, 200 at most. */
  readonly cases: readonly { readonly labels: readonly string[]; readonly ids: Int32Array }[];
}

export interface LabelFindings {
  readonly rows: number;
  readonly labels: number;
  /** The surest first, 2,000 at most. */
  readonly suspects: readonly SuspectRow[];
  readonly suspected: number;
  /** Share of the judged rows that likely have a wrong label, 0..1; null where no row could be judged. */
  readonly expectedWrong: number | null;
  /** Share of the judged rows whose label a model would give that has not seen them. */
  readonly agreed: number | null;
  /** Labels between which rows are likely mixed up, most first. */
  readonly mixedUp: readonly { readonly given: string; readonly truth: string; readonly rows: number }[];
  readonly findings: readonly LabelFinding[];
  /** What a reader should know of how it was looked: bounds, labels that could not be judged. */
  readonly notes: readonly string[];
}

const mostSuspects = 2_000;
const mostCases = 200;
const mostPairs = 12;

const number = (value: number): string => value.toLocaleString('en-GB');

/**
 * Looks over the labels of a set: rows whose label is likely wrong (confident learning over out-of-fold probabilities), near-copies
 * that are labelled differently, and what `checkDataset` finds. Changes nothing. The same set and seed find the same.
 */
export function examineLabels(prepared: PreparedSet, seed: number, report: (step: LearnStep) => void): LabelFindings {
  const { set } = prepared;
  const idsOf = (rows: ArrayLike<number>): Int32Array => Int32Array.from(rows, (row) => set.ids[row] ?? -1);
  const alike = set.groups === null ? prepared.groups : groupAlike(set.texts);
  const checks = checkDataset({ texts: set.texts, labels: set.labels, groups: alike });
  const copies = copiesLabelledDifferently(set.texts, set.labels, alike);
  const findings = [...checks.map((each) => ({ ...each, rows: each.rows.length })), ...(copies === null ? [] : [copies])].map(({ kind, severity, message, rows, cases }): LabelFinding => ({
    kind, severity, message, rows,
    cases: cases.slice(0, mostCases).map(({ labels, rows: own }) => ({ labels, ids: idsOf(own) })),
  }));

  const names = new Set(set.labels);
  const base = { rows: set.texts.length, labels: names.size, findings };
  const found = scoreOutOfFold(prepared, seed, report);
  const judged = found === null ? 0 : found.scored.truth.reduce((sum, label) => sum + (label === outOfScope ? 0 : 1), 0);
  if (found === null || judged === 0) {
    return { ...base, suspects: [], suspected: 0, expectedWrong: null, agreed: null, mixedUp: [], notes: ['There are too few different texts to judge any label by the others. Add rows.'] };
  }
  const { places, scored, oneFold, learnt, learnable } = found;
  const errors = findLabelErrors(scored);
  const nameOf = (label: number): string => scored.labels[label] ?? '';
  const { predicted } = answersOf(scored);
  const agreed = scored.truth.reduce((sum, label, at) => sum + (label !== outOfScope && predicted[at] === label ? 1 : 0), 0);
  const notJudged = [...new Set([...oneFold, ...errors.notJudged.map(nameOf)])];
  const notes: string[] = [];
  if (places.length < set.texts.length) notes.push(`With so many labels, ${number(places.length)} of the ${number(set.texts.length)} rows were looked at: a fair share of each label.`);
  if (learnt < learnable) notes.push(`To end soon, each of the models that judged the rows learnt from ${number(learnt)} of ${number(learnable)} rows, a fair share of each label. A model that learnt from all of them might suspect fewer.`);
  if (notJudged.length > 0) {
    const told = notJudged.slice(0, 3).map((label) => `“${label}”`).join(', ');
    notes.push(`Too few different texts to judge the rows of ${told}${notJudged.length > 3 ? ` and ${number(notJudged.length - 3)} more labels` : ''}.`);
  }
  return {
    ...base,
    suspects: errors.suspects.slice(0, mostSuspects).map(({ row, given, suggested, givenProbability, suggestedProbability }) => {
      const place = places[row] ?? 0;
      return { id: set.ids[place] ?? -1, text: set.texts[place] ?? '', given: nameOf(given), suggested: nameOf(suggested), givenProbability, suggestedProbability };
    }),
    suspected: errors.suspects.length,
    expectedWrong: errors.expectedWrong,
    agreed: agreed / judged,
    mixedUp: errors.mixedUp.slice(0, mostPairs).map(({ given, truth, rows }) => ({ given: nameOf(given), truth: nameOf(truth), rows })),
    notes,
  };
}

/** Texts that are nearly, not quite, the same and stand under different labels; the quite equal ones `checkDataset` tells. */
function copiesLabelledDifferently(texts: readonly string[], labels: readonly string[], groups: Int32Array) {
  const members = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const known = members.get(group);
    if (known) known.push(row);
    else members.set(group, [row]);
  });
  const cases = [...members.values()].flatMap((rows) => {
    const own = [...new Set(rows.map((row) => labels[row] ?? ''))];
    if (own.length < 2) return [];
    const folded = rows.map((row) => foldForLikeness(texts[row] ?? ''));
    return new Set(folded).size < 2 ? [] : [{ labels: own, rows: Int32Array.from(rows) }];
  });
  if (cases.length === 0) return null;
  cases.sort((a, b) => b.rows.length - a.rows.length || (a.rows[0] ?? 0) - (b.rows[0] ?? 0));
  return {
    kind: 'near-copies-labelled-differently',
    severity: 'warns',
    message: `${number(cases.length)} ${cases.length === 1 ? 'group' : 'groups'} of texts that say nearly the same, under different labels. The labels may overlap, or some are wrong.`,
    rows: cases.reduce((sum, { rows }) => sum + rows.length, 0),
    cases,
  } as const;
}
