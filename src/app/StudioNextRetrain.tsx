import { classes } from '../ui/classes.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { plural } from '../ui/format-time.ts';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { correctionsOf, type CorrectionsState } from './studio-corrections.ts';
import { promoteVersion } from './studio-promotion.ts';
import page from './StudioView.module.css';
import styles from './StudioNext.module.css';

/** What was labelled since the model was trained, and retraining it. */
export function StudioNextRetrain() {
  const desk = useDesk();
  const corrections = correctionsOf(desk);
  const { atOnce, waiting, why, running, problem, outcome } = useStore(corrections);
  const offered = isOffered(outcome);
  if (waiting === null && why === null && running === null && outcome === null) return null;
  return (
    <section className={styles.bar} aria-label="Retraining">
      <div className={styles.barWords} role="status">
        {running !== null ? <p>{running.step?.status === 'judging' ? 'Judging by the rows held out' : running.step?.status === 'reading' ? `Reading sentences: ${running.step.done} of ${running.step.total}` : 'Retraining'}</p> : <Words waiting={waiting} why={why} outcome={outcome} />}
        {problem !== null && <p className={styles.bad}>{problem}</p>}
      </div>
      <div className={page.actions}>
        {running !== null && <Button onPress={() => corrections.stop()}>Stop</Button>}
        {running === null && offered && (
          <>
            <Button variant="primary" onPress={() => void corrections.take((id) => promoteVersion(desk, id))}>
              Use the new model
            </Button>
            <Button onPress={() => void corrections.leave()}>Discard it</Button>
          </>
        )}
        {waiting !== null && (
          <Checkbox checked={atOnce} onChange={(on) => void corrections.setAtOnce(on)}>
            Learn from labels at once
          </Checkbox>
        )}
        {running === null && !offered && waiting !== null && (
          <Button isDisabled={waiting === 0} onPress={() => void corrections.retrain()}>
            Retrain
          </Button>
        )}
      </div>
    </section>
  );
}

/** A new version waits to be taken or left. */
function isOffered(outcome: CorrectionsState['outcome']): boolean {
  return typeof outcome?.versionId === 'string';
}

function Words({ waiting, why, outcome }: Pick<CorrectionsState, 'waiting' | 'why' | 'outcome'>) {
  const since = waiting === 0 ? 'No new label since the model was trained.' : `${plural(waiting ?? 0, 'new label')} since the model was trained.`;
  return (
    <>
      {outcome !== null && (
        <p className={classes(outcome.allowed ? styles.good : styles.bad)}>
          {outcome.message}
          {outcome.leftOut > 0 ? ` ${plural(outcome.leftOut, 'label')} of tickets that say what a held-out row says ${outcome.leftOut === 1 ? 'was' : 'were'} not learnt from.` : ''} It took {outcome.seconds.toFixed(1)} s.
        </p>
      )}
      {!isOffered(outcome) && <p>{why ?? since}</p>}
    </>
  );
}
