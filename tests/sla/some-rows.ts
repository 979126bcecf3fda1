import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import type { TimedTicket } from '../../src/sla/due-times.ts';
import type { Calendar } from '../../src/sla/service-level.ts';

/** A Monday, ten in the morning by London's clock, in winter. */
export const monday = Date.parse('2026-11-23T10:00:00Z');
export const minute = 60_000;

export function timed(id: string, changes: Partial<TimedTicket> = {}): TimedTicket & { readonly id: string } {
  const createdAt = changes.createdAt ?? monday;
  return { id, createdAt, updatedAt: createdAt, status: 'open', waitingSince: createdAt, answeredAt: null, priority: 'normal', queue: 'billing', mergedInto: null, ...changes };
}

/** Monday and Tuesday, nine to five. */
export const twoDays: Calendar = { timeZone: 'Europe/London', week: { mon: [{ from: '09:00', to: '17:00' }], tue: [{ from: '09:00', to: '17:00' }] }, holidays: [] };

/** A desk with hours of its own in one queue. */
export const desk: Playbook = {
  ...defaultPlaybook,
  queues: defaultPlaybook.queues.map((queue) =>
    queue.id === 'billing' ? { ...queue, calendar: twoDays, targets: { normal: { firstResponse: 120, resolution: 600 } }, minutesEach: 30, skills: ['money'] } : queue,
  ),
};
