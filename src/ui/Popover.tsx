import { lazy, Suspense, type ReactNode } from 'react';
import { TriggerContext } from './trigger-context.ts';
import { useOverlay } from './use-overlay.ts';
import type { Placement } from './PopoverBody.tsx';

const load = () => import('./PopoverBody.tsx');
const Body = lazy(() => load().then(({ PopoverBody }) => ({ default: PopoverBody })));

/** A button and what it opens beside it. `trigger` must be a Button, IconButton or BarChip. */
export function Popover({
  trigger: button,
  label,
  children,
  placement = 'bottom end',
  width = 320,
}: {
  readonly trigger: ReactNode;
  /** Accessible name of what opens. */
  readonly label: string;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly placement?: Placement;
  readonly width?: number;
}) {
  const { ref, open, setOpen, wanted, trigger } = useOverlay('dialog', load);
  return (
    <>
      <TriggerContext value={trigger}>{button}</TriggerContext>
      {wanted && (
        <Suspense fallback={null}>
          <Body triggerRef={ref} open={open} onOpenChange={setOpen} label={label} placement={placement} width={width}>
            {children}
          </Body>
        </Suspense>
      )}
    </>
  );
}
