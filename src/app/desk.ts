import { navigate } from 'wouter/use-browser-location';
import { madeHereProblem, shippedTicketHeads, type DeskSlot, type EngineErrorCode, type EngineInfo, type HeadFiles } from '../inference/api.ts';
import { connectEngine } from '../inference/connect.ts';
import { followArticles } from '../storage/follow-articles.ts';
import { followInbox } from '../storage/follow-inbox.ts';
import { followSetting } from '../storage/follow-setting.ts';
import { anyUntriaged } from '../storage/list-untriaged.ts';
import { openDatabase } from '../storage/open-database.ts';
import { autoReplyKey, parseAutoReply } from '../storage/save-auto-reply.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { success, type Outcome } from '../tickets/outcome.ts';
import type { Playbook } from '../playbook/playbook.ts';
import { createBacklogInWorker } from './backlog-in-worker.ts';
import type { Desk, EngineState } from './desk-context.ts';
import type { DueClock } from './due-clock.ts';
import { engineWhenLoaded } from './engine-when-loaded.ts';
import { followFirstRun, openOnFirstRun } from './first-run.ts';
import { findWords } from './fold-text.ts';
import { restoreFilter, saveFilter } from './inbox-memory.ts';
import { openImports } from './imports.ts';
import { createInboxStore, type InboxStore } from './inbox-store.ts';
import { openKnowledge } from './knowledge.ts';
import { createPlaybookStore, loadPlaybook } from './playbook-store.ts';
import { learnFromCorrections } from './learn-from-corrections.ts';
import { followPromotedHeads, headOptions, promotedHeads, putHead, type PromotedHeads } from './promoted-head.ts';
import { createRankingStore } from './ranking-store.ts';
import { createTicketSearch, type TicketSearch } from './search-tickets.ts';
import { parseSearchEncoder, searchEncoderAtStart, searchEncoderKey, type SearchEncoder } from './search-encoder.ts';
import { createStore, type Store } from './store.ts';
import { createTicketActions } from './ticket-actions.ts';
import { notify } from './toasts.ts';
import { createUndoStack } from './undo-stack.ts';

const models = { modelsUrl: `${location.origin}/models/`, intentHead: 'intent', ticketHeads: shippedTicketHeads, encoder: 'desk-encoder' } as const;

/** Changes of the list are gathered for this long, so that a thousand new rows are one change. */
const refreshAfterMs = 60;

/** How old a list may be that shows what is due soon. */
const dueAgainMs = 30_000;

/** Menus and popovers are at hand before they are asked for. A failure shows when one is opened. */
function fetchOverlays(): void {
  void Promise.all([import('../ui/MenuBody.tsx'), import('../ui/PopoverBody.tsx'), import('./FilterForm.tsx'), import('./CommandPalette.tsx')]).catch(() => undefined);
}

function openInbox(db: TabdeskDatabase, due: Store<DueClock | null>, on: { readonly untriaged: () => void; readonly reset: () => void }): { readonly inbox: InboxStore; readonly search: TicketSearch } {
  const search = createTicketSearch({
    startWorker: () => new Worker(new URL('./search-tickets.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-search' }),
    findInRows(words) {
      const found = new Set<string>();
      for (const id of inbox.allIds()) {
        const row = inbox.row(id);
        const text = row ? `${row.subject}\n${row.customerName}\n${row.snippet}\n${row.id}` : '';
        if (words.every((word) => findWords(text, [word]).length > 0)) found.add(id);
      }
      return found;
    },
    onGrown: () => inbox.searchAgain(),
  });
  const inbox = createInboxStore({
    find: search.find,
    later: (work) => setTimeout(work, refreshAfterMs),
    filter: restoreFilter(),
    onFilter: saveFilter,
    dueClock: due.get,
    now: Date.now,
  });
  due.subscribe(() => inbox.dueAgain());
  setInterval(() => inbox.dueAgain(), dueAgainMs);
  followInbox(
    db,
    (rows, reset) => {
      inbox.receive(rows, reset);
      if (reset) on.reset();
      if (rows.some((row) => row.triagedWith === '' && !row.deleted)) on.untriaged();
    },
    {
      onLoaded() {
        inbox.setLoaded();
        // The texts are read when the page has nothing better to do, not when the first letter is typed.
        setTimeout(() => search.warmUp(), 4000);
        setTimeout(fetchOverlays, 2500);
      },
      onError: ({ message }) => inbox.setProblem(message),
    },
  );
  return { inbox, search };
}

interface StartedEngine {
  readonly state: Store<EngineState>;
  readonly loaded: Promise<Outcome<EngineInfo, EngineErrorCode>>;
  readonly engine: Desk['engine'];
  readonly refresh: () => void;
}

function startEngine(playbook: Playbook, { using }: SearchEncoder, heads: PromotedHeads): StartedEngine {
  const client = connectEngine();
  const state = createStore<EngineState>({ status: 'starting', progress: null });
  const loaded = client.load({ ...models, playbook, ...(using === null ? {} : { hubEncoder: using }), ...headOptions(heads) }, { onProgress: (progress) => state.set({ status: 'starting', progress }) });
  async function refresh(): Promise<void> {
    const info = await client.info();
    if (info.ok) state.set({ status: 'ready', info: info.value });
  }
  void loaded.then((outcome) => {
    state.set(outcome.ok ? { status: 'ready', info: outcome.value } : { status: 'failed', message: outcome.message });
    // Encoder, index and restarts change after loading; the badge tells them as they are.
    if (outcome.ok) setInterval(() => void refresh(), 5000);
    // Nobody looks at the engine's badge to find out that another model than theirs reads their tickets.
    const refused = outcome.ok ? outcome.value.problems.find((problem) => problem.startsWith(madeHereProblem)) : undefined;
    if (refused !== undefined) notify({ text: refused, tone: 'bad', forMs: null });
  });
  return { state, loaded, engine: engineWhenLoaded(client, loaded), refresh: () => void refresh() };
}

/** A change of the search model that was cut off goes on, and one made in another tab is made here too. */
function followSearchEncoder(desk: Desk, atStart: SearchEncoder): void {
  let last = atStart.using?.id ?? null;
  followSetting(desk.db, searchEncoderKey, (value) => {
    const setting = parseSearchEncoder(value);
    const using = setting.using?.id ?? null;
    const isNews = using !== last || setting.next !== null;
    last = using;
    // Hardly any desk needs it: not part of what every desk loads.
    if (isNews) void import('./search-models.ts').then(({ searchModels }) => searchModels(desk).follow());
  });
}

/**
 * Opens everything: database, inbox, engine, background triage, knowledge. Answers as soon as the database is open and
 * the playbook read; models load and tickets arrive behind that. `onClosed` is told when another tab takes the
 * database away.
 */
export async function openDesk(onClosed: (message: string) => void): Promise<Outcome<Desk>> {
  const opened = await openDatabase({ onClosed });
  if (!opened.ok) return opened;
  const db = opened.value;
  const [first, searchEncoder, headsAtStart] = await Promise.all([loadPlaybook(db), searchEncoderAtStart(db), promotedHeads(db)]);
  let heads = headsAtStart;

  const wake = (): void => backlog.wake();
  const undoStack = createUndoStack(notify);
  const due = createStore<DueClock | null>(null);
  const { inbox, search } = openInbox(db, due, { untriaged: wake, reset: () => undoStack.clear() });
  const { state: engineState, loaded: engineLoaded, engine, refresh: refreshEngine } = startEngine(first, searchEncoder, heads);
  const playbook = createPlaybookStore({
    db,
    engine,
    first,
    notify,
    wakeBacklog() {
      backlog.playbookChanged();
      wake();
    },
    now: Date.now,
  });
  void import('./due-clock.ts').then(({ createDueClock }) => {
    const set = (): void => due.set(createDueClock(playbook.get()));
    playbook.subscribe(set);
    set();
    // Without it the list has no timers, and all else goes on.
  }).catch(() => undefined);

  const backlog = createBacklogInWorker({
    startWorker: () => new Worker(new URL('./triage-backlog.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-triage' }),
    load: () => ({ ...models, playbook: playbook.get(), ...headOptions(heads) }),
    async anythingToDo() {
      const loaded = await engineLoaded;
      if (!loaded.ok) throw new Error(loaded.message);
      return anyUntriaged(db, { ...(versions ?? loaded.value.versions), playbook: playbook.get().version });
    },
    keepMs: 60_000,
  });

  // Another head was promoted, here or in another tab: tickets are triaged anew by it.
  let versions: EngineInfo['versions'] | null = null;
  // One after another: of two that are asked for at once the last is to answer, not the one that took longer.
  let changes: Promise<unknown> = Promise.resolve();
  const wanted = new Map<DeskSlot, HeadFiles | null>();
  followPromotedHeads(db, heads, (slot, files) => {
    wanted.set(slot, files);
    changes = changes.then(async () => {
      if (wanted.get(slot) !== files) return;
      const used = await engine.useHead(files, undefined, slot);
      if (!used.ok) {
        notify({ text: used.message, tone: 'bad', forMs: null });
        return;
      }
      heads = putHead(heads, slot, files);
      const info = await engine.info();
      if (info.ok) versions = info.value.versions;
      refreshEngine();
      backlog.startOver();
    });
  });

  const actions = learnFromCorrections(createTicketActions({ db, playbook: () => playbook.get(), notify, undoStack, wakeBacklog: wake, now: Date.now }), {
    ownHead: () => heads.intent !== undefined,
    async learn() {
      const { correctionsOf } = await import('./studio-corrections.ts');
      await correctionsOf(desk).learn();
    },
  });
  const knowledge = openKnowledge({ db, engine, engineLoaded });
  const ranking = createRankingStore({ db, engine, notify, undoStack, now: Date.now });
  const imports = openImports({
    db,
    async preview(file, hasHeader) {
      const { previewImport } = await import('../storage/preview-import.ts');
      return previewImport(file, hasHeader === undefined ? {} : { hasHeader });
    },
    async run(file, options) {
      const { startImport } = await import('../storage/start-import.ts');
      return startImport(file, options);
    },
    notify,
    isShown: () => location.pathname === '/import',
    show: () => navigate('/import'),
    wakeBacklog: wake,
    now: Date.now,
  });

  void openOnFirstRun(db, Date.now()).then((outcome) => {
    if (!outcome.ok) notify({ text: outcome.message, tone: 'bad', forMs: null });
    wake();
    followFirstRun(db);
    // Reads them for the first time too.
    followArticles(db, (changed) => void knowledge.reload(changed));
    ranking.start();
  });

  const desk: Desk = { db, engine, engineState, engineLoaded, refreshEngine, inbox, repeatsOf: (id) => search.repeatsOf(id), backlog, playbook, due, knowledge, ranking, imports, actions, undoStack, notify };
  followSearchEncoder(desk, searchEncoder);
  // Hardly any desk answers by itself: not part of what every desk loads, and in no hurry.
  let following = false;
  followSetting(db, autoReplyKey, (value) => {
    if (following || parseAutoReply(value).since === null) return;
    following = true;
    void import('./auto-reply.ts').then(({ followAutoReply }) => followAutoReply(desk));
  });
  return success(desk);
}
