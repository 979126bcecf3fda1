import { lazy } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { RoomTabs } from './RoomTabs.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './RepliesView.module.css';

/** What replies are written from, what became of them, and what of it left the device, each under its own address. */
const rooms = [
  { id: 'templates', path: '/replies', name: 'Templates', View: lazy(() => import('./RepliesTemplates.tsx').then(({ RepliesTemplates: view }) => ({ default: view }))) },
  { id: 'drafts', path: '/replies/drafts', name: 'Drafts', View: lazy(() => import('./RepliesDrafts.tsx').then(({ RepliesDrafts: view }) => ({ default: view }))) },
  { id: 'egress', path: '/replies/egress', name: 'What left', View: lazy(() => import('./RepliesEgress.tsx').then(({ RepliesEgress: view }) => ({ default: view }))) },
];

/** The room of replies. */
export function RepliesView({ room }: { readonly room: string }) {
  const chosen = rooms.find(({ id }) => id === room);
  return (
    <div className={styles.view}>
      <RoomTabs label="Replies" rooms={rooms} current={room} />
      <div className={styles.body}>
        {chosen ? (
          <ViewBoundary name={room}>
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
