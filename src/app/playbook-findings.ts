import { breathe } from '../storage/breathe.ts';
import type { FindingPlace, PlaybookFinding } from '../playbook/finding.ts';
import { queueFor, type Playbook } from '../playbook/playbook.ts';
import type { Desk } from './desk-context.ts';
import { playbookDraftOf } from './playbook-draft.ts';
import { createStore, type Store } from './store.ts';

/** Looked at once nothing was changed for so long, in turns of so long. */
const settleMs = 120;
const turnMs = 8;

/** The labels that the head in use knows; null while nobody can tell. */
export function knownIntents({ engineState }: Pick<Desk, 'engineState'>): readonly string[] | null {
  const engine = engineState.get();
  const head = engine.status === 'ready' ? engine.info.heads.find(({ kind }) => kind === 'intent') : undefined;
  return head?.labels ?? null;
}

/** What is to say of a playbook, without keeping the page from anything else; null where `isOld` says meanwhile that nobody wants it any more. */
export async function findInTurns(playbook: Playbook, intents: readonly string[] | null, isOld: () => boolean): Promise<readonly PlaybookFinding[] | null> {
  // Reads sentences as the desk does, with all the words that takes: fetched once the room stands.
  const { checkInSteps } = await import('../playbook/check-playbook.ts');
  if (isOld()) return null;
  const steps = checkInSteps(playbook, { intents, today: new Date().toISOString().slice(0, 10) });
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() - began < turnMs) continue;
    await breathe();
    if (isOld()) return null;
    began = performance.now();
  }
}

const known = new WeakMap<Desk, Store<readonly PlaybookFinding[]>>();

/** What is to say of the playbook being changed, or of the one in force, kept up to date. */
export function playbookFindingsOf(desk: Desk): Store<readonly PlaybookFinding[]> {
  const store = known.get(desk) ?? followFindings(desk);
  known.set(desk, store);
  return store;
}

function followFindings(desk: Desk): Store<readonly PlaybookFinding[]> {
  const state = createStore<readonly PlaybookFinding[]>([]);
  const draft = playbookDraftOf(desk);
  let turn = 0;
  let looked: Playbook | null = null;
  let labels = '';
  const look = async (): Promise<void> => {
    const playbook = draft.get() ?? desk.playbook.get();
    const intents = knownIntents(desk);
    // The engine tells every few seconds how it is, mostly the same.
    const now = intents?.join('\n') ?? '';
    if (playbook === looked && now === labels) return;
    [looked, labels] = [playbook, now];
    const own = ++turn;
    await breathe(settleMs);
    if (own !== turn) return;
    const found = await findInTurns(playbook, intents, () => own !== turn);
    if (found !== null) state.set(found);
  };
  for (const store of [draft, desk.playbook, desk.engineState]) store.subscribe(() => void look());
  void look();
  return state;
}

/** Where a place of the playbook is changed. */
export function placePath(place: FindingPlace, playbook: Playbook): string {
  switch (place.part) {
    case 'thresholds':
      return '/playbook?queue=desk';
    case 'queue':
      return `/playbook?queue=${encodeURIComponent(place.id)}`;
    case 'intent':
      return `/playbook?queue=${encodeURIComponent(playbook.queues.some(({ intents }) => intents.includes(place.label)) ? (queueFor(playbook, place.label)?.id ?? 'desk') : 'desk')}`;
    case 'rule':
      return `/playbook/rules?rule=${encodeURIComponent(place.id)}`;
    case 'hours':
    case 'targets':
      return place.queue === null ? '/playbook/hours' : `/playbook/hours?queue=${encodeURIComponent(place.queue)}`;
    case 'team':
      return '/playbook/team';
  }
}
