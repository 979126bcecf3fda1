import ChevronRight from 'lucide-react/icons/chevron-right';
import type { Triage } from '../triage.ts';
import styles from './TriagePanel.module.css';

const timeNames: Readonly<Record<string, string>> = { total: 'In all' };

/** Which models and rules decided, and how long each took; folded, for whoever asks. */
export function WorkedOutSection({ triage }: { readonly triage: Triage }) {
  const total = triage.timings.total;
  return (
    <details className={styles.details}>
      <summary className={styles.summary}>
        <ChevronRight aria-hidden="true" />
        <span className={styles.heading}>How this was worked out</span>
        {total !== undefined && <span className={styles.figure}>{milliseconds(total)}</span>}
      </summary>
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>Path</dt>
          <dd>{triage.path === 'model' ? 'The trained model, on this device' : 'Keyword rules, on this device'}</dd>
        </div>
        {Object.entries(triage.versions).map(([part, version]) => (
          <div key={part} className={styles.fact}>
            <dt>{part.charAt(0).toUpperCase() + part.slice(1)}</dt>
            <dd className={styles.version}>{version}</dd>
          </div>
        ))}
        {Object.entries(triage.timings).map(([stage, time]) => (
          <div key={`time-${stage}`} className={styles.fact}>
            <dt>{timeNames[stage] ?? stage.charAt(0).toUpperCase() + stage.slice(1)}</dt>
            <dd className={styles.version}>{milliseconds(time)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function milliseconds(time: number): string {
  return `${time < 10 ? time.toFixed(2) : Math.round(time)} ms`;
}
