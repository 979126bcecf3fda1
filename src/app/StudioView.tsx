import { lazy, useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import tabs from './KnowledgeTabs.module.css';
import styles from './StudioView.module.css';

/** What one does with a model, in the order one does it, each under its own address. */
const rooms = [
  { id: 'data', name: 'Data', View: lazy(() => import('./StudioData.tsx').then(({ StudioData: view }) => ({ default: view }))) },
  { id: 'scratch', name: 'From scratch', View: lazy(() => import('./StudioColdStart.tsx').then(({ StudioColdStart: view }) => ({ default: view }))) },
  { id: 'train', name: 'Train', View: lazy(() => import('./StudioTrain.tsx').then(({ StudioTrain: view }) => ({ default: view }))) },
  { id: 'report', name: 'Report', View: lazy(() => import('./StudioReportView.tsx').then(({ StudioReportView: view }) => ({ default: view }))) },
  { id: 'labels', name: 'Labels', View: lazy(() => import('./StudioDoctor.tsx').then(({ StudioDoctor: view }) => ({ default: view }))) },
  { id: 'next', name: 'Label next', View: lazy(() => import('./StudioNext.tsx').then(({ StudioNext: view }) => ({ default: view }))) },
  { id: 'versions', name: 'Versions', View: lazy(() => import('./StudioVersions.tsx').then(({ StudioVersions: view }) => ({ default: view }))) },
  { id: 'try', name: 'Try it', View: lazy(() => import('./StudioTry.tsx').then(({ StudioTry: view }) => ({ default: view }))) },
];

/** Train, judge and improve models on this device. */
export function StudioView({ room }: { readonly room: string }) {
  const chosen = rooms.find(({ id }) => id === room);
  const here = useRef<HTMLAnchorElement>(null);
  // On a phone not all of them fit.
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [room]);
  return (
    <div className={styles.view}>
      <nav className={tabs.tabs} aria-label="Studio">
        {rooms.map(({ id, name }) => (
          <Link key={id} ref={id === room ? here : null} href={id === 'data' ? '/studio' : `/studio/${id}`} data-name={name} className={classes(tabs.tab, id === room && tabs.here)} {...(id === room ? { 'aria-current': 'page' as const } : {})}>
            {name}
          </Link>
        ))}
      </nav>
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
