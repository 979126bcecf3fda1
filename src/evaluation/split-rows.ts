/** Rows to train on and rows to judge by. Each row is in exactly one of them; row numbers ascend. */
export interface RowSplit {
  readonly training: Int32Array;
  readonly heldOut: Int32Array;
  /** Labels that can not be judged, since all their rows are training rows. */
  readonly onlyTraining: readonly UnjudgedLabel[];
}

export interface UnjudgedLabel {
  readonly label: string;
  readonly rows: number;
  /** All its rows are nearly the same, or they are in groups with rows of other labels that can not be parted otherwise. */
  readonly reason: 'one-group' | 'tied-to-others';
}

/**
 * Holds out about `share` (0..1) of the rows of every label, and keeps the rows of a group (`groups`: a number a row, see
 * group-alike.ts) on one side, so that no held-out row has a near copy among the training rows. Every label keeps training rows, and
 * every label with two groups or more has held-out rows, unless groups with several labels leave no such split; what could not be
 * held out is named. `random` yields numbers in [0, 1) from a seed. For k folds with groups there is classifier/deal-folds.ts.
 * O(rows + groups × labels in a group).
 */
export function splitRows(labels: readonly string[], groups: Int32Array, share: number, random: () => number): RowSplit {
  if (!(share > 0 && share < 1)) throw new RangeError('the held-out share lies between 0 and 1');
  if (groups.length !== labels.length) throw new RangeError(`${groups.length} group numbers for ${labels.length} rows`);
  const { byLabel, labelsOf, sizes } = countGroups(labels, groups);
  const heldGroups = new Set<number>();
  const held = new Map<string, number>();
  const inTraining = new Map([...byLabel].map(([label, list]) => [label, list.length]));

  const mayHold = (group: number): boolean => !heldGroups.has(group) && [...(labelsOf.get(group)?.keys() ?? [])].every((label) => (inTraining.get(label) ?? 0) > 1);
  const hold = (group: number): void => {
    heldGroups.add(group);
    for (const [label, rows] of labelsOf.get(group) ?? []) {
      inTraining.set(label, (inTraining.get(label) ?? 0) - 1);
      held.set(label, (held.get(label) ?? 0) + rows);
    }
  };

  // The label with the fewest groups has the least choice, and chooses first.
  const order = [...byLabel.keys()].sort((a, b) => (byLabel.get(a)?.length ?? 0) - (byLabel.get(b)?.length ?? 0) || (a < b ? -1 : 1));
  for (const label of order) {
    const own = byLabel.get(label) ?? [];
    if (own.length < 2) continue;
    const target = share * own.reduce((sum, group) => sum + (labelsOf.get(group)?.get(label) ?? 0), 0);
    for (const group of shuffled(own, random)) {
      const now = held.get(label) ?? 0;
      const rows = labelsOf.get(group)?.get(label) ?? 0;
      // Taken when it brings the label nearer to its share.
      if (now < target && now + rows - target < target - now && mayHold(group)) hold(group);
    }
    if ((held.get(label) ?? 0) > 0) continue;
    const smallest = own.filter(mayHold).sort((a, b) => (sizes.get(a) ?? 0) - (sizes.get(b) ?? 0) || a - b)[0];
    if (smallest !== undefined) hold(smallest);
  }

  const training: number[] = [];
  const heldOut: number[] = [];
  groups.forEach((group, row) => (heldGroups.has(group) ? heldOut : training).push(row));
  const onlyTraining = [...byLabel]
    .filter(([label]) => (held.get(label) ?? 0) === 0)
    .map(([label, own]): UnjudgedLabel => {
      const rows = own.reduce((sum, group) => sum + (labelsOf.get(group)?.get(label) ?? 0), 0);
      return { label, rows, reason: own.length < 2 ? 'one-group' : 'tied-to-others' };
    });
  return { training: Int32Array.from(training), heldOut: Int32Array.from(heldOut), onlyTraining };
}

interface GroupCounts {
  /** Groups that have rows of a label. */
  readonly byLabel: Map<string, number[]>;
  /** Rows of each label in a group. */
  readonly labelsOf: Map<number, Map<string, number>>;
  readonly sizes: Map<number, number>;
}

function countGroups(labels: readonly string[], groups: Int32Array): GroupCounts {
  const byLabel = new Map<string, number[]>();
  const labelsOf = new Map<number, Map<string, number>>();
  const sizes = new Map<number, number>();
  labels.forEach((label, row) => {
    const group = groups[row] ?? 0;
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
    let counts = labelsOf.get(group);
    if (!counts) labelsOf.set(group, (counts = new Map<string, number>()));
    const known = counts.get(label);
    counts.set(label, (known ?? 0) + 1);
    if (known !== undefined) return;
    const list = byLabel.get(label);
    if (list) list.push(group);
    else byLabel.set(label, [group]);
  });
  return { byLabel, labelsOf, sizes };
}

/** In a random order (Fisher-Yates). */
function shuffled(list: readonly number[], random: () => number): number[] {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}
