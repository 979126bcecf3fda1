import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Head } from '../src/classifier/create-head.ts';
import { createRulesHead } from '../src/classifier/rules-head.ts';
import { parseHead } from '../src/classifier/parse-head.ts';
import { failure, type Outcome } from '../src/tickets/outcome.ts';
import type { TriageModels } from '../src/triage/triage-ticket.ts';
import { UsageError } from './command-line.ts';

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

/** All heads that ship, as triage takes them. Throws UsageError where one is missing or damaged. */
export async function loadShippedHeads(): Promise<TriageModels> {
  const load = async (name: string): Promise<Head> => {
    const head = await loadHead(name);
    if (!head.ok) throw new UsageError(head.message);
    return head.value;
  };
  const [intentHead, sentimentHead, priorityHead, productHead, escalationHead] = await Promise.all(['intent', 'sentiment', 'priority', 'product', 'escalation'].map(load));
  if (!intentHead || !sentimentHead || !priorityHead || !productHead || !escalationHead) throw new UsageError('A head that ships is missing.');
  return { intentHead, sentimentHead, priorityHead, productHead, escalationHead, rulesHead: createRulesHead() };
}
