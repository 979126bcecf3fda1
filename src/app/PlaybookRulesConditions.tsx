import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { useRef } from 'react';
import type { Condition, EscalationRule, PlainCondition } from '../escalation/rule.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { conditionKinds, conditionLacks } from './playbook-rules.ts';
import { PlaybookRulesCondition } from './PlaybookRulesCondition.tsx';
import page from './PlaybookView.module.css';
import styles from './PlaybookRules.module.css';

/** What must hold for a rule to fire, one under the other with an "and" between; an "any of" holds others with an "or". */
export function PlaybookRulesConditions({ rule, onChange }: { readonly rule: EscalationRule; readonly onChange: (all: readonly Condition[]) => void }) {
  const list = useRef<HTMLOListElement>(null);
  const add = (kind: string): void => {
    const first = conditionKinds.find((each) => each.kind === kind)?.first;
    if (first === undefined) return;
    onChange([...rule.all, first]);
    focusLast(list);
  };
  return (
    <section className={page.section} aria-label="Conditions">
      <h2 className={page.sectionTitle}>Fires when the customer</h2>
      <ol ref={list} role="list" className={styles.conditions}>
        {rule.all.map((condition, at) => (
          <li key={at} className={styles.condition}>
            {at > 0 && <span className={styles.joint}>and</span>}
            <Card
              rule={rule}
              condition={condition}
              onChange={(next) => onChange(rule.all.map((each, k) => (k === at ? next : each)))}
              onRemove={() => onChange(rule.all.filter((_, k) => k !== at))}
            />
          </li>
        ))}
      </ol>
      <div>
        <Menu
          label="Add a condition"
          trigger={
            <Button size="small" icon={<Plus />}>
              Add a condition
            </Button>
          }
          choices={conditionKinds.map(({ kind, label }) => ({ id: kind, label }))}
          onChoose={add}
        />
      </div>
    </section>
  );
}

/** The menu gives the focus back to its button first; the new condition has it afterwards. */
function focusLast(list: { readonly current: HTMLElement | null }): void {
  setTimeout(() => list.current?.querySelector<HTMLElement>(':scope > li:last-child :is(textarea, input, select)')?.focus(), 60);
}

interface CardProps {
  readonly rule: EscalationRule;
  readonly condition: Condition;
  readonly onChange: (next: Condition) => void;
  readonly onRemove: () => void;
}

function Card({ rule, condition, onChange, onRemove }: CardProps) {
  const name = conditionKinds.find(({ kind }) => kind === condition.kind)?.label ?? '';
  const lacking = conditionLacks(condition);
  return (
    <div className={styles.card} role="group" aria-label={name}>
      <div className={styles.cardHead}>
        <span className={styles.kind}>{name}</span>
        {lacking !== null && <span className={styles.lacking}>{lacking}</span>}
        <IconButton label={`Remove the condition: ${name.toLowerCase()}`} icon={<X />} onPress={onRemove} />
      </div>
      {condition.kind === 'any' ? <AnyOf rule={rule} of={condition.of} onChange={(of) => onChange({ kind: 'any', of })} /> : <PlaybookRulesCondition rule={rule} condition={condition} onChange={onChange} />}
    </div>
  );
}

function AnyOf({ rule, of, onChange }: { readonly rule: EscalationRule; readonly of: readonly PlainCondition[]; readonly onChange: (of: readonly PlainCondition[]) => void }) {
  const list = useRef<HTMLOListElement>(null);
  return (
    <>
      <ol ref={list} role="list" className={styles.conditions}>
        {of.map((part, at) => (
          <li key={at} className={styles.condition}>
            {at > 0 && <span className={styles.joint}>or</span>}
            <Card
              rule={rule}
              condition={part}
              onChange={(next) => next.kind !== 'any' && onChange(of.map((each, k) => (k === at ? next : each)))}
              onRemove={() => onChange(of.filter((_, k) => k !== at))}
            />
          </li>
        ))}
      </ol>
      <div>
        <Menu
          label="Add to any of"
          trigger={
            <Button size="small" variant="quiet" icon={<Plus />}>
              {of.length === 0 ? 'Add one' : 'Or …'}
            </Button>
          }
          choices={conditionKinds.filter(({ kind }) => kind !== 'any').map(({ kind, label }) => ({ id: kind, label }))}
          onChoose={(kind) => {
            const first = conditionKinds.find((each) => each.kind === kind)?.first;
            if (first === undefined || first.kind === 'any') return;
            onChange([...of, first]);
            focusLast(list);
          }}
        />
      </div>
    </>
  );
}
