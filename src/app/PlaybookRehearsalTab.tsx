import { useDesk } from './desk-context.ts';
import { usePlaybookEditing } from './playbook-editing.ts';
import { PlaybookRehearsal } from './PlaybookRehearsal.tsx';

/** The changes not yet in force, tried on the archive. */
export function PlaybookRehearsalTab() {
  const { notify } = useDesk();
  const { inForce, playbook, edit } = usePlaybookEditing();
  const change = (next: typeof playbook): void => {
    const problem = edit(next);
    if (problem !== null) notify({ text: `That can’t be done: ${problem}.`, tone: 'bad', forMs: 12_000 });
  };
  return <PlaybookRehearsal before={inForce} after={playbook} onChange={change} />;
}
