import { useLiveQuery } from 'dexie-react-hooks';
import Inbox from 'lucide-react/icons/inbox';
import { useMemo, useState } from 'react';
import { useLocation } from 'wouter';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { listPromotions } from '../storage/promote-head.ts';
import { listHeadVersions } from '../storage/save-heads.ts';
import type { ChangeFilter } from '../triage/compare-decided.ts';
import { changeKinds, type Moment } from '../triage/rehearse.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { Select } from '../ui/Select.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { PlaybookRehearsalDials } from './PlaybookRehearsalDials.tsx';
import { PlaybookRehearsalFlow } from './PlaybookRehearsalFlow.tsx';
import { PlaybookRehearsalTickets } from './PlaybookRehearsalTickets.tsx';
import { deskSlot } from './promoted-head.ts';
import { shippedHead, type RehearsalResult } from './rehearsal-messages.ts';
import { actionNames, kindNames, stepWords } from './rehearsal-words.ts';
import { useRehearsal, type RehearsalView } from './use-rehearsal.ts';
import styles from './PlaybookRehearsal.module.css';

const inUse = 'in-use';
const momentNames: Readonly<Record<Moment, string>> = { 'before-answer': 'Before you answered', now: 'As they are now' };

/**
 * What would become of every ticket of the desk under a changed playbook, or read by another model, before anything is applied. `before`
 * is what is in force, `after` what is tried; the dials here change `after` by `onChange`.
 */
export function PlaybookRehearsal({ before, after, onChange }: { readonly before: Playbook; readonly after: Playbook; readonly onChange: (next: Playbook) => void }) {
  const desk = useDesk();
  const [, navigate] = useLocation();
  const [now] = useState(Date.now);
  const [moment, setMoment] = useState<Moment>('before-answer');
  const [head, setHead] = useState<string | null>(null);
  const [filter, setFilter] = useState<ChangeFilter>({});
  const rehearsal = useRehearsal(desk, { before, after, moment, now, head });
  const { result, step } = rehearsal;
  useCommands([
    { id: 'rehearse-again', label: 'Rehearse again', group: 'Desk', words: 'playbook try archive', run: () => rehearsal.again() },
    ...(step === null ? [] : [{ id: 'rehearse-stop', label: 'Stop the rehearsal', group: 'Desk' as const, run: () => rehearsal.stop() }]),
  ]);
  const isEmpty = result?.comparison.tickets === 0 && result.comparison.untriaged === 0;
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.headWords}>
          <h1 className={styles.title}>Rehearsal</h1>
          <p className={styles.note}>What would become of every ticket here under the playbook as you have changed it. Nothing is applied, and nothing is sent.</p>
        </div>
        <div className={styles.choices}>
          <HeadChoice head={head} onChange={setHead} />
          <Select label="Tickets" options={(['before-answer', 'now'] as const).map((id) => ({ id, label: momentNames[id] }))} value={moment} onChange={(id) => setMoment(id === 'now' ? 'now' : 'before-answer')} />
        </div>
      </header>
      <Status rehearsal={rehearsal} />
      {isEmpty ? (
        <EmptyState icon={<Inbox />} title="No tickets to rehearse on" actions={<Button onPress={() => navigate('/import')}>Import tickets</Button>}>
          Bring in tickets of the last weeks: then you see here what a change would have done to them.
        </EmptyState>
      ) : (
        result && (
          <div className={classes(styles.result, step !== null && styles.older)}>
            <Changes result={result} after={after} filter={filter} onFilter={setFilter} />
            <PlaybookRehearsalDials cases={result.cases} casesKey={result.casesKey} playbook={after} onChange={onChange} />
            {result.comparison.changed > 0 && <PlaybookRehearsalTickets client={rehearsal.client} result={result} filter={filter} onFilter={setFilter} queues={after.queues} before={before} />}
          </div>
        )
      )}
    </div>
  );
}

/** Which model reads the tickets: the one in use, or a version that might take its place. */
function HeadChoice({ head, onChange }: { readonly head: string | null; readonly onChange: (head: string | null) => void }) {
  const { db } = useDesk();
  const versions = useLiveQuery(() => listHeadVersions(db, deskSlot), [db]);
  const promotions = useLiveQuery(() => listPromotions(db), [db]);
  const used = promotions?.find(({ slot }) => slot === deskSlot)?.headId ?? null;
  const options = useMemo(
    () => [
      { id: inUse, label: 'The model in use' },
      ...(used === null ? [] : [{ id: shippedHead, label: 'The one that ships' }]),
      ...(versions ?? [])
        .filter(({ id }) => id !== used)
        .map(({ id, name, number, metrics }) => ({ id, label: `${name} ${number}`, ...(metrics.rows === 0 ? {} : { note: `${shareWords(metrics.accuracy)} right` }) })),
    ],
    [versions, used],
  );
  // Where there is nothing to choose from, a choice would only ask what it means.
  if (options.length === 1 && head === null) return null;
  return <Select label="Read by" options={options} value={head ?? inUse} onChange={(id) => onChange(id === inUse ? null : id)} />;
}

/** What is being done, or went wrong. Keeps its room, so that nothing below jumps. */
function Status({ rehearsal: { step, problem, stopped, result, stop, again } }: { readonly rehearsal: RehearsalView }) {
  if (problem !== null) {
    return (
      <div className={styles.problem} role="alert">
        <p>{problem}</p>
        <Button size="small" onPress={again}>
          Try again
        </Button>
      </div>
    );
  }
  const { untriaged = 0, readAnew = 0 } = result?.comparison ?? {};
  return (
    <div className={styles.status}>
      {step !== null ? (
        <>
          <span className={styles.doing}>{stepWords(step)}</span>
          <ProgressBar className={styles.progress ?? ''} label="Rehearsal" done={step.done} total={step.total === 0 ? null : step.total} />
          <Button size="small" variant="quiet" onPress={stop}>
            Cancel
          </Button>
        </>
      ) : stopped ? (
        <>
          <span className={styles.doing}>Stopped. {result === null ? 'Nothing was rehearsed.' : 'What you see is of the try before.'}</span>
          <Button size="small" onPress={again}>
            Rehearse again
          </Button>
        </>
      ) : (
        result && (
          <span className={styles.doing}>
            {plural(result.comparison.tickets, 'ticket')} rehearsed
            {untriaged > 0 && `; ${count(untriaged)} more ${untriaged === 1 ? 'is' : 'are'} not triaged yet and left out`}.
            {readAnew > 0 && ` ${plural(readAnew, 'ticket')} will be read anew once this is applied, since it changes languages or products of this desk; here they count as read before.`}
          </span>
        )
      )}
      <span className="visually-hidden" role="status">
        {step === null && result !== null ? `${plural(result.comparison.changed, 'ticket')} of ${count(result.comparison.tickets)} come out otherwise` : ''}
      </span>
    </div>
  );
}

function Changes({ result: { comparison }, after, filter, onFilter }: { readonly result: RehearsalResult; readonly after: Playbook; readonly filter: ChangeFilter; readonly onFilter: (filter: ChangeFilter) => void }) {
  const { changed, tickets, kinds, byAction, byQueue } = comparison;
  const queueNames = useMemo(() => new Map(after.queues.map(({ id, name }) => [id, name])), [after.queues]);
  if (changed === 0) {
    return (
      <section className={styles.nothing} aria-label="What changes">
        <h2 className={styles.nothingTitle}>Nothing changes</h2>
        <p className={styles.note}>Every ticket comes out as it does now. Change a rule, a threshold or a queue, turn a dial below, or let another model read.</p>
      </section>
    );
  }
  return (
    <section className={styles.section} aria-label="What changes">
      <p className={styles.lead}>
        <b>{plural(changed, 'ticket')}</b> of {count(tickets)} {changed === 1 ? 'comes' : 'come'} out otherwise
      </p>
      <div className={styles.kinds} role="group" aria-label="Show only">
        {changeKinds
          .filter((kind) => kinds[kind] > 0)
          .map((kind) => (
            <button key={kind} type="button" className={classes(styles.kind, styles[kind])} aria-pressed={filter.kind === kind} onClick={() => onFilter(filter.kind === kind ? {} : { kind })}>
              {kindNames[kind]} <span className={styles.kindCount}>{count(kinds[kind])}</span>
            </button>
          ))}
      </div>
      <div className={styles.flows}>
        <PlaybookRehearsalFlow
          title="How they are answered"
          flows={byAction}
          order={['auto-reply', 'draft', 'human']}
          name={(id) => actionNames[id]}
          chosen={filter.action ?? null}
          onChoose={(action) => onFilter(action === null ? {} : { action })}
        />
        <PlaybookRehearsalFlow
          title="Where they go"
          flows={byQueue}
          order={after.queues.map(({ id }) => id)}
          name={(id) => queueNames.get(id) ?? id}
          chosen={filter.queue ?? null}
          onChoose={(queue) => onFilter(queue === null ? {} : { queue })}
        />
      </div>
    </section>
  );
}
