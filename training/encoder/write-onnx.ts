/*
 * ONNX files are protocol buffers; the few messages a static encoder needs are written here by hand. Field numbers are
 * those of onnx.proto3 (ONNX 1.x, IR version 8).
 */

type Bytes = Uint8Array<ArrayBuffer>;

const text = new TextEncoder();

export function concatenate(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function varint(value: number): Bytes {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 128) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.from([...bytes, rest]);
}

function whole(field: number, value: number): Bytes {
  return concatenate([varint(field * 8), varint(value)]);
}

function block(field: number, content: Uint8Array | string): Bytes {
  const bytes = typeof content === 'string' ? text.encode(content) : content;
  return concatenate([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

const float = 1;
const int8 = 3;
const int64 = 7;

function tensor(name: string, type: number, dims: readonly number[], raw: Uint8Array): Bytes {
  return concatenate([...dims.map((dim) => whole(1, dim)), whole(2, type), block(8, name), block(9, raw)]);
}

function attribute(name: string, value: number): Bytes {
  const kindInteger = 2;
  return concatenate([block(1, name), whole(3, value), whole(20, kindInteger)]);
}

function node(operator: string, inputs: readonly string[], output: string, attributes: readonly Bytes[] = []): Bytes {
  return concatenate([...inputs.map((input) => block(1, input)), block(2, output), block(4, operator), ...attributes.map((one) => block(5, one))]);
}

function valueInfo(name: string, type: number, dims: readonly (string | number)[]): Bytes {
  const shape = concatenate(dims.map((dim) => block(1, typeof dim === 'string' ? block(2, dim) : whole(1, dim))));
  const tensorType = concatenate([whole(1, type), block(2, shape)]);
  return concatenate([block(1, name), block(2, block(1, tensorType))]);
}

function bytesOf(values: Float32Array | Int8Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

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
  const graph = concatenate([
    ...nodes.map((one) => block(1, one)),
    block(2, 'static-encoder'),
    ...initialisers.map((one) => block(5, one)),
    block(11, valueInfo('input_ids', int64, ['batch', 'tokens'])),
    block(11, valueInfo('attention_mask', int64, ['batch', 'tokens'])),
    block(12, valueInfo('last_hidden_state', float, ['batch', dimension])),
  ]);
  const operatorSet = concatenate([block(1, ''), whole(2, 13)]);
  return concatenate([whole(1, 8), block(2, 'tabdesk'), block(7, graph), block(8, operatorSet)]);
}

/**
 * The raw bytes of a tensor in a file that `writeOnnx` wrote: they follow its name. Throws when the file is another's.
 */
export function readOnnxTensor(model: Uint8Array, name: string, length: number): ArrayBuffer {
  const head = concatenate([block(8, name), varint(9 * 8 + 2), varint(length)]);
  const at = Buffer.from(model.buffer, model.byteOffset, model.byteLength).indexOf(head);
  if (at < 0) throw new Error(`the model has no tensor "${name}" of ${length} bytes`);
  return Uint8Array.from(model.subarray(at + head.length, at + head.length + length)).buffer;
}
