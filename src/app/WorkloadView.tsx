import ChartNoAxesColumn from 'lucide-react/icons/chart-no-axes-column';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { classes } from '../ui/classes.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import type { Workload } from '../sla/workload.ts';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { useWorkload } from './use-workload.ts';
import { sayOpening, sayTotalWork, sayWaiting, shownSteps, stepNames, type WorkloadFilter } from './workload-words.ts';
import { WorkloadNext } from './WorkloadNext.tsx';
import { WorkloadQueues } from './WorkloadQueues.tsx';
import styles from './WorkloadView.module.css';

const all: WorkloadFilter = { queue: null, step: null };

/** What waits for an answer: what is due next, and how each queue stands against those who work on it. */
export function WorkloadView() {
  const desk = useDesk();
  const [, navigate] = useLocation();
  const { total, loaded, problem } = useStore(desk.inbox);
  const workload = useWorkload(desk);
  const [filter, setFilter] = useState(all);
  useCommands([{ id: 'workload-all', label: 'Show what is due in all queues', group: 'Filter', keys: 'Escape', run: () => setFilter(all) }]);
  if (problem !== null) {
    return (
      <EmptyState level={1} title="The workload can not be read" actions={<Button onPress={() => window.location.reload()}>Reload the page</Button>}>
        {problem}
      </EmptyState>
    );
  }
  if (loaded && total === 0) {
    return (
      <EmptyState
        level={1}
        icon={<ChartNoAxesColumn />}
        title="No tickets yet"
        actions={
          <Button variant="primary" onPress={() => navigate('/import')}>
            Import tickets
          </Button>
        }
      >
        Once there are tickets you see here what is due next, and whether the team gets through it.
      </EmptyState>
    );
  }
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <h1 className={styles.title}>Workload</h1>
        {workload ? <Summary workload={workload} /> : <p className={styles.note}>Counting…</p>}
      </header>
      {workload ? (
        <>
          <Steps workload={workload} filter={filter} onFilter={setFilter} />
          <div className={styles.columns}>
            <WorkloadNext key={`${filter.queue ?? ''} ${filter.step ?? ''}`} workload={workload} filter={filter} onFilter={setFilter} />
            <WorkloadQueues workload={workload} filter={filter} onFilter={setFilter} />
          </div>
        </>
      ) : (
        <div className={styles.waiting} aria-busy="true">
          <Skeleton width="100%" height="64px" />
          <Skeleton width="100%" height="320px" />
        </div>
      )}
    </div>
  );
}

function Summary({ workload }: { readonly workload: Workload }) {
  const { total, at, unrouted } = workload;
  return (
    <p className={styles.note}>
      {sayWaiting(total)} {total.waiting > 0 && `${sayTotalWork(workload)}. `}
      {sayOpening(total.opening, at)}.{unrouted > 0 && ` ${plural(unrouted, 'ticket has', 'tickets have')} no queue as yet and ${unrouted === 1 ? 'stands' : 'stand'} under the fallback queue.`}
    </p>
  );
}

export interface FilterProps {
  readonly workload: Workload;
  readonly filter: WorkloadFilter;
  readonly onFilter: (filter: WorkloadFilter) => void;
}

/** How much is due when, over all queues: each figure lists the tickets behind it. */
function Steps({ workload, filter, onFilter }: FilterProps) {
  const { steps } = workload.total;
  return (
    <div className={styles.steps} role="group" aria-label="Due, in all queues">
      {shownSteps.map((step) => {
        const chosen = filter.queue === null && filter.step === step;
        return (
          <button key={step} type="button" className={classes(styles.step, chosen && styles.chosen)} aria-pressed={chosen} onClick={() => onFilter(chosen ? all : { queue: null, step })}>
            <span className={styles.stepName}>
              <span className={classes(styles.swatch, styles[step])} aria-hidden="true" />
              {stepNames[step]}
            </span>
            <span className={classes(styles.stepCount, step === 'breached' && steps[step] > 0 && styles.over)}>{count(steps[step])}</span>
          </button>
        );
      })}
    </div>
  );
}
