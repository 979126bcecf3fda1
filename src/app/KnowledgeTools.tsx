import { lazy } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { KnowledgeTabs } from './KnowledgeTabs.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './KnowledgeTools.module.css';

/** What keeps the knowledge base right, by the last part of its address in `KnowledgeTabs.tsx`. */
const tools = [
  { id: 'search', View: lazy(() => import('./SearchTester.tsx').then(({ SearchTester: view }) => ({ default: view }))) },
  { id: 'tests', View: lazy(() => import('./KnowledgeTests.tsx').then(({ KnowledgeTests: view }) => ({ default: view }))) },
  { id: 'gaps', View: lazy(() => import('./KnowledgeGaps.tsx').then(({ KnowledgeGaps: view }) => ({ default: view }))) },
  { id: 'overlaps', View: lazy(() => import('./KnowledgeOverlaps.tsx').then(({ KnowledgeOverlaps: view }) => ({ default: view }))) },
  { id: 'import', View: lazy(() => import('./KnowledgeImport.tsx').then(({ KnowledgeImport: view }) => ({ default: view }))) },
];

export function KnowledgeTools({ tool }: { readonly tool: string }) {
  const chosen = tools.find(({ id }) => id === tool);
  return (
    <div className={styles.view}>
      <KnowledgeTabs current={tool} />
      <div className={styles.body}>
        {chosen ? (
          <ViewBoundary name={tool}>
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
