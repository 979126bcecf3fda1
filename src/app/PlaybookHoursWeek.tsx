import { useMemo } from 'react';
import Copy from 'lucide-react/icons/copy';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import { minuteOf, openMinutes } from '../playbook/check-hours.ts';
import { weekdayWords } from '../playbook/describe-changes.ts';
import { weekdays, type Calendar, type OpenHours, type Weekday } from '../sla/service-level.ts';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { nextHours, withDay, zonesByRegion } from './playbook-hours.ts';
import styles from './PlaybookHours.module.css';

/** A week as it is open, drawn day by day, with the hours beside; without `onChange` only to look at. */
export function PlaybookHoursWeek({ calendar, onChange }: { readonly calendar: Calendar; readonly onChange?: (next: Calendar) => string | null }) {
  const zones = useMemo(() => zonesByRegion(calendar.timeZone), [calendar.timeZone]);
  const hours = Math.round(openMinutes(calendar) / 6) / 10;
  return (
    <>
      <ul role="list" className={styles.week} aria-label="Opening hours">
        <li className={styles.scale} aria-hidden="true">
          {[0, 6, 12, 18, 24].map((hour) => (
            <span key={hour} style={{ left: `${(hour / 24) * 100}%` }}>
              {hour}
            </span>
          ))}
        </li>
        {weekdays.map((day) => (
          <Day key={day} day={day} calendar={calendar} {...(onChange === undefined ? {} : { onChange })} />
        ))}
      </ul>
      <p className={styles.sum}>{hours} hours a week</p>
      {onChange === undefined ? (
        <p className={styles.sum}>By the clock of {calendar.timeZone.replaceAll('_', ' ')}, as the desk.</p>
      ) : (
        <PlainSelect className={styles.zone ?? ''} showLabel label="Time zone" value={calendar.timeZone} groups={zones} onChange={(timeZone) => onChange({ ...calendar, timeZone })} />
      )}
    </>
  );
}

function Day({ day, calendar, onChange }: { readonly day: Weekday; readonly calendar: Calendar; readonly onChange?: (next: Calendar) => string | null }) {
  const hours = calendar.week[day] ?? [];
  const name = weekdayWords[day];
  const set = (next: readonly OpenHours[]): void => void onChange?.(withDay(calendar, day, next));
  const more = nextHours(hours);
  const copyTo = (to: string): void => {
    const days: readonly Weekday[] = to === 'weekdays' ? weekdays.slice(0, 5) : weekdays;
    onChange?.(days.reduce((all, each) => withDay(all, each, hours), calendar));
  };
  return (
    <li className={styles.day}>
      <span className={styles.dayName}>{name}</span>
      <span className={styles.line} aria-hidden="true">
        {hours.map(({ from, to }) => (
          <span key={from} className={styles.block} style={{ left: `${minuteOf(from) / 14.4}%`, width: `${(minuteOf(to) - minuteOf(from)) / 14.4}%` }} />
        ))}
      </span>
      {onChange === undefined ? (
        <span className={styles.said}>{hours.map(({ from, to }) => `${from}–${to}`).join(', ') || 'Closed'}</span>
      ) : (
        <>
          <span className={styles.stretches}>
            {hours.length === 0 && <span className={styles.closed}>Closed</span>}
            {hours.map((stretch, at) => (
              <span key={at} className={styles.stretch}>
                <Clock label={`${name}, opens${at > 0 ? ` again (${at + 1})` : ''}`} value={stretch.from} onChange={(from) => from < stretch.to && set(hours.map((each, k) => (k === at ? { ...each, from } : each)))} />
                <span aria-hidden="true">–</span>
                <Clock label={`${name}, closes${at > 0 ? ` again (${at + 1})` : ''}`} value={stretch.to} end onChange={(to) => to > stretch.from && set(hours.map((each, k) => (k === at ? { ...each, to } : each)))} />
                <IconButton label={hours.length === 1 ? `Close on ${name}` : `Take out ${stretch.from}–${stretch.to} on ${name}`} icon={<X />} onPress={() => set(hours.filter((_, k) => k !== at))} />
              </span>
            ))}
          </span>
          <span className={styles.dayActions}>
            <IconButton label={hours.length === 0 ? `Open on ${name}` : `More hours on ${name}`} icon={<Plus />} isDisabled={more === null} onPress={() => more !== null && set([...hours, more])} />
            <Menu
              label={`Copy ${name}`}
              placement="bottom end"
              trigger={<IconButton label={`Copy ${name} to other days`} icon={<Copy />} />}
              choices={[{ id: 'weekdays', label: 'To Monday to Friday' }, { id: 'all', label: 'To every day' }]}
              onChoose={copyTo}
            />
          </span>
        </>
      )}
    </li>
  );
}

/** A time of day; as an end midnight is the day's last moment. */
function Clock({ label, value, onChange, end = false }: { readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly end?: boolean }) {
  return <input type="time" className={classes(styles.clock)} aria-label={label} value={value === '24:00' ? '00:00' : value} onChange={({ target }) => target.value !== '' && onChange(end && target.value === '00:00' ? '24:00' : target.value)} />;
}
