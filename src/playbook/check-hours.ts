import { defaultCalendar, defaultTargets, weekdays, type Calendar, type Target } from '../sla/service-level.ts';
import { priorities, type Priority } from '../tickets/priority.ts';
import type { PlaybookFinding } from './finding.ts';
import type { Playbook } from './playbook.ts';

/** A first answer later than after so many weeks' opening hours is no promise. */
const weeksToFirstAnswer = 2;

/** What is to say of hours, targets and team. `today` is a date, `YYYY-MM-DD`. */
export function checkHours(playbook: Playbook, today: string): PlaybookFinding[] {
  const { queues, team = [] } = playbook;
  const calendar = playbook.calendar ?? defaultCalendar;
  const targets = playbook.targets ?? defaultTargets;
  const found = [...checkCalendar(calendar, null, 'The desk', today), ...checkTargets(targets, calendar, null, 'The desk')];
  for (const queue of queues) {
    if (queue.calendar !== undefined) found.push(...checkCalendar(queue.calendar, queue.id, queue.name, today));
    if (queue.targets !== undefined) found.push(...checkTargets({ ...targets, ...queue.targets }, queue.calendar ?? calendar, queue.id, queue.name));
  }
  for (const { name, hoursADay } of team) {
    if (hoursADay > 0) continue;
    found.push({ kind: 'no-hours-worked', severity: 'doubtful', place: { part: 'team', member: name }, message: `${name} answers for no hour a day, and counts for nothing.`, mend: 'Give them hours, or take them out of the team.' });
  }
  return found;
}

/** Minutes a week. */
export function openMinutes({ week }: Calendar): number {
  return weekdays.reduce((sum, day) => sum + (week[day] ?? []).reduce((open, { from, to }) => open + minuteOf(to) - minuteOf(from), 0), 0);
}

/** `HH:MM` as minutes from midnight. */
export function minuteOf(clock: string): number {
  const [hours = '0', minutes = '0'] = clock.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function checkCalendar(calendar: Calendar, queue: string | null, who: string, today: string): PlaybookFinding[] {
  const place = { part: 'hours', queue } as const;
  if (openMinutes(calendar) === 0) {
    return [{ kind: 'never-open', severity: 'wrong', place, message: `${who} is never open, so no target is ever due.`, mend: 'Open it on one day at least.' }];
  }
  const { holidays } = calendar;
  if (holidays.length === 0 || holidays.some(({ date }) => date >= today)) return [];
  return [{ kind: 'old-holidays', severity: 'doubtful', place, message: `All holidays of ${queue === null ? 'the desk' : who} are past.`, mend: 'Enter those to come, or remove the old ones.' }];
}

function checkTargets(targets: Readonly<Record<Priority, Target>>, calendar: Calendar, queue: string | null, who: string): PlaybookFinding[] {
  const place = { part: 'targets', queue } as const;
  const found: PlaybookFinding[] = [];
  for (const [at, priority] of priorities.entries()) {
    const next = priorities[at + 1];
    if (next === undefined) break;
    for (const kind of ['firstResponse', 'resolution'] as const) {
      if (targets[priority][kind] <= targets[next][kind]) continue;
      found.push({ kind: 'targets-out-of-order', severity: 'doubtful', place, message: `${who} takes longer for ${priority} tickets than for ${next} ones (${kind === 'firstResponse' ? 'first answer' : 'resolution'}).`, mend: `Promise ${priority} tickets at least as soon.` });
    }
  }
  const longest = openMinutes(calendar) * weeksToFirstAnswer;
  const late = priorities.filter((priority) => longest > 0 && targets[priority].firstResponse > longest);
  if (late.length > 0) {
    found.push({ kind: 'target-too-long', severity: 'doubtful', place, message: `${who} promises a first answer to ${late.join(' and ')} tickets only after more than two weeks of its opening hours.`, mend: 'Targets are minutes of opening hours: choose fewer.' });
  }
  return found;
}
