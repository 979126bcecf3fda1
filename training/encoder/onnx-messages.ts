/*
 * ONNX files are protocol buffers; the few messages needed here are written by hand. Field numbers are those of
 * onnx.proto3 (ONNX 1.x, IR version 8).
 */

export type Bytes = Uint8Array<ArrayBuffer>;

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

export function varint(value: number): Bytes {
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

export function block(field: number, content: Uint8Array | string): Bytes {
  const bytes = typeof content === 'string' ? text.encode(content) : content;
  return concatenate([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

export const float = 1;
export const int8 = 3;
export const int64 = 7;

export function tensor(name: string, type: number, dims: readonly number[], raw: Uint8Array): Bytes {
  return concatenate([...dims.map((dim) => whole(1, dim)), whole(2, type), block(8, name), block(9, raw)]);
}

export function attribute(name: string, value: number): Bytes {
  const kindInteger = 2;
  return concatenate([block(1, name), whole(3, value), whole(20, kindInteger)]);
}

export function node(operator: string, inputs: readonly string[], output: string, attributes: readonly Bytes[] = []): Bytes {
  return concatenate([...inputs.map((input) => block(1, input)), block(2, output), block(4, operator), ...attributes.map((one) => block(5, one))]);
}

export function valueInfo(name: string, type: number, dims: readonly (string | number)[]): Bytes {
  const shape = concatenate(dims.map((dim) => block(1, typeof dim === 'string' ? block(2, dim) : whole(1, dim))));
  const tensorType = concatenate([whole(1, type), block(2, shape)]);
  return concatenate([block(1, name), block(2, block(1, tensorType))]);
}

export function bytesOf(values: Float32Array | Int8Array | BigInt64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

/** A list of whole numbers as an attribute. */
export function listAttribute(name: string, values: readonly number[]): Bytes {
  const kindIntegers = 7;
  return concatenate([block(1, name), ...values.map((value) => whole(8, value)), whole(20, kindIntegers)]);
}

/** A model of one graph: nodes in order, constants, and what goes in and comes out (each a `valueInfo`). */
export function model(
  name: string,
  nodes: readonly Bytes[],
  constants: readonly Bytes[],
  inputs: readonly Bytes[],
  outputs: readonly Bytes[],
): Bytes {
  const graph = concatenate([
    ...nodes.map((one) => block(1, one)),
    block(2, name),
    ...constants.map((one) => block(5, one)),
    ...inputs.map((one) => block(11, one)),
    ...outputs.map((one) => block(12, one)),
  ]);
  // Operator set 13, which every runtime has.
  const operatorSet = concatenate([block(1, ''), whole(2, 13)]);
  return concatenate([whole(1, 8), block(2, 'tabdesk'), block(7, graph), block(8, operatorSet)]);
}
