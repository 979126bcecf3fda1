import X from 'lucide-react/icons/x';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { intervalWhole } from '../evaluation/ui/share-words.ts';
import { labelWords } from '../text/label-words.ts';
import type { ColdStart, IntentTold, TriedSentence } from '../studio/cold-start.ts';
import { readTypedList } from '../studio/typed-list.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { ConfidenceBar } from '../ui/ConfidenceBar.tsx';
import { plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { percent } from '../ui/percent.ts';
import { TextField } from '../ui/TextField.tsx';
import { useDesk } from './desk-context.ts';
import { useStore } from './store.ts';
import { coldStartOf, type ColdStartDesk, type IntentCard } from './studio-cold-start.ts';
import { studioOf } from './studio-desk.ts';
import page from './StudioView.module.css';
import styles from './StudioColdStart.module.css';

/** Examples that make a fair start for an intent. */
const enough = 3;

/** A model from nothing: intents and a few examples, typed, and what may be expected of it. */
export function StudioColdStart() {
  const desk = useDesk();
  const cold = coldStartOf(desk);
  const { cards, start, problem, busy, loaded } = useStore(cold);
  const [, navigate] = useLocation();
  const [pasting, setPasting] = useState(false);
  const [fresh, setFresh] = useState<number | null>(null);
  const told = new Map(start?.intents.map((intent) => [intent.name, intent]));
  const add = (): void => setFresh(cold.add());
  const isEmpty = cards.every(({ name, lines }) => name === '' && lines === '');
  return (
    <div className={page.page}>
      <header className={page.head}>
        <div className={page.headWords}>
          <h1 className={page.title}>From scratch</h1>
          <p className={page.note}>Name what customers want, with three to five examples each, one a line. The model is made as you type.</p>
        </div>
        <div className={page.actions}>
          <Button isDisabled={isEmpty} onPress={() => cold.clear()}>
            Clear all
          </Button>
          <Button
            variant="primary"
            isDisabled={start === null}
            onPress={() => void cold.saveAsDataset().then((saved) => (saved ? navigate('/studio/train') : undefined))}
          >
            Save as a dataset
          </Button>
        </div>
      </header>
      <div className={styles.columns}>
        <section className={styles.cards} aria-label="Intents">
          {loaded && cards.map((card, at) => <Card key={card.key} card={card} number={at + 1} told={told.get(card.name.replace(/\s+/g, ' ').trim())} cold={cold} isFresh={card.key === fresh} onNext={add} />)}
          <div className={styles.adding}>
            <Button onPress={add}>Add an intent</Button>
            {!pasting && <Button variant="quiet" onPress={() => setPasting(true)}>Paste a list</Button>}
          </div>
          {pasting && <Paste cold={cold} onClose={() => setPasting(false)} />}
        </section>
        <aside className={styles.side}>
          <Expected start={start} problem={problem} busy={busy} />
          <Try cold={cold} />
        </aside>
      </div>
    </div>
  );
}

function Card({ card, number, told, cold, isFresh, onNext }: { readonly card: IntentCard; readonly number: number; readonly told: IntentTold | undefined; readonly cold: ColdStartDesk; readonly isFresh: boolean; readonly onNext: () => void }) {
  const examples = useRef<HTMLTextAreaElement>(null);
  const examplesTyped = card.lines.split('\n').filter((line) => line.trim() !== '').length;
  const called = card.name.trim() === '' ? `intent ${number}` : card.name.trim();
  function nameKey(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    examples.current?.focus();
  }
  function exampleKey(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || event.shiftKey) return;
    const { value, selectionStart } = event.currentTarget;
    // Enter on an empty last line: this intent is done, the next one begins.
    const isDone = selectionStart === value.length && value.endsWith('\n') && value.trim() !== '';
    if (!isDone) return;
    event.preventDefault();
    cold.edit(card.key, { lines: value.replace(/\n+$/, '') });
    onNext();
  }
  return (
    <div className={styles.card} role="group" aria-label={called}>
      <input className={styles.name} aria-label={`Name of intent ${number}`} placeholder="Name, such as refund" value={card.name} autoFocus={isFresh} maxLength={100} onChange={(event) => cold.edit(card.key, { name: event.target.value })} onKeyDown={nameKey} />
      <IconButton label={`Remove ${called}`} icon={<X />} onPress={() => cold.remove(card.key)} />
      <textarea ref={examples} className={styles.examples} aria-label={`Examples of ${called}`} placeholder="One example a line" rows={3} value={card.lines} onChange={(event) => cold.edit(card.key, { lines: event.target.value })} onKeyDown={exampleKey} />
      <p className={classes(styles.told, told !== undefined && told.right < told.examples / 2 && styles.weak)}>{cardWords(examplesTyped, told)}</p>
    </div>
  );
}

function cardWords(typed: number, told: IntentTold | undefined): string {
  const more = typed > 0 && typed < enough ? ` Add ${enough - typed} more.` : '';
  if (typed === 0 || told === undefined) return typed === 0 ? '' : `${plural(typed, 'example')}.${more}`;
  const taken = told.takenFor === null ? '' : `, else taken for ${labelWords(told.takenFor)}`;
  return `${told.right} of ${plural(told.examples, 'example')} told without having seen ${told.examples === 1 ? 'it' : 'them'}${taken}.${more}`;
}

function Expected({ start, problem, busy }: { readonly start: ColdStart | null; readonly problem: string | null; readonly busy: boolean }) {
  const { training } = useStore(studioOf(useDesk()));
  if (start === null) {
    return (
      <section className={styles.expected}>
        <h2 className={page.heading}>What to expect</h2>
        <p className={page.note} role="status">
          {busy ? (training === null ? 'Making the model' : 'This waits until the training has ended.') : (problem ?? 'Type two intents, each with an example or more.')}
        </p>
      </section>
    );
  }
  const { value, low, high } = start.expected;
  return (
    <section className={styles.expected}>
      <h2 className={page.heading}>What to expect</h2>
      <p className={styles.figure}>{percent(value)}</p>
      <div className={styles.range} aria-hidden="true">
        <span className={styles.span} style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }} />
        <span className={styles.point} style={{ left: `${value * 100}%` }} />
      </div>
      <p role="status">
        On examples like these, about {percent(value)} right; between {intervalWhole(start.expected)}.
      </p>
      <p className={page.aside}>
        Each of {plural(start.judgedBy, 'sentence')} was told without having been seen; those that say nearly the same count once. Real tickets may be worded otherwise: the more yours are like them, the more this holds.
        {start.readsMeaning ? '' : ' The encoder could not be started, so the model goes by words alone.'}
      </p>
    </section>
  );
}

function Try({ cold }: { readonly cold: ColdStartDesk }) {
  const { tried, answer, start } = useStore(cold);
  return (
    <section className={page.section}>
      <h2 className={page.heading}>Try it</h2>
      <TextField label="Try a sentence" value={tried} onChange={(text) => cold.tryOut(text)} placeholder="As a customer would write it" />
      <div className={styles.answers} aria-live="polite">
        {start !== null && answer !== null && tried.trim() !== '' ? <Answer answer={answer} /> : <p className={page.aside}>{start === null ? 'There is no model yet.' : 'Its label and how sure it is show here.'}</p>}
      </div>
    </section>
  );
}

function Answer({ answer: { ranked, unlike } }: { readonly answer: TriedSentence }) {
  return (
    <>
      {ranked.slice(0, 3).map(({ label, confidence }) => (
        <div key={label} className={styles.answer}>
          <span>{labelWords(label)}</span>
          <ConfidenceBar value={confidence} wide />
          <span className={styles.share}>{percent(confidence)}</span>
        </div>
      ))}
      {unlike && <p className={styles.unlike}>This is unlike anything you typed, so the label means little. It may be none of your intents.</p>}
    </>
  );
}

function Paste({ cold, onClose }: { readonly cold: ColdStartDesk; readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const found = readTypedList(text);
  const examples = found.reduce((sum, intent) => sum + intent.examples.length, 0);
  return (
    <div className={styles.paste}>
      <TextField label="A list to paste" rows={6} autoFocus value={text} onChange={setText} placeholder={'refund: I want my money back\nrefund: give me back what I paid\ntrack_order: where is my parcel'} note="A name and an example on each line with a colon or a tab between; or a name with its examples below, and an empty line after." />
      <div className={styles.adding}>
        <Button
          variant="primary"
          isDisabled={examples === 0}
          onPress={() => {
            cold.add(found);
            onClose();
          }}
        >
          {examples === 0 ? 'Add' : `Add ${plural(found.length, 'intent')} with ${plural(examples, 'example')}`}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </div>
  );
}
