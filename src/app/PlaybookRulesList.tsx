import { Link } from 'wouter';
import { sayCondition, sayTitle, titlesOf } from '../playbook/say-condition.ts';
import type { TriedRule } from '../playbook/try-sentence.ts';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { Switch } from '../ui/Switch.tsx';
import { useDesk } from './desk-context.ts';
import { usePlaybookEditing, withRules } from './playbook-editing.ts';
import { playbookFindingsOf } from './playbook-findings.ts';
import { putRule, rulePath, severityWords, type ListedRule, type RuleSection } from './playbook-rules.ts';
import { useStore } from './store.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookRules.module.css';

const states: Readonly<Record<ListedRule['state'], { readonly words: string; readonly tone: ChipTone } | null>> = {
  unfinished: { words: 'Not finished', tone: 'warn' },
  changed: { words: 'Changed', tone: 'accent' },
  own: { words: 'Own', tone: 'accent' },
  standard: null,
};

/** The rules under their groups; each says what it makes of the sentence that is tried. */
export function PlaybookRulesList({ groups, openId, results }: { readonly groups: readonly RuleSection[]; readonly openId: string | null; readonly results: ReadonlyMap<string, TriedRule> }) {
  const found = useStore(playbookFindingsOf(useDesk()));
  const Heading = openId === null ? 'h2' : 'h3';
  return (
    <div className={page.sideList}>
      {groups.map(({ id, name, rows }) => (
        <section key={id} className={page.group} aria-label={name}>
          <Heading className={page.groupName}>{name}</Heading>
          <ul role="list">
            {rows.map((row) => (
              <Row key={row.rule.id} row={row} open={row.rule.id === openId} result={results.get(row.rule.id)} findings={found.filter(({ place }) => place.part === 'rule' && place.id === row.rule.id).length} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Row({ row: { rule, state }, open, result, findings }: { readonly row: ListedRule; readonly open: boolean; readonly result: TriedRule | undefined; readonly findings: number }) {
  const { playbook, rules, edit } = usePlaybookEditing();
  const mark = states[state];
  const name = rule.title.trim() === '' ? 'New rule' : sayTitle(rule.title);
  const fires = result?.needs.length === 0;
  return (
    <li className={classes(styles.row, fires && styles.fires, result !== undefined && !fires && styles.might)}>
      <Link href={rulePath(rule.id)} className={classes(page.row, styles.link, open && page.open)} {...(open ? { 'aria-current': 'true' as const } : {})}>
        <span className={page.rowHead}>
          <span className={classes(page.rowTitle, !rule.on && styles.off)}>{name}</span>
          {findings > 0 && <Chip tone="warn">{findings} to look at</Chip>}
          {mark && <Chip tone={mark.tone}>{mark.words}</Chip>}
          <Chip tone={rule.severity === 'critical' ? 'bad' : 'plain'}>{severityWords[rule.severity]}</Chip>
        </span>
        {result === undefined ? (
          <span className={page.rowText}>{rule.on ? rule.detail : 'Switched off'}</span>
        ) : (
          <span className={styles.result}>
            <b>{fires ? 'Fires' : 'Would fire'}</b>
            {result.reason?.quote === undefined || result.reason.quote === '' ? '' : `: “${result.reason.quote}”`}
            {fires ? '' : ` if the customer ${result.needs.map((condition) => sayCondition(condition, titlesOf(rules))).join(' and ')}`}
          </span>
        )}
      </Link>
      {state !== 'unfinished' && (
        <span className={styles.switch}>
          <Switch on={rule.on} onChange={(on) => edit(withRules(playbook, putRule(rules, { ...rule, on })))}>
            <span className="visually-hidden">{name}</span>
          </Switch>
        </span>
      )}
    </li>
  );
}
