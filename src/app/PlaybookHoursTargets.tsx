import { useState } from 'react';
import { scaleLog } from 'd3-scale';
import { minutes } from '../playbook/describe-changes.ts';
import type { Target } from '../sla/service-level.ts';
import { labelWords } from '../text/label-words.ts';
import type { Priority } from '../tickets/priority.ts';
import { PlainSelect } from '../ui/PlainSelect.tsx';
import { Switch } from '../ui/Switch.tsx';
import { PlaybookNumberField } from './PlaybookField.tsx';
import styles from './PlaybookHours.module.css';

/** From five minutes to a month's opening hours: equal steps are equal factors. */
const along = scaleLog([5, 15_000], [2, 100]).clamp(true);

interface TargetRow {
  readonly priority: Priority;
  readonly target: Target;
  /** Set here, not taken from the desk. */
  readonly own: boolean;
}

/** First answer and resolution by priority, drawn one under the other so that what is out of order is seen. */
export function PlaybookHoursTargets({ rows, ofQueue, onChange }: { readonly rows: readonly TargetRow[]; readonly ofQueue: boolean; readonly onChange: (priority: Priority, target: Target | undefined) => string | null }) {
  return (
    <ul role="list" className={styles.targets} aria-label="Targets by priority">
      {rows.map(({ priority, target, own }) => (
        <li key={priority} className={styles.target}>
          <div className={styles.targetHead}>
            <span className={styles.priority}>{labelWords(priority)}</span>
            {ofQueue && (
              <Switch on={own} onChange={(on) => onChange(priority, on ? target : undefined)}>
                Its own
              </Switch>
            )}
          </div>
          <div className={styles.promises} aria-hidden="true">
            <span className={styles.promise} style={{ width: `${along(target.resolution)}%` }}>
              <span className={styles.first} style={{ width: `${(along(target.firstResponse) / along(target.resolution)) * 100}%` }} />
            </span>
          </div>
          {own ? (
            <div className={styles.times}>
              <Time label={`First answer, ${priority}`} shown="First answer" value={target.firstResponse} onChange={(firstResponse) => onChange(priority, { firstResponse, resolution: Math.max(target.resolution, firstResponse) })} />
              <Time label={`Resolution, ${priority}`} shown="Resolution" value={target.resolution} onChange={(resolution) => (resolution < target.firstResponse ? 'Not before the first answer.' : onChange(priority, { ...target, resolution }))} />
            </div>
          ) : (
            <p className={styles.sum}>
              First answer in {minutes(target.firstResponse)}, resolved in {minutes(target.resolution)}, as the desk
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

/** A time shown in minutes or hours, as one likes to read it. */
function Time({ label, shown, value, onChange }: { readonly label: string; readonly shown: string; readonly value: number; readonly onChange: (minutes: number) => string | null }) {
  const [unit, setUnit] = useState(value >= 60 && value % 30 === 0 ? 60 : 1);
  return (
    <div className={styles.time}>
      <span className={styles.timeName} aria-hidden="true">
        {shown}
      </span>
      <PlaybookNumberField key={unit} hideLabel label={`${label}, in ${unit === 60 ? 'hours' : 'minutes'}`} value={Math.round((value / unit) * 100) / 100} least={unit === 60 ? 0.02 : 1} most={525_600 / unit} onChange={(next) => onChange(Math.max(1, Math.round(next * unit)))} />
      <PlainSelect
        label={`Unit of: ${label}`}
        value={String(unit)}
        options={[
          { id: '1', label: 'min' },
          { id: '60', label: 'h' },
        ]}
        onChange={(next) => setUnit(Number(next))}
      />
    </div>
  );
}
