import ListChecks from 'lucide-react/icons/list-checks';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { AskedTicket } from '../studio/choose-tickets.ts';
import { hasRuleFor } from '../playbook/playbook.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { Keys } from '../ui/Keys.tsx';
import { labelWords } from '../text/label-words.ts';
import { percent } from '../ui/percent.ts';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { intentLabels } from './intent-labels.ts';
import { useStore } from './store.ts';
import type { StudioClientStep } from './studio-client.ts';
import { correctionsOf } from './studio-corrections.ts';
import { nextOf, type NextDesk } from './studio-next.ts';
import { StudioLabelPicker } from './StudioLabelPicker.tsx';
import { StudioNextRetrain } from './StudioNextRetrain.tsx';
import page from './StudioView.module.css';
import styles from './StudioNext.module.css';

/** The tickets whose label would teach the model most, one at a time, by keyboard. */
export function StudioNext() {
  const desk = useDesk();
  const next = nextOf(desk);
  const { asked, at, among, looking, problem, labelled } = useStore(next);
  useEffect(() => {
    void correctionsOf(desk).refresh();
  }, [desk]);
  const ticket = asked?.[at];
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>Label next</h1>
          <p className={page.note}>The tickets the model is least sure of, no two alike. Each label is set on the ticket itself.</p>
        </div>
        {ticket !== undefined && looking === null && (
          <p className={page.aside}>
            {at + 1} of {asked?.length ?? 0} among {plural(among, 'ticket')}
            {labelled > 0 ? `, ${count(labelled)} labelled` : ''}
          </p>
        )}
      </header>
      <StudioNextRetrain />
      {problem !== null && (
        <p className={page.problem} role="alert">
          {problem}
        </p>
      )}
      {looking !== null && <Looking step={looking.step} onStop={() => next.stop()} />}
      {looking === null && ticket !== undefined && <Asked key={ticket.id} ticket={ticket} next={next} />}
      {looking === null && ticket === undefined && (
        <EmptyState icon={<ListChecks />} title={asked?.length === 0 ? 'Every ticket has a label' : 'Find the tickets worth a label'} actions={<Button variant="primary" onPress={() => void next.look()}>{asked === null ? 'Look through the tickets' : 'Look again'}</Button>}>
          {asked?.length === 0 ? 'Nobody is left to ask about. New tickets show up here.' : 'All tickets without a person’s label are read on this device. You can stop at any time.'}
        </EmptyState>
      )}
    </div>
  );
}

function Looking({ step, onStop }: { readonly step: StudioClientStep | null; readonly onStop: () => void }) {
  const reading = step?.status === 'reading' ? step : null;
  return (
    <div className={styles.busy}>
      <p role="status">
        {reading !== null ? `Reading tickets: ${count(reading.done)} of ${count(reading.total)}` : step?.status === 'loading' ? `Opening ${plural(step.rows, 'ticket')}` : 'Starting'}
      </p>
      <ProgressBar label="Looking through the tickets" done={reading?.done ?? 0} total={reading?.total ?? null} />
      <Button onPress={onStop}>Stop</Button>
    </div>
  );
}

function reasonWords({ reason, alike }: AskedTicket): string {
  const many = alike > 1 ? ` – ${count(alike)} tickets like it` : '';
  const [first = '', second = ''] = reason.labels.map(labelWords);
  if (reason.kind === 'unsure-between') return `Unsure between ${first} and ${second}${many}`;
  if (reason.kind === 'unlike-labelled') return `Unlike anything labelled here${many}`;
  return `Not sure that it is ${first}${many}`;
}

function Asked({ ticket, next }: { readonly ticket: AskedTicket; readonly next: NextDesk }) {
  const desk = useDesk();
  const playbook = useStore(desk.playbook);
  const labels = intentLabels(playbook, useStore(desk.engineState));
  const unruled = ticket.ranked.map(({ label: name }) => name).filter((name) => name !== 'out_of_scope' && !hasRuleFor(playbook, name));
  const [picking, setPicking] = useState(false);
  const label = (name: string): void => void next.label(name);
  useCommands([
    ...ticket.ranked.map(({ label: name }, at) => ({ id: `label-next-${at + 1}`, label: `Label ${labelWords(name)}`, group: 'Ticket' as const, keys: String(at + 1), run: () => label(name) })),
    { id: 'label-next-search', label: 'Find another label', group: 'Ticket', keys: '/', run: () => setPicking(true) },
    { id: 'label-next-skip', label: 'Skip this ticket', group: 'Ticket', keys: 's', run: () => next.skip() },
    { id: 'label-next-undo', label: 'Undo the last label', group: 'Ticket', keys: 'z', run: () => void next.undo() },
  ]);
  return (
    <div className={styles.columns}>
      <article className={styles.ticket} aria-label="Ticket to label">
        <p className={styles.why}>{reasonWords(ticket)}</p>
        <p className={styles.text}>{ticket.text}</p>
        <p className={page.aside}>
          <Link href={`/ticket/${encodeURIComponent(ticket.id)}`}>Open the ticket</Link>
        </p>
      </article>
      <section className={page.section} aria-label="Labels">
        <h2 className={page.heading}>What does the customer want?</h2>
        <div className={styles.choices}>
          {ticket.ranked.map(({ label: name, confidence }, at) => (
            <button key={name} type="button" className={styles.choice} onClick={() => label(name)}>
              <Keys keys={String(at + 1)} />
              <span>{labelWords(name)}</span>
              <span className={styles.share}>{percent(confidence)}</span>
            </button>
          ))}
        </div>
        {unruled.length > 0 && <p className={page.aside}>The playbook has no rule for {unruled.map((name) => `“${labelWords(name)}”`).join(', ')} yet. A person answers such tickets.</p>}
        <div className={styles.acts}>
          <Button keys="/" onPress={() => setPicking(true)}>
            Another label
          </Button>
          <Button keys="s" onPress={() => next.skip()}>
            Skip
          </Button>
          <Button keys="z" variant="quiet" onPress={() => void next.undo()}>
            Undo
          </Button>
        </div>
        {picking && <StudioLabelPicker labels={labels} onClose={() => setPicking(false)} onChoose={(name) => {
          setPicking(false);
          label(name);
        }} />}
      </section>
    </div>
  );
}
