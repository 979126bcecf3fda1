import { useState } from 'react';
import { useLocation } from 'wouter';
import { labelWords } from '../text/label-words.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { SuspectRow } from '../studio/examine-labels.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { count, plural } from '../ui/format-time.ts';
import { useCommands } from './commands.ts';
import { useStore } from './store.ts';
import type { StudioChoice } from './studio-desk.ts';
import { suspectsLeft, type DoctorState, type StudioDoctor } from './studio-doctor.ts';
import { StudioLabelPicker } from './StudioLabelPicker.tsx';
import page from './StudioView.module.css';
import styles from './StudioDoctor.module.css';

/** Labels that are likely wrong, one at a time: a person decides on each. */
export function StudioDoctorReview({ doctor, choice }: { readonly doctor: StudioDoctor; readonly choice: StudioChoice }) {
  const state = useStore(doctor);
  const [picking, setPicking] = useState(false);
  const left = suspectsLeft(state);
  const suspect = left[0];
  const all = state.found?.findings.suspects.length ?? 0;
  const labels = choice.summary.columns.find(({ name }) => name === choice.column)?.labels ?? [];
  const keep = (): void => void (suspect && doctor.keep(suspect));
  const take = (): void => void (suspect && doctor.relabel(suspect, suspect.suggested));
  const remove = (): void => void (suspect && doctor.remove(suspect));
  const putOff = (): void => suspect && doctor.putOff(suspect);
  useCommands(
    suspect === undefined
      ? []
      : [
          { id: 'label-keep', label: 'Keep the label', group: 'List', keys: '1', run: keep },
          { id: 'label-keep-enter', label: 'Keep the label', group: 'List', keys: 'Enter', keyOnly: true, run: keep },
          { id: 'label-take', label: 'Take the suggested label', group: 'List', keys: '2', run: take },
          { id: 'label-other', label: 'Choose another label', group: 'List', keys: '3', run: () => setPicking(true) },
          { id: 'label-remove', label: 'Remove the row from the dataset', group: 'List', keys: 'x', run: remove },
          { id: 'label-later', label: 'Look at this row later', group: 'List', keys: 'j', run: putOff },
        ],
  );
  if (all === 0) return null;
  return (
    <section className={classes(page.section, styles.review)} aria-label="Labels to look at">
      <div className={page.head}>
        <h2 className={page.heading}>Likely wrong labels, one by one</h2>
        <span className={styles.progress} role="status">
          {count(all - left.length)} of {count(all)} looked at
        </span>
      </div>
      {suspect === undefined ? (
        <Done state={state} />
      ) : (
        <div className={styles.card}>
          <p className={styles.text} aria-live="polite">
            {suspect.text}
          </p>
          <dl className={styles.labels}>
            <Likely name="Its label" label={suspect.given} probability={suspect.givenProbability} />
            <Likely name="Suggested" label={suspect.suggested} probability={suspect.suggestedProbability} suggested />
          </dl>
          <div className={styles.decide}>
            <Button keys="1" onPress={keep}>
              Keep the label
            </Button>
            <Button keys="2" onPress={take}>
              Take the suggestion
            </Button>
            <Button keys="3" onPress={() => setPicking(true)}>
              Another label
            </Button>
            <Button keys="x" onPress={remove}>
              Remove the row
            </Button>
            <Button variant="quiet" keys="j" onPress={putOff}>
              Later
            </Button>
          </div>
        </div>
      )}
      <p className={page.aside}>Each decision is a version of the dataset and can be taken back with Z. A label that you keep is not asked about again.</p>
      {picking && suspect !== undefined && (
        <StudioLabelPicker
          labels={labels.map(({ name }) => name)}
          present={suspect.given}
          onClose={() => setPicking(false)}
          onChoose={(label) => {
            setPicking(false);
            void (label === suspect.given ? doctor.keep(suspect) : doctor.relabel(suspect, label));
          }}
        />
      )}
    </section>
  );
}

function Likely({ name, label, probability, suggested = false }: { readonly name: string; readonly label: SuspectRow['given']; readonly probability: number; readonly suggested?: boolean }) {
  return (
    <div className={styles.likely}>
      <dt>{name}</dt>
      <dd className={styles.label}>{labelWords(label)}</dd>
      <dd className={styles.bar} aria-hidden="true">
        <span className={suggested ? styles.suggested : undefined} style={{ width: `${probability * 100}%` }} />
      </dd>
      <dd className={styles.share}>{probability < 0.005 ? 'under 1%' : shareWords(probability, 0)} likely</dd>
    </div>
  );
}

function Done({ state: { reviews } }: { readonly state: DoctorState }) {
  const [, navigate] = useLocation();
  const of = (review: string): number => [...reviews.values()].filter((each) => each === review).length;
  const changed = of('relabelled') + of('removed');
  return (
    <div className={styles.card}>
      <p className={styles.text}>Every one is looked at.</p>
      <p className={page.note}>
        {plural(of('kept'), 'label')} kept, {plural(of('relabelled'), 'label')} changed, {plural(of('removed'), 'row')} removed.
      </p>
      {changed > 0 && (
        <div className={styles.decide}>
          <Button onPress={() => navigate('/studio/train')}>Train on the changed labels</Button>
        </div>
      )}
    </div>
  );
}
