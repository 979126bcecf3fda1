import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Passage } from '../knowledge-base/article.ts';
import { composeDraft } from '../replies/compose-draft.ts';
import type { AssembledReply } from '../replies/assemble-reply.ts';
import type { Draft } from '../replies/draft.ts';
import { statesFact } from '../replies/ground-sentence.ts';
import type { ReplyVariant } from '../replies/reply-request.ts';
import { plainReply, readSentences, writeDraftText } from '../replies/draft-text.ts';
import { modelHints } from '../replies/ui/model-controls.ts';
import type { PreparedReply } from '../replies/write-reply-request.ts';
import { nothingLeavesWords } from '../storage/save-egress.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';
import { openLanguageModel, type ModelState } from './language-model.ts';
import { useStore } from './store.ts';
import type { ReplyEditing } from './ticket-view-draft.ts';

type Step =
  | { readonly status: 'idle' }
  | { readonly status: 'preparing' }
  /** Somebody must see what a request holds before the first one goes. */
  | { readonly status: 'asking'; readonly prepared: PreparedReply }
  | { readonly status: 'writing'; readonly prepared: PreparedReply; readonly model: string | null };

/** The language model's part in the reply to one ticket. */
export interface ModelReply {
  readonly state: ModelState;
  readonly step: Step;
  /** What went wrong the last time, or what to know about its end. */
  readonly problem: string | null;
  /** Personal details that the request asked last kept on this device; null before the first. */
  readonly kept: number | null;
  /** What would leave, or what left last, shown on request. */
  readonly preview: PreparedReply | null;
  readonly draft: (variant?: ReplyVariant) => void;
  readonly stop: () => void;
  /** Agrees to what is shown and sends it. */
  readonly agree: () => void;
  /** Closes what is shown; nothing was sent. */
  readonly dismiss: () => void;
  readonly showPreview: () => void;
  readonly setNothingLeaves: (on: boolean) => void;
}

/** Feedback within a tenth of a second, and none that only delays the first words. */
const showAfterMs = 60;
const idle: Step = { status: 'idle' };
const cannotPrepare = 'The request could not be prepared on this device. Nothing was sent; use the template, or write by hand.';

async function readOthers(db: TabdeskDatabase, { id, customer }: Ticket): Promise<Ticket[]> {
  const theirs = await db.tickets.where('customer.id').equals(customer.id).limit(40).toArray();
  return theirs.filter((other) => other.id !== id).sort((a, b) => b.updatedAt - a.updatedAt);
}

/** The reply as a draft: its sentences with what each cites. */
function asDraft({ text, citations }: AssembledReply, model: string | null, templateId: string | undefined): Draft {
  const sentences = readSentences(text, new Set(citations.map(({ number }) => number))).map((sentence) => ({
    text: sentence.text,
    citations: sentence.citations,
    paragraph: /\n\s*\n\s*$/.test(text.slice(0, sentence.start)),
  }));
  const claims = sentences.filter((sentence) => statesFact(sentence.text));
  return {
    source: 'llm',
    ...(model === null ? {} : { model }),
    ...(templateId === undefined ? {} : { templateId }),
    text,
    sentences,
    citations,
    grounding: { claims: claims.length, supported: claims.filter((claim) => claim.citations.length > 0).length },
    missing: [],
  };
}

/**
 * Drafts by the language model for the open ticket: prepared and redacted here, shown before the first one is ever sent, streamed into the
 * editor, stopped at any moment. Leaving the ticket, or turning "nothing leaves" on, ends one under way; what came stays.
 */
export function useModelReply(ticket: Ticket, triage: Triage | null, passages: readonly Passage[], editing: ReplyEditing): ModelReply {
  const { db, playbook: playbookStore } = useDesk();
  const playbook = useStore(playbookStore);
  const model = useMemo(() => openLanguageModel(db), [db]);
  const state = useStore(model);
  const [step, setStep] = useState<Step>(idle);
  const [problem, setProblem] = useState<string | null>(null);
  const [kept, setKept] = useState<number | null>(null);
  const [preview, setPreview] = useState<PreparedReply | null>(null);
  const running = useRef<AbortController | null>(null);
  const agreeing = useRef(false);
  useEffect(() => () => running.current?.abort(), []);
  useEffect(() => {
    if (state.status === 'off') running.current?.abort();
  }, [state.status]);

  const templated = useMemo(() => {
    const draft = triage && composeDraft({ ticket, triage, search: null, playbook, use: 'template' });
    return draft === null || draft.source === 'none' ? null : draft;
  }, [ticket, triage, playbook]);

  const prepare = useCallback(
    async (variant: ReplyVariant, rework: string | null = null): Promise<PreparedReply | string> => {
      if (triage === null) return 'The ticket has not been triaged yet.';
      if (triage.escalation.reasons.some(({ rule }) => rule === 'self-harm')) return 'Someone may be in danger. Write to them yourself, as one person to another.';
      const [{ writeReplyRequest }, others] = await Promise.all([import('../replies/write-reply-request.ts'), readOthers(db, ticket)]);
      const guidance = templated === null ? null : plainReply(writeDraftText(templated), new Set(templated.citations.map(({ number }) => number)));
      return writeReplyRequest({ ticket, triage, playbook, passages, others, guidance, draft: rework, variant });
    },
    [db, ticket, triage, playbook, passages, templated],
  );

  // Ready before it is asked for, the code that sends as well: a key press then only sends.
  const ahead = useRef<{ readonly by: typeof prepare; readonly prepared: PreparedReply } | null>(null);
  const wanted = state.status === 'ready' && step.status === 'idle';
  useEffect(() => {
    if (!wanted || typeof requestIdleCallback === 'undefined') return;
    const idling = requestIdleCallback(
      () => {
        void Promise.all([prepare('standard'), import('./write-with-model.ts')]).then(
          ([prepared]) => {
            if (typeof prepared !== 'string') ahead.current = { by: prepare, prepared };
          },
          () => undefined,
        );
      },
      { timeout: 2000 },
    );
    return () => cancelIdleCallback(idling);
  }, [wanted, prepare]);

  async function send(prepared: PreparedReply): Promise<void> {
    const stop = new AbortController();
    running.current = stop;
    const write = editing.startWriting();
    const sending = await import('./write-with-model.ts').catch(() => null);
    if (sending === null) {
      running.current = null;
      setStep(idle);
      setProblem(cannotPrepare);
      return;
    }
    // Drawing takes as long as a quick server takes to answer: until the first words, or for this long, the page stays as it is.
    let name: string | null = null;
    let shown = false;
    const show = (): void => {
      clearTimeout(soon);
      shown = true;
      setProblem(null);
      setStep({ status: 'writing', prepared, model: name });
      setKept(Object.values(prepared.kept).reduce((sum, count) => sum + count, 0));
    };
    const soon = setTimeout(show, showAfterMs);
    const writing = sending.writeWithModel(db, ticket.id, prepared, {
      signal: stop.signal,
      onGrown(reply) {
        const draft = asDraft(reply, null, templated?.templateId);
        if (shown) {
          write(reply.text, draft);
          return;
        }
        // The first words at once, not when it is their turn.
        flushSync(() => {
          show();
          write(reply.text, draft);
        });
      },
      onModel(model) {
        name = model;
        setStep((now) => (now.status === 'writing' ? { ...now, model } : now));
      },
    });
    const end = await writing;
    clearTimeout(soon);
    if (end.reply) write(end.reply.text, asDraft(end.reply, end.model, templated?.templateId));
    if (running.current !== stop) return;
    running.current = null;
    setStep(idle);
    setProblem(end.problem);
    // It may have lost its key or its network since it was asked last.
    if (end.outcome === 'failed') model.look();
  }

  /** The reply as it stands, as the customer would read it. */
  const present = (): string => plainReply(editing.reply.text, new Set(editing.reply.draft?.citations.map(({ number }) => number)));

  async function start(variant: ReplyVariant): Promise<void> {
    if (running.current || step.status === 'preparing') return;
    const hint = modelHints[state.status];
    if (hint !== undefined) {
      setProblem(hint.long);
      // A key may have been added, or the network be back.
      model.look();
      return;
    }
    let prepared: PreparedReply | string;
    if (variant === 'standard' && ahead.current?.by === prepare) ({ prepared } = ahead.current);
    else {
      setStep({ status: 'preparing' });
      prepared = await prepare(variant, variant === 'standard' ? null : present()).catch(() => cannotPrepare);
      await model.egress.ready;
    }
    const { nothingLeaves, agreedAt } = model.egress.get();
    if (typeof prepared === 'string' || nothingLeaves) {
      setStep(idle);
      setProblem(typeof prepared === 'string' ? prepared : nothingLeavesWords);
    } else if (agreedAt === null) {
      setProblem(null);
      setStep({ status: 'asking', prepared });
    } else await send(prepared);
  }

  return {
    state,
    step,
    problem,
    kept,
    preview: step.status === 'asking' ? step.prepared : preview,
    draft: (variant = 'standard') => void start(variant),
    stop: () => running.current?.abort(),
    agree() {
      if (step.status !== 'asking') return;
      const { prepared } = step;
      // Pressed twice it is agreed to, and sent, once.
      if (agreeing.current) return;
      agreeing.current = true;
      setStep({ status: 'preparing' });
      void model.egress.agree(Date.now()).then((agreed) => {
        agreeing.current = false;
        if (agreed.ok) return send(prepared);
        setStep(idle);
        setProblem(agreed.message);
        return undefined;
      });
    },
    dismiss() {
      setPreview(null);
      setStep((now) => (now.status === 'asking' ? idle : now));
    },
    showPreview() {
      void prepare('standard').then((prepared) => {
        if (typeof prepared === 'string') setProblem(prepared);
        else setPreview(prepared);
      });
    },
    setNothingLeaves: (on) => void model.egress.setNothingLeaves(on),
  };
}
