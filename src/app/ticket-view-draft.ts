import { useCallback, useEffect, useRef, useState } from 'react';
import type { Passage, SearchResult } from '../knowledge-base/article.ts';
import { composeDraft } from '../replies/compose-draft.ts';
import type { Draft, NoDraft } from '../replies/draft.ts';
import { findMarkers, plainReply, writeDraftText } from '../replies/draft-text.ts';
import type { DraftParts } from '../replies/ui/DraftEditor.tsx';
import { judgeDraft, type DraftJudgement } from '../replies/judge-draft.ts';
import { forgetDraftOutcome, saveDraftOutcome } from '../storage/save-draft-outcomes.ts';
import { discardDraft, saveDraft } from '../storage/save-settings.ts';
import type { SavedDraft } from '../storage/schema.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';
import { rememberAnswered } from './knowledge-answered.ts';
import { keepTicketCase } from './knowledge-cases.ts';
import { joinDrafts, restoreDraft, restoredDraft } from './restore-draft.ts';
import { useStore } from './store.ts';

/** The reply as it stands. */
export interface ReplyState {
  readonly text: string;
  /** What the text began as; null when the agent started from nothing. */
  readonly draft: Draft | null;
  /** Why there is no draft. */
  readonly reason: string | undefined;
  /** The agent has changed the text, so nothing rewrites it unasked. */
  readonly touched: boolean;
  /** A saved draft was looked for. */
  readonly loaded: boolean;
}

export interface SentReply {
  readonly text: string;
  readonly copied: boolean;
  /** Messages of the thread before it. */
  readonly messages: number;
  /** The ticket's question is now a test: this article must be found for it. Null where it is not. */
  readonly test: { readonly title: string; readonly forget: () => void } | null;
}

const nothing: ReplyState = { text: '', draft: null, reason: undefined, touched: false, loaded: false };
/** An empty field that stays empty until the agent writes or asks for a draft. */
const emptied: ReplyState = { ...nothing, touched: true, loaded: true };
const saveAfterMs = 400;

export interface ReplyEditing {
  readonly reply: ReplyState;
  readonly sent: SentReply | null;
  readonly parts: DraftParts;
  readonly setText: (text: string) => void;
  readonly setParts: (parts: DraftParts) => void;
  readonly regenerate: () => void;
  readonly discard: () => void;
  /** For a reply that grows: each call takes its next state. The first takes the present reply's place, which undo brings back. */
  readonly startWriting: () => (text: string, draft: Draft) => void;
  /** `articles`: article ids by the number they can be cited by. */
  readonly send: (articles: ReadonlyMap<number, string>, options: { readonly close: boolean }) => void;
  readonly copyAgain: () => void;
  readonly writeAnother: () => void;
}

/**
 * The reply to one ticket: written on the fly from template and passages until the agent touches it, then kept on the
 * device as they write. Sending records it in the thread and copies it. What is sent, discarded or written over comes
 * back with undo, whether the ticket is still open or not. Mount it anew for each ticket.
 */
export function useReply(
  ticket: Ticket,
  triage: Triage | null,
  search: SearchResult | null,
  /** Further passages to support statements with; null while they are being looked for. */
  supporting: readonly Passage[] | null,
  wanted: boolean,
): ReplyEditing {
  const { db, actions, undoStack, notify, playbook: playbookStore } = useDesk();
  const playbook = useStore(playbookStore);
  const [reply, setReply] = useState<ReplyState>(nothing);
  const [parts, setParts] = useState<DraftParts>('both');
  const [sent, setSent] = useState<SentReply | null>(null);
  const id = ticket.id;

  useEffect(() => {
    let gone = false;
    void db.drafts.get(id).then(
      (saved) => {
        if (gone) return;
        if (saved && saved.text.trim() !== '') setReply({ text: saved.text, draft: saved.draft, reason: undefined, touched: true, loaded: true });
        else setReply((before) => ({ ...before, loaded: true }));
      },
      // A draft that can't be read is written anew.
      () => setReply((before) => ({ ...before, loaded: true })),
    );
    return () => {
      gone = true;
    };
  }, [db, id]);

  useEffect(
    () =>
      restoredDraft.subscribe(() => {
        const back = restoredDraft.get();
        if (back?.ticketId !== id) return;
        setSent(null);
        setReply((since) => ({
          text: joinDrafts(back.text, since.touched ? since.text : ''),
          draft: back.draft,
          reason: undefined,
          touched: true,
          loaded: true,
        }));
      }),
    [id],
  );

  const compose = useCallback(
    (from: DraftParts): ReplyState => {
      const written: Draft | NoDraft = triage
        ? composeDraft({ ticket, triage, search, playbook, passages: supporting ?? [], use: from })
        : { source: 'none', reason: 'The ticket has not been triaged yet.' };
      if (written.source === 'none') return { ...nothing, reason: written.reason, loaded: true };
      return { text: writeDraftText(written), draft: written, reason: undefined, touched: false, loaded: true };
    },
    [ticket, triage, search, supporting, playbook],
  );

  // What the customer writes after a reply asks for the next one.
  if (sent && ticket.messages.length > sent.messages && ticket.messages.at(-1)?.from === 'customer') setSent(null);

  // Until the agent touches it, the draft follows what is known: triage first, passages when they are found.
  const follows = wanted && reply.loaded && !reply.touched && triage !== null && sent === null;
  const [composedFrom, setComposedFrom] = useState<unknown>(null);
  if (follows && composedFrom !== compose) {
    setComposedFrom(() => compose);
    setReply(compose(parts));
  }

  const unsaved = useRef<ReplyState | null>(null);
  // Told once, not with every letter, until there is room again.
  const told = useRef(false);
  const keep = useCallback(() => {
    const state = unsaved.current;
    unsaved.current = null;
    if (!state) return;
    // An emptied field is no draft: kept, it would stand in the way of every later one.
    const kept = state.text.trim() === '' ? discardDraft(db, id) : saveDraft(db, { ticketId: id, text: state.text, draft: state.draft, updatedAt: Date.now() });
    void kept.then((outcome) => {
      if (!outcome.ok && !told.current) {
        notify({ text: `Your reply is not being kept: copy it before you leave this ticket. ${outcome.message}`, tone: 'bad', forMs: null });
      }
      told.current = !outcome.ok;
    });
  }, [db, id, notify]);
  useEffect(() => {
    if (!reply.touched) return;
    unsaved.current = reply;
    const timer = setTimeout(keep, saveAfterMs);
    return () => clearTimeout(timer);
  }, [reply, keep]);
  useEffect(() => {
    document.addEventListener('visibilitychange', keep);
    return () => {
      document.removeEventListener('visibilitychange', keep);
      keep();
    };
  }, [keep]);

  const forget = (): void => {
    unsaved.current = null;
    void discardDraft(db, id);
  };

  /** Counts what became of a draft; a failure to count costs nobody their reply. */
  const countDraft = ({ outcome, distance }: DraftJudgement): { readonly forget: () => void } => {
    const { source = 'template', templateId } = reply.draft ?? {};
    const at = Date.now();
    const key = `${id} ${at}`;
    const intent = ticket.corrections?.intent ?? (triage?.intent.outOfScope === false ? triage.intent.label : '');
    const saved = saveDraftOutcome(db, { id: key, ticketId: id, at, intent, source, ...(templateId === undefined ? {} : { templateId }), outcome, distance });
    return { forget: () => void saved.then(() => forgetDraftOutcome(db, key)) };
  };

  const asSaved = (): SavedDraft => ({ ticketId: id, text: reply.text, draft: reply.draft, updatedAt: Date.now() });

  /** Puts `next` in the place of the reply; what the agent wrote comes back with undo. */
  const replace = (next: ReplyState, said: string, written: DraftParts = parts, judged: DraftJudgement | null = null): void => {
    if (reply.text.trim() !== '' && (reply.touched || next.text === '')) {
      const back = asSaved();
      const counted = judged && countDraft(judged);
      undoStack.done(said, () => {
        setParts(parts);
        counted?.forget();
        return restoreDraft(db, back);
      });
    }
    setParts(written);
    setReply(next);
    forget();
  };

  // Two clicks are one sending: the second one comes before the editor has gone.
  const sending = useRef(false);
  useEffect(() => {
    sending.current = false;
  }, [sent]);

  return {
    reply,
    sent,
    parts,
    setText: (text) => setReply((before) => ({ ...before, text, touched: true })),
    setParts: (next) => replace(compose(next), 'Draft written anew', next),
    regenerate: () => replace(compose(parts), 'Draft written anew'),
    discard() {
      const outcome = reply.draft && judgeDraft(reply.draft, null);
      replace(emptied, 'Draft discarded', parts, outcome);
    },
    startWriting() {
      const back = asSaved();
      let told = reply.text.trim() === '' || !reply.touched;
      return (text, draft) => {
        setReply({ text, draft, reason: undefined, touched: true, loaded: true });
        if (told) return;
        told = true;
        // The first words are drawn before what tells of them.
        setTimeout(() => undoStack.done('Draft written by the language model', () => restoreDraft(db, back)));
      };
    },
    send(byNumber, options) {
      const numbers = new Set(byNumber.keys());
      const text = plainReply(reply.text, numbers);
      if (text === '' || sending.current) return;
      sending.current = true;
      const back = asSaved();
      const articles = [...new Set(findMarkers(reply.text, numbers).flatMap(({ number }) => byNumber.get(number) ?? []))];
      let kept: Awaited<ReturnType<typeof keepTicketCase>> = null;
      const sentAt = Date.now();
      let counted: ReturnType<typeof countDraft> | null = null;
      const undoFirst = async (): ReturnType<typeof restoreDraft> => {
        // The articles did not answer it after all.
        const forgotten = await rememberAnswered(db, id, articles, false, sentAt);
        if (!forgotten.ok) return forgotten;
        const restored = await restoreDraft(db, back);
        if (restored.ok) counted?.forget();
        // The reply stays, and so does what it says about them.
        if (!restored.ok) await rememberAnswered(db, id, articles, true, sentAt);
        else await kept?.undo();
        return restored;
      };
      void copy(text).then(async (copied) => {
        if (!(await actions.reply(id, text, { ...options, undoFirst }))) {
          sending.current = false;
          return;
        }
        forget();
        counted = reply.draft && countDraft(judgeDraft(reply.draft, text));
        setReply({ ...nothing, loaded: true });
        setSent({ text, copied, messages: ticket.messages.length + 1, test: null });
        const remembered = await rememberAnswered(db, id, articles, true, sentAt);
        if (!remembered.ok) {
          notify({ text: `The reply is in the thread, but the articles it cites do not know that they answered this ticket. ${remembered.message}`, tone: 'bad', forMs: 12_000 });
        }
        // What it was answered with is what the next one who asks must find.
        kept = await keepTicketCase(db, ticket, articles, sentAt);
        if (kept === null) return;
        const { undo, kept: test } = kept;
        const title = (await db.articles.get(test.articleId))?.title ?? test.articleId;
        const forgetTest = (): void => void undo().then(() => setSent((now) => now && { ...now, test: null }));
        setSent((now) => now && { ...now, test: { title, forget: forgetTest } });
      });
    },
    copyAgain() {
      if (sent) void copy(sent.text).then((copied) => setSent({ ...sent, copied }));
    },
    writeAnother() {
      setSent(null);
      setReply(emptied);
    },
  };
}

async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
