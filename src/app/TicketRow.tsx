import Check from 'lucide-react/icons/check';
import { memo, type MouseEvent } from 'react';
import type { InboxRow } from '../storage/schema.ts';
import { Chip, type ChipTone } from '../ui/Chip.tsx';
import { classes } from '../ui/classes.ts';
import { ConfidenceBar } from '../ui/ConfidenceBar.tsx';
import { percent } from '../ui/percent.ts';
import { fullTime, shortTime } from '../ui/format-time.ts';
import { labelWords } from '../text/label-words.ts';
import { languageWords } from '../ui/language-words.ts';
import { Marked } from '../ui/Marked.tsx';
import { findWords } from './fold-text.ts';
import styles from './TicketRow.module.css';

/** Every row is this high, in CSS pixels: nothing in it can make the list jump. */
export const rowHeight = 92;

export type PickHow = 'open' | 'toggle' | 'range';

export interface TicketRowProps {
  readonly row: InboxRow;
  readonly top: number;
  readonly index: number;
  readonly size: number;
  readonly now: number;
  /** Words of the search, folded. */
  readonly words: readonly string[];
  readonly queueName: string;
  /** The timer of an awaited answer: its words, what they mean in full, and its colour. Empty where there is none. */
  readonly due: string;
  readonly dueTitle: string;
  readonly dueTone: ChipTone;
  readonly open: boolean;
  readonly cursor: boolean;
  readonly ticked: boolean;
  readonly ticking: boolean;
  readonly onPick: (id: string, how: PickHow) => void;
}

/** The one other thing worth a chip: a mood that matters, or that nobody is sure. */
function secondChip(row: InboxRow): { readonly words: string; readonly tone: ChipTone } | null {
  if (row.mood === 'angry' || row.mood === 'frustrated') return { words: labelWords(row.mood), tone: 'bad' };
  if (row.confidenceWord === 'Unsure') return { words: 'Unsure', tone: 'warn' };
  if (row.mood === 'happy') return { words: 'Happy', tone: 'good' };
  return null;
}

/** Where it goes, in the fewest words. */
function place(row: InboxRow, queueName: string): string {
  if (row.mergedInto !== null) return 'Merged';
  if (row.status === 'closed') return 'Closed';
  if (row.status === 'waiting') return 'Answered';
  return row.action === 'auto-reply' ? 'Ready to send' : queueName;
}

/** One ticket of the list. Rendered again only when something in it changes. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { row, top, index, size, now, words, queueName, due, dueTitle, dueTone, open, cursor, ticked, ticking, onPick } = props;
  const foreign = row.language !== null && row.language !== 'en' && row.language !== 'und';
  const second = secondChip(row);
  const who = row.customerName;
  const snippet = row.snippet;

  function clicked(event: MouseEvent): void {
    const onTick = event.target instanceof Element && event.target.closest(`.${styles.tick ?? ''}`) !== null;
    onPick(row.id, event.shiftKey ? 'range' : onTick || event.metaKey || event.ctrlKey ? 'toggle' : 'open');
  }

  return (
    <div
      id={`ticket-${row.id}`}
      className={classes(
        styles.row,
        row.unread && styles.unread,
        row.escalated && row.status === 'open' && styles.escalated,
        open && styles.open,
        cursor && styles.cursor,
        ticked && styles.ticked,
        ticking && styles.ticking,
      )}
      style={{ transform: `translateY(${top}px)` }}
      role="option"
      aria-selected={ticked}
      aria-posinset={index + 1}
      aria-setsize={size}
      {...(open ? { 'aria-current': 'true' as const } : {})}
      onClick={clicked}
      onMouseDown={(event) => {
        // Shift-click selects tickets, not text.
        if (event.shiftKey) event.preventDefault();
      }}
    >
      <div className={styles.line}>
        {row.unread && (
          <>
            <span className={styles.dot} aria-hidden="true" />
            <span className="visually-hidden">Unread. </span>
          </>
        )}
        {row.escalated && row.status === 'open' && <span className="visually-hidden">Escalated: {row.topReason ?? 'a person must answer'}. </span>}
        <span className={styles.subject}>
          {row.subject === '' ? <span className={styles.none}>No subject</span> : <Marked text={row.subject} ranges={findWords(row.subject, words)} />}
        </span>
        <span className={styles.time} title={fullTime(row.updatedAt)}>
          {shortTime(row.updatedAt, now)}
        </span>
        <span className={styles.tick} aria-hidden="true">
          <span className={styles.box}>{ticked && <Check />}</span>
        </span>
      </div>
      <div className={styles.said}>
        <div className={styles.snippet}>
          <span className={styles.who}>
            <Marked text={who} ranges={findWords(who, words)} />
          </span>
          <span aria-hidden="true"> · </span>
          <Marked text={snippet} ranges={findWords(snippet, words)} />
        </div>
        {due !== '' && (
          <span className={classes(styles.due, styles[dueTone])} title={dueTitle}>
            {due}
          </span>
        )}
      </div>
      <div className={styles.facts}>
        {row.intent === null ? (
          <span className={styles.untriaged}>Not triaged yet</span>
        ) : foreign ? (
          <Chip className={styles.intent ?? ''}>{languageWords(row.language)}: a person reads it</Chip>
        ) : (
          <Chip className={styles.intent ?? ''} title={chipTitle(row)}>
            <span className={styles.intentWords}>{labelWords(row.intent)}</span>
            {row.confidence !== null && !row.outOfScope && (
              <>
                <ConfidenceBar value={row.confidence} />
                <span className="visually-hidden">
                  {row.confidenceWord}, {percent(row.confidence)}
                </span>
              </>
            )}
          </Chip>
        )}
        {second && !(foreign && second.tone === 'warn') && <Chip tone={second.tone}>{second.words}</Chip>}
        <span className={styles.place}>{place(row, queueName)}</span>
      </div>
    </div>
  );
});

function chipTitle(row: InboxRow): string {
  if (row.corrected) return 'Set by a person';
  if (row.confidence === null) return '';
  return `${row.confidenceWord ?? ''} · ${percent(row.confidence)}`;
}
