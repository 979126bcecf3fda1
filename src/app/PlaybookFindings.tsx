import { Link } from 'wouter';
import CircleAlert from 'lucide-react/icons/circle-alert';
import Info from 'lucide-react/icons/info';
import type { PlaybookFinding } from '../playbook/finding.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { classes } from '../ui/classes.ts';
import { placePath } from './playbook-findings.ts';
import styles from './PlaybookFindings.module.css';

/** What is to say of something, with what to do about it; with `playbook` each leads to its place. */
export function PlaybookFindings({ findings, playbook, label = 'What to look at' }: { readonly findings: readonly PlaybookFinding[]; readonly playbook?: Playbook; readonly label?: string }) {
  if (findings.length === 0) return null;
  return (
    <ul role="list" className={styles.findings} aria-label={label}>
      {findings.map(({ kind, severity, message, mend, place }, at) => (
        <li key={`${kind} ${at}`} className={classes(styles.finding, severity === 'wrong' && styles.wrong)}>
          {severity === 'wrong' ? <CircleAlert aria-label="Wrong" /> : <Info aria-label="Doubtful" />}
          <span className={styles.words}>
            {playbook === undefined ? (
              message
            ) : (
              <Link href={placePath(place, playbook)} className={styles.link}>
                {message}
              </Link>
            )}{' '}
            <span className={styles.mend}>{mend}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
