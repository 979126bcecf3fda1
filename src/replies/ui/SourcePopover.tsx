import { useMemo } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Popover } from 'react-aria-components/Popover';
import BookOpen from 'lucide-react/icons/book-open';
import { readPassageLines } from '../../knowledge-base/preview-passage.ts';
import { Button } from '../../ui/Button.tsx';
import { classes } from '../../ui/classes.ts';
import popover from '../../ui/Popover.module.css';
import { MarkedText } from '../../tickets/ui/MarkedText.tsx';
import type { TextMark } from '../../tickets/ui/mark-text.ts';
import type { Source } from './source.ts';
import styles from './DraftEditor.module.css';

/** The passage behind a citation: its words with the supporting sentence marked, and the way to the article. */
export function SourcePopover({
  source,
  anchor,
  onClose,
  onOpen,
}: {
  readonly source: Source | null;
  readonly anchor: HTMLElement | null;
  readonly onClose: () => void;
  readonly onOpen: (source: Source) => void;
}) {
  // The popover is positioned by a ref; the chip it belongs to changes from one opening to the next.
  const trigger = useMemo(() => ({ current: anchor }), [anchor]);
  const text = readPassageLines(source?.text ?? source?.quote ?? '').join('\n');
  const marks = useMemo<TextMark[]>(() => {
    // A quote never runs over a line's end, so that it reads the same alone.
    const quote = readPassageLines(source?.quote ?? '').join('\n');
    const start = quote === '' ? -1 : text.indexOf(quote);
    if (start < 0) return [];
    return [{ start, end: start + quote.length, kind: 'match', title: 'This sentence is cited' }];
  }, [source, text]);
  return (
    <Popover
      className={classes(popover.popover)}
      triggerRef={trigger}
      isOpen={source !== null}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      placement="top"
      offset={6}
      containerPadding={8}
    >
      <Dialog aria-label={source ? `Source ${source.number}: ${source.title}` : 'Source'} className={classes(popover.content, styles.popover)}>
        {source && (
          <>
            <p className={styles.popoverTitle}>
              <span className={styles.number}>{source.number}</span>
              <span>
                {source.title}
                {source.heading !== undefined && <span className={styles.popoverHeading}>{source.heading}</span>}
              </span>
            </p>
            <p className={styles.popoverText} tabIndex={0}>
              <MarkedText text={text} marks={marks} />
            </p>
            <Button size="small" icon={<BookOpen />} onPress={() => onOpen(source)}>
              Open the article
            </Button>
          </>
        )}
      </Dialog>
    </Popover>
  );
}
