import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Chip } from '../../ui/Chip.tsx';
import { classes } from '../../ui/classes.ts';
import { plural, shortCount, shortTime } from '../../ui/format-time.ts';
import { useFixedRows } from '../../ui/use-fixed-rows.ts';
import styles from './ArticleList.module.css';

/** Kept by the style sheet too. */
const rowHeight = 61;

/** An article as the list shows it. */
export interface ArticleRow {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** `changed` is published, with changes that are not; `new` was never saved. */
  readonly state: 'published' | 'changed' | 'draft' | 'new' | 'removed';
  /** Tickets it answered, and when last; null where that was not noted. */
  readonly answered: number;
  readonly answeredAt: number | null;
  /** Why it should be looked at again, the gravest reason first. */
  readonly reasons: readonly string[];
}

/** The beginning of an article as plain words, for its row. */
function firstWords(body: string): string {
  return body
    .slice(0, 600)
    .replace(/^#.*$/gm, '')
    .replace(/!?\[([^\][]{0,200})\]\([^)\n]{0,300}\)/g, '$1')
    .replace(/[*_`>#|[\]]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 140);
}

/**
 * Articles, each a row of one height, of which only those in sight exist. One of them can be reached by Tab; the arrow keys
 * go from there.
 */
export function ArticleList({
  rows,
  openId,
  now,
  reviewing,
  onOpen,
}: {
  readonly rows: readonly ArticleRow[];
  readonly openId: string | null;
  readonly now: number;
  /** Shows why each should be looked at in the place of its first words. */
  readonly reviewing: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const { first, last } = useFixedRows(scroller, rows.length, rowHeight);
  const [cursor, setCursor] = useState<string | null>(openId);
  const [shownOpen, setShownOpen] = useState(openId);
  if (shownOpen !== openId) {
    setShownOpen(openId);
    if (openId !== null) setCursor(openId);
  }
  const cursorAt = Math.max(0, rows.findIndex(({ id }) => id === cursor));
  const wanted = useRef<string | null>(null);

  const reveal = (index: number): void => {
    const element = scroller.current;
    if (!element) return;
    const top = index * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight) element.scrollTop = top + rowHeight - element.clientHeight;
  };

  useEffect(() => {
    const index = rows.findIndex(({ id }) => id === openId);
    if (index !== -1) reveal(index);
    // Only when another one is opened: a list that is sorted anew stays where it is.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, [openId]);

  // The row to go to may have come into being only now.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(wanted.current)}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const pressed = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 1);
    const to = { ArrowDown: cursorAt + 1, ArrowUp: cursorAt - 1, Home: 0, End: rows.length - 1, PageDown: cursorAt + page, PageUp: cursorAt - page }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = Math.max(0, Math.min(rows.length - 1, to));
    const target = rows[index];
    if (!target) return;
    wanted.current = target.id;
    reveal(index);
    setCursor(target.id);
  };

  // The row that has the focus stays, however far one scrolls from it.
  const shown = [...new Set([...Array.from({ length: last - first }, (_, at) => first + at), ...(rows.length > 0 ? [cursorAt] : [])])].sort((a, b) => a - b);
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul role="list" className={styles.list} style={{ height: rows.length * rowHeight }} aria-label="Articles" onKeyDown={pressed}>
        {shown.map((index) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <li key={row.id} className={styles.item} style={{ top: index * rowHeight }} aria-setsize={rows.length} aria-posinset={index + 1}>
              <Row row={row} open={row.id === openId} now={now} reviewing={reviewing} reachable={index === cursorAt} onFocus={() => setCursor(row.id)} onOpen={() => onOpen(row.id)} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Row({
  row,
  open,
  now,
  reviewing,
  reachable,
  onFocus,
  onOpen,
}: {
  readonly row: ArticleRow;
  readonly open: boolean;
  readonly now: number;
  readonly reviewing: boolean;
  readonly reachable: boolean;
  readonly onFocus: () => void;
  readonly onOpen: () => void;
}) {
  const { answered, answeredAt, reasons } = row;
  const reason = reasons[0];
  return (
    <button
      type="button"
      data-row={row.id}
      tabIndex={reachable ? 0 : -1}
      className={classes(styles.row, open && styles.open)}
      aria-current={open ? 'page' : undefined}
      onFocus={onFocus}
      onClick={onOpen}
    >
      <span className={styles.head}>
        <span className={styles.title}>{row.title.trim() === '' ? 'No title yet' : row.title}</span>
        <StateChip state={row.state} />
        {reason !== undefined && (
          <Chip tone="warn" title={reasons.join('. ')}>
            To review
          </Chip>
        )}
      </span>
      <span className={styles.foot}>
        <span className={styles.words}>{reviewing && reason !== undefined ? reason : firstWords(row.body)}</span>
        {answered > 0 && (
          <span className={styles.use} title={`Replies to ${plural(answered, 'ticket')} cited it${answeredAt === null ? '' : `, the last one ${shortTime(answeredAt, now)}`}`}>
            {shortCount(answered)} answered{answeredAt === null ? '' : ` · ${shortTime(answeredAt, now)}`}
          </span>
        )}
      </span>
    </button>
  );
}

function StateChip({ state }: { readonly state: ArticleRow['state'] }) {
  switch (state) {
    case 'published':
      return null;
    case 'changed':
      return (
        <Chip tone="accent" title="Published, with changes that are not">
          Changed
        </Chip>
      );
    case 'draft':
      return <Chip>Draft</Chip>;
    case 'new':
      return (
        <Chip title="Never published nor saved as a version">New</Chip>
      );
    case 'removed':
      return <Chip>Removed</Chip>;
  }
}
