import { useEffect, useMemo, useRef, useState } from 'react';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Split from 'lucide-react/icons/split';
import type { Message } from '../ticket.ts';
import { classes } from '../../ui/classes.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { fullTime, messageTime } from '../../ui/format-time.ts';
import { foldQuoted } from './fold-quoted.ts';
import { MarkedText } from './MarkedText.tsx';
import type { TextMark } from './mark-text.ts';
import styles from './Thread.module.css';

/** A stretch of one message to bring into view; `turn` rises with every click so that the same one can be asked twice. */
export interface ThreadFocus {
  readonly messageId: string;
  readonly start: number;
  readonly end: number;
  readonly turn: number;
}

/** How a message can leave its ticket. */
export interface MessageSplits {
  /** Whether it is the first: what begins with it is the whole ticket. */
  readonly first: boolean;
  readonly last: boolean;
  readonly onSplit: (messageId: string, what: 'this' | 'from-here') => void;
}

const noMarks: readonly TextMark[] = [];

/** One message of a thread: who, when, and the text with its marks; quoted older mail is folded. */
export function MessageView({
  message,
  marks = noMarks,
  now,
  focus,
  splits,
}: {
  readonly message: Message;
  readonly marks?: readonly TextMark[] | undefined;
  readonly now: number;
  readonly focus?: ThreadFocus | undefined;
  readonly splits?: MessageSplits | undefined;
}) {
  const parts = useMemo(() => foldQuoted(message.text), [message.text]);
  const [unfolded, setUnfolded] = useState(false);
  const article = useRef<HTMLElement>(null);
  const inFold = focus !== undefined && parts.some((part) => part.folded && part.start <= focus.start && part.end > focus.start);
  const shown = unfolded || inFold;

  useEffect(() => {
    if (!focus || !article.current) return;
    const marked = article.current.querySelector(`[data-start="${focus.start}"]`) ?? article.current;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    marked.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  }, [focus]);

  return (
    <article ref={article} className={classes(styles.message, message.from === 'agent' && styles.agent)} data-message={message.id}>
      <header className={styles.author}>
        <span className={styles.name}>{message.author}</span>
        {message.from === 'agent' && <span className={styles.side}>{message.auto ? 'answered by itself' : 'answered'}</span>}
        <time className={styles.time} dateTime={new Date(message.at).toISOString()} title={fullTime(message.at)}>
          {messageTime(message.at, now)}
        </time>
        {message.mergedFrom !== undefined && (
          <span className={styles.origin} title="The ticket it stood in before that was merged into this one">
            from {message.mergedFrom}
          </span>
        )}
        {splits && (
          <span className={styles.menu}>
            <Menu
              trigger={<IconButton label={`Split off the message of ${messageTime(message.at, now)}`} icon={<Split />} className={styles.menuButton ?? ''} />}
              label="Split off"
              choices={[
                { id: 'this', label: 'Split this message off' },
                ...(splits.first || splits.last ? [] : [{ id: 'from-here', label: 'Split off from here on' }]),
              ]}
              onChoose={(id) => splits.onSplit(message.id, id === 'this' ? 'this' : 'from-here')}
              placement="bottom end"
            />
          </span>
        )}
      </header>
      <div className={styles.text}>
        {parts.map((part) => {
          if (part.folded && !shown) {
            return (
              <button
                key={part.start}
                type="button"
                className={styles.fold}
                aria-label="Show quoted text"
                title="Show quoted text"
                onClick={() => setUnfolded(true)}
              >
                <Ellipsis aria-hidden="true" />
              </button>
            );
          }
          return (
            <span key={`${part.start}-${focus?.turn ?? 0}`} className={part.folded ? styles.quoted : undefined}>
              <MarkedText text={message.text} marks={marks} from={part.start} to={part.end} focused={focus} />
            </span>
          );
        })}
      </div>
    </article>
  );
}
