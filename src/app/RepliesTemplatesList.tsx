import { useDeferredValue, useMemo, type ReactNode, type RefObject } from 'react';
import { Link } from 'wouter';
import ListFilter from 'lucide-react/icons/list-filter';
import Search from 'lucide-react/icons/search';
import { labelWords } from '../text/label-words.ts';
import type { Voice } from '../playbook/playbook.ts';
import { Button } from '../ui/Button.tsx';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { count, plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { languageWords } from '../ui/language-words.ts';
import { Popover } from '../ui/Popover.tsx';
import { Select } from '../ui/Select.tsx';
import { everyTemplate, templatePath, voiceNames, type groupTemplates, type ListedTemplate, type TemplateFilter, type TemplateShow } from './replies-templates.ts';
import { createStore, useStore } from './store.ts';
import styles from './RepliesTemplates.module.css';

/** Kept while one looks elsewhere in the desk. */
export const templateFilter = createStore<TemplateFilter>(everyTemplate);

const any = 'any';
const showNames: Readonly<Record<TemplateShow, string>> = { all: 'All templates', unsaved: 'Not saved yet', mine: 'Changed or written here', look: 'With something to look at' };
const states: Readonly<Record<ListedTemplate['state'], { readonly words: string; readonly tone: ChipTone } | null>> = {
  unsaved: { words: 'Not saved', tone: 'warn' },
  changed: { words: 'Changed', tone: 'accent' },
  own: { words: 'Own', tone: 'accent' },
  delivered: null,
};

/** The column of templates: search, filter, and one row each under its intent. */
export function RepliesTemplatesList({
  listed,
  groups,
  openId,
  search,
  actions,
}: {
  readonly listed: readonly ListedTemplate[];
  readonly groups: ReturnType<typeof groupTemplates>;
  readonly openId: string | null;
  readonly search: RefObject<HTMLInputElement | null>;
  readonly actions: ReactNode;
}) {
  const filter = useStore(templateFilter);
  const shown = useDeferredValue(groups);
  const change = (changes: Partial<TemplateFilter>): void => templateFilter.set({ ...filter, ...changes });
  const amount = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  // An open template's name is the page's.
  const Heading = openId === null ? 'h1' : 'h2';
  const GroupHeading = openId === null ? 'h2' : 'h3';
  return (
    <>
      <header className={styles.sideHead}>
        <div className={styles.sideTitle}>
          <Heading className={styles.heading}>Templates</Heading>
          {actions}
        </div>
        <div className={styles.search}>
          <Search aria-hidden="true" />
          <input
            ref={search}
            type="search"
            aria-label="Search the templates"
            placeholder="Search by intent or words"
            value={filter.text}
            onChange={(event) => change({ text: event.target.value })}
            onKeyDown={(event) => {
              if (event.key !== 'Escape' || filter.text === '') return;
              event.preventDefault();
              change({ text: '' });
            }}
          />
        </div>
        <Filters listed={listed} filter={filter} onChange={change} />
        <p className={styles.state} role="status">
          {amount === listed.length ? plural(amount, 'template') : `${plural(amount, 'template')} of ${count(listed.length)}`}
        </p>
      </header>
      <div className={styles.sideList}>
        {shown.map(({ intent, rows }) => (
          <section key={intent} className={styles.group} aria-label={labelWords(intent)}>
            <GroupHeading className={styles.intent}>{labelWords(intent)}</GroupHeading>
            <ul role="list">
              {rows.map((row) => (
                <Row key={row.template.id} row={row} open={row.template.id === openId} />
              ))}
            </ul>
          </section>
        ))}
        {amount === 0 && listed.length > 0 && <EmptyState title="No template matches" actions={<Button onPress={() => templateFilter.set(everyTemplate)}>Show all templates</Button>} />}
      </div>
    </>
  );
}

/** The beginning of a template as it reads where everything is known, each value a "…". */
function firstWords(body: string): string {
  return body
    .slice(0, 800)
    .replace(/\{\{\^([\w.]+)\}\}[^{}]*\{\{\/\1\}\}/g, '')
    .replace(/\{\{[#^/][^{}]*\}\}/g, '')
    .replace(/\{\{[^{}]*\}\}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 120);
}

function Row({ row: { template, state, findings }, open }: { readonly row: ListedTemplate; readonly open: boolean }) {
  const mark = states[state];
  const parts = [template.product ?? 'Any product', ...(template.voice ? [voiceNames[template.voice].toLowerCase()] : []), ...(template.language === undefined || template.language === 'en' ? [] : [languageWords(template.language)])];
  const text = firstWords(template.body);
  return (
    <li>
      <Link href={templatePath(template.id)} className={classes(styles.row, open && styles.open)} {...(open ? { 'aria-current': 'true' as const } : {})}>
        <span className={styles.rowHead}>
          <span className={styles.rowTitle}>{parts.join(' · ')}</span>
          {findings > 0 && <Chip tone="warn">{count(findings)} to look at</Chip>}
          {mark && <Chip tone={mark.tone}>{mark.words}</Chip>}
        </span>
        <span className={styles.rowText}>{text === '' ? 'No text yet' : text}</span>
      </Link>
    </li>
  );
}

function Filters({ listed, filter, onChange }: { readonly listed: readonly ListedTemplate[]; readonly filter: TemplateFilter; readonly onChange: (changes: Partial<TemplateFilter>) => void }) {
  const known = useMemo(() => {
    const of = (values: readonly (string | undefined)[]): string[] => [...new Set(values)].filter((value) => value !== undefined).sort();
    return { products: of(listed.map(({ template }) => template.product)), languages: of(listed.map(({ template }) => template.language ?? 'en')) };
  }, [listed]);
  const chosen = [filter.product, filter.voice, filter.language].filter((value) => value !== null).length;
  const facet = (label: string, value: string | null, values: readonly string[], words: (value: string) => string, take: (value: string | null) => void): ReactNode => (
    <Select label={label} value={value ?? any} onChange={(id) => take(id === any ? null : id)} options={[{ id: any, label: 'All' }, ...values.map((each) => ({ id: each, label: words(each) }))]} />
  );
  return (
    <div className={styles.filters}>
      <Select
        label="Show"
        hideLabel
        className={styles.filter ?? ''}
        options={(Object.keys(showNames) as TemplateShow[]).map((show) => ({ id: show, label: showNames[show] }))}
        value={filter.show}
        onChange={(show) => onChange({ show: show as TemplateShow })}
      />
      <Popover label="Filter the templates" width={260} trigger={<IconButton label={chosen === 0 ? 'Filter' : `Filter: ${plural(chosen, 'choice')}`} pressed={chosen > 0} icon={<ListFilter />} />}>
        <div className={styles.form}>
          {facet('Product', filter.product, known.products, (product) => product, (product) => onChange({ product }))}
          {facet('Voice', filter.voice, ['warm', 'plain'], (voice) => voiceNames[voice as Voice], (voice) => onChange({ voice: voice as Voice | null }))}
          {facet('Language', filter.language, known.languages, languageWords, (language) => onChange({ language }))}
          <Button size="small" variant="quiet" isDisabled={chosen === 0} onPress={() => onChange({ product: null, voice: null, language: null })}>
            Clear all
          </Button>
        </div>
      </Popover>
    </div>
  );
}
