import { useState } from 'react';
import { labelWords } from '../text/label-words.ts';
import { shareWords } from '../evaluation/ui/share-words.ts';
import type { LabelFindings } from '../studio/examine-labels.ts';
import type { TriedChange } from '../studio/try-label-change.ts';
import { Button } from '../ui/Button.tsx';
import { plural } from '../ui/format-time.ts';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useStore } from './store.ts';
import type { StudioChoice } from './studio-desk.ts';
import type { StudioDoctor } from './studio-doctor.ts';
import { StudioRunning } from './StudioRunning.tsx';
import page from './StudioView.module.css';
import styles from './StudioDoctor.module.css';

const kinds = [
  { id: 'merge', label: 'Merge two labels' },
  { id: 'split', label: 'Split a label in two' },
];
const suggestedPairs = 4;

/** What merging two labels, or parting one in two, would do: tried on the same rows before anything is changed. */
export function StudioDoctorWhatIf({ doctor, choice }: { readonly doctor: StudioDoctor; readonly choice: StudioChoice }) {
  const { running, problem, tried, found } = useStore(doctor);
  const [kind, setKind] = useState('merge');
  const [first, setFirst] = useState<string | null>(null);
  const [second, setSecond] = useState<string | null>(null);
  const [into, setInto] = useState('');
  const own = choice.summary.columns.find(({ name }) => name === choice.column)?.labels ?? [];
  const options = own.map(({ name, rows }) => ({ id: name, label: labelWords(name), note: plural(rows, 'row') }));
  const there = (label: string | null): label is string => own.some(({ name }) => name === label);
  const choose = (a: string | null, b: string | null): void => {
    setFirst(a);
    setSecond(b);
    // The larger one gives the name.
    setInto(own.find(({ name }) => name === a || name === b)?.name ?? '');
  };
  const taken = new Set(own.map(({ name }) => name));
  const pairs = found?.of.summary.root === choice.summary.root && found.of.column === choice.column ? mixedUpPairs(found.findings.mixedUp).filter((pair) => pair.every((label) => taken.has(label))).slice(0, suggestedPairs) : [];
  const ready = kind === 'merge' ? there(first) && there(second) && first !== second && into.trim() !== '' : there(first);
  const attempt = (): void => {
    if (first === null) return;
    if (kind === 'split') void doctor.tryChange({ kind: 'split', label: first, names: [first, freeName(first, taken)] });
    else if (second !== null) void doctor.tryChange({ kind: 'merge', labels: [first, second], into: into.trim() });
  };
  const shown = tried !== null && tried.of.summary.id === choice.summary.id && tried.of.column === choice.column ? tried.change : null;
  return (
    <section className={page.section} aria-label="What if">
      <div className={page.headWords}>
        <h2 className={page.heading}>What if the labels were others?</h2>
        <p className={page.note}>Two models learn from the same rows, one with the labels as they are and one with them changed, and are judged by the same other rows. The dataset stays as it is until you apply it.</p>
      </div>
      <div className={styles.form}>
        <Select label="What if" options={kinds} value={kind} onChange={setKind} />
        <Select label={kind === 'merge' ? 'The one' : 'Label'} options={options} value={there(first) ? first : null} onChange={(label) => choose(label, second)} />
        {kind === 'merge' && <Select label="The other" options={options} value={there(second) ? second : null} onChange={(label) => choose(first, label)} />}
        {kind === 'merge' && <TextField label="Called" value={into} onChange={setInto} className={styles.name ?? ''} />}
        <Button isDisabled={!ready || running !== null} onPress={attempt}>
          Try it
        </Button>
      </div>
      {kind === 'merge' && pairs.length > 0 && (
        <div className={styles.pairs}>
          <span className={page.aside}>Likely mixed up:</span>
          {pairs.map(([a, b]) => (
            <Button key={`${a} ${b}`} size="small" variant="quiet" onPress={() => choose(a, b)}>
              {labelWords(a)} and {labelWords(b)}
            </Button>
          ))}
        </div>
      )}
      {problem?.job === 'what-if' && (
        <p className={page.problem} role="alert">
          {problem.message}
        </p>
      )}
      {running?.job === 'what-if' && <StudioRunning label="Trying the labels" step={running.step} part={(part) => (part === 1 ? 'Learning the labels as they are: 1 of 2' : 'Learning the changed labels: 2 of 2')} onStop={() => doctor.stop()} />}
      {shown !== null && <Tried key={JSON.stringify(shown.change)} tried={shown} onApply={(names) => void doctor.apply(names)} />}
    </section>
  );
}

/** Two labels mixed up either way are one pair. */
function mixedUpPairs(mixedUp: LabelFindings['mixedUp']): (readonly [string, string])[] {
  const seen = new Set<string>();
  return mixedUp.flatMap(({ given, truth }) => {
    const key = [given, truth].sort().join('\n');
    if (seen.has(key)) return [];
    seen.add(key);
    return [[given, truth] as const];
  });
}

function freeName(label: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`${label}_${number}`)) return `${label}_${number}`;
}

function Tried({ tried, onApply }: { readonly tried: TriedChange; readonly onApply: (names: readonly [string, string]) => void }) {
  const { change, present, changed, compared, halves, notes } = tried;
  const [names, setNames] = useState<readonly [string, string]>(change.kind === 'split' ? change.names : ['', '']);
  const merge = change.kind === 'merge';
  const { difference } = compared.accuracy;
  // The middle column holds both models to the same labels, so that what is gained is not only that fewer mistakes count.
  const columns = merge
    ? { middle: 'Now, the two taken as one', last: 'Merged', figures: { accuracy: compared.accuracy.current, macroF1: compared.macroF1.current } }
    : { middle: 'Split, the halves taken as one', last: 'Split', figures: { accuracy: compared.accuracy.next, macroF1: compared.macroF1.next } };
  const sure = difference.low > 0 || difference.high < 0;
  const same = difference.low === 0 && difference.high === 0;
  const gain = same ? 'exactly as many rows right.' : `${shareWords(Math.abs(difference.value))} ${difference.value >= 0 ? 'more' : 'fewer'} of the rows right (${signed(difference.low)} to ${signed(difference.high)})${sure ? '.' : ', which may be chance.'}`;
  return (
    <div className={styles.tried}>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">Figures of the labels as they are and as they would be</caption>
          <thead>
            <tr>
              <td />
              <th scope="col">Now</th>
              <th scope="col">{columns.middle}</th>
              <th scope="col">{columns.last}</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">Right</th>
              <td>{shareWords(present.accuracy.value)}</td>
              <td>{shareWords(columns.figures.accuracy)}</td>
              <td>{shareWords(changed.accuracy.value)}</td>
            </tr>
            <tr>
              <th scope="row">Macro-F1</th>
              <td>{shareWords(present.macroF1.value)}</td>
              <td>{shareWords(columns.figures.macroF1)}</td>
              <td>{shareWords(changed.macroF1.value)}</td>
            </tr>
          </tbody>
        </table>
      </div>
      <p className={page.note}>
        {merge ? 'Beyond what no longer counts as a mistake, learning the merged label' : 'With the halves taken as one again, learning them apart'} gets {gain} Learnt from {plural(tried.trainingRows, 'row')}, judged by {plural(tried.heldOutRows, 'other')}.
      </p>
      {typeof halves?.toldApart === 'number' && <p className={page.note}>Rows of the two halves are told apart in {shareWords(halves.toldApart)} of cases.</p>}
      {notes.map((note) => (
        <p key={note} className={page.note}>
          {note}
        </p>
      ))}
      {halves !== null && (
        <div className={page.two}>
          {halves.parts.map((half, at) => (
            <div key={half.label} className={page.section}>
              <TextField label={`Name of the ${at === 0 ? 'larger' : 'smaller'} half, ${plural(half.ids.length, 'row')}`} value={names[at] ?? ''} onChange={(name) => setNames(at === 0 ? [name, names[1]] : [names[0], name])} />
              <ul role="list" className={styles.telling} aria-label={`Rows most of ${half.label}`}>
                {half.telling.map((text, row) => (
                  <li key={row}>{text}</li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
      <div className={page.actions}>
        <Button isDisabled={!merge && (names.some((name) => name.trim() === '') || names[0].trim() === names[1].trim())} onPress={() => onApply([names[0].trim(), names[1].trim()])}>
          Apply to the dataset
        </Button>
      </div>
    </div>
  );
}

function signed(share: number): string {
  return `${share < 0 ? '−' : share > 0 ? '+' : ''}${shareWords(Math.abs(share))}`;
}
