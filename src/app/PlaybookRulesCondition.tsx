import { moods } from '../sentiment/sentiment.ts';
import { ruleGroups, type EscalationRule, type PlainCondition, type Reads, type RuleGroup } from '../escalation/rule.ts';
import { sayGroup, titlesOf } from '../playbook/say-condition.ts';
import { channels } from '../tickets/ticket.ts';
import { labelWords } from '../text/label-words.ts';
import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useDesk } from './desk-context.ts';
import { intentLabels } from './intent-labels.ts';
import { usePlaybookEditing } from './playbook-editing.ts';
import { wordingOptions } from './playbook-rules.ts';
import { PlaybookNumberField, PlaybookWordsField } from './PlaybookField.tsx';
import { useStore } from './store.ts';
import styles from './PlaybookRules.module.css';

interface ConditionProps<C extends PlainCondition = PlainCondition> {
  readonly rule: EscalationRule;
  readonly condition: C;
  readonly onChange: (next: PlainCondition) => void;
}

const channelWords = { email: 'E-mail', chat: 'Chat', form: 'Form', phone: 'Phone', social: 'Social media' } as const;

/** The fields of one condition, by what it is about. */
export function PlaybookRulesCondition({ rule, condition, onChange }: ConditionProps) {
  /** A field that holds nothing wrong keeps what is typed: what lacks is said by the condition as a whole. */
  const take = (next: PlainCondition): null => {
    onChange(next);
    return null;
  };
  switch (condition.kind) {
    case 'words':
      return (
        <div className={styles.parts}>
          <PlaybookWordsField className={styles.grow ?? ''} label="Writes one of these, each on a line of its own; * stands for the rest of a word" rows={3} empty value={condition.any} onChange={(any) => take({ ...condition, any })} />
          <ReadsSelect value={condition.reads} onChange={(reads) => onChange({ ...condition, reads })} />
        </div>
      );
    case 'says':
      return (
        <div className={styles.parts}>
          <PlainSelect className={styles.grow ?? ''} showLabel label="In whatever words" value={condition.wording} options={wordingOptions} onChange={(wording) => onChange({ ...condition, wording })} />
          <ReadsSelect value={condition.reads} onChange={(reads) => onChange({ ...condition, reads })} />
        </div>
      );
    case 'pattern':
      return (
        <div className={styles.parts}>
          <TextField className={classesFor('mono')} label="Regular expression (RE2: no looking ahead, no references back)" value={condition.source} onChange={(source) => onChange({ ...condition, source })} />
          <ReadsSelect value={condition.reads} onChange={(reads) => onChange({ ...condition, reads })} />
        </div>
      );
    case 'reads-like':
    case 'could-be':
      return (
        <div className={styles.likeness}>
          <PlainSelect showLabel label="What" value={condition.group} options={ruleGroups.map((id) => ({ id, label: sayGroup(id) }))} onChange={(group) => onChange({ ...condition, group: group as RuleGroup })} />
          <PlaybookNumberField label={condition.kind === 'reads-like' ? 'At least this sure, in %' : 'Ruled out below, in %'} least={0} most={100} value={Math.round(condition.atLeast * 1000) / 10} onChange={(share) => take({ ...condition, atLeast: share / 100 })} />
          <ReadsSelect value={condition.reads} onChange={(reads) => onChange({ ...condition, reads })} />
        </div>
      );
    case 'mood':
      return <Choices all={moods} value={condition.is} words={labelWords} onChange={(is) => onChange({ ...condition, is })} />;
    case 'channel':
      return <Choices all={channels} value={condition.is} words={(channel) => channelWords[channel]} onChange={(is) => onChange({ ...condition, is })} />;
    case 'polarity':
      return <PlaybookNumberField className={styles.short ?? ''} label="So bad or worse, from −1 (worst) to 1" least={-1} most={1} value={condition.atMost} onChange={(atMost) => take({ ...condition, atMost })} />;
    case 'waiting':
      return <PlaybookNumberField className={styles.short ?? ''} label="Hours since they wrote, or more" least={0} most={10_000} value={condition.hours} onChange={(hours) => take({ ...condition, hours })} />;
    case 'unanswered':
      return <PlaybookNumberField className={styles.short ?? ''} label="Messages without an answer, or more" least={1} most={1_000} value={condition.messages} onChange={(messages) => take({ ...condition, messages: Math.round(messages) })} />;
    case 'tier':
      return <PlaybookWordsField label="Tiers as the shop names them, with commas" placeholder="vip, platinum" empty value={condition.is} onChange={(is) => take({ ...condition, is })} />;
    case 'customer':
      return <PlaybookWordsField label="Addresses, or @ and a whole domain, with commas" placeholder="maren@example.com, @example.org" empty value={condition.is} onChange={(is) => take({ ...condition, is })} />;
    case 'product':
      return <Named kind="product" value={condition.is} onChange={(is) => onChange({ ...condition, is })} />;
    case 'intent':
      return (
        <>
          <Named kind="intent" value={condition.is} onChange={(is) => onChange({ ...condition, is })} />
          <PlaybookNumberField className={styles.short ?? ''} label="At least this sure, in %" least={0} most={100} value={Math.round(condition.atLeast * 1000) / 10} onChange={(share) => take({ ...condition, atLeast: share / 100 })} />
        </>
      );
    case 'denies':
      return (
        <div className={styles.parts}>
          <PlainSelect showLabel label="Whether" value={String(condition.denied)} options={[{ id: 'true', label: 'Denies it' }, { id: 'false', label: 'Does not deny it' }]} onChange={(denied) => onChange({ ...condition, denied: denied === 'true' })} />
          <PlainSelect className={styles.grow ?? ''} showLabel label="What" value={condition.wording} options={wordingOptions} onChange={(wording) => onChange({ ...condition, wording })} />
        </div>
      );
    case 'rule':
      return <OtherRule rule={rule} condition={condition} onChange={onChange} />;
  }
}

function classesFor(kind: 'mono'): string {
  return `${styles[kind] ?? ''} ${styles.grow ?? ''}`;
}

function ReadsSelect({ value, onChange }: { readonly value: Reads; readonly onChange: (reads: Reads) => void }) {
  return <PlainSelect showLabel label="Where" value={value} options={[{ id: 'thread', label: 'Anywhere in the thread' }, { id: 'newest', label: 'In what waits for an answer' }]} onChange={(reads) => onChange(reads as Reads)} />;
}

function Choices<T extends string>({ all, value, words, onChange }: { readonly all: readonly T[]; readonly value: readonly T[]; readonly words: (each: T) => string; readonly onChange: (value: readonly T[]) => void }) {
  return (
    <div className={styles.choices}>
      {all.map((each) => (
        <Checkbox key={each} checked={value.includes(each)} onChange={(on) => onChange(all.filter((other) => (other === each ? on : value.includes(other))))}>
          {words(each)}
        </Checkbox>
      ))}
    </div>
  );
}

/** Names of the catalogue or of the model: those chosen, each to be taken out, and the others to add. */
function Named({ kind, value, onChange }: { readonly kind: 'product' | 'intent'; readonly value: readonly string[]; readonly onChange: (value: readonly string[]) => void }) {
  const { playbook } = usePlaybookEditing();
  const engine = useStore(useDesk().engineState);
  const all = kind === 'product' ? playbook.products.map(({ name }) => name) : intentLabels(playbook, engine).filter((label) => label !== 'out_of_scope');
  const words = (name: string): string => (kind === 'product' ? name : labelWords(name));
  return (
    <div className={styles.named}>
      {value.map((name) => (
        <Button key={name} size="small" aria-label={`Take out ${words(name)}`} onPress={() => onChange(value.filter((each) => each !== name))}>
          {words(name)} ×
        </Button>
      ))}
      <PlainSelect
        className={styles.addName ?? ''}
        label={kind === 'product' ? 'Add a product' : 'Add an intent'}
        value=""
        options={[{ id: '', label: kind === 'product' ? 'Add a product …' : 'Add an intent …' }, ...all.filter((name) => !value.includes(name)).map((name) => ({ id: name, label: words(name) }))]}
        onChange={(name) => name !== '' && onChange([...value, name])}
      />
    </div>
  );
}

function OtherRule({ rule, condition, onChange }: ConditionProps<Extract<PlainCondition, { readonly kind: 'rule' }>>) {
  const { rules } = usePlaybookEditing();
  const titleOf = titlesOf(rules);
  const options = rules.filter(({ id }) => id !== rule.id).map(({ id }) => ({ id, label: titleOf(id) }));
  return (
    <div className={styles.parts}>
      <PlainSelect className={styles.grow ?? ''} showLabel label="Rule" value={condition.id} options={[...(condition.id === '' ? [{ id: '', label: 'Choose a rule' }] : []), ...options]} onChange={(id) => onChange({ ...condition, id })} />
      <PlainSelect showLabel label="Whether" value={String(condition.fired)} options={[{ id: 'true', label: 'It fires too' }, { id: 'false', label: 'It does not fire' }]} onChange={(fired) => onChange({ ...condition, fired: fired === 'true' })} />
    </div>
  );
}
