import { useState } from 'react';
import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal';
import X from 'lucide-react/icons/x';
import { labelWords } from '../text/label-words.ts';
import type { PlaybookFinding } from '../playbook/finding.ts';
import { queueFor, thresholdsFor, type Action } from '../playbook/playbook.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { useDesk } from './desk-context.ts';
import { editWithUndo, usePlaybookEditing } from './playbook-editing.ts';
import { playbookFindingsOf } from './playbook-findings.ts';
import { actionOptions, withAction, withIntent, withIntentThresholds, withoutIntent } from './playbook-routing.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { PlaybookThresholds, Zones } from './PlaybookThresholds.tsx';
import { useStore } from './store.ts';
import styles from './PlaybookRouting.module.css';

/** Rows that are shown at once; the others when asked for. */
const page = 120;

/** Intents with their queue, what may happen at most, and from which confidence on. */
export function PlaybookRoutingIntents({ labels }: { readonly labels: readonly string[] }) {
  const found = useStore(playbookFindingsOf(useDesk()));
  const [most, setMost] = useState(page);
  const [open, setOpen] = useState<string | null>(null);
  if (labels.length === 0) return <p className={styles.none}>No intents yet.</p>;
  return (
    <>
      <ul role="list" className={styles.intents} aria-label="Intents with their queues">
        <li className={styles.columns} aria-hidden="true">
          <span>Intent</span>
          <span>Queue</span>
          <span>At most</span>
          <span>Confidence</span>
        </li>
        {labels.slice(0, most).map((label) => (
          <IntentRow key={label} label={label} findings={found.filter(({ place }) => place.part === 'intent' && place.label === label)} open={open === label} onOpen={() => setOpen(open === label ? null : label)} />
        ))}
      </ul>
      {labels.length > most && (
        <div>
          <Button size="small" onPress={() => setMost(most + 500)}>
            Show {Math.min(500, labels.length - most)} more
          </Button>
        </div>
      )}
    </>
  );
}

function IntentRow({ label, findings, open, onOpen }: { readonly label: string; readonly findings: readonly PlaybookFinding[]; readonly open: boolean; readonly onOpen: () => void }) {
  const desk = useDesk();
  const { playbook, edit } = usePlaybookEditing();
  const name = labelWords(label);
  const own = playbook.intentThresholds?.[label];
  const thresholds = thresholdsFor(playbook, label);
  const home = playbook.queues.find(({ intents }) => intents.includes(label));
  return (
    <li className={styles.intent}>
      <div className={styles.intentRow}>
        <span className={styles.intentName}>{name}</span>
        <PlainSelect
          quiet
          label={`Queue for ${name}`}
          value={home?.id ?? ''}
          options={[...(home === undefined ? [{ id: '', label: `None: ${queueFor(playbook, label)?.name ?? ''}` }] : []), ...playbook.queues.map((queue) => ({ id: queue.id, label: queue.name }))]}
          onChange={(id) => edit(withIntent(playbook, label, id))}
        />
        <PlainSelect quiet label={`At most for ${name}`} value={playbook.actions[label] ?? 'human'} options={actionOptions} onChange={(action) => edit(withAction(playbook, label, action as Action))} />
        <span className={styles.zone} title={own === undefined ? 'As its queue' : 'Its own'}>
          <Zones {...thresholds} />
        </span>
        <IconButton label={`Confidence for ${name}`} icon={<SlidersHorizontal />} pressed={own !== undefined} aria-expanded={open} onPress={onOpen} />
      </div>
      {open && (
        <div className={styles.own}>
          <PlaybookThresholds label={`${name}${own === undefined ? ', as its queue' : ''}`} value={thresholds} onChange={(next) => edit(withIntentThresholds(playbook, label, next))} />
          <div className={styles.ownActions}>
            <Button size="small" isDisabled={own === undefined} onPress={() => edit(withIntentThresholds(playbook, label, null))}>
              As its queue again
            </Button>
            <Button size="small" variant="quiet" icon={<X />} onPress={() => editWithUndo(desk, withoutIntent(playbook, label), `“${name}” taken out of the playbook`)}>
              Take it out of the playbook
            </Button>
          </div>
        </div>
      )}
      <PlaybookFindings findings={findings} label={`What to look at in ${name}`} />
    </li>
  );
}
