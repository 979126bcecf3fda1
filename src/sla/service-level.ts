import type { Priority } from '../tickets/priority.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** A stretch of a day, `HH:MM` by the clock of the calendar's time zone; `to` may be `24:00`. */
export interface OpenHours {
  readonly from: string;
  readonly to: string;
}

/** When the desk is open. Days without an entry are closed. */
export interface Calendar {
  /** IANA name: `Europe/London`. */
  readonly timeZone: string;
  readonly week: Readonly<Partial<Record<Weekday, readonly OpenHours[]>>>;
  /** Closed all day; `YYYY-MM-DD` in the calendar's time zone. */
  readonly holidays: readonly { readonly date: string; readonly name: string }[];
}

/** What the desk promises, in minutes of its opening hours. */
export interface Target {
  /** Until the first answer, and until each next one after the customer wrote again. */
  readonly firstResponse: number;
  readonly resolution: number;
}

export type Targets = Readonly<Record<Priority, Target>>;

/** Opening hours of a desk that has set none: those of the sample shop. */
export const defaultCalendar: Calendar = {
  timeZone: 'Europe/London',
  week: {
    mon: [{ from: '08:00', to: '20:00' }],
    tue: [{ from: '08:00', to: '20:00' }],
    wed: [{ from: '08:00', to: '20:00' }],
    thu: [{ from: '08:00', to: '20:00' }],
    fri: [{ from: '08:00', to: '20:00' }],
    sat: [{ from: '09:00', to: '17:00' }],
  },
  holidays: [
    { date: '2026-12-25', name: 'Christmas Day' },
    { date: '2026-12-26', name: 'Boxing Day' },
    { date: '2027-01-01', name: 'New Year’s Day' },
  ],
};

/** Targets of a desk that has set none. */
export const defaultTargets: Targets = {
  urgent: { firstResponse: 60, resolution: 480 },
  high: { firstResponse: 240, resolution: 1_440 },
  normal: { firstResponse: 720, resolution: 2_880 },
  low: { firstResponse: 1_440, resolution: 5_760 },
};

/** A person's minutes a ticket takes where its queue says nothing. */
export const usualMinutes = 8;
