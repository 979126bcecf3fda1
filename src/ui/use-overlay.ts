import { useRef, useState } from 'react';
import type { Trigger } from './trigger-context.ts';

/**
 * State of an overlay whose code is loaded on demand: `wanted` once it has been opened or is likely to be, so that the
 * page's first chunk holds no overlay at all.
 */
export function useOverlay(kind: Trigger['kind'], load: () => Promise<unknown>) {
  const ref = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [wanted, setWanted] = useState(false);
  const trigger: Trigger = {
    ref,
    kind,
    open,
    onPress: () => {
      setWanted(true);
      setOpen((before) => !before);
    },
    // A failed fetch shows when it is pressed: the view's boundary says what to do.
    onApproach: () => void load().catch(() => undefined),
  };
  return { ref, open, setOpen, wanted, trigger };
}
