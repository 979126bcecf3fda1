import { lazy, startTransition, Suspense, useCallback, useEffect, useState, type ReactNode } from 'react';
import { matchRoute, useLocation, useRouter } from 'wouter';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { TipLayer } from '../ui/TipLayer.tsx';
import { useCommands } from './commands.ts';
import { DeskContext, type Desk } from './desk-context.ts';
import { deskState, startDesk } from './desk-state.ts';
import { FileDrop } from './FileDrop.tsx';
import { InboxView } from './InboxView.tsx';
import { listenForKeys } from './listen-for-keys.ts';
import { PaletteOpening } from './PaletteOpening.tsx';
import { Rail } from './Rail.tsx';
import { useStore } from './store.ts';
import { setTheme } from './theme.ts';
import { Toasts } from './Toasts.tsx';
import { TopBar } from './TopBar.tsx';
import { ViewBoundary } from './ViewBoundary.tsx';
import { ComposeView, ImportView, KeysDialog, KnowledgeTools, KnowledgeView, PlaybookView, RepliesView, SettingsView, StudioView, WorkloadView } from './views.ts';
import styles from './App.module.css';

const UpdatePrompt = lazy(() => import('./UpdatePrompt.tsx').then(({ UpdatePrompt: view }) => ({ default: view })));

type Overlay = 'palette' | 'keys' | null;

/** The program: shell first, everything else as it becomes ready. */
export function App() {
  const state = useStore(deskState);
  const desk = state.status === 'open' ? state.desk : null;
  const [location, navigate] = useLocation();
  // Another room is made in slices, while the one before it stays on screen; the rail answers at once. Within a room
  // nothing waits: a slice gives way to every change that triage brings.
  const [settled, setSettled] = useState(location);
  useEffect(() => startTransition(() => setSettled(location)), [location]);
  const shown = roomOf(location) === roomOf(settled) ? location : settled;
  const [overlay, setOverlay] = useState<Overlay>(null);
  const closeOverlay = useCallback(() => setOverlay(null), []);
  useEffect(listenForKeys, []);

  useCommands([
    { id: 'palette', label: 'Find a command', group: 'Desk', keys: 'mod+k', keyOnly: true, run: () => setOverlay('palette') },
    { id: 'keys', label: 'Show all keys', group: 'Desk', keys: '?', words: 'keyboard shortcuts help', run: () => setOverlay('keys') },
    { id: 'go-inbox', label: 'Go to the inbox', group: 'Go to', keys: 'g i', run: () => navigate('/') },
    { id: 'go-workload', label: 'Go to the workload', group: 'Go to', keys: 'g w', words: 'sla due breach deadline team queues', run: () => navigate('/workload') },
    { id: 'go-knowledge', label: 'Go to the knowledge base', group: 'Go to', keys: 'g k', words: 'articles', run: () => navigate('/knowledge') },
    { id: 'go-replies', label: 'Go to the replies', group: 'Go to', keys: 'g r', words: 'templates drafts left egress', run: () => navigate('/replies') },
    { id: 'go-playbook', label: 'Go to the playbook', group: 'Go to', keys: 'g p', words: 'queues rules thresholds hours targets team escalation', run: () => navigate('/playbook') },
    { id: 'go-studio', label: 'Go to the studio', group: 'Go to', keys: 'g t', words: 'train model data labels', run: () => navigate('/studio') },
    { id: 'go-settings', label: 'Go to settings', group: 'Go to', keys: 'g s', words: 'preferences models privacy', run: () => navigate('/settings') },
    { id: 'compose', label: 'Write a ticket as a customer would', group: 'Go to', keys: 'c', words: 'compose try test new', run: () => navigate('/compose') },
    { id: 'import', label: 'Import tickets', group: 'Go to', words: 'csv jsonl upload file', run: () => navigate('/import') },
    { id: 'export', label: 'Export tickets', group: 'Go to', words: 'csv jsonl download', run: () => navigate('/import?export=all') },
    { id: 'theme-light', label: 'Light theme', group: 'Desk', words: 'colour mode', run: () => setTheme('light') },
    { id: 'theme-dark', label: 'Dark theme', group: 'Desk', words: 'colour mode night', run: () => setTheme('dark') },
    { id: 'theme-system', label: 'Theme of the system', group: 'Desk', words: 'colour mode auto', run: () => setTheme('system') },
  ]);
  useDeskCommands(desk);

  return (
    <DeskContext value={desk}>
      <div className={styles.app}>
        <a className={styles.skip} href="#main">
          Skip to the content
        </a>
        <Rail location={location} />
        <TopBar desk={desk} onPalette={() => setOverlay('palette')} />
        <main id="main" className={styles.main} tabIndex={-1}>
          {state.status === 'failed' ? <DeskFailed code={state.code} message={state.message} /> : <Room open={desk !== null} location={shown} />}
        </main>
        <Toasts />
        <TipLayer />
        <FileDrop desk={desk} />
        <Suspense fallback={null}>
          {overlay === 'palette' && <PaletteOpening desk={desk} onClose={closeOverlay} />}
          {overlay === 'keys' && <KeysDialog onClose={closeOverlay} />}
          {import.meta.env.PROD && <UpdatePrompt />}
        </Suspense>
      </div>
    </DeskContext>
  );
}

function useDeskCommands(desk: Desk | null): void {
  useCommands(
    desk
      ? [
          { id: 'undo', label: 'Undo', group: 'Desk', keys: 'z', run: () => void desk.undoStack.undo() },
          { id: 'pause', label: 'Pause triage', group: 'Desk', words: 'stop background', run: () => desk.backlog.pause() },
          { id: 'resume', label: 'Go on with triage', group: 'Desk', words: 'start background resume', run: () => desk.backlog.resume() },
        ]
      : [],
  );
}

/** What of an address says which room it is in: a ticket is in the inbox. */
function roomOf(location: string): string {
  const room = location.split('/')[1] ?? '';
  return room === 'ticket' ? '' : room;
}

/** The view of the present address. The inbox keeps its place while tickets are opened and left. */
function Room({ open, location }: { readonly open: boolean; readonly location: string }) {
  const { parser } = useRouter();
  const [, ticket] = matchRoute(parser, '/ticket/:id', location);
  const [, article] = matchRoute(parser, '/knowledge/:id', location);
  if (location === '/' || ticket) return <InboxView open={open} ticketId={ticket?.id ?? null} />;
  const [, tools] = matchRoute(parser, '/knowledge/tools/:tool', location);
  const [, replies] = matchRoute(parser, '/replies/:room', location);
  const [, playbook] = matchRoute(parser, '/playbook/:room', location);
  const [, studio] = matchRoute(parser, '/studio/:room', location);
  let view: ReactNode = <NotFound />;
  if (location === '/compose') view = <ComposeView />;
  else if (location === '/import') view = <ImportView />;
  else if (location === '/workload') view = <WorkloadView />;
  else if (location === '/settings') view = <SettingsView />;
  else if (location === '/knowledge' || article) view = <KnowledgeView articleId={article?.id ?? null} />;
  else if (tools) view = <KnowledgeTools tool={tools.tool} />;
  else if (location === '/replies') view = <RepliesView room="templates" />;
  else if (replies) view = <RepliesView room={replies.room} />;
  else if (location === '/playbook') view = <PlaybookView room="routing" />;
  else if (playbook) view = <PlaybookView room={playbook.room} />;
  else if (location === '/studio') view = <StudioView room="data" />;
  else if (studio) view = <StudioView room={studio.room} />;
  return <ViewBoundary name={location}>{open ? view : <div className={styles.loading} aria-busy="true" />}</ViewBoundary>;
}

function NotFound() {
  const [, navigate] = useLocation();
  return (
    <EmptyState level={1} title="There is nothing at this address" actions={<Button onPress={() => navigate('/')}>Go to the inbox</Button>}>
      The link may be old, or the ticket may be gone.
    </EmptyState>
  );
}

function DeskFailed({ code, message }: { readonly code: string; readonly message: string }) {
  return (
    <div role="alert" className={styles.failed}>
      <EmptyState
        title={code === 'blocked' ? 'The desk is open elsewhere' : 'The desk can not open'}
        actions={
          <>
            <Button variant="primary" onPress={() => (code === 'closed' || code === 'newer-version' ? window.location.reload() : void startDesk())}>
              {code === 'closed' || code === 'newer-version' ? 'Reload' : 'Try again'}
            </Button>
          </>
        }
      >
        {message}
      </EmptyState>
    </div>
  );
}
