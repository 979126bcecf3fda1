import { useState, type ReactNode } from 'react';
import Pencil from 'lucide-react/icons/pencil';
import type { EscalationReason } from '../../escalation/escalation.ts';
import type { Ticket } from '../../tickets/ticket.ts';
import { Chip } from '../../ui/Chip.tsx';
import { classes } from '../../ui/classes.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import type { Playbook } from '../../playbook/playbook.ts';
import type { Triage } from '../triage.ts';
import { ChooseOne } from './ChooseOne.tsx';
import { FoundSection } from './FoundSection.tsx';
import { IntentSection } from './IntentSection.tsx';
import { KnowledgeSection, type KnowledgeSearch } from './KnowledgeSection.tsx';
import { PanelSection } from './PanelSection.tsx';
import { PanelSkeleton } from './PanelSkeleton.tsx';
import { WorkedOutSection } from './WorkedOutSection.tsx';
import { actionNames, describeCourse, moodNames, moodTones, priorityNames, queueName } from './words.ts';
import type { Hit } from '../../knowledge-base/article.ts';
import type { HitJudging } from '../../knowledge-base/ui/HitList.tsx';
import styles from './TriagePanel.module.css';

/** Which of the panel's lists is open, so that keys can open them from anywhere. */
export type OpenList = 'intent' | 'queue' | null;

export interface TriagePanelProps {
  readonly ticket: Ticket;
  /** Null while it is being worked out: the panel keeps its space. */
  readonly triage: Triage | null;
  /** Said instead of the skeleton when there will be no triage. */
  readonly problem?: string | undefined;
  readonly playbook: Playbook;
  /** Polarity of each of the customer's messages, oldest first. */
  readonly course: readonly number[];
  /** When an answer is due; nothing where none is awaited. */
  readonly due?: ReactNode;
  readonly openList: OpenList;
  readonly onOpenList: (list: OpenList) => void;
  /** Intents a person can choose; none where the panel only shows. */
  readonly labels?: readonly string[];
  /** Without these two the panel only shows. */
  readonly onLabel?: (intent: string) => void;
  readonly onRoute?: (queueId: string) => void;
  readonly onReason: (reason: EscalationReason) => void;
  readonly search: KnowledgeSearch;
  readonly numbers: ReadonlyMap<string, number>;
  readonly asked: string;
  readonly onAsk: (question: string) => void;
  readonly onOpenHit: (hit: Hit) => void;
  readonly onCite?: (hit: Hit) => void;
  readonly judging?: HitJudging;
  /** Stands below the hits. */
  readonly afterHits?: ReactNode;
}

/** Everything the device worked out about the ticket, each with its reason. */
export function TriagePanel(props: TriagePanelProps) {
  const { ticket, triage, problem } = props;
  if (!triage) return problem === undefined ? <PanelSkeleton /> : <p className={styles.problem}>{problem}</p>;
  return (
    <div className={styles.panel}>
      <IntentSection
        ticket={ticket}
        triage={triage}
        playbook={props.playbook}
        open={props.openList === 'intent'}
        onOpenChange={(open) => props.onOpenList(open ? 'intent' : null)}
        labels={props.labels ?? []}
        onLabel={props.onLabel}
      />
      <ReasonSection triage={triage} onReason={props.onReason} />
      <MoodSection triage={triage} course={props.course} />
      <RouteSection {...props} triage={triage} />
      <FoundSection triage={triage} />
      <KnowledgeSection
        key={ticket.id}
        search={props.search}
        numbers={props.numbers}
        asked={props.asked}
        onAsk={props.onAsk}
        onOpen={props.onOpenHit}
        onCite={props.onCite}
        judging={props.judging}
        after={props.afterHits}
      />
      <WorkedOutSection triage={triage} />
    </div>
  );
}

function ReasonSection({ triage, onReason }: { readonly triage: Triage; readonly onReason: (reason: EscalationReason) => void }) {
  if (!triage.escalation.escalated) return null;
  return (
    <PanelSection title="Why a person must answer">
      <ul role="list" className={styles.reasons}>
        {triage.escalation.reasons.map((reason, index) => {
          const words = (
            <>
              <span className={styles.reasonTitle}>{reason.title}</span>
              {reason.quote !== '' && <q className={styles.quote}>{reason.quote}</q>}
              {reason.detail !== '' && <span className={styles.detail}>{reason.detail}</span>}
            </>
          );
          return (
            <li key={`${reason.rule}-${index}`}>
              {reason.start === undefined ? (
                <div className={styles.reason}>{words}</div>
              ) : (
                <button
                  type="button"
                  className={classes(styles.reason, styles.jump)}
                  title="Show the words in the message"
                  onClick={() => onReason(reason)}
                >
                  {words}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </PanelSection>
  );
}

function MoodSection({ triage, course }: { readonly triage: Triage; readonly course: readonly number[] }) {
  const { mood, words } = triage.sentiment;
  const described = describeCourse(course);
  return (
    <PanelSection title="Mood">
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>Now</dt>
          <dd>
            <Chip tone={moodTones[mood]}>{moodNames[mood]}</Chip>
            {words.length > 0 && <span className={styles.why}>“{words.slice(0, 3).join('”, “')}”</span>}
          </dd>
        </div>
        {described !== null && (
          <div className={styles.fact}>
            <dt>Course</dt>
            <dd>{described}</dd>
          </div>
        )}
      </dl>
    </PanelSection>
  );
}

function RouteSection({
  ticket,
  triage,
  playbook,
  due,
  openList,
  onOpenList,
  onRoute,
}: TriagePanelProps & { readonly triage: Triage }) {
  const corrected = ticket.corrections?.queue;
  const queue = corrected ?? triage.route.queue;
  return (
    <PanelSection
      title="Goes to"
      aside={
        onRoute && (
          <ChooseOne
            label="Choose a queue"
            choices={playbook.queues.map((each) => ({ id: each.id, label: each.name }))}
            chosen={queue}
            open={openList === 'queue'}
            onOpenChange={(open) => onOpenList(open ? 'queue' : null)}
            onChoose={onRoute}
            trigger={<IconButton label="Send to another queue" keys="m" icon={<Pencil />} className={styles.edit ?? ''} />}
          />
        )
      }
    >
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>Queue</dt>
          <dd>
            <strong>{queueName(playbook, queue)}</strong> · {actionNames[triage.route.action]}
            <span className={styles.why}>{corrected === undefined ? triage.route.reason : 'Set by a person.'}</span>
          </dd>
        </div>
        <div className={styles.fact}>
          <dt>Priority</dt>
          <dd>
            {priorityNames[triage.priority.level]}
            <span className={styles.why}>{triage.priority.reason}</span>
          </dd>
        </div>
        {due}
        <div className={styles.fact}>
          <dt>Language</dt>
          <dd>
            {triage.language.name}
            {!triage.language.supported && <span className={styles.why}>Not read by the model: a person reads it.</span>}
          </dd>
        </div>
      </dl>
    </PanelSection>
  );
}

/** The list open by key or click; one at a time. */
export function useOpenList(): readonly [OpenList, (list: OpenList) => void] {
  return useState<OpenList>(null);
}
