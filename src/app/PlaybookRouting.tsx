import { useMemo } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Plus from 'lucide-react/icons/plus';
import { labelWords } from '../text/label-words.ts';
import { hasRuleFor, type Playbook, type Queue } from '../playbook/playbook.ts';
import { Button } from '../ui/Button.tsx';
import { Chip } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { breakpoints, useMedia } from '../ui/media.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { editWithUndo, nameId, useFindings, usePlaybookEditing } from './playbook-editing.ts';
import { knownIntents, playbookFindingsOf } from './playbook-findings.ts';
import { withIntent } from './playbook-routing.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { PlaybookNumberField } from './PlaybookField.tsx';
import { PlaybookRoutingIntents } from './PlaybookRoutingIntents.tsx';
import { PlaybookRoutingQueue } from './PlaybookRoutingQueue.tsx';
import { PlaybookThresholds } from './PlaybookThresholds.tsx';
import { useStore } from './store.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookRouting.module.css';

/** The address of one queue, or of the whole desk. */
const queuePath = (id: string): string => `/playbook?queue=${encodeURIComponent(id)}`;

/** Which queue takes what, and what may happen there. */
export function PlaybookRouting() {
  const desk = useDesk();
  const { playbook } = usePlaybookEditing();
  const narrow = useMedia(breakpoints.narrow);
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const chosen = params.get('queue') ?? (narrow ? null : 'desk');
  const queue = playbook.queues.find(({ id }) => id === chosen);

  const add = (): void => {
    const id = nameId('new-queue', playbook.queues.map((each) => each.id));
    editWithUndo(desk, { ...playbook, queues: [...playbook.queues, { id, name: 'New queue', intents: [] }] }, 'Queue added');
    navigate(queuePath(id));
  };
  const step = (by: number): void => {
    const ids = ['desk', ...playbook.queues.map(({ id }) => id)];
    const next = ids[Math.max(0, ids.indexOf(chosen ?? 'desk')) + by];
    if (next !== undefined) navigate(queuePath(next));
  };
  useCommands([
    { id: 'new-queue', label: 'Add a queue', group: 'List', words: 'create', run: add },
    { id: 'next-queue', label: 'Next queue', group: 'List', keys: 'j', keyOnly: true, run: () => step(1) },
    { id: 'previous-queue', label: 'Previous queue', group: 'List', keys: 'k', keyOnly: true, run: () => step(-1) },
  ]);
  return (
    <div className={page.view}>
      {(!narrow || chosen === null) && (
        <section className={page.side} aria-label="Queues">
          <header className={page.sideHead}>
            <div className={page.sideTitle}>
              {chosen === null ? <h1 className={page.heading}>Queues</h1> : <h2 className={page.heading}>Queues</h2>}
              <Button size="small" icon={<Plus />} onPress={add}>
                New
              </Button>
            </div>
          </header>
          <div className={page.sideList}>
            <ul role="list">
              <li>
                <Link href={queuePath('desk')} className={classes(page.row, chosen === 'desk' && page.open)} {...(chosen === 'desk' ? { 'aria-current': 'true' as const } : {})}>
                  <span className={page.rowHead}>
                    <span className={page.rowTitle}>The whole desk</span>
                  </span>
                  <span className={page.rowText}>Thresholds, and every intent</span>
                </Link>
              </li>
              {playbook.queues.map((each) => (
                <QueueRow key={each.id} queue={each} playbook={playbook} open={each.id === chosen} />
              ))}
            </ul>
          </div>
        </section>
      )}
      {(!narrow || chosen !== null) && (
        <section className={page.content} aria-label="Queue">
          {chosen === 'desk' ? (
            <WholeDesk back={narrow} />
          ) : queue ? (
            <PlaybookRoutingQueue key={queue.id} queue={queue} back={narrow} />
          ) : (
            <EmptyState level={1} title="This queue is gone" actions={<Button onPress={() => navigate('/playbook')}>All queues</Button>}>
              It was removed, here or in another tab.
            </EmptyState>
          )}
        </section>
      )}
    </div>
  );
}

function QueueRow({ queue, playbook, open }: { readonly queue: Queue; readonly playbook: Playbook; readonly open: boolean }) {
  const found = useStore(playbookFindingsOf(useDesk()));
  const count = found.filter(({ place }) => (place.part === 'queue' && place.id === queue.id) || (place.part === 'intent' && queue.intents.includes(place.label))).length;
  const shares = (['human', 'draft', 'auto-reply'] as const).map((action) => ({ action, count: queue.intents.filter((label) => (playbook.actions[label] ?? 'human') === action).length }));
  return (
    <li>
      <Link href={queuePath(queue.id)} className={classes(page.row, open && page.open)} {...(open ? { 'aria-current': 'true' as const } : {})}>
        <span className={page.rowHead}>
          <span className={page.rowTitle}>{queue.name}</span>
          {count > 0 && <Chip tone="warn">{count} to look at</Chip>}
          {queue.id === playbook.fallbackQueue && <Chip>Everything else</Chip>}
        </span>
        <span className={styles.mix} aria-hidden="true">
          {shares.map(({ action, count: share }) => share > 0 && <span key={action} className={styles[action]} style={{ flexGrow: share }} />)}
        </span>
        <span className={page.rowText}>
          {plural(queue.intents.length, 'intent')}
          {shares.filter(({ count: share }) => share > 0).map(({ action, count: share }) => ` · ${share} ${action === 'human' ? 'by a person' : action === 'draft' ? 'drafted' : 'by itself'}`)}
        </span>
      </Link>
    </li>
  );
}

/** What holds for all queues, and every intent with its queue. */
function WholeDesk({ back }: { readonly back: boolean }) {
  const desk = useDesk();
  const { playbook, edit } = usePlaybookEditing();
  const [, navigate] = useLocation();
  const engine = useStore(desk.engineState);
  const findings = useFindings({ part: 'thresholds' });
  const known = useMemo(() => knownIntents({ engineState: { ...desk.engineState, get: () => engine } }), [desk, engine]);
  const unsaid = (known ?? []).filter((label) => label !== 'out_of_scope' && !hasRuleFor(playbook, label));
  const labels = useMemo(() => [...new Set([...playbook.queues.flatMap(({ intents }) => intents), ...Object.keys(playbook.actions)])], [playbook]);
  const { grounded } = playbook.thresholds;
  return (
    <div className={page.page}>
      <header className={page.head}>
        {back && <IconButton label="Back to the queues" icon={<ArrowLeft />} onPress={() => navigate('/playbook')} />}
        <h1 className={page.title}>The whole desk</h1>
      </header>
      <PlaybookFindings findings={findings} />
      <section className={page.section} aria-label="Thresholds">
        <PlaybookThresholds label="How sure is sure" value={playbook.thresholds} onChange={(next) => edit({ ...playbook, thresholds: { ...playbook.thresholds, ...next } })} />
        <p className={page.aside}>Confidences are calibrated: of tickets at 85% about 15 in a hundred are something else. Queues and intents may have their own.</p>
        <div className={styles.grounded}>
          <PlaybookNumberField
            label="Borne out by articles before it goes by itself, in %"
            value={Math.round((grounded ?? 1) * 1000) / 10}
            least={0}
            most={100}
            onChange={(value) => edit({ ...playbook, thresholds: { ...playbook.thresholds, grounded: value / 100 } })}
          />
        </div>
      </section>
      {unsaid.length > 0 && (
        <section className={page.section} aria-label="Intents the playbook does not know">
          <h2 className={page.sectionTitle}>{plural(unsaid.length, 'intent')} of the model in use without a place</h2>
          <p className={page.note}>The playbook says nothing of them, so a person answers each.</p>
          <ul role="list" className={styles.unsaid}>
            {unsaid.slice(0, 200).map((label) => (
              <li key={label}>
                <span>{labelWords(label)}</span>
                <PlainSelect
                  label={`Queue for ${labelWords(label)}`}
                  value=""
                  options={[{ id: '', label: 'Put into …' }, ...playbook.queues.map(({ id, name }) => ({ id, label: name }))]}
                  onChange={(id) => id !== '' && edit(withIntent({ ...playbook, actions: { ...playbook.actions, [label]: 'human' } }, label, id))}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={page.section} aria-label="Intents">
        <h2 className={page.sectionTitle}>Every intent</h2>
        <PlaybookRoutingIntents labels={labels} />
      </section>
    </div>
  );
}
