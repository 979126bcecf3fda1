import { datasetOf } from '../datasets/dataset.ts';
import { loadSetting, saveSetting } from '../storage/save-settings.ts';
import { saveDataset } from '../storage/save-datasets.ts';
import type { ColdStart, TriedSentence, TypedIntent } from '../studio/cold-start.ts';
import { readTyped } from '../studio/cold-start.ts';
import { success } from '../tickets/outcome.ts';
import type { Desk } from './desk-context.ts';
import { createStore, type Store } from './store.ts';
import { studioOf } from './studio-desk.ts';

/** An intent as it stands in its card: one example a line. */
export interface IntentCard {
  readonly key: number;
  readonly name: string;
  readonly lines: string;
}

export interface ColdStartState {
  /** False until what was typed before is read. */
  readonly loaded: boolean;
  readonly cards: readonly IntentCard[];
  readonly tried: string;
  readonly busy: boolean;
  /** What is missing, or went wrong, in words. */
  readonly problem: string | null;
  readonly start: ColdStart | null;
  readonly answer: TriedSentence | null;
}

/** Intents being typed, and the model made of them as one types. It outlives its view, and what is typed lies in the settings. */
export interface ColdStartDesk extends Store<ColdStartState> {
  /** Answers the key of the new card. */
  add(intents?: readonly TypedIntent[]): number;
  edit(key: number, change: Partial<Pick<IntentCard, 'name' | 'lines'>>): void;
  remove(key: number): void;
  clear(): void;
  tryOut(text: string): void;
  /** Saves what is typed as a dataset and chooses it; answers whether it was. */
  saveAsDataset(): Promise<boolean>;
}

const settingKey = 'studio.cold-start';
/** Milliseconds without a key after which the model is made anew, and what is typed is saved. */
const pause = 250;

const known = new WeakMap<Desk, ColdStartDesk>();

/** The one of this desk. */
export function coldStartOf(desk: Desk): ColdStartDesk {
  let own = known.get(desk);
  if (!own) known.set(desk, (own = openColdStart(desk)));
  return own;
}

export function typedOf(cards: readonly IntentCard[]): readonly TypedIntent[] {
  return cards.map(({ name, lines }) => ({ name, examples: lines.split('\n').filter((line) => line.trim() !== '') }));
}

interface Saved {
  readonly cards: readonly { readonly name: string; readonly lines: string }[];
  readonly tried: string;
}

function parseSaved(value: unknown): Saved | null {
  const { cards, tried } = (typeof value === 'object' && value !== null ? value : {}) as { cards?: unknown; tried?: unknown };
  if (!Array.isArray(cards)) return null;
  const sound = cards.flatMap((card: unknown) => {
    const { name, lines } = (typeof card === 'object' && card !== null ? card : {}) as { name?: unknown; lines?: unknown };
    return typeof name === 'string' && typeof lines === 'string' ? [{ name, lines }] : [];
  });
  return { cards: sound, tried: typeof tried === 'string' ? tried : '' };
}

function openColdStart(desk: Desk): ColdStartDesk {
  const { client } = studioOf(desk);
  const blank = (key: number): IntentCard => ({ key, name: '', lines: '' });
  const state = createStore<ColdStartState>({ loaded: false, cards: [blank(0), blank(1)], tried: '', busy: false, problem: null, start: null, answer: null });
  const change = (changes: Partial<ColdStartState>): void => state.set({ ...state.get(), ...changes });
  let keys = 2;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** Rises with every change that the model must hear of. */
  let revision = 0;

  function save(): void {
    const { cards, tried } = state.get();
    void saveSetting(desk.db, settingKey, { cards: cards.map(({ name, lines }) => ({ name, lines })), tried } satisfies Saved);
  }

  async function learn(): Promise<void> {
    if (state.get().busy) return;
    const { cards, tried } = state.get();
    const intents = typedOf(cards);
    const typed = readTyped(intents);
    if (!typed.ok) {
      change({ problem: typed.message, start: null, answer: null });
      return;
    }
    const seen = revision;
    change({ busy: true });
    const outcome = await client.run(null, { job: { kind: 'cold-start', intents, tried } });
    if (outcome.ok) change({ busy: false, problem: null, start: outcome.value.start, answer: outcome.value.tried });
    else change({ busy: false, problem: outcome.message, start: null, answer: null });
    // Typed meanwhile.
    if (revision !== seen) await learn();
  }

  function later(): void {
    revision += 1;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      save();
      void learn();
    }, pause);
  }

  void loadSetting(desk.db, settingKey, parseSaved).then((saved) => {
    const { cards, tried } = state.get();
    const touched = tried !== '' || cards.some(({ name, lines }) => name !== '' || lines !== '');
    if (saved === null || saved.cards.length === 0 || touched) change({ loaded: true });
    else {
      change({ loaded: true, cards: saved.cards.map((card) => ({ ...card, key: keys++ })), tried: saved.tried });
    }
    void learn();
  });

  function add(intents: readonly TypedIntent[] = [{ name: '', examples: [] }]): number {
    const made = intents.map(({ name, examples }): IntentCard => ({ key: keys++, name, lines: examples.join('\n') }));
    // A list fills the empty cards it is pasted over.
    const kept = state.get().cards.filter(({ name, lines }) => intents[0]?.name === '' || name !== '' || lines !== '');
    change({ cards: [...kept, ...made] });
    later();
    return made[0]?.key ?? 0;
  }

  function putBack(cards: readonly IntentCard[]): Promise<ReturnType<typeof success<null>>> {
    change({ cards });
    later();
    return Promise.resolve(success(null));
  }

  return {
    ...state,
    add,
    edit(key, changes) {
      change({ cards: state.get().cards.map((card) => (card.key === key ? { ...card, ...changes } : card)) });
      later();
    },
    remove(key) {
      const { cards } = state.get();
      const at = cards.findIndex((card) => card.key === key);
      const gone = cards[at];
      if (gone === undefined) return;
      change({ cards: cards.filter((card) => card !== gone) });
      later();
      if (gone.name === '' && gone.lines === '') return;
      desk.undoStack.done(`Intent “${gone.name}” removed`, () => {
        const now = state.get().cards;
        return putBack([...now.slice(0, at), gone, ...now.slice(at)]);
      });
    },
    clear() {
      const { cards } = state.get();
      change({ cards: [blank(keys++), blank(keys++)], tried: '' });
      later();
      desk.undoStack.done('Everything typed was cleared', () => putBack(cards));
    },
    tryOut(text) {
      change({ tried: text });
      later();
    },
    async saveAsDataset() {
      const typed = readTyped(typedOf(state.get().cards));
      if (!typed.ok) {
        change({ problem: typed.message });
        return false;
      }
      const examples = typed.value.flatMap(({ name, examples: own }) => own.map((text) => ({ text, labels: { intent: name } })));
      const saved = await saveDataset(desk.db, datasetOf(examples, [{ name: 'intent', kind: 'intent' }]), { name: 'Typed examples', source: 'typed' });
      if (!saved.ok) {
        desk.notify({ text: saved.message, tone: 'bad', forMs: 12_000 });
        return false;
      }
      const { open, existing } = saved.value;
      studioOf(desk).choose({ summary: open.summary, column: 'intent' });
      desk.notify({ text: existing ? `“${open.summary.name}” was saved before, and is chosen` : `Saved as “${open.summary.name}”, ${examples.length} rows` });
      return true;
    },
  };
}
