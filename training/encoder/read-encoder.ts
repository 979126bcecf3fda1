import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from '../load-head.ts';
import { StaticEncoder } from './static-encoder.ts';
import { WordPieces } from './wordpieces.ts';
import { readOnnxTensor } from './write-onnx.ts';

/** There is an encoder, but what is in its folder is not what its metadata.json says. The message names the file. */
export class DamagedEncoder extends Error {}

/**
 * Reads an encoder's folder back into the plain forward pass, for measuring without a runtime. Throws DamagedEncoder for a
 * file that is missing, cut off or another one than `writeEncoder` wrote: figures of a damaged model look like figures.
 */
export function readEncoder(folder: string): StaticEncoder {
  const { dimension, files } = readEncoderFiles(folder);
  const tokenizerBytes = named(folder, files, 'tokenizer.json');
  const model = named(folder, files, 'onnx/model_quantized.onnx');
  const tokenizer = JSON.parse(new TextDecoder().decode(tokenizerBytes)) as { model?: { vocab?: Record<string, number> } };
  const vocabulary: string[] = [];
  for (const [piece, id] of Object.entries(tokenizer.model?.vocab ?? {})) vocabulary[id] = piece;
  const rows = vocabulary.length;
  const tensor = (name: string, length: number): ArrayBuffer => {
    try {
      return readOnnxTensor(model, name, length);
    } catch (error) {
      throw new DamagedEncoder(`${join(folder, 'metadata.json')} does not fit its model: ${error instanceof Error ? error.message : String(error)}.`);
    }
  };
  const values = tensor('table', rows * dimension);
  const scales = tensor('scales', rows * 4);
  return StaticEncoder.fromQuantised(new WordPieces(vocabulary), {
    rows,
    dimension,
    values: new Int8Array(values),
    scales: new Float32Array(scales),
  });
}

/** An encoder's files by path, as the engine wants them, with its dimension. Throws DamagedEncoder as `readEncoder` does. */
export function readEncoderFiles(folder: string): { readonly dimension: number; readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>> } {
  const { dimension, files } = readMetadata(join(folder, 'metadata.json'));
  return {
    dimension,
    files: new Map(
      Object.entries(files).map(([path, described]) => {
        const file = join(folder, path);
        if (!existsSync(file)) throw new DamagedEncoder(`${file} is missing. Load the encoder again.`);
        const bytes = Uint8Array.from(readFileSync(file));
        if (sha256(bytes) !== described?.checksum) throw new DamagedEncoder(`${file} is damaged or of another version. Load the encoder again.`);
        return [path, bytes];
      }),
    ),
  };
}

interface Metadata {
  readonly dimension: number;
  readonly files: Readonly<Record<string, { readonly checksum?: unknown } | null>>;
}

function readMetadata(file: string): Metadata {
  let data: unknown;
  try {
    data = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new DamagedEncoder(`${file} can't be read as JSON. Load the encoder again.`);
  }
  const { dimension, files } = (data ?? {}) as Partial<Record<keyof Metadata, unknown>>;
  if (!Number.isInteger(dimension) || typeof files !== 'object' || files === null) {
    throw new DamagedEncoder(`${file} describes no encoder: it names no dimension and files.`);
  }
  return data as Metadata;
}

function named(folder: string, files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>, path: string): Uint8Array<ArrayBuffer> {
  const bytes = files.get(path);
  if (bytes === undefined) throw new DamagedEncoder(`${join(folder, 'metadata.json')} names no ${path}: it is no encoder of this project.`);
  return bytes;
}
