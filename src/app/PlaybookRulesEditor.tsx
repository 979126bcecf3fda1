import { useDeferredValue, useMemo } from 'react';
import { useLocation } from 'wouter';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import Check from 'lucide-react/icons/check';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Ellipsis from 'lucide-react/icons/ellipsis';
import { ruleGroups, severities, type EscalationRule, type RuleGroup, type Severity } from '../escalation/rule.ts';
import { isSame } from '../playbook/describe-changes.ts';
import { sayGroup, sayRule, sayTitle, titlesOf } from '../playbook/say-condition.ts';
import { tryRule } from '../playbook/try-sentence.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { Chip } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDesk } from './desk-context.ts';
import { editWithUndo, nameId, useFindings, usePlaybookEditing, withRules } from './playbook-editing.ts';
import { askers, dropUnfinished, keepUnfinished, lacks, putRule, rulePath, severityWords, standardRule, unfinishedRules } from './playbook-rules.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { PlaybookRulesConditions } from './PlaybookRulesConditions.tsx';
import { PlaybookWordsField } from './PlaybookField.tsx';
import { useStore } from './store.ts';
import { useSentenceReading } from './use-sentence-reading.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookRules.module.css';

/**
 * One rule: its reason, when it fires, and what it makes of two sentences, said while it is written. What can't be used yet is kept
 * here; the working copy has the rule as it last could.
 */
export function PlaybookRulesEditor({ rule, back }: { readonly rule: EscalationRule; readonly back: boolean }) {
  const desk = useDesk();
  const { playbook, rules, edit } = usePlaybookEditing();
  const [, navigate] = useLocation();
  const unfinished = useStore(unfinishedRules).has(rule.id);
  const findings = useFindings({ part: 'rule', id: rule.id });
  const standard = standardRule(rule.id);
  const placed = rules.some(({ id }) => id === rule.id);
  const next = withRules(playbook, putRule(rules, rule));
  const lacking = unfinished ? (lacks(rule) ?? `It can’t be used so: ${edit(next) ?? ''}.`) : null;

  const change = (changes: Partial<EscalationRule>): void => {
    const changed = tidy({ ...rule, ...changes });
    if (lacks(changed) === null && edit(withRules(playbook, putRule(rules, changed))) === null) dropUnfinished(rule.id);
    else keepUnfinished(changed);
  };
  const others = askers(playbook, rule.id);
  const run: Readonly<Record<string, () => void>> = {
    duplicate() {
      const id = nameId(rule.title === '' ? 'own-rule' : rule.title, [...rules.map((each) => each.id), ...unfinishedRules.get().keys()]);
      const copy = { ...rule, id, title: `${rule.title} (copy)` };
      if (lacks(copy) === null) edit(withRules(playbook, putRule(rules, copy)));
      else keepUnfinished(copy);
      navigate(rulePath(id));
    },
    reset() {
      dropUnfinished(rule.id);
      if (standard) editWithUndo(desk, withRules(playbook, putRule(rules, standard)), `“${sayTitle(standard.title)}” is as it came`);
    },
    remove() {
      dropUnfinished(rule.id);
      if (placed) editWithUndo(desk, withRules(playbook, rules.filter(({ id }) => id !== rule.id)), `Rule “${sayTitle(rule.title)}” removed`);
      navigate('/playbook/rules');
    },
    asked: () => desk.notify({ text: `${others.map((title) => `“${title}”`).join(' and ')} ${others.length === 1 ? 'asks' : 'ask'} about this rule. Change that first, or switch this one off.` }),
  };
  return (
    <div className={page.page}>
      <header className={page.head}>
        {back && <IconButton label="Back to the rules" icon={<ArrowLeft />} onPress={() => navigate('/playbook/rules')} />}
        <h1 className={page.title}>{rule.title.trim() === '' ? 'New rule' : sayTitle(rule.title)}</h1>
        {lacking !== null && <Chip tone="warn">Not finished</Chip>}
        <Switch on={rule.on} onChange={(on) => change({ on })}>
          {rule.on ? 'On' : 'Off'}
        </Switch>
        <Menu
          label="Rule"
          placement="bottom end"
          trigger={<IconButton label="More" icon={<Ellipsis />} />}
          choices={[
            { id: 'duplicate', label: 'Duplicate' },
            ...(standard && (unfinished || !isSame(standard, rule)) ? [{ id: 'reset', label: 'Put back as it came' }] : []),
            ...(standard === undefined ? [others.length > 0 ? { id: 'asked', label: 'Remove …', danger: true } : { id: 'remove', label: 'Remove', danger: true }] : []),
          ]}
          onChoose={(id) => run[id]?.()}
        />
      </header>
      <p className={classes(page.note, styles.summary)} role="status">
        {lacking ?? sayRule(rule, titlesOf(rules))}
      </p>
      <PlaybookFindings findings={findings} />
      <section className={styles.about} aria-label="About the rule">
        <TextField label="Name" value={rule.title} autoFocus={!placed} onChange={(title) => change({ title })} />
        <PlainSelect showLabel label="Group" value={rule.group} options={ruleGroups.map((id) => ({ id, label: sayGroup(id) }))} onChange={(group) => change({ group: group as RuleGroup })} />
        <PlainSelect showLabel label="Severity" value={rule.severity} options={severities.map((id) => ({ id, label: severityWords[id] }))} onChange={(severity) => change({ severity: severity as Severity })} />
        <TextField className={styles.wide ?? ''} label="The reason, as the agent reads it" value={rule.detail} onChange={(detail) => change({ detail })} />
      </section>
      <PlaybookRulesConditions rule={rule} onChange={(all) => change({ all })} />
      <section className={page.section} aria-label="What makes it harmless">
        <h2 className={page.sectionTitle}>Except</h2>
        <PlaybookWordsField
          label="Words that make their sentence harmless, each on a line of its own"
          rows={2}
          empty
          value={rule.unless ?? []}
          onChange={(unless) => {
            change({ unless });
            return null;
          }}
        />
        <Checkbox checked={rule.negatable} onChange={(negatable) => change({ negatable })}>
          A “not” before its words cancels them (“I am not going to …”)
        </Checkbox>
      </section>
      <section className={page.section} aria-label="Examples">
        <h2 className={page.sectionTitle}>Examples</h2>
        <Example kind="fires" rule={rule} rules={rules} onChange={change} />
        <Example kind="quiet" rule={rule} rules={rules} onChange={change} />
      </section>
    </div>
  );
}

/** What is empty is left out, so that a rule put back by hand is as it came. */
function tidy(rule: EscalationRule): EscalationRule {
  return Object.fromEntries(Object.entries(rule).filter(([name, value]) => !(['unless', 'fires', 'quiet'].includes(name) && (value as string | readonly string[]).length === 0))) as unknown as EscalationRule;
}

/** A sentence the rule should fire on, or should not, and whether it does. */
function Example({ kind, rule, rules, onChange }: { readonly kind: 'fires' | 'quiet'; readonly rule: EscalationRule; readonly rules: readonly EscalationRule[]; readonly onChange: (changes: Partial<EscalationRule>) => void }) {
  const late = useDeferredValue(rule);
  const sentence = late[kind] ?? '';
  const reading = useSentenceReading(sentence);
  const result = useMemo(() => (sentence.trim() === '' || lacks(late) !== null ? null : tryRule(late, rules, sentence, reading)), [late, rules, sentence, reading]);
  const fired = result?.reason ?? null;
  const right = kind === 'fires' ? fired !== null : fired === null;
  return (
    <div className={styles.example}>
      <TextField label={kind === 'fires' ? 'Should fire on' : 'Should stay quiet on'} value={rule[kind] ?? ''} onChange={(text) => onChange({ [kind]: text })} />
      {result !== null && (
        <p className={classes(styles.verdict, right ? styles.right : styles.wrong)} role="status">
          {right ? <Check aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
          {fired === null ? 'Does not fire' : `Fires${fired.quote === '' ? '' : `: “${fired.quote}”`}`}
          {result.needs.length > 0 && fired !== null ? ', where all else it asks for holds' : ''}
        </p>
      )}
      {result === null && sentence.trim() !== '' && lacks(late) === null && <p className={page.aside}>No sentence tells: it asks for facts alone.</p>}
    </div>
  );
}
