import { standardRules } from '../escalation/standard-rules.ts';
import { checkHours } from './check-hours.ts';
import { checkRouting } from './check-routing.ts';
import { checkRule } from './check-rules.ts';
import type { PlaybookFinding } from './finding.ts';
import type { Playbook } from './playbook.ts';

/** What is known beside the playbook: the labels of the head in use (null where nobody can tell), and the date, `YYYY-MM-DD`. */
export interface CheckFacts {
  readonly intents: readonly string[] | null;
  readonly today: string;
}

/** What contradicts, never happens or is hidden by something else in a playbook that can be used (`parsePlaybook`). */
export function checkPlaybook(playbook: Playbook, facts: CheckFacts): readonly PlaybookFinding[] {
  const steps = checkInSteps(playbook, facts);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same rule by rule, for who must give way to others in between: three hundred rules take a few hundred milliseconds. */
export function* checkInSteps(playbook: Playbook, { intents, today }: CheckFacts): Generator<undefined, readonly PlaybookFinding[]> {
  const found = [...checkRouting(playbook, intents), ...checkHours(playbook, today)];
  const rules = playbook.rules ?? standardRules;
  const ruleFacts = { products: playbook.products.map(({ name }) => name), intents };
  for (const rule of rules) {
    yield undefined;
    found.push(...checkRule(rule, rules, ruleFacts));
  }
  return found;
}
