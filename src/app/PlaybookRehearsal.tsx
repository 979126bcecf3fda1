import type { Playbook } from '../playbook/playbook.ts';
import { EmptyState } from '../ui/EmptyState.tsx';

/** What a changed playbook would do with the archive. */
export function PlaybookRehearsal({ before, after }: { readonly before: Playbook; readonly after: Playbook; readonly onChange: (next: Playbook) => void }) {
  return <EmptyState level={1} title={before === after ? 'Nothing to rehearse' : 'Not rehearsed yet'} />;
}
