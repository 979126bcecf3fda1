import type { EncoderProgress, PassageVectors } from '../inference/api.ts';
import { HubDownloads } from '../inference/hub-download.ts';
import { HubWorkerFailed } from '../inference/hub-encoder.ts';
import { defaultHub, modelBytes, readHub, type Hub, type HubModel } from '../inference/hub-models.ts';
import { openHubStore, storedBytes, type HubStore, type StoredModel } from '../inference/hub-store.ts';
import { startHubEncoderHere } from '../inference/start-hub-encoder.ts';
import { describeStorageError } from '../storage/describe-storage-error.ts';
import { saveSetting } from '../storage/save-settings.ts';
import { addPendingVectors, dropPendingVectors, loadVectorsOf } from '../storage/save-vectors.ts';
import type { TabdeskDatabase } from '../storage/schema.ts';
import { bytes } from '../ui/format-time.ts';
import { countSent } from './count-requests.ts';
import type { Desk } from './desk-context.ts';
import { readAllPassages, vectorKey } from './knowledge-passages.ts';
import { loadSearchEncoder, searchEncoderKey } from './search-encoder.ts';
import { createStore, type Store } from './store.ts';

export type ModelState =
  | { readonly status: 'absent' }
  | { readonly status: 'asking' }
  | { readonly status: 'offered'; readonly bytes: number; readonly exact: boolean }
  | { readonly status: 'downloading'; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly status: 'trying' }
  | { readonly status: 'partial'; readonly doneBytes: number; readonly totalBytes: number }
  | { readonly status: 'ready'; readonly bytes: number; readonly perSecond: number | null };

export interface ModelRow {
  readonly model: HubModel;
  readonly state: ModelState;
  /** What went wrong last, in words. */
  readonly problem: string | null;
}

/** Another encoder is reading the passages, while the old index answers. */
export interface Switching {
  /** Null for the shipped one. */
  readonly to: string | null;
  readonly phase: EncoderProgress['status'];
  readonly done: number;
  readonly total: number;
  /** As measured since it began; null until there is something to go by. */
  readonly leftMs: number | null;
}

export interface SearchModelsState {
  /** Null while it is looked up. */
  readonly hub: Hub | null;
  /** The id of the downloaded encoder that search goes by; null for the shipped one. */
  readonly using: string | null;
  readonly rows: readonly ModelRow[];
  readonly switching: Switching | null;
  /** What went wrong with the last change of encoder. */
  readonly problem: string | null;
}

/** Vectors are put on disk in lots of this many: what a reload in the middle costs at most. */
const lotRows = 128;

/** Held by the tab that changes the encoder. */
const lockName = 'tabdesk-search-encoder';

/** Search models of this tab; the same one however often the settings are opened. */
let opened: SearchModels | null = null;

export function searchModels(desk: Desk): SearchModels {
  opened ??= new SearchModels(desk);
  return opened;
}

/** What the server says of the hub; its usual one where it says nothing. */
async function findHub(): Promise<Hub> {
  try {
    const response = await fetch('/hub.json', { cache: 'no-store' });
    return (response.ok ? readHub(await response.json()) : null) ?? defaultHub;
  } catch {
    return defaultHub;
  }
}

/**
 * Downloaded encoders: which there are, what is here of them, and which one search goes by. Nothing is asked of the hub
 * before `ask`, nothing fetched before `download`. A task goes on when its view is left.
 */
export class SearchModels {
  readonly #desk: Desk;
  readonly #state = createStore<SearchModelsState>({ hub: null, using: null, rows: [], switching: null, problem: null });
  readonly #downloads = new HubDownloads();
  readonly #tasks = new Map<string, AbortController>();
  #switch: AbortController | null = null;
  #isFollowing = false;
  #store: Promise<HubStore | null> | null = null;
  #opening: Promise<void> | null = null;

  constructor(desk: Desk) {
    this.#desk = desk;
    // A downloaded encoder may have failed to start, or have been replaced with the engine.
    desk.engineState.subscribe(() => this.#hear());
  }

  get store(): Store<SearchModelsState> {
    return this.#state;
  }

  /** Looks up what the hub has and what is here. */
  open(): Promise<void> {
    this.#opening ??= this.#look();
    return this.#opening;
  }

  /** Asks the hub for a model's size: the first request that leaves for it. */
  async ask(id: string): Promise<void> {
    const row = this.#row(id);
    const { hub } = this.#state.get();
    if (row === undefined || hub === null || this.#tasks.has(id)) return;
    const task = this.#begin(id, { status: 'asking' });
    countSent(hub.origin, row.model.files.length);
    const asked = await this.#downloads.ask(hub, row.model, task.signal);
    this.#tasks.delete(id);
    if (asked.ok) this.#change(id, { state: { status: 'offered', ...asked.value } });
    else this.#change(id, { state: row.state, problem: asked.code === 'aborted' ? null : asked.message });
  }

  async download(id: string): Promise<void> {
    const row = this.#row(id);
    const { hub } = this.#state.get();
    if (row === undefined || hub === null || this.#tasks.has(id)) return;
    const totalBytes = modelBytes(row.model);
    const task = this.#begin(id, { status: 'downloading', doneBytes: 0, totalBytes });
    countSent(hub.origin, row.model.files.length);
    const done = await this.#downloads.download(hub, row.model, task.signal, (progress) => this.#change(id, { state: { status: 'downloading', ...progress } }));
    if (!done.ok) {
      this.#tasks.delete(id);
      await this.#downloads.settled();
      this.#change(id, { state: await this.#stateOf(row.model), problem: done.code === 'aborted' ? null : done.message });
      return;
    }
    this.#change(id, { state: { status: 'trying' } });
    const problem = await this.#try(id, done.value);
    this.#tasks.delete(id);
    this.#change(id, { state: await this.#stateOf(row.model), problem });
  }

  /** Stops asking or downloading; what came so far is kept. */
  stop(id: string): void {
    this.#tasks.get(id)?.abort();
  }

  /** Back from an offer nobody took. */
  async decline(id: string): Promise<void> {
    const row = this.#row(id);
    if (row !== undefined) this.#change(id, { state: await this.#stateOf(row.model) });
  }

  /** Removes a model from this browser. One that is in use gives way to the shipped encoder first. */
  async remove(id: string): Promise<void> {
    const row = this.#row(id);
    if (row === undefined) return;
    this.stop(id);
    if (this.#state.get().switching?.to === id) this.stopSwitching();
    if (this.#state.get().using === id && !(await this.use(null))) return;
    await this.#downloads.settled();
    const freed = await (await this.#openStore())?.remove(id);
    this.#change(id, { state: await this.#stateOf(row.model) });
    this.#desk.notify({ text: `${row.model.name} is deleted. ${bytes(freed ?? 0)} are free again.` });
  }

  /**
   * Makes search go by a downloaded encoder, or by the shipped one (null). Answers whether it does. The choice is kept
   * before it is done, so that a desk closed in the middle goes on with it when it is opened again.
   */
  async use(id: string | null): Promise<boolean> {
    const done = await navigator.locks.request(lockName, { ifAvailable: true }, (lock) => (lock === null ? null : this.#use(id)));
    if (done === null) this.#set({ problem: 'Another tab is changing the search model at the moment. Wait for it, or stop it there.' });
    return done ?? false;
  }

  stopSwitching(): void {
    this.#switch?.abort();
  }

  /** Does what the desk's setting says and this tab does not yet: a change that was cut off, or one made in another tab. */
  async follow(): Promise<void> {
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    await this.#desk.engineLoaded;
    // Whoever holds it is changing the encoder, this tab included; what is to be done then is looked up after that.
    await navigator.locks.request(lockName, async () => {
      this.#isFollowing = false;
      const [info, setting] = await Promise.all([this.#desk.engine.info(), loadSearchEncoder(this.#desk.db)]);
      const wanted = setting.next ?? setting.using?.id ?? null;
      if (info.ok && wanted !== (info.value.encoder?.hub ?? null)) await this.#use(wanted);
    });
  }

  /** What the engine says it searches by; while a downloaded encoder is being started it does not say. */
  #hear(): void {
    const state = this.#desk.engineState.get();
    const encoder = state.status === 'ready' ? state.info.encoder : null;
    if (encoder !== null && this.#switch === null && encoder.hub !== this.#state.get().using) this.#set({ using: encoder.hub });
  }

  async #look(): Promise<void> {
    const [hub, setting, store] = await Promise.all([findHub(), loadSearchEncoder(this.#desk.db), this.#openStore()]);
    const here = (await store?.list()) ?? [];
    // What was downloaded from another list can still be used and deleted.
    const others = here.map(({ model }) => model).filter(({ id }) => !hub.models.some((model) => model.id === id));
    const rows = await Promise.all([...hub.models, ...others].map(async (model) => ({ model, state: await this.#stateOf(model), problem: null })));
    this.#set({ hub, rows, using: setting.using?.id ?? null });
    this.#hear();
  }

  #openStore(): Promise<HubStore | null> {
    this.#store ??= openHubStore().catch(() => null);
    return this.#store;
  }

  async #stateOf(model: HubModel): Promise<ModelState> {
    const stored = (await (await this.#openStore())?.read(model.id)) ?? null;
    if (stored === null) return { status: 'absent' };
    const here = storedBytes(stored);
    if (stored.state === 'ready') return { status: 'ready', bytes: here, perSecond: stored.perSecond };
    return here === 0 ? { status: 'absent' } : { status: 'partial', doneBytes: here, totalBytes: Math.max(here, modelBytes(model)) };
  }

  /** Whether a downloaded model is one: it has to read a few sentences. What is not goes again. Null when it is sound. */
  async #try(id: string, stored: StoredModel): Promise<string | null> {
    const store = await this.#openStore();
    try {
      const encoder = await startHubEncoderHere(id);
      await encoder.dispose();
      await store?.write({ ...stored, state: 'ready', perSecond: encoder.about.perSecond });
      return null;
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error);
      if (error instanceof HubWorkerFailed) return `It could not be tried here (${said}). What was downloaded is kept, and nothing else was changed. Go on later.`;
      await store?.remove(id);
      return `What was downloaded is no working model (${said}). It was removed, and nothing else was changed.`;
    }
  }

  async #use(id: string | null): Promise<boolean> {
    if (this.#switch !== null) return false;
    const { db, engine } = this.#desk;
    const controller = new AbortController();
    this.#switch = controller;
    this.#set({ switching: { to: id, phase: 'starting', done: 0, total: 0, leftMs: null }, problem: null });
    try {
      const before = await loadSearchEncoder(db);
      await saveSetting(db, searchEncoderKey, { ...before, next: id });
      const names = await readNames(db);
      const stored = id === null ? null : await loadVectorsOf(db, id);
      if (stored === null) await dropPendingVectors(db);
      const known = stored === null ? null : { ...stored, ids: stored.ids.map((key) => names.idOf.get(key) ?? '') };
      const lots = new VectorLots(db, names.keyOf);
      const clock = new Remaining();
      const changed = await engine.useEncoder(id, known, {
        signal: controller.signal,
        onProgress: ({ status, done, total, made }) => {
          if (id !== null && made !== null) lots.add(made);
          this.#set({ switching: { to: id, phase: status, done, total, leftMs: status === 'embedding' ? clock.left(done, total) : null } });
        },
      });
      await lots.settled();
      if (!changed.ok) {
        // One that can not be started any more is not tried again at every start.
        const isGone = changed.code === 'model-missing' && before.using?.id === id;
        await saveSetting(db, searchEncoderKey, { using: isGone ? null : before.using, next: null });
        await dropPendingVectors(db);
        this.#set({ problem: changed.code === 'aborted' ? null : changed.message });
        return false;
      }
      this.#set({ using: id });
      // Embeds nothing again, and stores what was made under the names of the passages.
      await this.#desk.knowledge.reload();
      await saveSetting(db, searchEncoderKey, { using: id === null ? null : { id, scale: changed.value.scale }, next: null });
      await dropPendingVectors(db);
      return true;
    } catch (error) {
      this.#set({ problem: describeStorageError(error).message });
      return false;
    } finally {
      this.#switch = null;
      this.#set({ switching: null });
      this.#desk.refreshEngine();
    }
  }

  #begin(id: string, state: ModelState): AbortController {
    const task = new AbortController();
    this.#tasks.set(id, task);
    this.#change(id, { state });
    return task;
  }

  #row(id: string): ModelRow | undefined {
    return this.#state.get().rows.find(({ model }) => model.id === id);
  }

  #change(id: string, { state, problem = null }: { readonly state: ModelState; readonly problem?: string | null }): void {
    this.#set({ rows: this.#state.get().rows.map((row) => (row.model.id === id ? { ...row, state, problem } : row)) });
  }

  #set(changes: Partial<SearchModelsState>): void {
    this.#state.set({ ...this.#state.get(), ...changes });
  }
}

interface Names {
  /** What a passage's vector is stored by, which changes with what an encoder reads of it. */
  readonly keyOf: ReadonlyMap<string, string>;
  readonly idOf: ReadonlyMap<string, string>;
}

async function readNames(db: TabdeskDatabase): Promise<Names> {
  const { passages } = await readAllPassages(db);
  const pairs = passages.map((passage) => [passage.id, vectorKey(passage)] as const);
  return { keyOf: new Map(pairs), idOf: new Map(pairs.map(([id, key]) => [key, id])) };
}

/** Puts vectors on disk as they are made, a lot at a time and one lot after the other. */
class VectorLots {
  readonly #db: TabdeskDatabase;
  readonly #keyOf: ReadonlyMap<string, string>;
  #waiting: PassageVectors[] = [];
  #rows = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(db: TabdeskDatabase, keyOf: ReadonlyMap<string, string>) {
    this.#db = db;
    this.#keyOf = keyOf;
  }

  add(made: PassageVectors): void {
    this.#waiting.push(made);
    this.#rows += made.ids.length;
    if (this.#rows >= lotRows) this.#write();
  }

  settled(): Promise<unknown> {
    return this.#writing;
  }

  #write(): void {
    const [first, ...others] = this.#waiting;
    if (first === undefined) return;
    const parts = [first, ...others];
    const data = new Float32Array(this.#rows * first.dimension);
    let at = 0;
    for (const part of parts) {
      data.set(part.data, at);
      at += part.data.length;
    }
    // A passage that came meanwhile has no name here yet, and is read again.
    const ids = parts.flatMap((part) => part.ids.map((id) => this.#keyOf.get(id) ?? ''));
    this.#waiting = [];
    this.#rows = 0;
    // A full disk is no reason to stop: a reload then begins anew.
    this.#writing = this.#writing.then(() => addPendingVectors(this.#db, { model: first.model, dimension: first.dimension, ids, data }));
  }
}

/** How long something takes yet, by how fast it went so far. */
class Remaining {
  #first: { readonly at: number; readonly done: number } | null = null;

  left(done: number, total: number): number | null {
    const now = performance.now();
    this.#first ??= { at: now, done };
    const went = done - this.#first.done;
    return went <= 0 ? null : ((now - this.#first.at) / went) * (total - done);
  }
}
