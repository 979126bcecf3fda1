import type { HeadMetrics, LabelMetrics } from '../classifier/head.ts';
import { headOrigins, type HeadVersionDetails } from './head-version.ts';

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function textOf(value: unknown, longest = 2000): string | null {
  return typeof value === 'string' && value.length <= longest ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Figures as `evaluate` makes them; null for anything else. */
function readMetrics(value: unknown): HeadMetrics | null {
  const fields = fieldsOf(value);
  const [accuracy, macroF1, ece, rows] = (['accuracy', 'macroF1', 'ece', 'rows'] as const).map((name) => numberOf(fields[name]));
  if (accuracy == null || macroF1 == null || ece == null || rows == null) return null;
  const labels: [string, LabelMetrics][] = [];
  for (const [label, own] of Object.entries(fieldsOf(fields.perLabel))) {
    const [precision, recall, f1, support] = (['precision', 'recall', 'f1', 'support'] as const).map((name) => numberOf(fieldsOf(own)[name]));
    if (precision == null || recall == null || f1 == null || support == null) return null;
    labels.push([label, { precision, recall, f1, support }]);
  }
  return { accuracy, macroF1, ece, rows, perLabel: Object.fromEntries(labels) };
}

/** details.json of a head's file; null where a part is missing or of another kind. Ids of another device mean nothing here and are left out. */
export function readDetails(text: string): { readonly details: HeadVersionDetails; readonly heldOutLabels: readonly string[] | null } | null {
  let fields: Fields;
  try {
    fields = fieldsOf(JSON.parse(text));
  } catch {
    return null;
  }
  const data = fieldsOf(fields.trainedOn);
  const [column, backend, notes, hash, name] = [textOf(fields.column, 200), textOf(fields.backend), textOf(fields.notes, 100_000), textOf(data.hash), textOf(data.name)];
  const [seed, createdAt, rows] = [numberOf(fields.seed), numberOf(fields.createdAt), numberOf(data.rows)];
  const metrics = readMetrics(fields.metrics);
  const origin = headOrigins.find((each) => each === fields.origin);
  if (column === null || backend === null || notes === null || hash === null || name === null || seed === null || createdAt === null || rows === null || !metrics || !origin) return null;
  // A time that no calendar has would fail where it is shown.
  if (Math.abs(createdAt) > 8.64e15) return null;
  const labels = fields.heldOutLabels;
  const areLabels = Array.isArray(labels) && labels.every((label) => typeof label === 'string');
  return {
    details: { column, trainedOn: { hash, name, rows, id: null, root: null }, backend, seed, settings: fieldsOf(fields.settings), notes, metrics, report: fields.report ?? null, createdAt, origin },
    heldOutLabels: areLabels ? labels : null,
  };
}
