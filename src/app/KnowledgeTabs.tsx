import { RoomTabs } from './RoomTabs.tsx';

/** The rooms of the knowledge base: the articles, and what keeps them right, each under its own address. */
const rooms = [
  { id: 'articles', name: 'Articles', path: '/knowledge' },
  { id: 'search', name: 'Search tester', path: '/knowledge/tools/search' },
  { id: 'tests', name: 'Questions', path: '/knowledge/tools/tests' },
  { id: 'gaps', name: 'Gaps', path: '/knowledge/tools/gaps' },
  { id: 'overlaps', name: 'Overlaps', path: '/knowledge/tools/overlaps' },
  { id: 'import', name: 'Import and export', path: '/knowledge/tools/import' },
] as const;

/** The way from each room of the knowledge base to the others. */
export function KnowledgeTabs({ current }: { readonly current: string }) {
  return <RoomTabs label="Knowledge" rooms={rooms} current={current} />;
}
