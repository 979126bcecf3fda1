import { lazy, Suspense, useDeferredValue, useImperativeHandle, useMemo, useRef, useState, type Ref } from 'react';
import { Link } from 'wouter';
import type { Hit, Passage } from '../knowledge-base/article.ts';
import { checkSupport, type Support } from '../replies/ui/check-support.ts';
import { DraftEditor, type DraftEditorHandle } from '../replies/ui/DraftEditor.tsx';
import { isEdited } from '../replies/draft-text.ts';
import { numberSight, ownTexts } from '../replies/ground-draft.ts';
import { ReplyIdle } from '../replies/ui/ReplyIdle.tsx';
import { SentNote } from '../replies/ui/SentNote.tsx';
import type { Source } from '../replies/ui/source.ts';
import { splitSentences } from '../text/split-sentences.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Triage } from '../triage/triage.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import type { ReplyEditing } from './ticket-view-draft.ts';
import { useCommands } from './commands.ts';
import { useModelReply } from './use-model-reply.ts';

const RedactionDialog = lazy(() => import('../replies/ui/RedactionDialog.tsx').then(({ RedactionDialog: dialog }) => ({ default: dialog })));

const rewrites = [
  { variant: 'shorter', label: 'Rewrite the draft shorter' },
  { variant: 'warmer', label: 'Rewrite the draft warmer' },
  { variant: 'formal', label: 'Rewrite the draft more formally' },
] as const;

export interface ReplyHandle {
  focus(): void;
  /** Adds the passage's first sentence with its number to the reply. */
  cite(hit: Hit, number: number): void;
}

/** The reply below the thread: the editor, what became of a sent reply, or a bar that opens the editor. */
export function TicketViewReply({
  ticket,
  triage,
  editing,
  citable,
  writing,
  onWrite,
  onNext,
  searched,
  hits,
  supporting,
  numbers,
  compact,
  onOpenSource,
  ref,
}: {
  readonly ticket: Ticket;
  readonly triage: Triage | null;
  readonly editing: ReplyEditing;
  /** Every passage a draft may cite. */
  readonly citable: readonly Passage[];
  readonly writing: boolean;
  readonly onWrite: () => void;
  /** Goes on to the next ticket of the list. */
  readonly onNext: () => void;
  /** The knowledge base has answered; until then a draft is the template alone and its support is not judged. */
  readonly searched: boolean;
  readonly hits: readonly Hit[];
  /** Passages beside the hits that the draft may cite. */
  readonly supporting: readonly Passage[];
  readonly numbers: ReadonlyMap<string, number>;
  /** On a phone the editor opens when asked for: the message comes first. */
  readonly compact: boolean;
  readonly onOpenSource: (source: Source) => void;
  readonly ref: Ref<ReplyHandle>;
}) {
  const { reply, sent } = editing;
  const handle = useRef<DraftEditorHandle>(null);
  const [opened, setOpened] = useState(false);
  useImperativeHandle(ref, () => ({
    focus() {
      setOpened(true);
      // Opened by the same key press, the editor is there one frame later.
      requestAnimationFrame(() => handle.current?.focus());
    },
    cite(hit, number) {
      setOpened(true);
      const first = splitSentences(hit.passage.text).find((sentence) => sentence.whole)?.text ?? hit.passage.text;
      const lead = reply.text === '' || /\s$/.test(reply.text) ? '' : ' ';
      requestAnimationFrame(() => handle.current?.insert(`${lead}${first}\u00a0[${number}]`));
    },
  }));

  const model = useModelReply(ticket, triage, citable, editing);
  const busy = model.step.status === 'preparing' || model.step.status === 'writing';
  const ready = model.state.status === 'ready';
  useCommands([
    {
      id: 'ticket-draft',
      label: ready ? 'Draft by the language model' : 'Write the draft anew',
      group: 'Ticket',
      keys: 'd',
      words: 'regenerate ai write',
      run: () => {
        onWrite();
        setOpened(true);
        if (busy) model.stop();
        else if (ready) model.draft();
        else editing.regenerate();
      },
    },
    ...(busy ? [{ id: 'ticket-draft-stop', label: 'Stop the draft', group: 'Ticket', keys: 'Escape', run: model.stop } as const] : []),
    ...(ready && !busy && reply.text.trim() !== '' ? rewrites.map(({ variant, label }) => ({ id: `ticket-draft-${variant}`, label, group: 'Ticket', words: 'rewrite tone', run: () => model.draft(variant) }) as const) : []),
    { id: 'ticket-egress', label: 'Show what would leave this device', group: 'Ticket', words: 'privacy redaction', run: model.showPreview },
  ]);

  const { sources, passages } = useMemo(() => collectSources(editing.reply.draft?.citations ?? [], hits, supporting, numbers), [editing.reply.draft, hits, supporting, numbers]);
  const { templates } = useStore(useDesk().playbook);
  const own = useMemo(() => ownTexts(ticket, triage), [triage, ticket]);
  const links = useMemo(() => templates.map(({ body }) => body), [templates]);
  // Judged behind what is written: a letter shows at once, its judgement when there is time.
  const judged = useDeferredValue(reply.text);
  const support = useMemo(() => checkSupport(judged, reply.draft, passages, own, links), [judged, reply.draft, passages, own, links]);

  if (sent) return <SentNote copied={sent.copied} test={sent.test} onCopy={editing.copyAgain} onWrite={editing.writeAnother} onNext={onNext} />;
  if (!writing || (compact && !opened && !reply.touched)) {
    const drafted = writing && reply.text !== '';
    return (
      <ReplyIdle
        text={drafted ? 'A draft is ready.' : ticket.status === 'closed' ? 'This ticket is closed.' : writing ? (reply.reason ?? '') : 'You answered last.'}
        action={drafted ? 'Open the draft' : 'Write a reply'}
        onWrite={() => {
          onWrite();
          setOpened(true);
        }}
      />
    );
  }
  const reason = triage?.escalation.escalated ? triage.escalation.reasons[0]?.title : undefined;
  const articles = new Map(sources.map((source) => [source.number, source.articleId]));
  return (
    <>
    <DraftEditor
      ref={handle}
      source={reply.draft?.source ?? null}
      model={{
        status: model.state.status,
        name: model.step.status === 'writing' ? model.step.model : null,
        writing: busy,
        problem: model.problem,
        kept: model.kept,
        onDraft: model.draft,
        onStop: model.stop,
        onPreview: model.showPreview,
      }}
      text={reply.text}
      onText={editing.setText}
      sources={sources}
      support={searched ? untilChange(support, judged, reply.text) : null}
      missing={reply.draft?.missing ?? []}
      edited={isEdited(reply.text, reply.draft)}
      reason={reply.reason}
      writing={!searched && !reply.touched && reply.text === '' && reply.reason === undefined}
      parts={editing.parts}
      onParts={editing.setParts}
      onRegenerate={editing.regenerate}
      onDiscard={editing.discard}
      onSend={(options) => editing.send(articles, options)}
      onOpenSource={onOpenSource}
      caution={reason === undefined ? undefined : `Needs a person: ${reason.charAt(0).toLowerCase()}${reason.slice(1)}`}
    />
      {model.preview && (
        <Suspense fallback={null}>
          <RedactionDialog
            prepared={model.preview}
            asks={model.step.status === 'asking'}
            onAgree={model.agree}
            onClose={model.dismiss}
            onNothingLeaves={() => {
              model.setNothingLeaves(true);
              model.dismiss();
            }}
            receipts={<Link href={`/replies/egress?ticket=${encodeURIComponent(ticket.id)}`}>What left for this ticket</Link>}
          />
        </Suspense>
      )}
    </>
  );
}

/** What still holds of a judgement while a newer text waits for its own: the marks before the first difference. */
function untilChange(support: Support, judged: string, text: string): Support {
  if (judged === text) return support;
  let same = 0;
  while (same < judged.length && judged[same] === text[same]) same += 1;
  const before = ({ end }: { readonly end: number }): boolean => end <= same;
  return { ...support, unsupported: support.unsupported.filter(before), problems: support.problems.filter(before) };
}

/** Everything a number in the reply can stand for: the draft's own citations first, then the other passages in sight. */
function collectSources(
  citations: readonly { readonly number: number; readonly passageId: string; readonly articleId: string; readonly title: string; readonly quote: string }[],
  hits: readonly Hit[],
  supporting: readonly Passage[],
  numbers: ReadonlyMap<string, number>,
): { readonly sources: readonly Source[]; readonly passages: ReadonlyMap<number, Passage> } {
  const byId = new Map([...supporting, ...hits.map((hit) => hit.passage)].map((passage) => [passage.id, passage]));
  const sources: Source[] = citations.map((citation) => {
    const passage = byId.get(citation.passageId);
    return { ...citation, ...(passage ? { ...headingOf(passage), text: passage.text } : {}) };
  });
  const taken = new Set(citations.map((citation) => citation.passageId));
  for (const { passage } of hits) {
    const number = numbers.get(passage.id);
    if (number === undefined || taken.has(passage.id)) continue;
    sources.push({ number, passageId: passage.id, articleId: passage.articleId, title: passage.title, ...headingOf(passage), quote: '', text: passage.text });
  }
  // Those looked up for the draft bear it out also where it does not cite them.
  return { sources, passages: numberSight(sources, [...byId.values()]) };
}

function headingOf(passage: Passage): { readonly heading?: string } {
  const heading = passage.headings.at(-1);
  return heading === undefined ? {} : { heading };
}
