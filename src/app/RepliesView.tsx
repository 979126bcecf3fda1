import { lazy } from 'react';
import { RoomTabs } from './RoomTabs.tsx';
import { RoomView } from './RoomView.tsx';

/** What replies are written from, what became of them, and what of it left the device, each under its own address. */
const rooms = [
  { id: 'templates', path: '/replies', name: 'Templates', View: lazy(() => import('./RepliesTemplates.tsx').then(({ RepliesTemplates: view }) => ({ default: view }))) },
  { id: 'drafts', path: '/replies/drafts', name: 'Drafts', View: lazy(() => import('./RepliesDrafts.tsx').then(({ RepliesDrafts: view }) => ({ default: view }))) },
  { id: 'egress', path: '/replies/egress', name: 'What left', View: lazy(() => import('./RepliesEgress.tsx').then(({ RepliesEgress: view }) => ({ default: view }))) },
];

/** The room of replies. */
export function RepliesView({ room }: { readonly room: string }) {
  return <RoomView tabs={<RoomTabs label="Replies" rooms={rooms} current={room} />} rooms={rooms} current={room} />;
}
