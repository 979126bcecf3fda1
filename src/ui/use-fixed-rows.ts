import { useCallback, useSyncExternalStore, type RefObject } from 'react';

/** Rows kept ready beyond both edges, so that a fast wheel meets no gap. */
const overscan = 6;
/** The window moves in steps of this many rows: most scroll events then render nothing. */
const step = 3;
/** Place and size of the window travel as one number, so that React can tell at once whether they changed. */
const unit = 1024;

function watch(scroller: RefObject<HTMLElement | null>, listener: () => void): () => void {
  const element = scroller.current;
  if (!element) return () => undefined;
  const observer = new ResizeObserver(listener);
  observer.observe(element);
  element.addEventListener('scroll', listener, { passive: true });
  return () => {
    observer.disconnect();
    element.removeEventListener('scroll', listener);
  };
}

/**
 * Which rows of a fixed height are in sight: `first` up to but not including `last`. Knowing every height beforehand,
 * it keeps nothing per row, so that the cost does not depend on how many there are. Never more than `slots` are in sight at once: a row
 * keyed by its place modulo `slots` is drawn over one that has just left, where making elements anew would keep the collector busy.
 */
export function useFixedRows(scroller: RefObject<HTMLElement | null>, rows: number, rowHeight: number): { readonly first: number; readonly last: number; readonly slots: number } {
  const subscribe = useCallback((listener: () => void) => watch(scroller, listener), [scroller]);
  const place = useSyncExternalStore(subscribe, () => {
    const element = scroller.current;
    if (!element) return 12;
    const steps = Math.floor(element.scrollTop / rowHeight / step);
    return steps * unit + Math.min(unit - 1, Math.ceil(element.clientHeight / rowHeight));
  });
  const at = Math.floor(place / unit) * step;
  const seen = place % unit;
  const last = Math.min(rows, at + seen + step + overscan);
  return { first: Math.max(0, Math.min(at - overscan, last)), last, slots: seen + step + 2 * overscan };
}
