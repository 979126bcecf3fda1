import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TextEncoder } from '../src/classifier/train-recipe.ts';
import { UsageError } from './command-line.ts';
import { DamagedEncoder, readEncoder } from './encoder/read-encoder.ts';

/** An encoder with what its metadata.json says of it. */
export interface LoadedEncoder extends TextEncoder {
  /** Where the texts it learnt from come from. */
  readonly sources: readonly string[];
}

/**
 * An encoder by its name in public/models or by its folder; null for "none". The model it names itself by holds its version, since a
 * head reads the vectors of that one alone. Throws UsageError when there is none or it is damaged.
 */
export function loadEncoder(nameOrFolder = 'desk-encoder'): LoadedEncoder | null {
  if (nameOrFolder === 'none') return null;
  const shipped = fileURLToPath(new URL(`../public/models/${nameOrFolder}`, import.meta.url));
  const folder = /^[\w-]+$/.test(nameOrFolder) && existsSync(join(shipped, 'metadata.json')) ? shipped : nameOrFolder;
  try {
    const encoder = readEncoder(folder);
    const { name, version, sources } = JSON.parse(readFileSync(join(folder, 'metadata.json'), 'utf8')) as { name: string; version: string; sources?: string[] };
    return { model: `${name}@${version}`, dimension: encoder.dimension, embed: (text) => encoder.embed(text), sources: sources ?? [] };
  } catch (error) {
    if (error instanceof DamagedEncoder) throw new UsageError(error.message);
    throw error;
  }
}
