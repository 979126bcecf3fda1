import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Plus from 'lucide-react/icons/plus';
import Search from 'lucide-react/icons/search';
import ShieldAlert from 'lucide-react/icons/shield-alert';
import type { EscalationRule } from '../escalation/rule.ts';
import { standardRules } from '../escalation/standard-rules.ts';
import { tryRule, trySentence, type SentenceReading, type TriedRule } from '../playbook/try-sentence.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { plural } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { breakpoints, useMedia } from '../ui/media.ts';
import { Menu } from '../ui/Menu.tsx';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { editWithUndo, nameId, usePlaybookEditing, withRules } from './playbook-editing.ts';
import { groupRules, keepUnfinished, rulePath, unfinishedRules } from './playbook-rules.ts';
import { PlaybookRulesEditor } from './PlaybookRulesEditor.tsx';
import { PlaybookRulesList } from './PlaybookRulesList.tsx';
import { createStore, useStore } from './store.ts';
import { useSentenceReading } from './use-sentence-reading.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookRules.module.css';

/** The sentence being tried, kept while one looks elsewhere. */
const tried = createStore('');
/** Of so many rules facts no sentence tells are taken as given; of more only what fires by itself is said. */
const mostTried = 120;

/** What each rule makes of a sentence, by its id; rules that make nothing of it are left out. */
function tryAll(sentence: string, rules: readonly EscalationRule[], reading: SentenceReading | undefined): ReadonlyMap<string, TriedRule> {
  if (sentence.trim() === '') return new Map();
  const found = new Map<string, TriedRule>(trySentence(sentence, rules, reading).map((reason) => [reason.rule, { reason, needs: [] }]));
  for (const rule of rules.slice(0, mostTried)) {
    if (!rule.on || found.has(rule.id)) continue;
    const own = tryRule(rule, rules, sentence, reading);
    if (own !== null && own.reason !== null && own.needs.length > 0) found.set(rule.id, own);
  }
  return found;
}

/** When a person must answer: the rules by group, any sentence tried on all of them, and the one being changed. */
export function PlaybookRules() {
  const desk = useDesk();
  const { playbook, rules } = usePlaybookEditing();
  const unfinished = useStore(unfinishedRules);
  const sentence = useStore(tried);
  const [words, setWords] = useState('');
  const narrow = useMedia(breakpoints.narrow);
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const openId = params.get('rule');
  const tryField = useRef<HTMLTextAreaElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const late = useDeferredValue(sentence);
  const lateRules = useDeferredValue(rules);
  const reading = useSentenceReading(late);
  const results = useMemo(() => tryAll(late, lateRules, reading), [late, lateRules, reading]);
  const groups = useMemo(() => groupRules(rules, unfinished, words, new Set(results.keys())), [rules, unfinished, words, results]);
  const rule = (openId === null ? undefined : unfinished.get(openId)) ?? rules.find(({ id }) => id === openId);
  const fires = [...results.values()].filter(({ needs }) => needs.length === 0).length;
  const missing = standardRules.filter(({ id }) => !rules.some((each) => each.id === id));

  const add = (): void => {
    const id = nameId('own-rule', [...rules.map((each) => each.id), ...unfinished.keys(), ...standardRules.map((each) => each.id)]);
    keepUnfinished({ id, group: 'other', title: '', detail: '', severity: 'high', on: true, all: [{ kind: 'words', any: [], reads: 'thread' }], negatable: true });
    navigate(rulePath(id));
  };
  const step = (by: number): void => {
    const rows = groups.flatMap((group) => group.rows);
    const at = rows.findIndex((row) => row.rule.id === openId);
    const next = rows[at === -1 ? 0 : at + by];
    if (next) navigate(rulePath(next.rule.id));
  };
  useCommands([
    { id: 'new-rule', label: 'Write a new rule', group: 'List', keys: 'n', words: 'create escalation', run: add },
    { id: 'try-sentence', label: 'Try a sentence on the rules', group: 'List', keys: 't', words: 'what would fire', run: () => tryField.current?.focus() },
    { id: 'search-rules', label: 'Search the rules', group: 'List', keys: '/', run: () => search.current?.focus() },
    { id: 'next-rule', label: 'Next rule', group: 'List', keys: 'j', keyOnly: true, run: () => step(1) },
    { id: 'previous-rule', label: 'Previous rule', group: 'List', keys: 'k', keyOnly: true, run: () => step(-1) },
  ]);
  const Heading = openId === null ? 'h1' : 'h2';
  return (
    <div className={page.view}>
      {(!narrow || openId === null) && (
        <section className={page.side} aria-label="Rules">
          <header className={page.sideHead}>
            <div className={page.sideTitle}>
              <Heading className={page.heading}>Rules</Heading>
              {missing.length > 0 && (
                <Menu
                  label="All rules"
                  placement="bottom end"
                  trigger={<IconButton label="More" icon={<Ellipsis />} />}
                  choices={[{ id: 'restore', label: 'Put back rules that came with the program', note: String(missing.length) }]}
                  onChoose={() => editWithUndo(desk, withRules(playbook, [...rules, ...missing]), `${plural(missing.length, 'rule')} put back`)}
                />
              )}
              <Button size="small" icon={<Plus />} onPress={add}>
                New
              </Button>
            </div>
            <div className={styles.try}>
              <textarea
                ref={tryField}
                rows={2}
                aria-label="Try a sentence: what would fire?"
                placeholder="Try a sentence: what would fire?"
                value={sentence}
                onChange={(event) => tried.set(event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== 'Escape' || sentence === '') return;
                  event.preventDefault();
                  tried.set('');
                }}
              />
              <p className={styles.tryState} role="status">
                {late.trim() === '' ? plural(rules.length, 'rule') : results.size === 0 ? 'Nothing fires: the playbook may answer it' : `${fires === 0 ? 'Nothing fires by itself' : `${plural(fires, 'rule')} ${fires === 1 ? 'fires' : 'fire'}`}${results.size > fires ? `, ${results.size - fires} would if something else held` : ''}`}
              </p>
            </div>
            {rules.length > 24 && (
              <div className={styles.search}>
                <Search aria-hidden="true" />
                <input ref={search} type="search" aria-label="Search the rules" placeholder="Search the rules" value={words} onChange={(event) => setWords(event.target.value)} />
              </div>
            )}
          </header>
          <PlaybookRulesList groups={groups} openId={openId} results={results} />
        </section>
      )}
      {(!narrow || openId !== null) && (
        <section className={page.content} aria-label="Rule">
          {rule ? (
            <PlaybookRulesEditor key={rule.id} rule={rule} back={narrow} />
          ) : openId === null ? (
            <EmptyState icon={<ShieldAlert />} title="Choose a rule">
              A ticket on which any rule fires goes to a person, with the rule’s reason and the customer’s words. It is never answered by itself.
            </EmptyState>
          ) : (
            <EmptyState level={1} title="This rule is gone" actions={<Button onPress={() => navigate('/playbook/rules')}>All rules</Button>}>
              It was removed, or it was new and never finished.
            </EmptyState>
          )}
        </section>
      )}
    </div>
  );
}
