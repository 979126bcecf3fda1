import { lazy, Suspense, type ReactNode } from 'react';
import type { MenuChoice } from './MenuBody.tsx';
import type { Placement } from './PopoverBody.tsx';
import { TriggerContext } from './trigger-context.ts';
import { useOverlay } from './use-overlay.ts';

const load = () => import('./MenuBody.tsx');
const Body = lazy(() => load().then(({ MenuBody }) => ({ default: MenuBody })));

/** A button that opens a list of choices. With `selected` it keeps one of them ticked. */
export function Menu({
  trigger: button,
  label,
  choices,
  selected,
  onChoose,
  placement = 'bottom start',
}: {
  /** A Button or IconButton. */
  readonly trigger: ReactNode;
  readonly label: string;
  readonly choices: readonly MenuChoice[];
  readonly selected?: string | null;
  readonly onChoose: (id: string) => void;
  readonly placement?: Placement;
}) {
  const { ref, open, setOpen, wanted, trigger } = useOverlay('menu', load);
  return (
    <>
      <TriggerContext value={trigger}>{button}</TriggerContext>
      {wanted && (
        <Suspense fallback={null}>
          <Body triggerRef={ref} open={open} onOpenChange={setOpen} label={label} choices={choices} selected={selected} onChoose={onChoose} placement={placement} />
        </Suspense>
      )}
    </>
  );
}
