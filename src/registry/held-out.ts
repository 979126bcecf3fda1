import { failure, success, type Outcome } from '../tickets/outcome.ts';

/**
 * What a head answered for rows it had not seen: row `rows[i]` of the dataset is labelled `labels[truth[i]]`, the answer was
 * `labels[predicted[i]]` with this confidence (0..1). By ascending row id; ids mean the same in all datasets of one hash, and in all
 * versions of one dataset. 12 bytes a row.
 */
export interface HeldOut {
  readonly labels: readonly string[];
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly truth: Uint16Array<ArrayBuffer>;
  readonly predicted: Uint16Array<ArrayBuffer>;
  readonly confidence: Float32Array<ArrayBuffer>;
}

export interface HeldOutRow {
  readonly row: number;
  readonly label: string;
  readonly predicted: string;
  readonly confidence: number;
}

/** A row that two heads answered differently. */
export interface ChangedPrediction {
  readonly row: number;
  /** Its label when the second was judged. */
  readonly label: string;
  readonly before: { readonly predicted: string; readonly confidence: number };
  readonly after: { readonly predicted: string; readonly confidence: number };
  /** `relabelled`: its label differs between the two, so right and wrong can't be compared. */
  readonly verdict: 'fixed' | 'broken' | 'still-wrong' | 'relabelled';
}

export interface HeldOutComparison {
  /** Rows that both answered. */
  readonly shared: number;
  readonly onlyBefore: number;
  readonly onlyAfter: number;
  readonly bothRight: number;
  readonly bothWrong: number;
  readonly fixed: number;
  readonly broken: number;
  readonly relabelled: number;
  /** Every shared row whose answer differs, by row. */
  readonly changed: readonly ChangedPrediction[];
}

/** Labels that a code of 16 bits can tell apart. */
const mostLabels = 65_535;

/** Packs held-out answers. Throws where a row comes twice or there are more than 65,535 labels: bugs of the caller. */
export function packHeldOut(given: readonly HeldOutRow[]): HeldOut {
  const sorted = given.toSorted((a, b) => a.row - b.row);
  const codes = new Map<string, number>();
  const codeOf = (label: string): number => {
    let code = codes.get(label);
    if (code === undefined) codes.set(label, (code = codes.size));
    return code;
  };
  const rows = Uint32Array.from(sorted, ({ row }) => row);
  if (rows.some((row, at) => at > 0 && row === rows[at - 1])) throw new Error('a held-out row comes twice');
  const truth = Uint16Array.from(sorted, ({ label }) => codeOf(label));
  const predicted = Uint16Array.from(sorted, (each) => codeOf(each.predicted));
  if (codes.size > mostLabels) throw new Error(`${codes.size} labels are more than ${mostLabels}`);
  return { labels: [...codes.keys()], rows, truth, predicted, confidence: Float32Array.from(sorted, ({ confidence }) => confidence) };
}

/** The answers one by one, by row: as `evaluate` and the curves take them. */
export function unpackHeldOut({ labels, rows, truth, predicted, confidence }: HeldOut): HeldOutRow[] {
  return Array.from(rows, (row, at) => ({ row, label: labels[truth[at] ?? 0] ?? '', predicted: labels[predicted[at] ?? 0] ?? '', confidence: confidence[at] ?? 0 }));
}

/** Whether the rows of two heads' held-out answers mean the same: trained on data of one hash, or on versions of one dataset. */
export function isComparable(a: { readonly hash: string; readonly root: string | null }, b: { readonly hash: string; readonly root: string | null }): boolean {
  return (a.hash !== '' && a.hash === b.hash) || (a.root !== null && a.root === b.root);
}

/** Compares what two heads answered, over the rows that both did; only for heads that are `isComparable`. One pass. */
export function compareHeldOut(before: HeldOut, after: HeldOut): HeldOutComparison {
  const earlier = new Map(unpackHeldOut(before).map((each) => [each.row, each]));
  const counts = { shared: 0, bothRight: 0, bothWrong: 0, fixed: 0, broken: 0, relabelled: 0 };
  const changed: ChangedPrediction[] = [];
  for (const now of unpackHeldOut(after)) {
    const then = earlier.get(now.row);
    if (!then) continue;
    counts.shared += 1;
    const wasRight = then.predicted === then.label;
    const isRight = now.predicted === now.label;
    const verdict = then.label !== now.label ? 'relabelled' : isRight ? 'fixed' : wasRight ? 'broken' : 'still-wrong';
    if (verdict === 'relabelled') counts.relabelled += 1;
    else if (wasRight && isRight) counts.bothRight += 1;
    else if (verdict === 'still-wrong') counts.bothWrong += 1;
    else counts[verdict] += 1;
    if (then.predicted === now.predicted) continue;
    const answer = ({ predicted, confidence }: HeldOutRow) => ({ predicted, confidence });
    changed.push({ row: now.row, label: now.label, before: answer(then), after: answer(now), verdict });
  }
  return { ...counts, onlyBefore: before.rows.length - counts.shared, onlyAfter: after.rows.length - counts.shared, changed };
}

/** Whether a stored or imported value is sound: lengths agree, rows ascend, codes name labels, confidences are shares. */
export function isSoundHeldOut({ labels, rows, truth, predicted, confidence }: HeldOut): boolean {
  const { length } = rows;
  if (truth.length !== length || predicted.length !== length || confidence.length !== length || labels.length > mostLabels) return false;
  return rows.every(
    (row, at) =>
      (at === 0 || row > (rows[at - 1] ?? 0)) && (truth[at] ?? 0) < labels.length && (predicted[at] ?? 0) < labels.length && (confidence[at] ?? -1) >= 0 && (confidence[at] ?? 2) <= 1.000001,
  );
}

/*
 * held-out.bin, little-endian: "TDO1" · rows u32 · row ids u32 × rows · confidence f32 × rows · truth u16 × rows · predicted u16 × rows.
 * The labels stand beside it as JSON.
 */
const magic = 0x314f4454;
const bytesPerRow = 12;

export function encodeHeldOut({ rows, truth, predicted, confidence }: HeldOut): Uint8Array<ArrayBuffer> {
  const count = rows.length;
  const bytes = new Uint8Array(8 + count * bytesPerRow);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, count, true);
  for (let i = 0; i < count; i += 1) {
    view.setUint32(8 + i * 4, rows[i] ?? 0, true);
    view.setFloat32(8 + count * 4 + i * 4, confidence[i] ?? 0, true);
    view.setUint16(8 + count * 8 + i * 2, truth[i] ?? 0, true);
    view.setUint16(8 + count * 10 + i * 2, predicted[i] ?? 0, true);
  }
  return bytes;
}

/** Reads what `encodeHeldOut` wrote; fails, and never throws, for anything else. */
export function decodeHeldOut(bytes: Uint8Array, labels: readonly string[]): Outcome<HeldOut, 'corrupt'> {
  const corrupt = failure('corrupt', 'The held-out predictions of the model can not be read.');
  if (bytes.byteLength < 8) return corrupt;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(4, true);
  if (view.getUint32(0, true) !== magic || bytes.byteLength !== 8 + count * bytesPerRow) return corrupt;
  const made: HeldOut = { labels, rows: new Uint32Array(count), truth: new Uint16Array(count), predicted: new Uint16Array(count), confidence: new Float32Array(count) };
  for (let i = 0; i < count; i += 1) {
    made.rows[i] = view.getUint32(8 + i * 4, true);
    made.confidence[i] = view.getFloat32(8 + count * 4 + i * 4, true);
    made.truth[i] = view.getUint16(8 + count * 8 + i * 2, true);
    made.predicted[i] = view.getUint16(8 + count * 10 + i * 2, true);
  }
  return isSoundHeldOut(made) ? success(made) : corrupt;
}
