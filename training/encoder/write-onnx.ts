import { attribute, block, bytesOf, concatenate, float, int64, int8, model, node, tensor, valueInfo, varint, type Bytes } from './onnx-messages.ts';

/** A token table with int8 rows: row i of the true table is `values` row i × `scales[i]`. */
export interface QuantisedTable {
  readonly rows: number;
  readonly dimension: number;
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/** Rounds each row to int8 by its largest value; a row of zeros gets scale 0. */
export function quantiseRows(table: Float32Array, dimension: number): QuantisedTable {
  const rows = table.length / dimension;
  const values = new Int8Array(table.length);
  const scales = new Float32Array(rows);
  for (let row = 0; row < rows; row += 1) {
    const from = row * dimension;
    let largest = 0;
    for (let d = 0; d < dimension; d += 1) largest = Math.max(largest, Math.abs(table[from + d] ?? 0));
    scales[row] = largest / 127;
    if (largest === 0) continue;
    for (let d = 0; d < dimension; d += 1) values[from + d] = Math.round(((table[from + d] ?? 0) / largest) * 127);
  }
  return { rows, dimension, values, scales };
}

/**
 * The encoder as an ONNX model: `input_ids`, `attention_mask` (int64, batch × tokens) → `last_hidden_state` (float32,
 * batch × dimension), the mean of the rows of the tokens that count. Gather over int8 rows, cast and scaled, since
 * GatherBlockQuantized fails on some runtimes; operator set 13, which all of them have.
 */
export function writeOnnx(table: QuantisedTable): Bytes {
  const { rows, dimension } = table;
  const nodes = [
    node('Gather', ['table', 'input_ids'], 'row', [attribute('axis', 0)]),
    node('Cast', ['row'], 'row_float', [attribute('to', float)]),
    node('Gather', ['scales', 'input_ids'], 'scale', [attribute('axis', 0)]),
    node('Cast', ['attention_mask'], 'mask', [attribute('to', float)]),
    node('Unsqueeze', ['mask', 'last_axis'], 'mask_column'),
    node('Mul', ['scale', 'mask_column'], 'weight'),
    node('Mul', ['row_float', 'weight'], 'weighted'),
    node('ReduceSum', ['weighted', 'token_axis'], 'sum', [attribute('keepdims', 0)]),
    node('ReduceSum', ['mask', 'token_axis'], 'count', [attribute('keepdims', 1)]),
    node('Max', ['count', 'one'], 'divisor'),
    node('Div', ['sum', 'divisor'], 'last_hidden_state'),
  ];
  const initialisers = [
    tensor('table', int8, [rows, dimension], bytesOf(table.values)),
    tensor('scales', float, [rows, 1], bytesOf(table.scales)),
    tensor('last_axis', int64, [1], bytesOf(BigInt64Array.of(-1n))),
    tensor('token_axis', int64, [1], bytesOf(BigInt64Array.of(1n))),
    tensor('one', float, [1], bytesOf(Float32Array.of(1))),
  ];
  return model(
    'static-encoder',
    nodes,
    initialisers,
    [valueInfo('input_ids', int64, ['batch', 'tokens']), valueInfo('attention_mask', int64, ['batch', 'tokens'])],
    [valueInfo('last_hidden_state', float, ['batch', dimension])],
  );
}

/**
 * The raw bytes of a tensor in a file that `writeOnnx` wrote: they follow its name. Throws when the file is another's.
 */
export function readOnnxTensor(file: Uint8Array, name: string, length: number): ArrayBuffer {
  const head = concatenate([block(8, name), varint(9 * 8 + 2), varint(length)]);
  const at = Buffer.from(file.buffer, file.byteOffset, file.byteLength).indexOf(head);
  if (at < 0) throw new Error(`the model has no tensor "${name}" of ${length} bytes`);
  return Uint8Array.from(file.subarray(at + head.length, at + head.length + length)).buffer;
}
