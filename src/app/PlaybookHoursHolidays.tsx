import { useState } from 'react';
import Plus from 'lucide-react/icons/plus';
import X from 'lucide-react/icons/x';
import type { Calendar } from '../sla/service-level.ts';
import { Button } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { TextField } from '../ui/TextField.tsx';
import styles from './PlaybookHours.module.css';

const dates = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** Days on which all is closed, in their order. */
export function PlaybookHoursHolidays({ calendar, onChange }: { readonly calendar: Calendar; readonly onChange?: (next: Calendar) => string | null }) {
  const [date, setDate] = useState('');
  const [name, setName] = useState('');
  const today = new Date().toISOString().slice(0, 10);
  const holidays = [...calendar.holidays].sort((a, b) => a.date.localeCompare(b.date));
  const add = (): void => {
    if (onChange === undefined || date === '' || onChange({ ...calendar, holidays: [...holidays.filter((each) => each.date !== date), { date, name: name.trim() }].sort((a, b) => a.date.localeCompare(b.date)) }) !== null) return;
    setDate('');
    setName('');
  };
  return (
    <>
      {holidays.length === 0 && <p className={styles.sum}>None: every day counts as the week says.</p>}
      <ul role="list" className={styles.holidays} aria-label="Holidays">
        {holidays.map((holiday) => (
          <li key={`${holiday.date} ${holiday.name}`} className={classes(holiday.date < today && styles.past)}>
            <span className={styles.date}>{dates.format(new Date(`${holiday.date}T00:00:00Z`))}</span>
            <span className={styles.holidayName}>{holiday.name}</span>
            {onChange !== undefined && <IconButton label={`Take out ${holiday.name === '' ? holiday.date : holiday.name}`} icon={<X />} onPress={() => onChange({ ...calendar, holidays: holidays.filter((each) => each !== holiday) })} />}
          </li>
        ))}
      </ul>
      {onChange !== undefined && (
        <form
          className={styles.addHoliday}
          onSubmit={(event) => {
            event.preventDefault();
            add();
          }}
        >
          <TextField label="Date" type="date" value={date} onChange={setDate} />
          <TextField label="Name" value={name} onChange={setName} />
          <Button type="submit" icon={<Plus />} isDisabled={date === ''}>
            Add
          </Button>
        </form>
      )}
    </>
  );
}
