import { useMemo } from 'react';
import { useLocation } from 'wouter';
import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import ArrowUp from 'lucide-react/icons/arrow-up';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { labelWords } from '../text/label-words.ts';
import { hasRuleFor, type Action, type Queue } from '../playbook/playbook.ts';
import { Chip } from '../ui/Chip.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useDesk } from './desk-context.ts';
import { intentLabels } from './intent-labels.ts';
import { editWithUndo, useFindings, usePlaybookEditing, withQueue } from './playbook-editing.ts';
import { actionOptions, withAction, withIntent } from './playbook-routing.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { PlaybookNumberField, PlaybookTextField, PlaybookWordsField } from './PlaybookField.tsx';
import { PlaybookRoutingIntents } from './PlaybookRoutingIntents.tsx';
import { PlaybookThresholds } from './PlaybookThresholds.tsx';
import { useStore } from './store.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookRouting.module.css';

const anyAction = 'any';

/** One queue: its name, what it takes, what may happen there at most, and who works in it. */
export function PlaybookRoutingQueue({ queue, back }: { readonly queue: Queue; readonly back: boolean }) {
  const desk = useDesk();
  const { playbook, edit } = usePlaybookEditing();
  const [, navigate] = useLocation();
  const findings = useFindings({ part: 'queue', id: queue.id });
  const at = playbook.queues.indexOf(queue);
  const isFallback = playbook.fallbackQueue === queue.id;
  const own = { sure: queue.thresholds?.sure ?? playbook.thresholds.sure, likely: Math.min(queue.thresholds?.likely ?? playbook.thresholds.likely, queue.thresholds?.sure ?? playbook.thresholds.sure) };
  const change = (changes: Parameters<typeof withQueue>[2]): string | null => edit(withQueue(playbook, queue.id, changes));
  const move = (by: number): void => {
    const others = playbook.queues.filter((each) => each !== queue);
    edit({ ...playbook, queues: [...others.slice(0, at + by), queue, ...others.slice(at + by)] });
  };
  const run: Readonly<Record<string, () => void>> = {
    fallback: () => edit({ ...playbook, fallbackQueue: queue.id }),
    remove() {
      editWithUndo(desk, { ...playbook, queues: playbook.queues.filter((each) => each !== queue) }, `Queue “${queue.name}” removed`);
      navigate('/playbook');
    },
  };
  return (
    <div className={page.page}>
      <header className={page.head}>
        {back && <IconButton label="Back to the queues" icon={<ArrowLeft />} onPress={() => navigate('/playbook')} />}
        <h1 className={page.title}>{queue.name}</h1>
        <IconButton label="Move up" icon={<ArrowUp />} isDisabled={at === 0} onPress={() => move(-1)} />
        <IconButton label="Move down" icon={<ArrowDown />} isDisabled={at === playbook.queues.length - 1} onPress={() => move(1)} />
        {isFallback ? (
          <Chip>Takes everything else</Chip>
        ) : (
          <Menu
            label="Queue"
            placement="bottom end"
            trigger={<IconButton label="More" icon={<Ellipsis />} />}
            choices={[
              { id: 'fallback', label: 'Make it the queue for everything else' },
              { id: 'remove', label: 'Remove', danger: true },
            ]}
            onChoose={(id) => run[id]?.()}
          />
        )}
      </header>
      <PlaybookFindings findings={findings} />
      {isFallback && <p className={page.note}>It also gets what no other queue takes: requests out of scope, other languages, and what nobody could tell.</p>}
      <section className={page.fields} aria-label="About the queue">
        <PlaybookTextField label="Name" value={queue.name} onChange={(name) => change({ name })} />
        <PlainSelect
          showLabel
          label="At most"
          value={queue.atMost ?? anyAction}
          options={[{ id: anyAction, label: 'What its intents allow' }, ...actionOptions.filter(({ id }) => id !== 'auto-reply')]}
          onChange={(id) => change({ atMost: id === anyAction ? undefined : (id as Action) })}
        />
        <PlaybookNumberField label="Minutes a ticket" value={queue.minutesEach ?? 8} least={0.1} most={480} onChange={(minutesEach) => change({ minutesEach })} />
        <PlaybookWordsField label="Skills, with commas" placeholder="Everybody" empty value={queue.skills ?? []} onChange={(skills) => change({ skills: skills.length === 0 ? undefined : skills })} />
      </section>
      <section className={page.section} aria-label="Confidence">
        <Switch on={queue.thresholds !== undefined} onChange={(on) => change({ thresholds: on ? own : undefined })}>
          Confidences of its own
        </Switch>
        {queue.thresholds !== undefined && <PlaybookThresholds label={`In ${queue.name}`} value={own} onChange={(thresholds) => change({ thresholds })} />}
      </section>
      <section className={page.section} aria-label="Intents">
        <div className={page.sectionHead}>
          <h2 className={page.sectionTitle}>What it takes</h2>
          <AddIntent queue={queue} />
        </div>
        <PlaybookRoutingIntents labels={queue.intents} />
      </section>
    </div>
  );
}

/** Intents of other queues, and those that the model in use knows and no queue takes. */
function AddIntent({ queue }: { readonly queue: Queue }) {
  const { playbook, edit } = usePlaybookEditing();
  const engine = useStore(useDesk().engineState);
  const groups = useMemo(() => {
    const placed = new Set(playbook.queues.flatMap(({ intents }) => intents));
    const option = (label: string) => ({ id: label, label: labelWords(label) });
    const free = [...new Set([...intentLabels(playbook, engine), ...Object.keys(playbook.actions)])].filter((label) => label !== 'out_of_scope' && !placed.has(label));
    return [{ name: 'In no queue', options: free.map(option) }, ...playbook.queues.filter((each) => each.id !== queue.id).map(({ name, intents }) => ({ name: `From ${name}`, options: intents.map(option) }))].filter(({ options }) => options.length > 0);
  }, [playbook, engine, queue.id]);
  return (
    <PlainSelect
      className={styles.add ?? ''}
      label={`Add an intent to ${queue.name}`}
      value=""
      options={[{ id: '', label: 'Add an intent …' }]}
      groups={groups}
      onChange={(label) => {
        if (label === '') return;
        edit(withIntent(hasRuleFor(playbook, label) ? playbook : withAction(playbook, label, 'human'), label, queue.id));
      }}
    />
  );
}
