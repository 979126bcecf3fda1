import { readHubModel, type HubModel } from './hub-models.ts';

/** The little of Cache Storage that is used. */
export interface ModelCache {
  match(url: string): Promise<Response | undefined>;
  put(url: string, response: Response): Promise<void>;
  delete(url: string): Promise<boolean>;
  keys(): Promise<readonly { readonly url: string }[]>;
}

/** One file as far as it is here. */
export interface StoredFile {
  readonly path: string;
  /** Bytes of each piece, in order. */
  readonly parts: readonly number[];
  /** Set once the file is whole; checked at every load. */
  readonly sha256: string | null;
}

/** What is here of a model. Only a `ready` one is ever used: whole, and seen to embed a sentence. */
export interface StoredModel {
  readonly format: 1;
  readonly state: 'partial' | 'ready';
  readonly model: HubModel;
  /** The hub it came from. */
  readonly origin: string;
  readonly files: readonly StoredFile[];
  /** Passages a second, as measured when it was tried after the download. */
  readonly perSecond: number | null;
}

export const modelCacheName = 'tabdesk-models';

/** Cache Storage wants addresses; nothing is ever fetched from this one. */
const base = 'https://models.invalid/';

/** A stored model that is not what it was: the browser cleared it, or it changed. The message is for people. */
export class BrokenModel extends Error {
  override readonly name = 'BrokenModel';
}

function partUrl(id: string, path: string, part: number): string {
  return `${base}${id}/${path}?part=${part}`;
}

function manifestUrl(id: string): string {
  return `${base}${id}/stored.json`;
}

export function storedBytes(stored: StoredModel): number {
  return stored.files.reduce((sum, file) => sum + file.parts.reduce((all, part) => all + part, 0), 0);
}

/** Downloaded models in Cache Storage, in pieces, so that a download that was cut off goes on where it stopped. */
export class HubStore {
  readonly #cache: ModelCache;

  constructor(cache: ModelCache) {
    this.#cache = cache;
  }

  /** What is here of a model; null when nothing is, or when it can not be read. */
  async read(id: string): Promise<StoredModel | null> {
    return readStored(await this.#cache.match(manifestUrl(id)));
  }

  async list(): Promise<StoredModel[]> {
    const manifests = (await this.#cache.keys()).filter(({ url }) => url.endsWith('/stored.json'));
    const read = await Promise.all(manifests.map(async ({ url }) => readStored(await this.#cache.match(url))));
    return read.filter((stored) => stored !== null);
  }

  /** The last thing written of a step: pieces that no manifest names do not exist. */
  async write(stored: StoredModel): Promise<void> {
    await this.#cache.put(manifestUrl(stored.model.id), new Response(JSON.stringify(stored), { headers: { 'content-type': 'application/json' } }));
  }

  /** Adds a piece to a file. Throws what the browser throws when there is no room. */
  async addPart(stored: StoredModel, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<StoredModel> {
    const parts = stored.files.find((file) => file.path === path)?.parts ?? [];
    await this.#cache.put(partUrl(stored.model.id, path, parts.length), new Response(bytes));
    const grown = withFile(stored, { path, parts: [...parts, bytes.byteLength], sha256: null });
    await this.write(grown);
    return grown;
  }

  /** Takes the pieces of a file away: they turned out to be wrong. */
  async dropFile(stored: StoredModel, path: string): Promise<StoredModel> {
    const without = withFile(stored, { path, parts: [], sha256: null });
    await this.write(without);
    const prefix = `${base}${stored.model.id}/${path}?part=`;
    for (const { url } of await this.#cache.keys()) if (url.startsWith(prefix)) await this.#cache.delete(url);
    return without;
  }

  /** A file put together from its pieces; throws `BrokenModel` when one is gone. */
  async readFile(stored: StoredModel, path: string): Promise<Uint8Array<ArrayBuffer>> {
    const parts = stored.files.find((file) => file.path === path)?.parts ?? [];
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part, 0));
    let at = 0;
    for (const [index, bytes] of parts.entries()) {
      const response = await this.#cache.match(partUrl(stored.model.id, path, index));
      const part = response === undefined ? null : new Uint8Array(await response.arrayBuffer());
      if (part?.byteLength !== bytes) throw new BrokenModel('its files are no longer whole in this browser');
      whole.set(part, at);
      at += bytes;
    }
    return whole;
  }

  /** All files of a model that is ready, each seen to be what was downloaded. Throws `BrokenModel` in words. */
  async readAll(id: string, sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>): Promise<{
    readonly stored: StoredModel;
    readonly files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
  }> {
    const stored = await this.read(id);
    if (stored === null) throw new BrokenModel('it is no longer in this browser');
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const { path, sha256: sum } of stored.files) {
      const bytes = await this.readFile(stored, path);
      if (sum === null) throw new BrokenModel('its download was never finished');
      if ((await sha256(bytes)) !== sum) throw new BrokenModel(`its file ${path} is not what was downloaded`);
      files.set(path, bytes);
    }
    return { stored, files };
  }

  /** Removes a model and answers the bytes that are free again. The manifest goes first: half a model is none. */
  async remove(id: string): Promise<number> {
    const stored = await this.read(id);
    await this.#cache.delete(manifestUrl(id));
    for (const { url } of await this.#cache.keys()) if (url.startsWith(`${base}${id}/`)) await this.#cache.delete(url);
    return stored === null ? 0 : storedBytes(stored);
  }
}

/** What marks vectors made by a stored model: another file under the same name makes other vectors. */
export function modelVersion(stored: StoredModel): string {
  const weights = stored.files.find((file) => file.path.endsWith('.onnx'));
  return (weights?.sha256 ?? '').slice(0, 12);
}

export function withFile(stored: StoredModel, file: StoredFile): StoredModel {
  return { ...stored, files: stored.files.map((each) => (each.path === file.path ? file : each)) };
}

async function readStored(response: Response | undefined): Promise<StoredModel | null> {
  if (response === undefined) return null;
  let data: unknown;
  try {
    data = await response.json();
  } catch {
    return null;
  }
  const { format, state, model, origin, files, perSecond } = (data ?? {}) as Record<string, unknown>;
  const described = readHubModel(model);
  if (format !== 1 || described === null || typeof origin !== 'string' || !Array.isArray(files)) return null;
  const read = (files as StoredFile[]).filter((file) => typeof file.path === 'string' && Array.isArray(file.parts));
  if (!described.files.every(({ path }) => read.some((file) => file.path === path))) return null;
  return {
    format,
    state: state === 'ready' ? 'ready' : 'partial',
    model: described,
    origin,
    files: read,
    perSecond: typeof perSecond === 'number' ? perSecond : null,
  };
}

/** SHA-256 in lower-case hex, where the browser has it. */
export async function hexSha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The browser's own store; null where it has none (a page without https). */
export async function openHubStore(): Promise<HubStore | null> {
  const { caches } = globalThis as { readonly caches?: CacheStorage };
  if (caches === undefined) return null;
  return new HubStore(await caches.open(modelCacheName));
}
