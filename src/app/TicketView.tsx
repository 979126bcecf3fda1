import { useCallback, useMemo, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import Archive from 'lucide-react/icons/archive';
import ArchiveRestore from 'lucide-react/icons/archive-restore';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Mail from 'lucide-react/icons/mail';
import type { Passage } from '../knowledge-base/article.ts';
import type { EscalationReason } from '../escalation/escalation.ts';
import { Thread } from '../tickets/ui/Thread.tsx';
import type { ThreadFocus } from '../tickets/ui/MessageView.tsx';
import { TicketHeader } from '../tickets/ui/TicketHeader.tsx';
import { collectMarks } from '../triage/ui/collect-marks.ts';
import { TriagePanel, useOpenList } from '../triage/ui/TriagePanel.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { breakpoints, useMedia } from '../ui/media.ts';
import { AddQuestionButton } from './AddQuestionButton.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { TicketDue } from './TicketDue.tsx';
import { TicketLayout } from './TicketLayout.tsx';
import { TicketViewRepeats } from './TicketViewRepeats.tsx';
import { TicketViewMerging } from './TicketViewMerging.tsx';
import { TicketViewMerged } from './TicketViewMerged.tsx';
import { TicketViewReply, type ReplyHandle } from './TicketViewReply.tsx';
import { TicketViewSkeleton } from './TicketViewSkeleton.tsx';
import { useTicketRecord, useTriageOnOpen, type TicketRecord } from './ticket-view-record.ts';
import { judgedFor } from './follow-ranking.ts';
import { intentLabels } from './intent-labels.ts';
import { ticketQuestion } from './knowledge-cases.ts';
import { testerAddress } from './search-tester-address.ts';
import { foundResult, ticketQuery, useKnowledgeSearch } from './ticket-view-search.ts';
import type { Source } from '../replies/ui/source.ts';
import { numberPassages } from '../replies/draft-text.ts';
import { useReply } from './ticket-view-draft.ts';
import { useSupporting } from './ticket-view-supporting.ts';
import styles from './TicketView.module.css';

const noPassages: readonly Passage[] = [];
/** One list for all renders without a course, so that nothing is drawn anew for it. */
const noCourse: readonly number[] = [];

function sameNumbers(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  return a.size === b.size && [...a].every(([id, number]) => b.get(id) === number);
}

/** The cited words' place in their passage, for the address of the article. */
function spanOf({ quote, text }: Source): string {
  const start = quote === '' ? -1 : (text?.indexOf(quote) ?? -1);
  return start < 0 ? '' : `&span=${start}-${start + quote.length}`;
}

/** Where to go from a ticket; the list it was opened from knows. */
interface Ways {
  readonly onBack: () => void;
  /** Closes it and goes on to the next, or opens it again. */
  readonly onFinish: () => void;
  readonly onNext: () => void;
}

/** One ticket: thread, reply, and everything the device worked out about it. */
export function TicketView({ id, ...ways }: { readonly id: string } & Ways) {
  const found = useTicketRecord(id);
  if (found.status === 'loading') return <TicketViewSkeleton />;
  if (found.status === 'missing') {
    return (
      <EmptyState title="This ticket is gone" actions={<Button onPress={ways.onBack}>Back to the inbox</Button>}>
        It may have been removed when an import was taken back, or the desk was started over.
      </EmptyState>
    );
  }
  return <OpenTicket key={id} record={found.record} {...ways} />;
}

function OpenTicket({ record, onBack, onFinish, onNext }: { readonly record: TicketRecord } & Ways) {
  const { ticket, triage } = record;
  const { actions, playbook: playbookStore, ranking, engineState } = useDesk();
  const playbook = useStore(playbookStore);
  const engine = useStore(engineState);
  const labels = useMemo(() => intentLabels(playbook, engine), [playbook, engine]);
  const [, navigate] = useLocation();
  const narrow = useMedia(breakpoints.narrow);
  const [now] = useState(Date.now);
  const problem = useTriageOnOpen(record);
  const course = triage?.moodCourse ?? noCourse;
  const marks = useMemo(() => collectMarks(ticket, triage), [ticket, triage]);

  const [asked, setAsked] = useState('');
  const product = triage?.product?.name;
  const ownQuery = useMemo(() => ticketQuery(ticket, triage), [ticket, triage]);
  const own = useKnowledgeSearch(ownQuery, product);
  const other = useKnowledgeSearch(asked, undefined);
  const search = asked === '' ? own : other;
  const query = asked === '' ? ownQuery : asked;
  const { feedback } = useStore(ranking);
  const judged = useMemo(() => judgedFor(feedback, query), [feedback, query]);

  const answered = ticket.status === 'closed' || ticket.messages.at(-1)?.from === 'agent';
  const [writing, setWriting] = useState(!answered);
  // The customer wrote again, or the answer was taken back; once the editor is open it stays.
  if (!answered && !writing) setWriting(true);
  const ownResult = foundResult(own);
  const supporting = useSupporting(ticket, triage, ownResult);
  const searched = own.status !== 'searching' && supporting !== null;
  const editing = useReply(ticket, triage, ownResult, supporting, writing && searched);
  const shownHits = foundResult(search)?.hits;
  const citable = useMemo(() => {
    const found = [...(ownResult?.hits.map((hit) => hit.passage) ?? []), ...(supporting ?? [])];
    return [...new Map(found.map((passage) => [passage.id, passage])).values()];
  }, [ownResult, supporting]);
  const numbersNow = useMemo(
    () => numberPassages(editing.reply.draft?.citations ?? [], shownHits?.map((hit) => hit.passage.id) ?? []),
    [editing.reply.draft, shownHits],
  );
  // The same numbers stay the same map: a reply that grows is a new draft with every word.
  const [numbers, setNumbers] = useState(numbersNow);
  if (!sameNumbers(numbers, numbersNow)) setNumbers(numbersNow);

  const [focus, setFocus] = useState<ThreadFocus | undefined>();
  const [openList, setOpenList] = useOpenList();
  const editor = useRef<ReplyHandle>(null);
  const closed = ticket.status === 'closed';
  const merged = record.mergedInto !== undefined;
  const reply = (): void => {
    setWriting(true);
    editor.current?.focus();
  };
  const toggleUnread = (): void => void actions.markRead([ticket.id], ticket.unread);

  // `e` and `u` are the list's: they mean the ticked tickets where there are any.
  useCommands([
    ...(merged ? [] : [{ id: 'ticket-reply', label: 'Reply', group: 'Ticket', keys: 'r', words: 'answer write', run: reply } as const]),
    { id: 'ticket-label', label: 'Correct what they want', group: 'Ticket', keys: 'l', words: 'label intent', run: () => setOpenList('intent') },
    { id: 'ticket-route', label: 'Send to another queue', group: 'Ticket', keys: 'm', words: 'move route', run: () => setOpenList('queue') },
  ]);

  const openPassage = useCallback(
    (articleId: string, passageId: string, span = ''): void => navigate(`/knowledge/${encodeURIComponent(articleId)}?passage=${encodeURIComponent(passageId)}${span}`),
    [navigate],
  );

  // Thread and panel are the larger part of the page; a letter typed into the reply changes neither.
  const panel = useMemo(() => {
    const showReason = ({ messageId, start, end }: EscalationReason): void => {
      if (messageId === undefined || start === undefined || end === undefined) return;
      setFocus((before) => ({ messageId, start, end, turn: (before?.turn ?? 0) + 1 }));
    };
    return (
    <TriagePanel
      ticket={ticket}
      triage={triage}
      problem={problem}
      playbook={playbook}
      course={course}
      due={triage && <TicketDue ticket={ticket} triage={triage} />}
      openList={openList}
      onOpenList={setOpenList}
      labels={labels}
      onLabel={(intent) => void actions.setIntent([ticket.id], intent === triage?.intent.label ? null : intent)}
      onRoute={(queue) => void actions.setQueue([ticket.id], queue === triage?.route.queue ? null : queue)}
      onReason={showReason}
      search={search}
      numbers={numbers}
      asked={asked}
      onAsk={setAsked}
      onOpenHit={(hit) => openPassage(hit.passage.articleId, hit.passage.id)}
      onCite={(hit) => {
        setWriting(true);
        editor.current?.cite(hit, numbers.get(hit.passage.id) ?? 0);
      }}
      judging={{ judged, onJudge: ({ passage }, helped) => void ranking.judge({ query, passage, helped, ticketId: ticket.id }) }}
      afterHits={
        <span className={styles.afterHits}>
          <Link href={testerAddress(asked === '' ? { question: query, ticket: ticket.id, product } : { question: asked })}>Why these?</Link>
          <AddQuestionButton
            className={styles.addQuestion ?? ''}
            from={() => ({
              question: asked === '' ? (ticketQuestion(ticket) ?? '') : asked,
              articleId: foundResult(search)?.hits[0]?.passage.articleId ?? null,
              ...(asked === '' ? { ticketId: ticket.id } : {}),
            })}
          />
        </span>
      }
    />
    );
  }, [ticket, triage, problem, playbook, course, openList, setOpenList, labels, actions, search, numbers, asked, openPassage, judged, ranking, query, product]);

  const head = (
    <TicketHeader
      ticket={ticket}
      messagesThisWeek={record.messagesThisWeek}
      others={record.others}
      now={now}
      onOpenTicket={(id) => navigate(`/ticket/${encodeURIComponent(id)}`)}
      hint={!merged && <TicketViewRepeats record={record} />}
      before={narrow && <IconButton label="Back to the inbox" keys="escape" icon={<ArrowLeft />} onPress={onBack} />}
      actions={
        <>
          <IconButton label={ticket.unread ? 'Mark read' : 'Mark unread'} keys="u" icon={<Mail />} onPress={toggleUnread} />
          {!merged && <IconButton label={closed ? 'Open again' : 'Close'} keys="e" icon={closed ? <ArchiveRestore /> : <Archive />} onPress={onFinish} />}
        </>
      }
    />
  );
  const thread = useMemo(
    () => (
      <Thread ticket={ticket} marks={marks} now={now} focus={focus} className={styles.thread} {...(merged ? {} : { onSplit: (ids: readonly string[]) => void actions.splitOff(ticket.id, ids) })} />
    ),
    [ticket, marks, now, focus, merged, actions],
  );
  const foot = merged ? (
    <TicketViewMerged into={record.mergedInto ?? null} unsent={editing.reply.touched ? editing.reply.text : ''} />
  ) : (
    <TicketViewReply
      ref={editor}
      ticket={ticket}
      triage={triage}
      editing={editing}
      citable={citable}
      writing={writing}
      onWrite={() => setWriting(true)}
      onNext={onNext}
      searched={own.status === 'found' && searched}
      supporting={supporting ?? noPassages}
      hits={shownHits ?? []}
      numbers={numbers}
      compact={narrow}
      onOpenSource={(source) => openPassage(source.articleId, source.passageId, spanOf(source))}
    />
  );
  const above = (
    <>
      {head}
      <TicketViewMerging record={record} />
    </>
  );
  return <TicketLayout head={above} thread={thread} foot={foot} panel={panel} />;
}
