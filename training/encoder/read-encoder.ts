import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StaticEncoder } from './static-encoder.ts';
import { WordPieces } from './wordpieces.ts';
import { readOnnxTensor } from './write-onnx.ts';

/**
 * Reads an encoder's folder back into the plain forward pass, for measuring without a runtime. Throws in words when a
 * file is missing or is not what `writeEncoder` writes.
 */
export function readEncoder(folder: string): StaticEncoder {
  const tokenizer = JSON.parse(readFileSync(join(folder, 'tokenizer.json'), 'utf8')) as { model?: { vocab?: Record<string, number> } };
  const vocabulary: string[] = [];
  for (const [piece, id] of Object.entries(tokenizer.model?.vocab ?? {})) vocabulary[id] = piece;
  const { dimension } = JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')) as { dimension?: number };
  if (vocabulary.length === 0 || dimension === undefined) throw new Error(`${folder} holds no encoder of this project.`);
  const model = readFileSync(join(folder, 'onnx/model_quantized.onnx'));
  const rows = vocabulary.length;
  const values = readOnnxTensor(model, 'table', rows * dimension);
  const scales = readOnnxTensor(model, 'scales', rows * 4);
  return StaticEncoder.fromQuantised(new WordPieces(vocabulary), {
    rows,
    dimension,
    values: new Int8Array(values),
    scales: new Float32Array(scales),
  });
}

/** An encoder's files by path, as the engine wants them, with its dimension. Throws when one is missing. */
export function readEncoderFiles(folder: string): { readonly dimension: number; readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>> } {
  const { dimension, files } = JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')) as { dimension: number; files: Record<string, unknown> };
  return { dimension, files: new Map(Object.keys(files).map((path) => [path, Uint8Array.from(readFileSync(join(folder, path)))])) };
}
