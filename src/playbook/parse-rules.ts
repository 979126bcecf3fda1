// The small build of zod: a playbook is read by the app's shell, whose size is bounded.
import * as z from 'zod/mini';
import { moods } from '../sentiment/sentiment.ts';
import { channels } from '../tickets/ticket.ts';
import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { compilePattern } from '../escalation/compile-pattern.ts';
import { readPhrase } from '../escalation/find-phrase.ts';
import { ruleOrder, rulesAskedAbout } from '../escalation/order-rules.ts';
import { ruleGroups, severities, type Condition, type EscalationRule } from '../escalation/rule.ts';
import { wordings } from '../escalation/wordings.ts';

/** Rules of one playbook. */
export const mostRules = 300;
/** Words and phrases of all rules of a playbook. */
export const mostPhrases = 5_000;
/** Steps that all patterns of a playbook together may cost a character of text: an ordinary ticket of 600 characters is then still read by all of them. */
export const mostPatternSteps = 5_000;

const word = z.string().check(z.minLength(1), z.maxLength(200));
const words = z.array(word).check(z.minLength(1), z.maxLength(1_000));
const reads = z.enum(['thread', 'newest']);

const plainCondition = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('says'), wording: word, reads }),
  z.strictObject({ kind: z.literal('words'), any: words, reads }),
  z.strictObject({ kind: z.literal('pattern'), source: z.string().check(z.minLength(1), z.maxLength(10_000)), reads }),
  z.strictObject({ kind: z.enum(['reads-like', 'could-be']), group: z.enum(ruleGroups), atLeast: z.number().check(z.minimum(0), z.maximum(1)), reads }),
  z.strictObject({ kind: z.literal('mood'), is: z.array(z.enum(moods)).check(z.minLength(1), z.maxLength(5)) }),
  z.strictObject({ kind: z.literal('polarity'), atMost: z.number().check(z.minimum(-1), z.maximum(1)) }),
  z.strictObject({ kind: z.literal('waiting'), hours: z.number().check(z.minimum(0), z.maximum(10_000)) }),
  z.strictObject({ kind: z.literal('unanswered'), messages: z.int().check(z.minimum(1), z.maximum(1_000)) }),
  z.strictObject({ kind: z.literal('channel'), is: z.array(z.enum(channels)).check(z.minLength(1), z.maxLength(5)) }),
  z.strictObject({ kind: z.literal('tier'), is: words }),
  z.strictObject({ kind: z.literal('customer'), is: words }),
  z.strictObject({ kind: z.literal('product'), is: words }),
  z.strictObject({ kind: z.literal('intent'), is: words, atLeast: z.number().check(z.minimum(0), z.maximum(1)) }),
  z.strictObject({ kind: z.literal('denies'), wording: word, denied: z.boolean() }),
  z.strictObject({ kind: z.literal('rule'), id: word, fired: z.boolean() }),
]);

/** The shape alone; `checkRules` says whether rules of this shape can be used. */
export const rulesSchema = z
  .array(
    z.strictObject({
      id: z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,79}$/, 'is made of small letters, digits and hyphens')),
      group: z.enum(ruleGroups),
      title: word,
      detail: z.string().check(z.maxLength(1_000)),
      severity: z.enum(severities),
      on: z.boolean(),
      all: z.array(z.union([plainCondition, z.strictObject({ kind: z.literal('any'), of: z.array(plainCondition).check(z.minLength(1), z.maxLength(50)) })])).check(z.minLength(1), z.maxLength(50)),
      unless: z.exactOptional(z.array(word).check(z.maxLength(1_000))),
      negatable: z.boolean(),
      fires: z.exactOptional(z.string().check(z.maxLength(1_000))),
      quiet: z.exactOptional(z.string().check(z.maxLength(1_000))),
    }),
  )
  .check(z.maxLength(mostRules));

/**
 * Whether rules of the right shape can be used: ids are unique, wordings and other rules asked about are there, nothing goes in a
 * circle, patterns can be matched in linear time, and all together stay within what one ticket may cost. The failure names the
 * first rule that can't be, and why.
 */
export function checkRules(rules: readonly EscalationRule[]): Outcome<readonly EscalationRule[], 'bad-rules'> {
  const ids = new Set<string>();
  let phrases = 0;
  let steps = 0;
  for (const rule of rules) {
    if (ids.has(rule.id)) return bad(rule, 'its id stands for two rules');
    ids.add(rule.id);
    phrases += rule.unless?.length ?? 0;
    for (const condition of rule.all.flatMap(parts)) {
      const problem = checkCondition(condition);
      if (problem !== null) return bad(rule, problem);
      if (condition.kind === 'words') phrases += condition.any.length;
      if (condition.kind === 'pattern') {
        const pattern = compilePattern(condition.source);
        if (!pattern.ok) return bad(rule, `its pattern “${shorten(condition.source)}” can't be used: ${pattern.message}`);
        steps += pattern.value.steps;
      }
    }
    if (phrases > mostPhrases) return bad(rule, `with it there are more than ${mostPhrases.toLocaleString('en')} words and phrases in all`);
    if (steps > mostPatternSteps) return bad(rule, 'with it all patterns together would take too long over one ticket: write some as plain words');
  }
  for (const rule of rules) {
    const missing = rulesAskedAbout(rule).find((id) => !ids.has(id));
    if (missing !== undefined) return bad(rule, `it asks about a rule “${missing}”, which is not there`);
  }
  const [circle] = ruleOrder(rules).circles;
  if (circle !== undefined) return failure('bad-rules', `rules ask about one another in a circle: ${circle.slice(0, 8).join(' → ')}`);
  return success(rules);
}

function parts(condition: Condition): readonly Exclude<Condition, { readonly kind: 'any' }>[] {
  return condition.kind === 'any' ? condition.of : [condition];
}

function checkCondition(condition: Exclude<Condition, { readonly kind: 'any' }>): string | null {
  if ((condition.kind === 'says' || condition.kind === 'denies') && !wordings.has(condition.wording)) return `there is no wording “${condition.wording}”`;
  if (condition.kind === 'words') {
    const empty = condition.any.find((phrase) => readPhrase(phrase).length === 0);
    if (empty !== undefined) return `“${shorten(empty)}” holds neither a letter nor a digit`;
    const open = condition.any.find((phrase) => readPhrase(phrase).some((each) => each.open && each.key.length < 2));
    if (open !== undefined) return `“${shorten(open)}” would fit nearly every word: give at least two letters before the asterisk`;
  }
  return null;
}

function bad(rule: EscalationRule, why: string): { readonly ok: false; readonly code: 'bad-rules'; readonly message: string } {
  return failure('bad-rules', `rule “${rule.id}”: ${why}`);
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
