import type { Condition, EscalationRule } from '../escalation/rule.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';

/*
 * Rules as they stand in a file, to be read by people: a condition is named by what it asks ("- mood: [angry]"), what holds for most
 * rules is left out.
 */

type Plain = Readonly<Record<string, unknown>>;

/** A rule as the file has it. */
export function writeRule(rule: EscalationRule): Plain {
  return {
    id: rule.id,
    title: rule.title,
    group: rule.group,
    severity: rule.severity,
    ...(rule.on ? {} : { on: false }),
    reason: rule.detail,
    when: rule.all.map(writeCondition),
    ...(rule.unless === undefined ? {} : { unless: rule.unless }),
    negatable: rule.negatable,
    ...(rule.fires === undefined ? {} : { fires: rule.fires }),
    ...(rule.quiet === undefined ? {} : { quiet: rule.quiet }),
  };
}

function writeCondition(condition: Condition): Plain {
  const reads = 'reads' in condition && condition.reads === 'newest' ? { reads: 'newest' } : {};
  switch (condition.kind) {
    case 'says':
      return { says: condition.wording, ...reads };
    case 'words':
      return { words: condition.any, ...reads };
    case 'pattern':
      return { pattern: condition.source, ...reads };
    case 'reads-like':
      return { readsLike: condition.group, atLeast: condition.atLeast, ...reads };
    case 'could-be':
      return { couldBe: condition.group, atLeast: condition.atLeast, ...reads };
    case 'mood':
    case 'channel':
    case 'tier':
    case 'customer':
    case 'product':
      return { [condition.kind]: condition.is };
    case 'polarity':
      return { toneAtMost: condition.atMost };
    case 'waiting':
      return { waitingHours: condition.hours };
    case 'unanswered':
      return { unanswered: condition.messages };
    case 'intent':
      return { intent: condition.is, atLeast: condition.atLeast };
    case 'denies':
      return condition.denied ? { denies: condition.wording } : { doesNotDeny: condition.wording };
    case 'rule':
      return condition.fired ? { ruleFired: condition.id } : { ruleDidNotFire: condition.id };
    case 'any':
      return { any: condition.of.map(writeCondition) };
  }
}

const ruleFields = new Set(['id', 'title', 'group', 'severity', 'on', 'reason', 'when', 'unless', 'negatable', 'fires', 'quiet']);

/** The rule as the playbook has it, of whatever stood in the file: shapes and bounds are for `parsePlaybook` to say. */
export function readRule(value: unknown): Outcome<unknown, 'bad-rule'> {
  if (!isPlain(value)) return bad('a rule is made of names and values');
  const stranger = Object.keys(value).find((name) => !ruleFields.has(name));
  if (stranger !== undefined) return bad(`“${stranger.slice(0, 60)}” is nothing a rule has`);
  const { reason, when, on = true, negatable = true, ...rest } = value;
  if (!Array.isArray(when)) return bad('it has no list “when” of what must hold');
  const all: unknown[] = [];
  for (const each of when as readonly unknown[]) {
    const condition = readCondition(each);
    if (!condition.ok) return condition;
    all.push(condition.value);
  }
  return success({ ...rest, detail: reason ?? '', on, negatable, all });
}

/** Of each condition: its name in the file, and the condition it makes. */
const readers: Readonly<Record<string, (value: unknown, rest: Plain) => unknown>> = {
  says: (wording, { reads = 'thread' }) => ({ kind: 'says', wording, reads }),
  words: (any, { reads = 'thread' }) => ({ kind: 'words', any, reads }),
  pattern: (source, { reads = 'thread' }) => ({ kind: 'pattern', source, reads }),
  readsLike: (group, { atLeast = 0, reads = 'thread' }) => ({ kind: 'reads-like', group, atLeast, reads }),
  couldBe: (group, { atLeast = 0, reads = 'thread' }) => ({ kind: 'could-be', group, atLeast, reads }),
  mood: (is) => ({ kind: 'mood', is }),
  channel: (is) => ({ kind: 'channel', is }),
  tier: (is) => ({ kind: 'tier', is }),
  customer: (is) => ({ kind: 'customer', is }),
  product: (is) => ({ kind: 'product', is }),
  toneAtMost: (atMost) => ({ kind: 'polarity', atMost }),
  waitingHours: (hours) => ({ kind: 'waiting', hours }),
  unanswered: (messages) => ({ kind: 'unanswered', messages }),
  intent: (is, { atLeast = 0 }) => ({ kind: 'intent', is, atLeast }),
  denies: (wording) => ({ kind: 'denies', wording, denied: true }),
  doesNotDeny: (wording) => ({ kind: 'denies', wording, denied: false }),
  ruleFired: (id) => ({ kind: 'rule', id, fired: true }),
  ruleDidNotFire: (id) => ({ kind: 'rule', id, fired: false }),
};
const besides: Readonly<Record<string, readonly string[]>> = { says: ['reads'], words: ['reads'], pattern: ['reads'], intent: ['atLeast'], readsLike: ['atLeast', 'reads'], couldBe: ['atLeast', 'reads'] };

function readCondition(value: unknown, within = false): Outcome<unknown, 'bad-rule'> {
  if (!isPlain(value)) return bad('a condition is a name and a value, as “mood: [angry]” is');
  const names = Object.keys(value);
  if (!within && names.length === 1 && names[0] === 'any' && Array.isArray(value.any)) {
    const of: unknown[] = [];
    for (const each of value.any as readonly unknown[]) {
      const part = readCondition(each, true);
      if (!part.ok) return part;
      of.push(part.value);
    }
    return success({ kind: 'any', of });
  }
  const kind = names.find((name) => Object.hasOwn(readers, name));
  const reader = kind === undefined ? undefined : readers[kind];
  const stranger = names.find((name) => name !== kind && besides[kind ?? '']?.includes(name) !== true);
  if (kind === undefined || reader === undefined || stranger !== undefined) {
    return bad(`“${(stranger ?? names[0] ?? '').slice(0, 60)}” is no condition${within ? ' that can stand in “any”' : ''}; there are ${Object.keys(readers).join(', ')} and any`);
  }
  return success(reader(value[kind], value));
}

function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(why: string): { readonly ok: false; readonly code: 'bad-rule'; readonly message: string } {
  return failure('bad-rule', why);
}
