import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds, kept up to date. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

/** Widths at which the layout changes, in CSS pixels: panel beside the ticket from `wide`, one column below `narrow`. */
export const breakpoints = { wide: '(min-width: 1100px)', narrow: '(max-width: 719px)' } as const;

/** Where what can be pressed must be 44 px high: the same query as in the style sheets. */
export const finger = '(pointer: coarse), (max-width: 719px)';
