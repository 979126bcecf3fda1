import { useSearchParams } from 'wouter';
import { defaultCalendar, defaultTargets, type Calendar, type Target } from '../sla/service-level.ts';
import { priorities, type Priority } from '../tickets/priority.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { Switch } from '../ui/Switch.tsx';
import { classes } from '../ui/classes.ts';
import { useFindings, usePlaybookEditing, withQueue } from './playbook-editing.ts';
import { PlaybookFindings } from './PlaybookFindings.tsx';
import { PlaybookHoursHolidays } from './PlaybookHoursHolidays.tsx';
import { PlaybookHoursTargets } from './PlaybookHoursTargets.tsx';
import { PlaybookHoursWeek } from './PlaybookHoursWeek.tsx';
import page from './PlaybookView.module.css';
import styles from './PlaybookHours.module.css';

const wholeDesk = 'desk';

/** When the desk or one queue is open, and what it promises by when. */
export function PlaybookHours() {
  const { playbook, edit } = usePlaybookEditing();
  const [params, setParams] = useSearchParams();
  const queue = playbook.queues.find(({ id }) => id === params.get('queue'));
  const hours = useFindings({ part: 'hours', queue: queue?.id ?? null });
  const late = useFindings({ part: 'targets', queue: queue?.id ?? null });
  const ofDesk = playbook.calendar ?? defaultCalendar;
  const deskTargets = playbook.targets ?? defaultTargets;
  const calendar = queue?.calendar ?? ofDesk;
  const own = queue === undefined || queue.calendar !== undefined;

  const change = (next: Calendar): string | null => edit(queue === undefined ? { ...playbook, calendar: next } : withQueue(playbook, queue.id, { calendar: next }));
  const setTarget = (priority: Priority, target: Target | undefined): string | null => {
    if (queue === undefined) return target === undefined ? null : edit({ ...playbook, targets: { ...deskTargets, [priority]: target } });
    const others = Object.entries(queue.targets ?? {}).filter(([name]) => name !== priority);
    const targets = Object.fromEntries(target === undefined ? others : [...others, [priority, target]]);
    return edit(withQueue(playbook, queue.id, { targets: Object.keys(targets).length === 0 ? undefined : targets }));
  };
  return (
    <div className={classes(page.page, page.wide)}>
      <header className={page.head}>
        <h1 className={page.title}>Hours and targets</h1>
        <PlainSelect
          className={styles.scope ?? ''}
          label="Of"
          value={queue?.id ?? wholeDesk}
          options={[{ id: wholeDesk, label: 'The whole desk' }, ...playbook.queues.map(({ id, name, calendar: had, targets }) => ({ id, label: `${name}${had === undefined && targets === undefined ? '' : ' (its own)'}` }))]}
          onChange={(id) => setParams(id === wholeDesk ? {} : { queue: id })}
        />
      </header>
      <PlaybookFindings findings={[...hours, ...late]} />
      <div className={styles.two}>
        <section className={page.section} aria-label="Hours">
          <div className={page.sectionHead}>
            <h2 className={page.sectionTitle}>Open</h2>
            {queue !== undefined && (
              <Switch on={own} onChange={(on) => edit(withQueue(playbook, queue.id, { calendar: on ? ofDesk : undefined }))}>
                Hours of its own
              </Switch>
            )}
          </div>
          <PlaybookHoursWeek calendar={calendar} {...(own ? { onChange: change } : {})} />
        </section>
        <div className={styles.stack}>
          <section className={page.section} aria-label="Targets">
            <h2 className={page.sectionTitle}>Promised, in opening hours</h2>
            <PlaybookHoursTargets
              rows={priorities.map((priority) => ({ priority, target: queue?.targets?.[priority] ?? deskTargets[priority], own: queue === undefined || queue.targets?.[priority] !== undefined }))}
              ofQueue={queue !== undefined}
              onChange={setTarget}
            />
          </section>
          <section className={page.section} aria-label="Holidays">
            <h2 className={page.sectionTitle}>Holidays</h2>
            <PlaybookHoursHolidays calendar={calendar} {...(own ? { onChange: change } : {})} />
          </section>
        </div>
      </div>
    </div>
  );
}
