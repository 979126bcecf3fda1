import { lazy } from 'react';
import { EmptyState } from '../ui/EmptyState.tsx';
import { KnowledgeTabs } from './KnowledgeTabs.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './KnowledgeTools.module.css';

/** What keeps the knowledge base right, by the last part of its address in `KnowledgeTabs.tsx`. */
const tools = new Map([
  ['search', lazy(() => import('./SearchTester.tsx').then(({ SearchTester: view }) => ({ default: view })))],
  ['tests', lazy(() => import('./KnowledgeTests.tsx').then(({ KnowledgeTests: view }) => ({ default: view })))],
  ['gaps', lazy(() => import('./KnowledgeGaps.tsx').then(({ KnowledgeGaps: view }) => ({ default: view })))],
  ['overlaps', lazy(() => import('./KnowledgeOverlaps.tsx').then(({ KnowledgeOverlaps: view }) => ({ default: view })))],
  ['import', lazy(() => import('./KnowledgeImport.tsx').then(({ KnowledgeImport: view }) => ({ default: view })))],
]);

export function KnowledgeTools({ tool }: { readonly tool: string }) {
  const View = tools.get(tool);
  return (
    <div className={styles.view}>
      <KnowledgeTabs current={tool} />
      <div className={styles.body}>
        {View ? (
          <ViewBoundary name={tool}>
            <View />
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
