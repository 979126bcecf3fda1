import { useCallback, useEffect, useRef, useState } from 'react';
import type { Passage, SearchResult } from '../knowledge-base/article.ts';
import { composeDraft } from '../replies/compose-draft.ts';
import type { Draft, NoDraft } from '../replies/draft.ts';
import { findMarkers, plainReply, writeDraftText } from '../replies/ui/draft-text.ts';
import type { DraftParts } from '../replies/ui/DraftEditor.tsx';
import { discardDraft, saveDraft } from '../storage/save-settings.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';
import { rememberAnswered } from './knowledge-answered.ts';
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
  /** Articles it cited. */
  readonly articles: readonly string[];
  /** Messages of the thread before it. */
  readonly messages: number;
  readonly before: ReplyState;
}

const nothing: ReplyState = { text: '', draft: null, reason: undefined, touched: false, loaded: false };
const saveAfterMs = 400;

export interface ReplyEditing {
  readonly reply: ReplyState;
  readonly sent: SentReply | null;
  readonly parts: DraftParts;
  readonly setText: (text: string) => void;
  readonly setParts: (parts: DraftParts) => void;
  readonly regenerate: () => void;
  readonly discard: () => void;
  /** `articles`: article ids by the number they can be cited by. */
  readonly send: (articles: ReadonlyMap<number, string>, options: { readonly close: boolean }) => void;
  readonly copyAgain: () => void;
  readonly writeAnother: () => void;
}

/**
 * The reply to one ticket: written on the fly from template and passages until the agent touches it, then kept on the
 * device as they write. Sending records it in the thread and copies it; when that is undone, the text is back.
 * Mount it anew for each ticket.
 */
export function useReply(
  ticket: Ticket,
  triage: Triage | null,
  search: SearchResult | null,
  /** Further passages to support statements with; null while they are being looked for. */
  supporting: readonly Passage[] | null,
  wanted: boolean,
): ReplyEditing {
  const { db, actions, playbook: playbookStore } = useDesk();
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
        if (saved) setReply({ text: saved.text, draft: saved.draft, reason: undefined, touched: true, loaded: true });
        else setReply((before) => ({ ...before, loaded: true }));
      },
      // A draft that can't be read is written anew.
      () => setReply((before) => ({ ...before, loaded: true })),
    );
    return () => {
      gone = true;
    };
  }, [db, id]);

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

  // Until the agent touches it, the draft follows what is known: triage first, passages when they are found.
  const follows = wanted && reply.loaded && !reply.touched && triage !== null && sent === null;
  const [composedFrom, setComposedFrom] = useState<unknown>(null);
  if (follows && composedFrom !== compose) {
    setComposedFrom(() => compose);
    setReply(compose(parts));
  }

  const unsaved = useRef<ReplyState | null>(null);
  const keep = useCallback(() => {
    const state = unsaved.current;
    unsaved.current = null;
    if (state) void saveDraft(db, { ticketId: id, text: state.text, draft: state.draft, updatedAt: Date.now() });
  }, [db, id]);
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

  // Undoing the sending takes the message out of the thread again: the text comes back with it.
  const [takenBack, setTakenBack] = useState<SentReply | null>(null);
  const [thread, setThread] = useState(ticket.messages.length);
  if (thread !== ticket.messages.length) {
    setThread(ticket.messages.length);
    if (sent && ticket.messages.length <= sent.messages && thread > sent.messages) {
      setReply({ ...sent.before, touched: true });
      setSent(null);
      setTakenBack(sent);
    }
  }
  // The articles did not answer it after all.
  useEffect(() => {
    if (takenBack) void rememberAnswered(db, id, takenBack.articles, false);
  }, [db, id, takenBack]);

  const forget = (): void => {
    unsaved.current = null;
    void discardDraft(db, id);
  };

  return {
    reply,
    sent,
    parts,
    setText: (text) => setReply((before) => ({ ...before, text, touched: true })),
    setParts(next) {
      setParts(next);
      setReply(compose(next));
      forget();
    },
    regenerate() {
      setReply(compose(parts));
      forget();
    },
    discard() {
      setReply({ ...nothing, loaded: true, touched: true, reason: undefined });
      forget();
    },
    send(byNumber, options) {
      const numbers = new Set(byNumber.keys());
      const text = plainReply(reply.text, numbers);
      if (text === '') return;
      const before = reply;
      const articles = [...new Set(findMarkers(before.text, numbers).flatMap(({ number }) => byNumber.get(number) ?? []))];
      void copy(text).then(async (copied) => {
        if (!(await actions.reply(id, text, options))) return;
        forget();
        setReply({ ...nothing, loaded: true, touched: true });
        setSent({ text, copied, articles, messages: ticket.messages.length, before });
        await rememberAnswered(db, id, articles, true);
      });
    },
    copyAgain() {
      if (sent) void copy(sent.text).then((copied) => setSent({ ...sent, copied }));
    },
    writeAnother() {
      setSent(null);
      setReply({ ...nothing, loaded: true, touched: true });
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
