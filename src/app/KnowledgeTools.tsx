import { lazy } from 'react';
import { Link } from 'wouter';
import { classes } from '../ui/classes.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './KnowledgeTools.module.css';

const SearchTester = lazy(() => import('./SearchTester.tsx').then(({ SearchTester: view }) => ({ default: view })));
const KnowledgeTests = lazy(() => import('./KnowledgeTests.tsx').then(({ KnowledgeTests: view }) => ({ default: view })));
const KnowledgeGaps = lazy(() => import('./KnowledgeGaps.tsx').then(({ KnowledgeGaps: view }) => ({ default: view })));
const KnowledgeOverlaps = lazy(() => import('./KnowledgeOverlaps.tsx').then(({ KnowledgeOverlaps: view }) => ({ default: view })));
const KnowledgeImport = lazy(() => import('./KnowledgeImport.tsx').then(({ KnowledgeImport: view }) => ({ default: view })));

/** What keeps the knowledge base right, each under its own address. */
const tools = [
  { id: 'search', name: 'Search tester', View: SearchTester },
  { id: 'tests', name: 'Questions', View: KnowledgeTests },
  { id: 'gaps', name: 'Gaps', View: KnowledgeGaps },
  { id: 'overlaps', name: 'Overlaps', View: KnowledgeOverlaps },
  { id: 'import', name: 'Import and export', View: KnowledgeImport },
] as const;

export function KnowledgeTools({ tool }: { readonly tool: string }) {
  const chosen = tools.find(({ id }) => id === tool);
  return (
    <div className={styles.view}>
      <nav className={styles.tabs} aria-label="Knowledge">
        <Link href="/knowledge" className={classes(styles.tab)}>
          Articles
        </Link>
        {tools.map(({ id, name }) => (
          <Link
            key={id}
            href={`/knowledge/tools/${id}`}
            className={classes(styles.tab, id === tool && styles.here)}
            {...(id === tool ? { 'aria-current': 'page' as const } : {})}
          >
            {name}
          </Link>
        ))}
      </nav>
      <div className={styles.body}>
        {chosen ? (
          <ViewBoundary name={chosen.id}>
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
