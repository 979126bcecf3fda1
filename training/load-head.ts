import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Head } from '../src/classifier/create-head.ts';
import { parseHead } from '../src/classifier/parse-head.ts';
import { failure, type Outcome } from '../src/tickets/outcome.ts';

/** SHA-256 as lower-case hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A head by its name in public/models, or by the folder that holds its metadata.json and weights.bin. */
export async function loadHead(nameOrFolder: string): Promise<Outcome<Head, 'model-missing' | 'model-corrupt'>> {
  const shipped = fileURLToPath(new URL(`../public/models/${nameOrFolder}`, import.meta.url));
  const isName = /^[\w-]+$/.test(nameOrFolder) && existsSync(join(shipped, 'metadata.json'));
  const folder = isName ? shipped : nameOrFolder;
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    return failure('model-missing', `No head "${nameOrFolder}": neither a name in public/models nor a folder.`);
  }
  for (const file of ['metadata.json', 'weights.bin']) {
    if (!existsSync(join(folder, file))) return failure('model-missing', `${join(folder, file)}: no such file.`);
  }
  return parseHead(readFileSync(join(folder, 'metadata.json'), 'utf8'), new Uint8Array(readFileSync(join(folder, 'weights.bin'))), sha256);
}
