import type { LoadOptions } from '../inference/api.ts';
import { connectEngine } from '../inference/connect.ts';
import { breathe } from '../storage/breathe.ts';
import { triageKey } from '../storage/inbox-row.ts';
import { listUntriaged, type WantedVersions } from '../storage/list-untriaged.ts';
import { openDatabase } from '../storage/open-database.ts';
import { saveTriages } from '../storage/save-triages.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import type { Backlog } from './desk-context.ts';
import { createBacklog } from './triage-backlog.ts';
import type { FromTriageWorker, ToTriageWorker } from './triage-backlog-messages.ts';

/*
 * Background triage away from the page: tickets are read, handed to an engine of their own and saved here. On the page
 * the copies alone (each ticket in and out, each triage in and out) would take half its time while an import is triaged.
 */
function post(message: FromTriageWorker): void {
  self.postMessage(message);
}

/** As many as anyone can see. */
const tellEveryMs = 100;

/** Only one tab of the desk triages at a time; the others follow through the database. */
async function alone(work: () => Promise<void>): Promise<void> {
  await ('locks' in navigator ? navigator.locks.request('tabdesk-triage', work) : work());
  post({ type: 'rest' });
}

function open(db: TabdeskDatabase, options: LoadOptions) {
  let { playbook } = options;
  let versions: Readonly<Record<string, string>> = {};
  const engine = connectEngine();
  const loaded = engine.load(options);
  const wanted = (): WantedVersions => ({ ...versions, playbook: playbook.version });
  const backlog = createBacklog({
    engine,
    async ready() {
      const outcome = await loaded;
      if (outcome.ok) versions = outcome.value.versions;
      return outcome;
    },
    list: () => listUntriaged(db, wanted()),
    read: async (ids) => (await db.tickets.bulkGet([...ids])).filter((ticket) => ticket !== undefined),
    save: (triages) => saveTriages(db, triages, playbook),
    isCurrent: (triage) => triageKey(triage.versions) === triageKey(wanted()),
    wantedVersions: () => triageKey(wanted()),
    now: Date.now,
    breathe,
    alone,
  });
  return {
    backlog,
    async setPlaybook(next: LoadOptions['playbook']): Promise<void> {
      // The engine first: what it makes from here on is what is wanted then.
      const told = await engine.setPlaybook(next);
      if (!told.ok) return;
      playbook = next;
      backlog.wake();
    },
  };
}

/** Tells each change of status at once, progress ten times a second. */
function tell(backlog: Backlog): void {
  let told = backlog.get();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    told = backlog.get();
    post({ type: 'state', state: told });
  };
  backlog.subscribe(() => {
    if (backlog.get().status !== told.status) now();
    else timer ??= setTimeout(now, tellEveryMs);
  });
}

let parts: Promise<ReturnType<typeof open> | null> | null = null;

async function start(options: LoadOptions): Promise<ReturnType<typeof open> | null> {
  const opened = await openDatabase();
  if (!opened.ok) {
    post({ type: 'state', state: { status: 'failed', done: 0, total: 0, message: opened.message } });
    return null;
  }
  const made = open(opened.value, options);
  tell(made.backlog);
  return made;
}

self.addEventListener('message', ({ data }: MessageEvent<ToTriageWorker>) => {
  if (data.type === 'start') parts ??= start(data.load);
  void parts?.then((made) => {
    if (made === null || data.type === 'start') return;
    if (data.type === 'playbook') void made.setPlaybook(data.playbook);
    else made.backlog[data.type]();
  });
});
