import { useState, type KeyboardEvent } from 'react';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { labelWords } from '../ui/label-words.ts';
import { TextField } from '../ui/TextField.tsx';
import styles from './StudioNext.module.css';

const shownAtOnce = 50;

/** Finds one of all labels by a part of its name; Enter takes the first. */
export function StudioNextPicker({ labels, onChoose, onClose }: { readonly labels: readonly string[]; readonly onChoose: (label: string) => void; readonly onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const found = labels.filter((label) => words.every((word) => labelWords(label).toLowerCase().includes(word))).slice(0, shownAtOnce);
  function leave(event: KeyboardEvent): void {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onClose();
  }
  return (
    <form
      className={styles.picker}
      onKeyDown={leave}
      onSubmit={(event) => {
        event.preventDefault();
        const [first] = found;
        if (first !== undefined && typed.trim() !== '') onChoose(first);
      }}
    >
      <TextField label="Find a label" value={typed} onChange={setTyped} autoFocus />
      {found.length === 0 ? (
        <p role="status">No label is called so.</p>
      ) : (
        <div className={styles.found} role="group" aria-label="Labels found">
          {found.map((label, at) => (
            <button key={label} type="button" className={classes(styles.foundItem, at === 0 && typed.trim() !== '' && styles.first)} onClick={() => onChoose(label)}>
              {labelWords(label)}
            </button>
          ))}
        </div>
      )}
      <Button onPress={onClose}>Close</Button>
    </form>
  );
}
