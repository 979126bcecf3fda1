import { lazy } from 'react';
import { RoomTabs } from './RoomTabs.tsx';
import { RoomView } from './RoomView.tsx';

/** What one does with a model, in the order one does it, each under its own address. */
const rooms = [
  { id: 'data', path: '/studio', name: 'Data', View: lazy(() => import('./StudioData.tsx').then(({ StudioData: view }) => ({ default: view }))) },
  { id: 'scratch', path: '/studio/scratch', name: 'From scratch', View: lazy(() => import('./StudioColdStart.tsx').then(({ StudioColdStart: view }) => ({ default: view }))) },
  { id: 'train', path: '/studio/train', name: 'Train', View: lazy(() => import('./StudioTrain.tsx').then(({ StudioTrain: view }) => ({ default: view }))) },
  { id: 'report', path: '/studio/report', name: 'Report', View: lazy(() => import('./StudioReportView.tsx').then(({ StudioReportView: view }) => ({ default: view }))) },
  { id: 'labels', path: '/studio/labels', name: 'Labels', View: lazy(() => import('./StudioDoctor.tsx').then(({ StudioDoctor: view }) => ({ default: view }))) },
  { id: 'next', path: '/studio/next', name: 'Label next', View: lazy(() => import('./StudioNext.tsx').then(({ StudioNext: view }) => ({ default: view }))) },
  { id: 'versions', path: '/studio/versions', name: 'Versions', View: lazy(() => import('./StudioVersions.tsx').then(({ StudioVersions: view }) => ({ default: view }))) },
  { id: 'try', path: '/studio/try', name: 'Try it', View: lazy(() => import('./StudioTry.tsx').then(({ StudioTry: view }) => ({ default: view }))) },
];

/** Train, judge and improve models on this device. */
export function StudioView({ room }: { readonly room: string }) {
  return <RoomView tabs={<RoomTabs label="Studio" rooms={rooms} current={room} />} rooms={rooms} current={room} />;
}
