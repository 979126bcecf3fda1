import type { Condition, EscalationRule } from './rule.ts';

/** Ids of the rules that a rule asks about. */
export function rulesAskedAbout(rule: EscalationRule): string[] {
  return rule.all.flatMap(asked);
}

function asked(condition: Condition): string[] {
  if (condition.kind === 'rule') return [condition.id];
  return condition.kind === 'any' ? condition.of.flatMap(asked) : [];
}

/**
 * The rules so that each comes after those it asks about, otherwise in their order; and the circles, each as ids that lead back to
 * the first. Rules of a circle are in no order and left out.
 */
export function ruleOrder(rules: readonly EscalationRule[]): { readonly order: readonly EscalationRule[]; readonly circles: readonly (readonly string[])[] } {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const state = new Map<string, 'open' | 'done' | 'circle'>();
  const order: EscalationRule[] = [];
  const circles: string[][] = [];
  // Not recursive: a file may chain thousands of rules.
  for (const first of rules) {
    const path: { readonly rule: EscalationRule; readonly next: string[] }[] = [];
    const enter = (rule: EscalationRule): void => {
      state.set(rule.id, 'open');
      path.push({ rule, next: rulesAskedAbout(rule) });
    };
    if (!state.has(first.id)) enter(first);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const id = top.next.shift();
      if (id === undefined) {
        path.pop();
        if (state.get(top.rule.id) === 'circle') continue;
        state.set(top.rule.id, 'done');
        order.push(top.rule);
        continue;
      }
      const rule = byId.get(id);
      const known = state.get(id);
      if (rule === undefined || known === 'done') continue;
      if (known === undefined) enter(rule);
      else if (known === 'open') {
        const from = path.findIndex((each) => each.rule.id === id);
        const circle = path.slice(from).map((each) => each.rule.id);
        circles.push([...circle, id]);
        for (const each of circle) state.set(each, 'circle');
      }
    }
  }
  return { order, circles };
}
