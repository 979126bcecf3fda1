import { lazy } from 'react';
import { useLocation } from 'wouter';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { applyDraft, discardDraft } from './playbook-apply.ts';
import { PlaybookDraftBar } from './PlaybookDraftBar.tsx';
import { playbookDraftOf } from './playbook-draft.ts';
import { RoomTabs } from './RoomTabs.tsx';
import { RoomView } from './RoomView.tsx';
import { useStore } from './store.ts';

/** How the desk decides, each part under its own address. */
const rooms = [
  { id: 'routing', path: '/playbook', name: 'Routing', View: lazy(() => import('./PlaybookRouting.tsx').then(({ PlaybookRouting: view }) => ({ default: view }))) },
  { id: 'rules', path: '/playbook/rules', name: 'Rules', View: lazy(() => import('./PlaybookRules.tsx').then(({ PlaybookRules: view }) => ({ default: view }))) },
  { id: 'hours', path: '/playbook/hours', name: 'Hours and targets', View: lazy(() => import('./PlaybookHours.tsx').then(({ PlaybookHours: view }) => ({ default: view }))) },
  { id: 'team', path: '/playbook/team', name: 'Team', View: lazy(() => import('./PlaybookTeam.tsx').then(({ PlaybookTeam: view }) => ({ default: view }))) },
  { id: 'rehearsal', path: '/playbook/rehearsal', name: 'Rehearsal', View: lazy(() => import('./PlaybookRehearsalTab.tsx').then(({ PlaybookRehearsalTab: view }) => ({ default: view }))) },
  { id: 'history', path: '/playbook/history', name: 'History', View: lazy(() => import('./PlaybookHistory.tsx').then(({ PlaybookHistory: view }) => ({ default: view }))) },
];

/** The room of the playbook: its parts, and above them what of it is changed and not yet in force. */
export function PlaybookView({ room }: { readonly room: string }) {
  const desk = useDesk();
  const [, navigate] = useLocation();
  const draft = useStore(playbookDraftOf(desk));
  useCommands([
    ...rooms.map(({ id, path, name }) => ({ id: `playbook-${id}`, label: `Playbook: ${name.toLowerCase()}`, group: 'Go to' as const, run: () => navigate(path) })),
    ...(draft === null
      ? []
      : [
          { id: 'playbook-apply', label: 'Apply the changes to the playbook', group: 'Desk' as const, keys: 'mod+Enter', words: 'save in force', run: () => void applyDraft(desk) },
          { id: 'playbook-discard', label: 'Discard the changes to the playbook', group: 'Desk' as const, words: 'undo all', run: () => discardDraft(desk) },
        ]),
  ]);
  return (
    <RoomView
      tabs={
        <>
          <RoomTabs label="Playbook" rooms={rooms} current={room} />
          <PlaybookDraftBar />
        </>
      }
      rooms={rooms}
      current={room}
    />
  );
}
