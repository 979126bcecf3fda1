import type { ComponentType, ReactNode } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './RoomView.module.css';

/** A part of the desk with several rooms: the way between them above, the chosen one below, each loaded when it is first entered. */
export function RoomView({ tabs, rooms, current }: { readonly tabs: ReactNode; readonly rooms: readonly { readonly id: string; readonly View: ComponentType }[]; readonly current: string }) {
  const chosen = rooms.find(({ id }) => id === current);
  return (
    <div className={styles.view}>
      {tabs}
      <div className={styles.body}>
        {chosen ? (
          <ViewBoundary name={current}>
            <chosen.View />
          </ViewBoundary>
        ) : (
          <EmptyState level={1} title="There is nothing at this address">
            Choose one of the above.
          </EmptyState>
        )}
      </div>
    </div>
  );
}
