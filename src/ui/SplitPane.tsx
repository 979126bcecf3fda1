import { useId, useRef, useState, type CSSProperties, type KeyboardEvent, type ReactNode } from 'react';
import { useMove } from 'react-aria/useMove';
import { classes } from './classes.ts';
import styles from './SplitPane.module.css';

/** How far one press of an arrow key moves the border, in CSS pixels. */
const keyStep = 16;

/**
 * Two panes side by side with a border between them that is dragged, or moved with the arrow keys, Home and End. The pane
 * on `sized`'s side keeps its width in CSS pixels between `min` and `max`, as long as the other keeps `otherMin`. A double
 * click on the border gives `normal` back.
 */
export function SplitPane({
  sized,
  label,
  width: first,
  normal,
  min,
  max,
  otherMin,
  onResized,
  start,
  end,
}: {
  readonly sized: 'start' | 'end';
  /** What the border sets: "Width of the list". */
  readonly label: string;
  readonly width: number;
  readonly normal: number;
  readonly min: number;
  readonly max: number;
  readonly otherMin: number;
  readonly onResized: (width: number) => void;
  readonly start: ReactNode;
  readonly end: ReactNode;
}) {
  const [width, setWidth] = useState(first);
  const group = useRef<HTMLDivElement>(null);
  // Where the pointer is, which may be beyond where the border may go.
  const wanted = useRef(first);
  const id = useId();

  /** What of `asked` there is room for. */
  function fitting(asked: number): number {
    const room = (group.current?.clientWidth ?? Infinity) - otherMin - 1;
    return Math.round(Math.max(min, Math.min(asked, max, room)));
  }
  function resize(asked: number): void {
    const next = fitting(asked);
    wanted.current = next;
    setWidth(next);
    onResized(next);
  }
  const { moveProps } = useMove({
    onMoveStart() {
      wanted.current = fitting(width);
    },
    onMove({ deltaX, pointerType }) {
      wanted.current += (sized === 'start' ? deltaX : -deltaX) * (pointerType === 'keyboard' ? keyStep : 1);
      setWidth(fitting(wanted.current));
    },
    onMoveEnd() {
      resize(wanted.current);
    },
  });
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    resize(event.key === 'Home' ? min : max);
  }

  const style = { '--sized': `${width}px`, '--least': `${min}px`, '--other': `${otherMin}px` } as CSSProperties;
  return (
    <div ref={group} className={classes(styles.group, sized === 'start' ? styles.sizedStart : styles.sizedEnd)} style={style}>
      <div id={sized === 'start' ? id : undefined} className={styles.pane}>
        {start}
      </div>
      <div
        {...moveProps}
        role="separator"
        tabIndex={0}
        aria-label={label}
        aria-controls={id}
        aria-orientation="vertical"
        aria-valuenow={width}
        aria-valuemin={min}
        aria-valuemax={max}
        aria-valuetext={`${width} pixels`}
        className={styles.border}
        onKeyDown={(event) => {
          moveProps.onKeyDown?.(event);
          onKeyDown(event);
        }}
        onDoubleClick={() => resize(normal)}
      />
      <div id={sized === 'end' ? id : undefined} className={styles.pane}>
        {end}
      </div>
    </div>
  );
}
