import { liveQuery } from 'dexie';
import { composeDraft } from '../replies/compose-draft.ts';
import { groundDraft, ownTexts, passagesEach, statementsToLookUp } from '../replies/ground-draft.ts';
import { mayAutoReply } from '../replies/may-auto-reply.ts';
import { plainReply, writeDraftText } from '../replies/draft-text.ts';
import { autoReplyKey, parseAutoReply, saveAutoReply } from '../storage/save-auto-reply.ts';
import { isCurrent } from '../triage/is-current.ts';
import { followSetting } from '../storage/follow-setting.ts';
import type { InboxRow } from '../storage/schema.ts';
import type { Desk } from './desk-context.ts';
import { ticketHits, ticketQuery } from './ticket-view-search.ts';

/** What it takes of the desk. */
type AutoReplyDesk = Pick<Desk, 'db' | 'engine' | 'engineLoaded' | 'playbook' | 'undoStack' | 'notify'>;

/**
 * While the switch is on, answers tickets that arrived since, one at a time and in one tab only: those whose route says so, whose draft is
 * made on this device, and whose every check holds. The reply is recorded in the thread, told, and can be undone. Returns what ends it.
 */
export function startAutoReply(desk: AutoReplyDesk, since: number): () => void {
  const stop = new AbortController();
  void navigator.locks
    .request('tabdesk-auto-reply', { signal: stop.signal }, async () => {
      const loaded = await desk.engineLoaded;
      if (loaded.ok) await answerAsTheyCome(desk, since, stop.signal);
    })
    .catch(() => undefined);
  return () => stop.abort();
}

/** Whether a row is worth a look; the proof is asked for later, with ticket and triage in hand. */
function isCandidate(row: InboxRow, since: number): boolean {
  return !row.deleted && !row.stale && row.triagedWith !== '' && row.action === 'auto-reply' && row.status === 'open' && !row.escalated && row.updatedAt >= since;
}

function answerAsTheyCome(desk: AutoReplyDesk, since: number, signal: AbortSignal): Promise<void> {
  const { db } = desk;
  return new Promise((ended) => {
    const looked = new Map<string, number>();
    let seen = -1;
    let working = Promise.resolve();
    const following = liveQuery(() => db.inbox.where('rev').above(seen).toArray()).subscribe({
      next(rows) {
        for (const row of rows) {
          seen = Math.max(seen, row.rev);
          if (!isCandidate(row, since) || looked.get(row.id) === row.updatedAt) continue;
          looked.set(row.id, row.updatedAt);
          working = working.then(() => (signal.aborted ? undefined : answer(desk, row.id, signal))).catch(() => undefined);
        }
      },
      error: () => undefined,
    });
    signal.addEventListener('abort', () => {
      following.unsubscribe();
      void working.then(() => ended());
    });
  });
}

async function answer({ db, engine, playbook: playbookStore, undoStack, notify }: AutoReplyDesk, id: string, signal: AbortSignal): Promise<void> {
  const [ticket, triage] = await Promise.all([db.tickets.get(id), db.triages.get(id)]);
  if (!ticket || !triage || !isCurrent(triage, ticket)) return;
  const playbook = playbookStore.get();
  const product = triage.product?.name;
  const found = await engine.search(ticketQuery(ticket, triage), { limit: ticketHits, ...(product === undefined ? {} : { product }) }, { signal });
  if (!found.ok) return;
  const first = composeDraft({ ticket, triage, search: found.value, playbook });
  if (first.source === 'none') return;
  const own = ownTexts(ticket, triage);
  const links = playbook.templates.map(({ body }) => body);
  const hits = found.value.hits.map((hit) => hit.passage);
  const statements = statementsToLookUp(first, { passages: hits, own, links });
  const more = await Promise.all(statements.map((text) => engine.search(text, { limit: passagesEach }, { signal })));
  const passages = [...hits, ...more.flatMap((each) => (each.ok ? each.value.hits.map((hit) => hit.passage) : []))];
  const draft = composeDraft({ ticket, triage, search: found.value, playbook, passages });
  if (draft.source === 'none') return;

  const text = writeDraftText(draft);
  const grounding = groundDraft(draft, { passages, own, links });
  const may = mayAutoReply({ triage, playbook, grounding, draft });
  if (!may.ok) return;

  const at = Date.now();
  const message = { id: `${id}-auto-${at}`, from: 'agent', author: playbook.agentName, at, text: plainReply(text, new Set(draft.citations.map(({ number }) => number))), auto: true } as const;
  const saved = await saveAutoReply(db, may.proof, message);
  if (!saved.ok) notify({ text: `“${ticket.subject}” could have been answered by itself, but was not. ${saved.message}`, tone: 'bad', forMs: 12_000 });
  else if (saved.value.changed > 0) undoStack.done(`“${ticket.subject}” was answered by itself`, saved.value.undo);
}

/** Starts and ends with the switch, in whichever tab it is turned. */
export function followAutoReply(desk: AutoReplyDesk): void {
  let running: { readonly since: number; readonly end: () => void } | null = null;
  followSetting(desk.db, autoReplyKey, (value) => {
    const { since } = parseAutoReply(value);
    if (since === (running?.since ?? null)) return;
    running?.end();
    running = since === null ? null : { since, end: startAutoReply(desk, since) };
  });
}
