import Papa from 'papaparse';

interface Row {
  readonly text: string;
  readonly intent: string;
  readonly group: string;
}

/**
 * So many rows of the labelled requests (CSV with text, intent and group), as CSV: each intent has the share it has among all, and its
 * rows are spread evenly over those in the file, since neighbours there were written in one go. The same file gives the same rows.
 */
export function pickSample(csv: string, wanted: number): string {
  const { data: rows } = Papa.parse<Row>(csv, { header: true, skipEmptyLines: true });
  const byIntent = new Map<string, number[]>();
  rows.forEach(({ intent }, at) => {
    const places = byIntent.get(intent);
    if (places) places.push(at);
    else byIntent.set(intent, [at]);
  });
  const shares = Array.from(byIntent, ([, places]) => ({ places, exact: (places.length * Math.min(wanted, rows.length)) / rows.length }));
  let left = Math.min(wanted, rows.length) - shares.reduce((sum, { exact }) => sum + Math.floor(exact), 0);
  // What rounding leaves over goes to those that lost most by it.
  const byLoss = shares.toSorted((a, b) => (b.exact % 1) - (a.exact % 1));
  const kept = byLoss.flatMap(({ places, exact }) => {
    const take = Math.floor(exact) + (left-- > 0 ? 1 : 0);
    return Array.from({ length: take }, (_, at) => places[Math.floor((at * places.length) / take)] ?? 0);
  });
  const picked = kept.sort((a, b) => a - b).flatMap((at) => rows[at] ?? []);
  return `${Papa.unparse(picked, { newline: '\n', columns: ['text', 'intent', 'group'] })}\n`;
}
