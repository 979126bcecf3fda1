/** What became of one draft; the part of it that is counted. */
export interface CountedOutcome {
  readonly ticketId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly intent: string;
  readonly source: string;
  readonly templateId?: string;
  readonly outcome: 'accepted' | 'edited' | 'rejected';
  /** Share of the words that changed, 0..1. */
  readonly distance: number;
}

export interface OutcomeCount {
  readonly total: number;
  readonly accepted: number;
  readonly edited: number;
  readonly rejected: number;
  /** Of the edited ones; null where none was. */
  readonly medianDistance: number | null;
}

export interface OutcomeGroup<Outcome extends CountedOutcome = CountedOutcome> extends OutcomeCount {
  /** The intent, or the source. */
  readonly key: string;
  /** Newest first. */
  readonly outcomes: readonly Outcome[];
}

export interface OutcomeReport<Outcome extends CountedOutcome = CountedOutcome> {
  readonly all: OutcomeCount;
  /** Most drafts first; of equal ones by name. */
  readonly byIntent: readonly OutcomeGroup<Outcome>[];
  readonly bySource: readonly OutcomeGroup<Outcome>[];
  readonly rewritten: readonly RewrittenTemplate[];
}

/** A template whose drafts are seldom sent as they are. */
export interface RewrittenTemplate extends OutcomeCount {
  readonly templateId: string;
  /** Why, in words. */
  readonly reason: string;
}

/** From this many drafts on something is said of a template, and from this many edits on of how much of it they change. */
const fewestUses = 5;
const fewestEdits = 3;
const changedMuch = 0.3;

/**
 * Counts what became of drafts since `since` (milliseconds since the epoch; `-Infinity` for all): per intent, per source, and the
 * templates to look at, worst first. A template is pointed out from five drafts on, when more than half of them were edited or
 * not used, or when edits (three at least) change 30% of the words or more in the median.
 */
export function countOutcomes<Outcome extends CountedOutcome>(outcomes: readonly Outcome[], since: number): OutcomeReport<Outcome> {
  const counted = outcomes.filter(({ at }) => at >= since).sort((a, b) => b.at - a.at);
  return {
    all: countOf(counted),
    byIntent: groupBy(counted, ({ intent }) => intent),
    bySource: groupBy(counted, ({ source }) => source),
    rewritten: groupBy(counted, ({ templateId }) => templateId).flatMap(pointOut).sort((a, b) => changedShare(b) - changedShare(a)),
  };
}

function groupBy<Outcome extends CountedOutcome>(outcomes: readonly Outcome[], keyOf: (outcome: Outcome) => string | undefined): OutcomeGroup<Outcome>[] {
  const groups = new Map<string, Outcome[]>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group) group.push(outcome);
    else groups.set(key, [outcome]);
  }
  return [...groups].map(([key, group]) => ({ key, outcomes: group, ...countOf(group) })).sort((a, b) => b.total - a.total || a.key.localeCompare(b.key));
}

function countOf(outcomes: readonly CountedOutcome[]): OutcomeCount {
  const of = (wanted: CountedOutcome['outcome']): number => outcomes.filter(({ outcome }) => outcome === wanted).length;
  const distances = outcomes.flatMap(({ outcome, distance }) => (outcome === 'edited' ? [distance] : []));
  return { total: outcomes.length, accepted: of('accepted'), edited: of('edited'), rejected: of('rejected'), medianDistance: median(distances) };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function changedShare({ edited, rejected, total }: OutcomeCount): number {
  return (edited + rejected) / total;
}

function pointOut(group: OutcomeGroup): RewrittenTemplate[] {
  const { key: templateId, total, accepted, edited, rejected, medianDistance } = group;
  if (total < fewestUses) return [];
  const often = changedShare(group) > 0.5;
  const much = edited >= fewestEdits && medianDistance !== null && medianDistance >= changedMuch;
  if (!often && !much) return [];
  const were = (count: number, done: string): string[] => (count === 0 ? [] : [`${count} ${count === 1 ? 'was' : 'were'} ${done}`]);
  const parts = [...were(edited, 'edited'), ...were(rejected, 'not used')];
  const sayOften = `Of ${total} drafts ${parts.join(' and ')}.`;
  const sayMuch = much ? ` Half of the edits change ${Math.round(medianDistance * 100)}% of the words or more.` : '';
  return [{ templateId, total, accepted, edited, rejected, medianDistance, reason: sayOften + sayMuch }];
}
