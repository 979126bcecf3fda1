import { useState } from 'react';
import { labelWords } from '../text/label-words.ts';
import { classes } from '../ui/classes.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './StudioDoctor.module.css';

const shownAtOnce = 100;

/** Chooses one of many labels: typing narrows the list, Enter takes the first of it. */
export function StudioLabelPicker({ labels, present, onChoose, onClose }: { readonly labels: readonly string[]; readonly present?: string; readonly onChoose: (label: string) => void; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const matching = labels.filter((label) => words.every((word) => labelWords(label).toLowerCase().includes(word)));
  return (
    <Dialog title="Another label" open onClose={onClose}>
      <form
        className={styles.picker}
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = matching;
          if (first !== undefined && typed !== '') onChoose(first);
        }}
      >
        <TextField label="Find a label" value={typed} onChange={setTyped} autoFocus />
        {matching.length === 0 ? (
          <p className={styles.none}>No label is called so.</p>
        ) : (
          <ul role="list" className={styles.choices} aria-label="Labels">
            {matching.slice(0, shownAtOnce).map((label, at) => (
              <li key={label}>
                <button type="button" className={classes(styles.choice, at === 0 && typed !== '' && styles.first)} onClick={() => onChoose(label)}>
                  {labelWords(label)}
                  {label === present && <span className={styles.share}>its label now</span>}
                </button>
              </li>
            ))}
          </ul>
        )}
        {matching.length > shownAtOnce && <p className={styles.none}>And {matching.length - shownAtOnce} more: type a part of the name.</p>}
      </form>
    </Dialog>
  );
}
