import { seededRandom, shuffle } from './seeded-random.ts';

/**
 * A fold number for each row, so that every fold has its share of every label and the rows of one group stay together.
 * Without groups every row is a group of its own.
 */
export function dealFolds(labels: readonly string[], folds: number, seed: number, groups?: readonly string[]): Int32Array {
  const members = new Map<string, number[]>();
  labels.forEach((_, row) => {
    const key = groups?.[row] ?? `row ${row}`;
    const known = members.get(key);
    if (known) known.push(row);
    else members.set(key, [row]);
  });
  const byLabel = new Map<string, number[][]>();
  for (const rows of members.values()) {
    const label = labels[rows[0] ?? 0] ?? '';
    const known = byLabel.get(label);
    if (known) known.push(rows);
    else byLabel.set(label, [rows]);
  }
  const random = seededRandom(seed);
  const result = new Int32Array(labels.length);
  const total = new Int32Array(folds);
  for (const label of [...byLabel.keys()].sort()) {
    const sizes = new Int32Array(folds);
    const dealt = shuffle(byLabel.get(label) ?? [], random).sort((a, b) => b.length - a.length);
    for (const rows of dealt) {
      let fold = 0;
      for (let f = 1; f < folds; f++) {
        const gap = (sizes[f] ?? 0) - (sizes[fold] ?? 0) || (total[f] ?? 0) - (total[fold] ?? 0);
        if (gap < 0) fold = f;
      }
      sizes[fold] = (sizes[fold] ?? 0) + rows.length;
      total[fold] = (total[fold] ?? 0) + rows.length;
      for (const row of rows) result[row] = fold;
    }
  }
  return result;
}
