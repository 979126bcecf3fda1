import { Button } from '../../ui/Button.tsx';
import styles from './DraftEditor.module.css';

/** A bar in the editor's place while no reply is being written. */
export function ReplyIdle({ text, action, onWrite }: { readonly text: string; readonly action: string; readonly onWrite: () => void }) {
  return (
    <section className={styles.idle} aria-label="Reply">
      <p>{text}</p>
      <Button keys="r" onPress={onWrite}>
        {action}
      </Button>
    </section>
  );
}
