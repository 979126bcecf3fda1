import { parseHead } from '../classifier/parse-head.ts';
import { createRulesHead } from '../classifier/rules-head.ts';
import type { HeadVersion } from '../registry/head-version.ts';
import { loadHeadVersion } from '../storage/save-heads.ts';
import { sha256 } from '../storage/sha256.ts';
import type { Ticket } from '../tickets/ticket.ts';
import { readRequestText } from '../tickets/request-text.ts';
import type { Triage } from '../triage/triage.ts';
import { triageTicket } from '../triage/triage-ticket.ts';
import type { Desk } from './desk-context.ts';

/** A version made ready to answer on this page, whatever model the desk goes by. */
export interface TriedHead {
  readonly version: HeadVersion;
  /** What triage would make of a ticket if this model decided the intent. */
  triage(ticket: Ticket): Promise<Triage>;
}

/** Loads a version to try it out; answers words where it can not be. */
export async function openTriedHead(desk: Desk, id: string): Promise<TriedHead | string> {
  const loaded = await loadHeadVersion(desk.db, id);
  if (!loaded.ok) return loaded.message;
  const { version, file } = loaded.value;
  const parsed = await parseHead(JSON.stringify(version.metadata), new Uint8Array(file.weights), sha256);
  if (!parsed.ok) return parsed.message;
  const head = parsed.value;
  const rulesHead = createRulesHead();
  const reads = version.metadata.features.embedding !== undefined;
  return {
    version,
    async triage(ticket) {
      const embedded = reads ? await desk.engine.embed([readRequestText(ticket).text]) : null;
      const embedding = embedded?.ok === true ? { embedding: embedded.value.data } : {};
      return triageTicket(ticket, { intentHead: head, rulesHead }, desk.playbook.get(), Date.now(), () => performance.now(), embedding);
    },
  };
}
