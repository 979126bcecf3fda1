import { count, plural } from '../ui/format-time.ts';
import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { StudioClientStep } from './studio-client.ts';
import page from './StudioView.module.css';
import styles from './StudioRunning.module.css';

/** What a job is at that trains several times: `part` says what each training is for. */
function words(step: StudioClientStep | null, part: (number: number, of: number) => string): string {
  switch (step?.status) {
    case 'loading':
      return `Loading ${plural(step.rows, 'row')}`;
    case 'reading':
      return `Reading sentences: ${count(step.done)} of ${count(step.total)}`;
    case 'grouping':
      return `Looking for texts that say the same among ${count(step.rows)}`;
    case 'learning':
      return part(step.part, step.parts);
    default:
      return 'Starting';
  }
}

/** How far a job is, with its Stop. */
export function StudioRunning({ label, step, part, onStop }: { readonly label: string; readonly step: StudioClientStep | null; readonly part: (number: number, of: number) => string; readonly onStop: () => void }) {
  const learning = step?.status === 'learning' ? step : null;
  const reading = step?.status === 'reading' && step.total > 0 ? step : null;
  return (
    <div className={styles.running} role="group" aria-label={label}>
      <div className={styles.line}>
        <span className={styles.doing} role="status">
          {words(step, part)}
        </span>
        <Button onPress={onStop}>Stop</Button>
      </div>
      <ProgressBar label={label} done={learning ? learning.part - 1 + learning.done / learning.total : (reading?.done ?? 0)} total={learning ? learning.parts : (reading?.total ?? null)} />
      <p className={page.aside}>On this device, in a worker of its own. You can go on with other things meanwhile.</p>
    </div>
  );
}
