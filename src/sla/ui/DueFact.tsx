import { Chip } from '../../ui/Chip.tsx';
import type { DueWords } from './say-due.ts';
import styles from './DueFact.module.css';

/** When a ticket's answer and its resolution are due, as one fact of its panel. */
export function DueFact({ response, resolution }: { readonly response: DueWords | null; readonly resolution: string | null }) {
  return (
    <div className={styles.fact}>
      <dt>Answer</dt>
      <dd>
        {response === null ? 'Nobody waits for one' : <Chip tone={response.tone}>{response.words}</Chip>}
        {response !== null && <span className={styles.why}>{response.title}.</span>}
        {resolution !== null && <span className={styles.why}>{resolution}.</span>}
      </dd>
    </div>
  );
}
