import { failure, success, type Outcome } from '../tickets/outcome.ts';
import type { HeadWeights } from './head-weights.ts';

/*
 * weights.bin, little-endian:
 *   "TDH1" · features u32 · labels u32 · bytes of the bucket list u32
 *   largest idf f32 · largest row scale f32 · bias f32 × labels
 *   buckets, each as its distance from the one before, 7 bits a byte
 *   idf u8 × features (of the largest)
 *   row scale u16 × features (of the largest)
 *   weights i8 × features × labels (of the row's scale / 127)
 *   embedding weights f32 × dimension × labels, for a head that reads an embedding
 * One byte a weight with a scale a row loses no accuracy that could be measured and is a quarter of the size.
 */
const magic = 0x31484454;
const headerBytes = 24;

/** How the weights of one row are stored: rounded to what the file can hold. Training evaluates what it will ship. */
export function encodeWeights(weights: HeadWeights): Uint8Array<ArrayBuffer> {
  const features = weights.buckets.length;
  const labels = weights.bias.length;
  const dimension = labels > 0 ? weights.embedding.length / labels : 0;
  const deltas = encodeBuckets(weights.buckets);
  const size = headerBytes + labels * 4 + deltas.length + features * 3 + features * labels + weights.embedding.length * 4;
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  const maxIdf = weights.idf.reduce((top, value) => Math.max(top, value), 0);
  const scales = new Float64Array(features);
  for (let row = 0; row < features; row++) {
    let top = 0;
    for (let k = 0; k < labels; k++) top = Math.max(top, Math.abs(weights.weights[row * labels + k] ?? 0));
    scales[row] = top;
  }
  const maxScale = Math.fround(scales.reduce((top, value) => Math.max(top, value), 0));
  view.setUint32(0, magic, true);
  view.setUint32(4, features, true);
  view.setUint32(8, labels, true);
  view.setUint32(12, deltas.length, true);
  view.setFloat32(16, maxIdf, true);
  view.setFloat32(20, maxScale, true);
  let at = headerBytes;
  for (const value of weights.bias) {
    view.setFloat32(at, value, true);
    at += 4;
  }
  bytes.set(deltas, at);
  at += deltas.length;
  for (const value of weights.idf) bytes[at++] = maxIdf > 0 ? Math.round((value / maxIdf) * 255) : 0;
  for (let row = 0; row < features; row++) {
    // Rounded up, so that the largest weight of the row still fits into a byte.
    view.setUint16(at, maxScale > 0 ? Math.min(65535, Math.ceil(((scales[row] ?? 0) / maxScale) * 65535)) : 0, true);
    at += 2;
  }
  for (let row = 0; row < features; row++) {
    const stored = view.getUint16(headerBytes + labels * 4 + deltas.length + features + row * 2, true);
    const unit = ((stored / 65535) * maxScale) / 127;
    for (let k = 0; k < labels; k++) {
      const level = unit > 0 ? Math.round((weights.weights[row * labels + k] ?? 0) / unit) : 0;
      view.setInt8(at++, Math.max(-127, Math.min(127, level)));
    }
  }
  for (let i = 0; i < dimension * labels; i++) {
    view.setFloat32(at, weights.embedding[i] ?? 0, true);
    at += 4;
  }
  return bytes;
}

/** Reads what encodeWeights wrote, into `table` where it has the right length. Fails, and never throws, when the bytes are something else or cut off. */
export function decodeWeights(bytes: Uint8Array, table?: Float32Array): Outcome<HeadWeights, 'model-corrupt'> {
  const corrupt = (what: string): Outcome<HeadWeights, 'model-corrupt'> =>
    failure('model-corrupt', `The weights of the model can't be read: ${what}. Load the model again.`);
  if (bytes.byteLength < headerBytes) return corrupt('the file is too short');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) return corrupt('it is no file of weights');
  const features = view.getUint32(4, true);
  const labels = view.getUint32(8, true);
  const deltaBytes = view.getUint32(12, true);
  const maxIdf = view.getFloat32(16, true);
  const maxScale = view.getFloat32(20, true);
  const fixed = headerBytes + labels * 4 + deltaBytes + features * 3 + features * labels;
  const rest = bytes.byteLength - fixed;
  if (labels === 0 || rest < 0 || rest % (labels * 4) !== 0) return corrupt('its length does not fit its contents');
  let at = headerBytes;
  const bias = new Float32Array(labels);
  for (let k = 0; k < labels; k++, at += 4) bias[k] = view.getFloat32(at, true);
  const buckets = decodeBuckets(bytes.subarray(at, at + deltaBytes), features);
  if (!buckets) return corrupt('its list of features is damaged');
  at += deltaBytes;
  const idf = new Float32Array(features);
  for (let row = 0; row < features; row++) idf[row] = ((bytes[at++] ?? 0) / 255) * maxIdf;
  const weights = table?.length === features * labels ? table : new Float32Array(features * labels);
  const first = at + features * 2;
  for (let row = 0; row < features; row++) {
    const unit = ((view.getUint16(at + row * 2, true) / 65535) * maxScale) / 127;
    for (let k = row * labels; k < (row + 1) * labels; k++) weights[k] = view.getInt8(first + k) * unit;
  }
  const embedding = new Float32Array(rest / 4);
  for (let i = 0; i < embedding.length; i++) embedding[i] = view.getFloat32(fixed + i * 4, true);
  return success({ buckets, idf, weights, bias, embedding });
}

function encodeBuckets(buckets: Int32Array): Uint8Array {
  const bytes: number[] = [];
  let before = -1;
  for (const bucket of buckets) {
    let distance = bucket - before - 1;
    if (distance < 0) throw new Error('buckets must ascend');
    before = bucket;
    while (distance >= 128) {
      bytes.push((distance & 127) | 128);
      distance >>>= 7;
    }
    bytes.push(distance);
  }
  return Uint8Array.from(bytes);
}

function decodeBuckets(bytes: Uint8Array, count: number): Int32Array | null {
  const buckets = new Int32Array(count);
  let at = 0;
  let before = -1;
  for (let i = 0; i < count; i++) {
    let distance = 0;
    let shift = 0;
    let byte: number;
    do {
      if (at >= bytes.length || shift > 28) return null;
      byte = bytes[at++] ?? 0;
      distance |= (byte & 127) << shift;
      shift += 7;
    } while (byte >= 128);
    before += distance + 1;
    buckets[i] = before;
  }
  return at === bytes.length ? buckets : null;
}
