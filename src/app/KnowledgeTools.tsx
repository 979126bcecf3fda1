import { lazy } from 'react';
import { KnowledgeTabs } from './KnowledgeTabs.tsx';
import { RoomView } from './RoomView.tsx';

/** What keeps the knowledge base right, by the last part of its address in `KnowledgeTabs.tsx`. */
const tools = [
  { id: 'search', View: lazy(() => import('./SearchTester.tsx').then(({ SearchTester: view }) => ({ default: view }))) },
  { id: 'tests', View: lazy(() => import('./KnowledgeTests.tsx').then(({ KnowledgeTests: view }) => ({ default: view }))) },
  { id: 'gaps', View: lazy(() => import('./KnowledgeGaps.tsx').then(({ KnowledgeGaps: view }) => ({ default: view }))) },
  { id: 'overlaps', View: lazy(() => import('./KnowledgeOverlaps.tsx').then(({ KnowledgeOverlaps: view }) => ({ default: view }))) },
  { id: 'import', View: lazy(() => import('./KnowledgeImport.tsx').then(({ KnowledgeImport: view }) => ({ default: view }))) },
];

export function KnowledgeTools({ tool }: { readonly tool: string }) {
  return <RoomView tabs={<KnowledgeTabs current={tool} />} rooms={tools} current={tool} />;
}
