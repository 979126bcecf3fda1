import { useMemo } from 'react';
import { useLocation } from 'wouter';
import Check from 'lucide-react/icons/check';
import CircleAlert from 'lucide-react/icons/circle-alert';
import PencilLine from 'lucide-react/icons/pencil-line';
import { describeChanges } from '../playbook/describe-changes.ts';
import { Button } from '../ui/Button.tsx';
import { plural } from '../ui/format-time.ts';
import { Popover } from '../ui/Popover.tsx';
import { useDesk } from './desk-context.ts';
import { applyDraft, discardDraft } from './playbook-apply.ts';
import { playbookDraftOf } from './playbook-draft.ts';
import { playbookFindingsOf } from './playbook-findings.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { useStore } from './store.ts';
import styles from './PlaybookDraftBar.module.css';

/** What is changed and not yet in force, with what can be done about it, and what there is to look at. Always there, so that nothing below it moves. */
export function PlaybookDraftBar() {
  const desk = useDesk();
  const inForce = useStore(desk.playbook);
  const draft = useStore(playbookDraftOf(desk));
  const findings = useStore(playbookFindingsOf(desk));
  const [, navigate] = useLocation();
  const changes = useMemo(() => (draft === null ? [] : describeChanges(inForce, draft)), [inForce, draft]);
  const wrong = findings.some(({ severity }) => severity === 'wrong');
  return (
    <section className={styles.bar} aria-label="Changes to the playbook" data-changed={draft !== null}>
      <div className={styles.state} role="status">
        {draft === null ? (
          <span className={styles.calm}>
            <Check aria-hidden="true" /> All of it is in force
          </span>
        ) : (
          <Popover
            label="Changes not yet in force"
            width={420}
            placement="bottom start"
            trigger={
              <Button size="small" variant="quiet" icon={<PencilLine />}>
                {plural(changes.length, 'change')} not yet in force
              </Button>
            }
          >
            <ul role="list" className={styles.changes}>
              {changes.slice(0, 100).map((change) => (
                <li key={change}>{change}</li>
              ))}
              {changes.length > 100 && <li>and {changes.length - 100} more</li>}
            </ul>
          </Popover>
        )}
        {draft !== null && (
          <span className={styles.first} aria-hidden="true">
            {changes[0]}
            {changes.length > 1 ? ` · ${changes[1] ?? ''}` : ''}
          </span>
        )}
      </div>
      {findings.length > 0 && (
        <Popover
          label="What to look at in the playbook"
          width={460}
          trigger={
            <Button size="small" variant="quiet" icon={<CircleAlert />} className={wrong ? (styles.wrong ?? '') : (styles.doubtful ?? '')}>
              {findings.length} to look at
            </Button>
          }
        >
          <div className={styles.findings}>
            <PlaybookFindings findings={findings.slice(0, 60)} playbook={draft ?? inForce} label="All there is to look at" />
            {findings.length > 60 && <p>and {findings.length - 60} more</p>}
          </div>
        </Popover>
      )}
      {draft !== null && (
        <div className={styles.actions}>
          <Button size="small" variant="quiet" onPress={() => navigate('/playbook/rehearsal')}>
            Rehearse
          </Button>
          <Button size="small" onPress={() => discardDraft(desk)}>
            Discard
          </Button>
          <Button size="small" variant="primary" keys="mod+enter" onPress={() => void applyDraft(desk)}>
            Apply
          </Button>
        </div>
      )}
    </section>
  );
}
