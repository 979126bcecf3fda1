import type { EscalationRule } from '../escalation/rule.ts';
import { standardRules } from '../escalation/standard-rules.ts';
import { defaultCalendar, defaultTargets, weekdays, type Calendar, type Target, type Weekday } from '../sla/service-level.ts';
import { labelWords } from '../text/label-words.ts';
import { priorities, type Priority } from '../tickets/priority.ts';
import { thresholdsFor, type Action, type AnswerThresholds, type Playbook, type Queue } from './playbook.ts';
import { sayCondition, sayTitle, titlesOf } from './say-condition.ts';

/** How an action is called. */
export const actionWords: Readonly<Record<Action, string>> = { 'auto-reply': 'by itself', draft: 'draft', human: 'a person' };
export const weekdayWords: Readonly<Record<Weekday, string>> = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' };

/**
 * What differs between two playbooks, in short sentences in the order of the room: "Billing: sure 85% → 90%". Their versions' names
 * are no difference; none at all is an empty list, and any other difference at least one sentence.
 */
export function describeChanges(old: Playbook, next: Playbook): readonly string[] {
  const [before, after] = [complete(old), complete(next)];
  const parts: readonly (readonly [readonly (keyof Playbook)[], () => string[]])[] = [
    [['shopName', 'agentName', 'voice', 'languages', 'orderNumbers'], () => describeNames(before, after)],
    [['products'], () => describeList('Product', before.products, after.products, ({ name }) => name)],
    [['thresholds'], () => describeThresholds('Desk', before.thresholds, after.thresholds)],
    [['queues', 'fallbackQueue', 'actions', 'intentThresholds'], () => describeRouting(before, after)],
    [['rules'], () => describeRules(before.rules ?? standardRules, after.rules ?? standardRules)],
    [['calendar'], () => describeCalendar('Desk', before.calendar ?? defaultCalendar, after.calendar ?? defaultCalendar)],
    [['targets'], () => describeTargets('Desk', before.targets ?? defaultTargets, after.targets ?? defaultTargets)],
    [['team'], () => describeList('Team', before.team ?? [], after.team ?? [], ({ name }) => name)],
    [['templates'], () => describeTemplates(before, after)],
  ];
  return parts.flatMap(([keys, describe]) => {
    if (keys.every((key) => isSame(before[key], after[key]))) return [];
    const said = describe();
    return said.length > 0 ? said : [`${keys.filter((key) => !isSame(before[key], after[key])).map((key) => labelWords(key.replace(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`))).join(', ')} written anew`];
  });
}

/** With what counts where a piece is absent. */
function complete(playbook: Playbook): Playbook {
  return { voice: 'warm', languages: ['en'], orderNumbers: [], intentThresholds: {}, rules: standardRules, calendar: defaultCalendar, targets: defaultTargets, ...playbook };
}

/** Whether two pieces of a playbook say the same, whatever order their fields are in. */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || Array.isArray(a) !== Array.isArray(b)) return false;
  const one = a as Readonly<Record<string, unknown>>;
  const other = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(one).filter((key) => one[key] !== undefined);
  return keys.length === Object.keys(other).filter((key) => other[key] !== undefined).length && keys.every((key) => Object.hasOwn(other, key) && isSame(one[key], other[key]));
}

function describeNames(before: Playbook, after: Playbook): string[] {
  return [
    ...changed('Shop', before.shopName, after.shopName),
    ...changed('Signed by', before.agentName, after.agentName),
    ...changed('Voice', before.voice ?? '', after.voice ?? ''),
    ...changed('Languages', (before.languages ?? ['en']).join(', '), (after.languages ?? ['en']).join(', ')),
    ...changed('Order numbers', (before.orderNumbers ?? []).join(', '), (after.orderNumbers ?? []).join(', ')),
  ];
}

function describeRouting(before: Playbook, after: Playbook): string[] {
  const said: string[] = [];
  const names = new Map([...before.queues, ...after.queues].map(({ id, name }) => [id, name]));
  const was = new Map(before.queues.map((queue) => [queue.id, queue]));
  const is = new Map(after.queues.map((queue) => [queue.id, queue]));
  for (const queue of before.queues) if (!is.has(queue.id)) said.push(`Queue “${queue.name}” removed`);
  for (const queue of after.queues) {
    const old = was.get(queue.id);
    if (old === undefined) said.push(`Queue “${queue.name}” added`);
    said.push(...describeQueue(old ?? { id: queue.id, name: queue.name, intents: [] }, queue, before, after));
  }
  const kept = (queues: readonly Queue[]): string => queues.map(({ id }) => id).filter((id) => was.has(id) && is.has(id)).join('\n');
  if (kept(before.queues) !== kept(after.queues)) said.push('Queues in another order');
  said.push(...changed('Everything else goes to', names.get(before.fallbackQueue) ?? before.fallbackQueue, names.get(after.fallbackQueue) ?? after.fallbackQueue));
  const homes = (playbook: Playbook, label: string): string => playbook.queues.filter(({ intents }) => intents.includes(label)).map(({ name }) => name).join(' and ') || 'no queue';
  const labels = new Set([before, after].flatMap((each) => [...each.queues.flatMap(({ intents }) => intents), ...Object.keys(each.actions), ...Object.keys(each.intentThresholds ?? {})]));
  for (const label of labels) {
    const name = `“${labelWords(label)}”`;
    const ids = (playbook: Playbook): string => playbook.queues.filter(({ intents }) => intents.includes(label)).map(({ id }) => id).join('\n');
    if (ids(before) !== ids(after)) said.push(`${name}: ${homes(before, label)} → ${homes(after, label)}`);
    const action = (playbook: Playbook): string => (Object.hasOwn(playbook.actions, label) ? actionWords[playbook.actions[label] ?? 'human'] : 'nothing said');
    said.push(...changed(name, action(before), action(after)));
    const own = (playbook: Playbook): Partial<AnswerThresholds> | undefined => (Object.hasOwn(playbook.intentThresholds ?? {}, label) ? playbook.intentThresholds?.[label] : undefined);
    said.push(...describeOwnThresholds(name, [own(before), thresholdsFor({ ...before, intentThresholds: {} }, label)], [own(after), thresholdsFor({ ...after, intentThresholds: {} }, label)]));
  }
  return said;
}

function describeQueue(before: Queue, after: Queue, old: Playbook, next: Playbook): string[] {
  const { name } = after;
  return [
    ...(before.name === name ? [] : [`Queue “${before.name}” is now called “${name}”`]),
    ...changed(`${name}, at most`, before.atMost === undefined ? 'what intents allow' : actionWords[before.atMost], after.atMost === undefined ? 'what intents allow' : actionWords[after.atMost]),
    ...changed(`${name}, skills`, (before.skills ?? []).join(', ') || 'none', (after.skills ?? []).join(', ') || 'none'),
    ...changed(`${name}, minutes a ticket`, String(before.minutesEach ?? 8), String(after.minutesEach ?? 8)),
    ...describeOwnThresholds(name, [before.thresholds, old.thresholds], [after.thresholds, next.thresholds]),
    ...(isSame(before.calendar, after.calendar) ? [] : after.calendar === undefined ? [`${name}: the desk’s hours`] : before.calendar === undefined ? [`${name}: hours of its own`] : describeCalendar(name, before.calendar, after.calendar)),
    ...describeTargets(name, before.targets ?? {}, after.targets ?? {}),
  ];
}

function describeThresholds(name: string, before: Playbook['thresholds'], after: Playbook['thresholds']): string[] {
  return [
    ...changed(`${name}: sure`, share(before.sure), share(after.sure)),
    ...changed(`${name}: likely`, share(before.likely), share(after.likely)),
    ...changed(`${name}: borne out by articles`, share(before.grounded ?? 1), share(after.grounded ?? 1)),
  ];
}

type OwnThresholds = readonly [own: Partial<AnswerThresholds> | undefined, otherwise: AnswerThresholds];

function describeOwnThresholds(name: string, [before, was]: OwnThresholds, [after, is]: OwnThresholds): string[] {
  if (isSame(before, after)) return [];
  const said = (['sure', 'likely'] as const).flatMap((kind) => (before?.[kind] === after?.[kind] ? [] : changed(`${name}: ${kind}`, share(before?.[kind] ?? was[kind]), share(after?.[kind] ?? is[kind]))));
  return said.length > 0 ? said : [after === undefined ? `${name}: confidences as elsewhere` : `${name}: confidences of its own`];
}

function describeRules(before: readonly EscalationRule[], after: readonly EscalationRule[]): string[] {
  const said: string[] = [];
  const was = new Map(before.map((rule) => [rule.id, rule]));
  const is = new Map(after.map((rule) => [rule.id, rule]));
  for (const rule of before) if (!is.has(rule.id)) said.push(`Rule “${sayTitle(rule.title)}” removed`);
  const titleOf = titlesOf([...before, ...after]);
  for (const rule of after) {
    const old = was.get(rule.id);
    if (old === undefined) {
      said.push(`Rule “${sayTitle(rule.title)}” added${rule.on ? '' : ', switched off'}`);
      continue;
    }
    const name = `Rule “${sayTitle(rule.title)}”`;
    if (old.title !== rule.title) said.push(`Rule “${sayTitle(old.title)}” is now called “${sayTitle(rule.title)}”`);
    if (old.on !== rule.on) said.push(`${name} switched ${rule.on ? 'on' : 'off'}`);
    said.push(...changed(`${name}: severity`, old.severity, rule.severity), ...changed(`${name}: group`, old.group, rule.group));
    if (!isSame(old.all, rule.all)) {
      const gone = old.all.filter((condition) => !rule.all.some((each) => isSame(each, condition)));
      const come = rule.all.filter((condition) => !old.all.some((each) => isSame(each, condition)));
      const [out, into] = [gone[0], come[0]];
      if (gone.length === 1 && come.length === 0 && out) said.push(`${name} no longer asks for one who ${sayCondition(out, titleOf)}`);
      else if (come.length === 1 && gone.length === 0 && into) said.push(`${name} also asks for one who ${sayCondition(into, titleOf)}`);
      else if (come.length === 1 && gone.length === 1 && into) said.push(`${name} now asks for one who ${sayCondition(into, titleOf)}`);
      else said.push(`${name}: conditions changed`);
    }
    if (!isSame(old.unless ?? [], rule.unless ?? [])) said.push(`${name}: harmless phrases changed`);
    if (old.negatable !== rule.negatable) said.push(`${name}: a “not” ${rule.negatable ? 'now cancels' : 'no longer cancels'} its words`);
    if (old.detail !== rule.detail) said.push(`${name}: reason “${rule.detail}”`);
    if ((old.fires ?? '') !== (rule.fires ?? '') || (old.quiet ?? '') !== (rule.quiet ?? '')) said.push(`${name}: examples changed`);
  }
  return said;
}

function describeCalendar(name: string, before: Calendar, after: Calendar): string[] {
  const hours = (calendar: Calendar, day: Weekday): string => (calendar.week[day] ?? []).map(({ from, to }) => `${from}–${to}`).join(', ') || 'closed';
  const of = name === 'Desk' ? '' : `${name}, `;
  return [
    ...weekdays.flatMap((day) => changed(`${of}${weekdayWords[day]}`, hours(before, day), hours(after, day))),
    ...changed(of === '' ? 'Time zone' : `${of}time zone`, before.timeZone, after.timeZone),
    ...describeList(of === '' ? 'Holiday' : `${of}holiday`, before.holidays, after.holidays, (holiday) => `${holiday.date} ${holiday.name}`.trim()),
  ];
}

function describeTargets(name: string, before: Readonly<Partial<Record<Priority, Target>>>, after: Readonly<Partial<Record<Priority, Target>>>): string[] {
  return priorities.flatMap((priority) => {
    const say = (kind: keyof Target, target: Target | undefined): string => (target === undefined ? 'as the desk' : minutes(target[kind]));
    return [
      ...changed(`${name}, ${priority}: first answer`, say('firstResponse', before[priority]), say('firstResponse', after[priority])),
      ...changed(`${name}, ${priority}: resolution`, say('resolution', before[priority]), say('resolution', after[priority])),
    ];
  });
}

function describeTemplates({ templates: before }: Playbook, { templates: after }: Playbook): string[] {
  const was = new Map(before.map((template) => [template.id, template]));
  const ids = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !was.has(id)).length;
  const removed = before.filter(({ id }) => !ids.has(id)).length;
  const other = after.filter((template) => was.has(template.id) && !isSame(was.get(template.id), template)).length;
  const parts = [[added, 'added'], [other, 'changed'], [removed, 'removed']] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? [] : [`Templates: ${said.join(', ')}`];
}

function describeList<T>(what: string, before: readonly T[], after: readonly T[], nameOf: (item: T) => string): string[] {
  const was = new Map(before.map((item) => [nameOf(item), item]));
  const names = new Set(after.map(nameOf));
  return [
    ...before.flatMap((item) => (names.has(nameOf(item)) ? [] : [`${what}: ${nameOf(item)} removed`])),
    ...after.flatMap((item) => (!was.has(nameOf(item)) ? [`${what}: ${nameOf(item)} added`] : isSame(was.get(nameOf(item)), item) ? [] : [`${what}: ${nameOf(item)} changed`])),
  ];
}

function changed(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}${what.includes(': ') ? '' : ':'} ${before} → ${after}`];
}

function share(value: number): string {
  return `${Math.round(value * 1000) / 10}%`;
}

/** "45 min", "2 h", "1 h 30 min". */
export function minutes(value: number): string {
  const hours = Math.floor(value / 60);
  const rest = Math.round((value - hours * 60) * 10) / 10;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
