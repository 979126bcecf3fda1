import type { CoveragePoint } from './coverage.ts';
import type { Judgement, LabelJudgement } from './judge.ts';
import type { OutOfScopePoint } from './out-of-scope-curve.ts';
import type { Figure } from './proportion-bounds.ts';

/** What a model card is written from. What is left out is not written about, or said to be unknown. */
export interface ModelCardFacts {
  readonly name: string;
  readonly version: string;
  /** What the labels say of a request: "intent", "product" … */
  readonly kind: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly trainer: string;
  readonly backend?: string;
  readonly seed: number;
  readonly checksum: string;
  readonly notes?: string;
  readonly data: {
    readonly name?: string;
    readonly hash: string;
    readonly trainingRows: number;
    readonly labels: readonly { readonly label: string; readonly rows: number }[];
    /** What was found when the data were checked, in words (check-dataset.ts). */
    readonly findings?: readonly string[];
    /** Share of rows whose label is likely wrong, 0..1 (find-label-errors.ts). */
    readonly expectedWrong?: number;
  };
  /** How the rows it is judged on were chosen: "20% held out, near-duplicates kept together". */
  readonly heldOut: string;
  /** Null where it was not judged. */
  readonly judgement: Judgement | null;
  /** Figures of others on the same rows. */
  readonly baselines?: readonly { readonly name: string; readonly accuracy: Figure | null; readonly macroF1: Figure | null }[];
  /** Sentences, the most confused pair first (confusion.ts). */
  readonly confusions?: readonly string[];
  /** Expected calibration error before and after calibration, 0..1. */
  readonly calibration?: { readonly before?: number; readonly after: number };
  /** What may be automated at accepted errors. */
  readonly coverage?: readonly { readonly acceptedError: number; readonly point: CoveragePoint | null }[];
  readonly outOfScope?: OutOfScopePoint;
}

const weakestAtMost = 10;
const smallRows = 10;

/**
 * A model card (Mitchell et al. 2019) in Markdown: what the model is, what it was trained on, how it did on held-out rows with
 * intervals, what it confuses, how far its confidence can be trusted, and what that leaves it unfit for. Limits follow from the
 * figures alone. Labels and other given texts are escaped, so that none of them becomes a heading, a link or markup.
 */
export function writeModelCard(facts: ModelCardFacts): string {
  const parts = [
    [`# ${plain(facts.name)} ${plain(facts.version)}`, aboutModel(facts)],
    ['## Use', use(facts)],
    ['## Data', data(facts)],
    ['## How well it does', figures(facts)],
    ['## What it confuses', (facts.confusions ?? []).slice(0, weakestAtMost).map((line) => `- ${plain(line)}`).join('\n')],
    ['## How far its confidence can be trusted', trust(facts)],
    ['## Limits', limits(facts).map((line) => `- ${line}`).join('\n')],
    ['## Notes', plain(facts.notes ?? '')],
  ];
  const written = parts.filter(([, text]) => text !== undefined && text !== '').map(([heading, text]) => `${heading ?? ''}\n\n${text ?? ''}\n`);
  return written.join('\n');
}

/**
 * A text on one line with everything escaped that Markdown or HTML would read as markup where it stands: within a line, at the
 * beginning of one or of a list's point, and in a table's cell. Dates, versions and plain sentences stay as they are.
 */
function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, ' ')
    .trim()
    .replace(/[\\`*_[\]#|<>&~@$]/g, '\\$&')
    .replace(/^[-+=]|-(?=-)|(?<=-)-/g, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    // "www.example.com" and "https://…" would become links, ":name:" a picture.
    .replace(/(?<=\p{L})\.(?=[\p{L}\p{N}])|:(?=[^\s\d])/gu, '\\$&');
}

function aboutModel({ kind, createdAt, trainer, backend, seed, checksum, data }: ModelCardFacts): string {
  return table([
    ['What it says of a request', plain(kind)],
    ['Labels', String(data.labels.length)],
    ['Made', plain(createdAt)],
    ['Trainer', plain(trainer)],
    ...(backend === undefined ? [] : [['Backend', plain(backend)] as const]),
    ['Seed', String(seed)],
    ['Checksum of the weights', plain(checksum)],
  ]);
}

function use({ kind, data }: ModelCardFacts): string {
  return `It gives a support request one of ${data.labels.length} labels (${plain(kind)}) with a confidence. It is meant for requests like those it was trained on, and for suggestions that a person can correct; what it may decide alone is said below.`;
}

function data({ data: { name, hash, trainingRows, labels, findings = [], expectedWrong } }: ModelCardFacts): string {
  const sizes = labels.map(({ rows }) => rows);
  const rows = [
    ...(name === undefined ? [] : [['Data set', plain(name)] as const]),
    ['Training rows', number(trainingRows)],
    ...(sizes.length > 0 ? [['Rows a label, fewest to most', `${number(sizes.reduce((a, b) => Math.min(a, b)))} to ${number(sizes.reduce((a, b) => Math.max(a, b)))}`] as const] : []),
    ['Hash of the data', plain(hash)],
    ...(expectedWrong === undefined ? [] : [['Labels likely wrong, estimated', percent(expectedWrong)] as const]),
  ] as const;
  const found = findings.map((line) => `- ${plain(line)}`).join('\n');
  return table(rows) + (found === '' ? '' : `\n\nFound when the data were checked:\n\n${found}`);
}

function figures({ judgement, heldOut, baselines = [] }: ModelCardFacts): string {
  if (!judgement || judgement.rows === 0) return 'It has not been judged on rows that it was not trained on. Nothing is known of how well it does.';
  const level = `${Math.round(judgement.level * 100)}%`;
  const head = `Judged on ${number(judgement.rows)} rows that it was not trained on (${plain(heldOut)}). In brackets: ${level} intervals, from resampling these rows, exact ones where all or none were right.`;
  const models = [
    ['Model', 'Accuracy', 'Macro-F1'],
    ['This model', figure(judgement.accuracy), figure(judgement.macroF1)],
    ...baselines.map(({ name, accuracy, macroF1 }) => [plain(name), figure(accuracy), figure(macroF1)]),
  ];
  const known = judgement.labels.filter((each) => each.f1 !== null);
  const weakest = [...known].sort((a, b) => (a.f1?.value ?? 0) - (b.f1?.value ?? 0)).slice(0, weakestAtMost);
  const title = known.length > weakest.length ? `The ${weakest.length} weakest of ${known.length} labels` : 'By label';
  const rows = weakest.map((each: LabelJudgement) => [plain(each.label ?? ''), String(each.support), figure(each.precision), figure(each.recall), figure(each.f1)]);
  return `${head}\n\n${grid(models)}\n\n${title}:\n\n${grid([['Label', 'Rows', 'Precision', 'Recall', 'F1'], ...rows])}`;
}

function trust({ calibration, coverage = [], outOfScope }: ModelCardFacts): string {
  const lines: string[] = [];
  if (calibration) {
    const before = calibration.before === undefined ? '' : `, ${percent(calibration.before)} before calibration`;
    lines.push(`Expected calibration error: ${percent(calibration.after)}${before}.`);
  }
  for (const { acceptedError, point } of coverage) {
    lines.push(
      point
        ? `With at most ${percent(acceptedError)} wrong answers accepted, ${percent(point.coverage)} of requests can be answered without a person, at a confidence of ${point.threshold.toFixed(3)} or more (${point.wrongRows} of ${number(point.coveredRows)} such held-out rows were wrong, which puts the true share at ${percent(point.errorBound)} or less).`
        : `With at most ${percent(acceptedError)} wrong answers accepted, nothing can be promised to be answered without a person.`,
    );
  }
  if (outOfScope?.recall) {
    lines.push(`Of requests that fit no label, ${figure(outOfScope.recall)} are found, at the cost of ${(outOfScope.accuracyLost * 100).toFixed(1)} points of accuracy on those that do.`);
  }
  return lines.map((line) => `- ${line}`).join('\n');
}

function limits({ data: { labels }, judgement, outOfScope, calibration }: ModelCardFacts): string[] {
  const lines: string[] = [];
  const small = labels.filter(({ rows }) => rows < smallRows).length;
  if (small > 0) lines.push(`${small} of ${labels.length} labels ${small === 1 ? 'was' : 'were'} learned from fewer than ${smallRows} rows.`);
  if (judgement && judgement.rows > 0) {
    const unjudged = judgement.labels.filter(({ support }) => support === 0).length;
    if (unjudged > 0) lines.push(`${unjudged} of ${judgement.labels.length} labels ${unjudged === 1 ? 'has' : 'have'} no held-out rows: nothing is known of ${unjudged === 1 ? 'it' : 'them'}.`);
    const unsure = judgement.labels.filter(({ support }) => support > 0 && support < smallRows).length;
    if (unsure > 0) lines.push(`${unsure} of ${judgement.labels.length} labels ${unsure === 1 ? 'was' : 'were'} judged on fewer than ${smallRows} rows: see how wide the intervals are.`);
  }
  if (!calibration) lines.push('How well its confidence fits its accuracy was not measured.');
  if (!outOfScope?.recall) lines.push('How it does on requests that fit no label was not measured: it gives them one of its labels.');
  lines.push('Requests in other languages, of other products or of a later time than its data were not part of the figures above.');
  return lines;
}

function table(rows: readonly (readonly [string, string])[]): string {
  return grid([['', ''], ...rows]);
}

function grid([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function number(value: number): string {
  return value.toLocaleString('en');
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

function figure(told: Figure | null): string {
  return told === null ? 'not known' : `${percent(told.value)} (${percent(told.low)} to ${percent(told.high)})`;
}
