import { Button } from '../ui/Button.tsx';
import { ProgressBar } from '../ui/ProgressBar.tsx';
import type { StudioClientStep } from './studio-client.ts';
import { preparingWords } from './studio-step-words.ts';
import page from './StudioView.module.css';
import styles from './StudioRunning.module.css';

/** How far a job is, with its Stop. */
export function StudioRunning({ label, step, part, onStop }: { readonly label: string; readonly step: StudioClientStep | null; readonly part: (number: number, of: number) => string; readonly onStop: () => void }) {
  const learning = step?.status === 'learning' ? step : null;
  const reading = step?.status === 'reading' && step.total > 0 ? step : null;
  return (
    <div className={styles.running} role="group" aria-label={label}>
      <div className={styles.line}>
        <span className={styles.doing} role="status">
          {learning ? part(learning.part, learning.parts) : (preparingWords(step) ?? 'Starting')}
        </span>
        <Button onPress={onStop}>Stop</Button>
      </div>
      <ProgressBar label={label} done={learning ? learning.part - 1 + learning.done / learning.total : (reading?.done ?? 0)} total={learning ? learning.parts : (reading?.total ?? null)} />
      <p className={page.aside}>On this device, in a worker of its own. You can go on with other things meanwhile.</p>
    </div>
  );
}
