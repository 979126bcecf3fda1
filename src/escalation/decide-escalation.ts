import { compileRules, findRisk, type CompiledRule, type RuleContext } from './compile-rules.ts';
import type { Escalation, EscalationFacts, EscalationReason, Risk } from './escalation.ts';
import { isDenied, readWords, type Reading, type ReadThread } from './read-words.ts';
import type { EscalationRule } from './rule.ts';
import { splitSentences, type Quote } from './sentence.ts';
import { standardRules } from './standard-rules.ts';
import { sayHours, waitingTime } from './waiting-time.ts';
import { wordingsVersion } from './wordings.ts';

export const escalationVersion = `rules@${wordingsVersion}`;

const rank = { critical: 0, high: 1, normal: 2 } as const;
/** What no words bear out and the head finds less likely than not is said so, and is one step less severe: a person looks, without alarm. */
const likely = 0.5;
const milder = { critical: 'high', high: 'normal', normal: 'normal' } as const;
/**
 * Steps that a desk's own patterns may take over one ticket; what would take more is not read, and a person must look. A step took up to a
 * tenth of a microsecond on two slow cores, so this is a third of a second at most, for patterns and a letter as large as they may be.
 */
const mostSteps = 3_000_000;

/** What was found in one thread by earlier decisions, under the keys of readings: a rehearsal asks only what is new. */
export interface WordsMemory {
  readonly words: Remembered<Quote | null>;
  readonly denied: Remembered<boolean>;
}

/** As much of a `Map` as a memory needs. */
export interface Remembered<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): unknown;
}

/**
 * Whether a person must answer, with every reason that fired, most severe first, by `rules` (those that come with the program
 * where absent). Denied threats ("I am not going to sue") don't count. Never throws.
 */
export function decideEscalation(facts: EscalationFacts, rules: readonly EscalationRule[] = standardRules, memory?: WordsMemory): Escalation {
  const compiled = compileRules(rules);
  const { thread } = facts;
  const tooMuch = compiled.steps * thread.text.length > mostSteps;
  const reasons: EscalationReason[] = [];
  const fired = new Set<string>();
  const context = createContext(facts, fired, tooMuch, memory);
  for (const compiledRule of compiled.rules) {
    if (!compiledRule.holds.every((condition) => condition(context))) continue;
    fired.add(compiledRule.rule.id);
    reasons.push(giveReason(compiledRule, context));
  }
  if (thread.capped) {
    reasons.push({ rule: 'too-long', group: 'other', title: 'Too long to be read whole', detail: 'Only a part of it was read.', quote: '', severity: 'normal' });
  } else if (tooMuch) {
    reasons.push({ rule: 'too-much-to-match', group: 'other', title: 'Not read by every rule', detail: 'It is too long for the patterns of this playbook.', quote: '', severity: 'normal' });
  }
  reasons.sort((a, b) => rank[a.severity] - rank[b.severity] || Number(a.perhaps === true) - Number(b.perhaps === true));
  return { escalated: reasons.length > 0, reasons, version: escalationVersion };
}

function createContext(facts: EscalationFacts, fired: ReadonlySet<string>, tooMuch: boolean, memory?: WordsMemory): RuleContext {
  const { words, denied } = memory ?? { words: new Map<string, Quote | null>(), denied: new Map<string, boolean>() };
  let read: ReadThread | null = null;
  const reading = (): ReadThread => (read ??= { thread: facts.thread, sentences: splitSentences(facts.thread.text) });
  return {
    facts,
    fired,
    words(asked: Reading) {
      if (tooMuch && asked.steps > 0) return null;
      const known = words.get(asked.key);
      if (known !== undefined) return known;
      const found = readWords(asked, reading());
      words.set(asked.key, found);
      return found;
    },
    denied(asked: Reading) {
      const known = denied.get(asked.key);
      if (known !== undefined) return known;
      const found = isDenied(asked, reading());
      denied.set(asked.key, found);
      return found;
    },
  };
}

function giveReason({ rule, readings, likenesses }: CompiledRule, context: RuleContext): EscalationReason {
  const { ticket, now } = context.facts;
  let quote: Quote = { quote: '' };
  let doubtful = false;
  for (const reading of readings) {
    const found = context.words(reading);
    if (found === null) continue;
    quote = found;
    break;
  }
  if (quote.quote === '') {
    const risk = likenesses.map((likeness) => findRisk(context.facts, likeness)).find((each) => each !== undefined);
    if (risk !== undefined) quote = quoteOf(risk);
    doubtful = risk !== undefined && risk.confidence < likely;
  }
  const fill = (text: string): string => {
    if (!text.includes('{')) return text;
    const { hours, attempts } = waitingTime(ticket, now);
    return text.replaceAll('{Nth}', sayNth(attempts)).replaceAll('{messages}', String(attempts)).replaceAll('{waited}', sayHours(hours));
  };
  const title = fill(rule.title);
  return {
    rule: rule.id,
    group: rule.group,
    title: doubtful ? `Perhaps: ${title.charAt(0).toLowerCase()}${title.slice(1)}` : title,
    detail: fill(rule.detail),
    severity: doubtful ? milder[rule.severity] : rule.severity,
    ...(doubtful && { perhaps: true as const }),
    ...quote,
  };
}

/** Where the passage stands, without what it was taken for. */
function quoteOf({ quote, messageId, start, end }: Risk): Quote {
  return { quote, ...(messageId !== undefined && { messageId }), ...(start !== undefined && end !== undefined && { start, end }) };
}

const ordinals = ['No', 'First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth', 'Seventh', 'Eighth', 'Ninth', 'Tenth'];

function sayNth(count: number): string {
  return ordinals[count] ?? `${count}th`;
}

