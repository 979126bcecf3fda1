import { memo, useState } from 'react';
import type { ArticleText } from '../article-text.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { classes } from '../../ui/classes.ts';
import { labelWords } from '../../text/label-words.ts';
import { languageWords } from '../../ui/language-words.ts';
import styles from './ArticleEditorFields.module.css';

/** What there is to choose from. */
export interface KnownChoices {
  readonly products: readonly string[];
  readonly intents: readonly string[];
  readonly languages: readonly string[];
  readonly articles: readonly { readonly id: string; readonly title: string }[];
}

/** From this many on the options have a field that narrows them. */
const many = 9;

/** What an article is about, what it answers, and its language. Made anew only when one of them changes, not with each letter. */
export const ArticleEditorFields = memo(function ArticleEditorFields({
  products,
  intents,
  language,
  known,
  onChange,
}: Pick<ArticleText, 'products' | 'intents' | 'language'> & {
  readonly known: KnownChoices;
  readonly onChange: (changes: Partial<ArticleText>) => void;
}) {
  const languages = [...new Set([language, ...known.languages])].sort((a, b) => (languageWords(a) < languageWords(b) ? -1 : 1));
  return (
    <div className={styles.fields}>
      <Choices name="Products" none="All" options={known.products} label={(product) => product} value={products} onChange={(chosen) => onChange({ products: chosen })} add="Another product" />
      <Choices name="Answers" none="Not said" options={known.intents} label={labelWords} value={intents} onChange={(chosen) => onChange({ intents: chosen })} />
      <Select
        label="Language"
        hideLabel
        className={styles.language ?? ''}
        options={languages.map((code) => ({ id: code, label: languageWords(code) }))}
        value={language}
        onChange={(chosen) => onChange({ language: chosen })}
      />
    </div>
  );
});

/** A button that says what is chosen, and opens the options. With `add` others can be typed. */
function Choices({
  name,
  none,
  options,
  label,
  value,
  onChange,
  add,
}: {
  readonly name: string;
  readonly none: string;
  readonly options: readonly string[];
  readonly label: (option: string) => string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly add?: string;
}) {
  const [first, ...rest] = value;
  const said = first === undefined ? none : rest.length === 0 ? label(first) : `${label(first)} +${rest.length}`;
  return (
    <Popover
      label={name}
      placement="bottom start"
      width={300}
      trigger={
        <Button className={styles.choice ?? ''}>
          <span className={styles.name}>{name}</span> {said}
        </Button>
      }
    >
      <ChoiceList name={name} options={options} label={label} value={value} onChange={onChange} {...(add === undefined ? {} : { add })} />
    </Popover>
  );
}

function ChoiceList({
  name,
  options,
  label,
  value,
  onChange,
  add,
}: {
  readonly name: string;
  readonly options: readonly string[];
  readonly label: (option: string) => string;
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly add?: string;
}) {
  const [typed, setTyped] = useState('');
  const [other, setOther] = useState('');
  // What is chosen comes first, in the order it had when this was opened: rows do not move under the pointer.
  const [order] = useState(() => [...new Set([...value, ...options])]);
  const all = [...new Set([...order, ...value])];
  const wanted = typed.trim().toLowerCase();
  const listed = all.filter((option) => label(option).toLowerCase().includes(wanted));
  const addOther = (): void => {
    const named = other.trim().replace(/\s+/g, ' ');
    if (named === '') return;
    const present = all.find((option) => option.toLowerCase() === named.toLowerCase()) ?? named;
    if (!value.includes(present)) onChange([...value, present]);
    setOther('');
  };
  return (
    <>
      {all.length >= many && <TextField label={`Find in ${name.toLowerCase()}`} hideLabel placeholder="Find" value={typed} onChange={setTyped} />}
      <div className={styles.options} role="group" aria-label={name}>
        {listed.map((option) => (
          <Checkbox key={option} checked={value.includes(option)} onChange={(checked) => onChange(checked ? [...value, option] : value.filter((each) => each !== option))}>
            {label(option)}
          </Checkbox>
        ))}
        {listed.length === 0 && <p className={classes(styles.none)}>{wanted === '' ? 'None is known yet.' : 'None is called that.'}</p>}
      </div>
      {add !== undefined && (
        <form
          className={styles.add}
          onSubmit={(event) => {
            event.preventDefault();
            // Its submit must not reach the editor around it.
            event.stopPropagation();
            addOther();
          }}
        >
          <TextField label={add} value={other} onChange={setOther} />
          <Button type="submit" isDisabled={other.trim() === ''}>
            Add
          </Button>
        </form>
      )}
    </>
  );
}
