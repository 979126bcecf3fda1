import { askForReply, replyPath } from '../inference/language-model.ts';
import { createReplyAssembler, type AssembledReply } from '../replies/assemble-reply.ts';
import type { ReplyEvent } from '../replies/reply-event.ts';
import type { PreparedReply } from '../replies/write-reply-request.ts';
import { beginReceipt, finishReceipt } from '../storage/save-egress.ts';
import type { EgressReceipt, TabdeskDatabase } from '../storage/schema.ts';
import { countBytes } from './count-requests.ts';

/** How a reply by the language model ended. */
export interface ModelReplyEnd {
  readonly outcome: EgressReceipt['outcome'];
  /** What to say about it; null when there is nothing to say. */
  readonly problem: string | null;
  /** May be asked again at once, or after this long. */
  readonly retryAfterSeconds?: number;
  /** The reply as far as it came; null when no word of it did. */
  readonly reply: AssembledReply | null;
  readonly model: string | null;
}

const endWords = {
  finished: null,
  cut: 'The reply reached the longest it may be, so its end is missing. Finish it by hand, or ask for a shorter one.',
  refused: 'The language model declined to go on with this reply. Write it yourself, or use the template.',
} as const;

/**
 * Sends a prepared request, with its receipt written first, and hands over the reply as it grows: at most once a frame. What came is kept
 * however it ends. Never throws.
 */
export async function writeWithModel(
  db: TabdeskDatabase,
  ticketId: string,
  prepared: PreparedReply,
  { signal, onGrown, onModel }: { readonly signal: AbortSignal; readonly onGrown: (reply: AssembledReply) => void; readonly onModel: (model: string) => void },
): Promise<ModelReplyEnd> {
  const at = Date.now();
  const id = `${ticketId} ${at.toString(36)} ${crypto.randomUUID()}`;
  const permit = await beginReceipt(db, {
    id,
    ticketId,
    at,
    to: new URL(replyPath, location.origin).href,
    purpose: 'draft',
    variant: prepared.request.variant,
    body: prepared.body,
    bytes: prepared.bytes,
    kept: prepared.kept,
    outcome: 'sending',
    finishedAt: null,
  });
  if (!permit.ok) return { outcome: 'failed', problem: permit.message, reply: null, model: null };
  countBytes(prepared.bytes);

  const assembler = createReplyAssembler(prepared.passages, prepared.pseudonyms);
  const got: { model: string | null; tokens?: EgressReceipt['tokens']; words: boolean } = { model: null, words: false };
  let frame = 0;
  const grow = (): void => {
    frame = 0;
    onGrown(assembler.soFar());
  };
  const onEvent = (event: ReplyEvent): void => {
    if (event.type === 'start') onModel((got.model = event.model));
    if (event.type === 'usage') got.tokens = { input: event.input + event.cacheRead + event.cacheWrite, output: event.output };
    if (event.type !== 'text' && event.type !== 'citation') return;
    assembler.push(event);
    // The first words at once; the rest as often as anybody can see.
    if (!got.words && event.type === 'text') {
      got.words = true;
      grow();
    } else frame ||= requestAnimationFrame(grow);
  };
  const asked = await askForReply(permit.value, prepared.body, { signal, onEvent });
  cancelAnimationFrame(frame);
  assembler.end();
  const outcome = asked.ok ? 'finished' : asked.code === 'stopped' ? 'stopped' : 'failed';
  const problem = asked.ok ? endWords[asked.value] : asked.message;
  void finishReceipt(db, id, {
    outcome,
    finishedAt: Date.now(),
    ...(problem === null ? {} : { problem }),
    ...(got.model === null ? {} : { model: got.model }),
    ...(got.tokens === undefined ? {} : { tokens: got.tokens }),
  });
  return {
    outcome,
    problem,
    reply: got.words ? assembler.soFar() : null,
    model: got.model,
    ...(!asked.ok && asked.retryAfterSeconds !== undefined ? { retryAfterSeconds: asked.retryAfterSeconds } : {}),
  };
}
