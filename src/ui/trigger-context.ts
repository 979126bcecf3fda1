import { createContext, useContext, type RefObject } from 'react';

/** What a button becomes inside a `Menu` or `Popover`: the thing that opens it. */
export interface Trigger {
  readonly ref: RefObject<HTMLButtonElement | null>;
  readonly kind: 'menu' | 'dialog';
  readonly open: boolean;
  readonly onPress: () => void;
  /** Called when a press is likely to come: the code of the overlay is fetched then. */
  readonly onApproach: () => void;
}

export const TriggerContext = createContext<Trigger | null>(null);

/** Props for the button that opens an overlay; empty outside one. */
export function useTriggerProps() {
  const trigger = useContext(TriggerContext);
  if (!trigger) return {};
  const { ref, kind, open, onPress, onApproach } = trigger;
  return {
    ref,
    onPress,
    onHoverStart: onApproach,
    onFocus: onApproach,
    'aria-haspopup': kind,
    'aria-expanded': open,
  };
}
