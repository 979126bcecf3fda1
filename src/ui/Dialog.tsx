import { lazy, Suspense, type ReactNode } from 'react';

const Body = lazy(() => import('./DialogBody.tsx').then(({ DialogBody }) => ({ default: DialogBody })));

export interface DialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the safe one first. */
  readonly footer?: ReactNode;
  readonly open: boolean;
  readonly onClose: () => void;
  /** CSS pixels, 480 when not given. */
  readonly width?: number;
  readonly dismissable?: boolean;
}

/** A dialog in the middle of the screen; on a phone it fills the width at the foot. */
export function Dialog(props: DialogProps) {
  if (!props.open) return null;
  return (
    <Suspense fallback={null}>
      <Body {...props} />
    </Suspense>
  );
}
