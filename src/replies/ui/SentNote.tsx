import Check from 'lucide-react/icons/check';
import { Button } from '../../ui/Button.tsx';
import styles from './DraftEditor.module.css';

/** What stands in the editor's place once a reply is sent: what happened to it, what did not, and what comes next. */
export function SentNote({
  copied,
  onCopy,
  onWrite,
  onNext,
  test = null,
}: {
  readonly copied: boolean;
  readonly onCopy: () => void;
  readonly onWrite: () => void;
  readonly onNext: () => void;
  /** The article that must be found for this question from now on. */
  readonly test?: { readonly title: string; readonly forget: () => void } | null;
}) {
  return (
    <section className={styles.sent} aria-label="Reply">
      <Check aria-hidden="true" />
      <p>
        <strong>{copied ? 'Recorded in this thread and copied.' : 'Recorded in this thread, but the browser did not let it be copied.'}</strong>{' '}
        Tabdesk does not send mail yet: {copied ? 'paste it' : 'copy it'} into your mail program.
        {test && (
          <span className={styles.sentTest} role="status">
            Kept as a test question: it must find “{test.title}”.{' '}
            <button type="button" className={styles.sentForget} onClick={test.forget}>
              Do not keep it
            </button>
          </span>
        )}
      </p>
      <span className={styles.sentActions}>
        <Button size="small" onPress={onCopy}>
          {copied ? 'Copy again' : 'Copy'}
        </Button>
        <Button size="small" variant="quiet" onPress={onWrite}>
          Write another
        </Button>
        <Button size="small" keys="j" onPress={onNext}>
          Next ticket
        </Button>
      </span>
    </section>
  );
}
