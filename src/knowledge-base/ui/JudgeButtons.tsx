import ThumbsDown from 'lucide-react/icons/thumbs-down';
import ThumbsUp from 'lucide-react/icons/thumbs-up';
import { classes } from '../../ui/classes.ts';
import styles from './JudgeButtons.module.css';

/** Two quiet buttons that say whether a passage helped; pressing the one that is down takes the word back. */
export function JudgeButtons({
  judged,
  onJudge,
  of,
  className,
}: {
  readonly judged: boolean | undefined;
  readonly onJudge: (helped: boolean | null) => void;
  /** The passage's name, for those who do not see where the buttons stand. */
  readonly of: string;
  readonly className?: string | undefined;
}) {
  return (
    <div className={classes(styles.judge, className)} role="group" aria-label={`Did “${of}” help?`}>
      <button type="button" className={classes(styles.button, judged === true && styles.helped)} aria-pressed={judged === true} onClick={() => onJudge(judged === true ? null : true)}>
        <ThumbsUp aria-hidden="true" />
        Helped
      </button>
      <button type="button" className={classes(styles.button, judged === false && styles.not)} aria-pressed={judged === false} onClick={() => onJudge(judged === false ? null : false)}>
        <ThumbsDown aria-hidden="true" />
        Did not help
      </button>
    </div>
  );
}
