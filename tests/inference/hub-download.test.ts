import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { askHubSize, downloadHubModel, type DownloadHost, type DownloadProgress } from '../../src/inference/download-hub-model.ts';
import { defaultHub, hubFileUrl, modelBytes, readHub, type HubModel } from '../../src/inference/hub-models.ts';
import { HubStore, type ModelCache } from '../../src/inference/hub-store.ts';
import { serveStandInHub, type StandInHub } from './stand-in-hub.ts';

const id = 'Xenova/all-MiniLM-L6-v2';
const weights = Uint8Array.from({ length: 5_000_000 }, (_, i) => (i * 31) % 251);
const files = new Map([
  ['config.json', new Uint8Array(new TextEncoder().encode('{"model_type":"bert"}'))],
  ['onnx/model_quantized.onnx', weights],
]);
const sha256 = (bytes: Uint8Array): Promise<string> => Promise.resolve(createHash('sha256').update(bytes).digest('hex'));
const host: DownloadHost = { fetch: (url, init) => fetch(url, init), sha256, wasBlocked: () => Promise.resolve(false) };

/** Cache Storage as far as it is used; `room` bytes fit. */
class MemoryCache implements ModelCache {
  readonly entries = new Map<string, Uint8Array<ArrayBuffer>>();
  room = Infinity;
  match(url: string) {
    const body = this.entries.get(url);
    return Promise.resolve(body === undefined ? undefined : new Response(body));
  }
  async put(url: string, response: Response) {
    const body = new Uint8Array(await response.arrayBuffer());
    const used = [...this.entries].reduce((sum, [key, bytes]) => sum + (key === url ? 0 : bytes.byteLength), 0);
    if (used + body.byteLength > this.room) throw new DOMException('no room', 'QuotaExceededError');
    this.entries.set(url, body);
  }
  delete(url: string) {
    return Promise.resolve(this.entries.delete(url));
  }
  keys() {
    return Promise.resolve([...this.entries.keys()].map((url) => ({ url })));
  }
}

let hub: StandInHub;
let cache: MemoryCache;
let store: HubStore;
let model: HubModel;

beforeEach(async () => {
  hub = await serveStandInHub(new Map([[id, files]]));
  cache = new MemoryCache();
  store = new HubStore(cache);
  const [first] = hub.describe().models;
  if (first === undefined) throw new Error('the hub has no model');
  model = first;
});
afterEach(() => hub.close());

const never = new AbortController().signal;
const download = (onProgress: (progress: DownloadProgress) => void = () => undefined, signal: AbortSignal = never) =>
  downloadHubModel(hub.origin, model, store, host, onProgress, signal);

describe('asking for the size', () => {
  it('tells what the hub says, without fetching a file', async () => {
    expect(await askHubSize(hub.origin, model, host, never)).toEqual({ ok: true, value: { bytes: modelBytes(model), exact: true } });
    expect(hub.requests.every((request) => request.startsWith('HEAD '))).toBe(true);
  });

  it('says about how much it is where the hub does not tell', async () => {
    hub.mood = { silent: true };
    expect(await askHubSize(hub.origin, model, host, never)).toEqual({ ok: true, value: { bytes: modelBytes(model), exact: false } });
  });
});

describe('a download', () => {
  it('keeps every file, tells how far it is, and is not ready before somebody has tried the model', async () => {
    const told: number[] = [];
    const done = await download(({ doneBytes, totalBytes }) => {
      told.push(doneBytes);
      expect(totalBytes).toBe(modelBytes(model));
    });
    expect(done).toMatchObject({ ok: true, value: { state: 'partial' } });
    expect(told.at(-1)).toBe(modelBytes(model));
    expect(told).toEqual([...told].sort((a, b) => a - b));
    const { files: read } = await store.readAll(id, sha256);
    expect(Buffer.compare(read.get('onnx/model_quantized.onnx') ?? new Uint8Array(), weights)).toBe(0);
  });

  it('goes on where the connection broke', async () => {
    hub.mood = { cutAfter: 3_000_000 };
    expect(await download()).toMatchObject({ ok: false, code: 'cut' });
    await expect(store.readAll(id, sha256)).rejects.toThrow('never finished');
    hub.mood = {};
    const from = hub.requests.length;
    expect(await download()).toMatchObject({ ok: true });
    const again = hub.requests.slice(from);
    // The small file is not asked for again, and the weights from where they broke off.
    expect(again.some((request) => request.includes('config.json'))).toBe(false);
    const range = Number(/bytes=(\d+)-/.exec(again.join(' '))?.[1] ?? 0);
    expect(range).toBeGreaterThan(2_000_000);
    expect(range).toBeLessThanOrEqual(3_000_000);
    const { files: read } = await store.readAll(id, sha256);
    expect(Buffer.compare(read.get('onnx/model_quantized.onnx') ?? new Uint8Array(), weights)).toBe(0);
  });

  it('begins a file anew where the hub sends all of it again', async () => {
    hub.mood = { cutAfter: 3_000_000 };
    await download();
    hub.mood = { ignoresRanges: true };
    expect(await download()).toMatchObject({ ok: true });
    expect((await store.readAll(id, sha256)).files.get('onnx/model_quantized.onnx')?.byteLength).toBe(weights.byteLength);
  });

  it('stops when it is told to, and keeps what came', async () => {
    hub.mood = { slowMs: 2 };
    const stop = new AbortController();
    const done = await download(({ doneBytes }) => {
      if (doneBytes > 2_500_000) stop.abort();
    }, stop.signal);
    expect(done).toMatchObject({ ok: false, code: 'aborted' });
    hub.mood = {};
    expect(await download()).toMatchObject({ ok: true });
    expect(hub.requests.some((request) => /bytes=2\d{6}-/.test(request))).toBe(true);
  });

  it.each([
    ['a hub without the model', { status: 404 }, 'not-found'],
    ['a hub that wants an account', { status: 401 }, 'refused'],
    ['a hub with trouble of its own', { status: 503 }, 'hub-error'],
    ['a network that wants a login', { portal: true }, 'not-a-model'],
    ['weights with another checksum', { weights: weights.map((byte) => byte ^ 1) }, 'changed'],
    ['far too much', { weights: new Uint8Array(9_000_000) }, 'too-large'],
    ['too little', { weights: weights.slice(0, 1_000_000) }, 'cut'],
  ] as const)('says what is wrong with %s, and never takes it for a model', async (_, mood, code) => {
    hub.mood = mood;
    expect(await download()).toMatchObject({ ok: false, code });
    await expect(store.readAll(id, sha256)).rejects.toThrow();
    hub.mood = {};
    expect(await download()).toMatchObject({ ok: true });
  });

  it('says that the hub can not be reached', async () => {
    await hub.close();
    expect(await download()).toMatchObject({ ok: false, code: 'offline', message: expect.stringContaining('can not be reached. Nothing was changed') as string });
    hub = await serveStandInHub(new Map());
  });

  it('tells a policy of the page from a missing network', async () => {
    await hub.close();
    const blocked = { ...host, wasBlocked: () => Promise.resolve(true) };
    expect(await downloadHubModel(hub.origin, model, store, blocked, () => undefined, never)).toMatchObject({ ok: false, code: 'blocked' });
    hub = await serveStandInHub(new Map());
  });

  it('keeps nothing where there is no room', async () => {
    cache.room = 3_000_000;
    expect(await download()).toMatchObject({ ok: false, code: 'disk-full' });
    expect(cache.entries.size).toBe(0);
  });

  it('lays no pieces of another commit under a model', async () => {
    hub.mood = { cutAfter: 3_000_000 };
    await download();
    hub.mood = {};
    model = { ...model, revision: 'def456' };
    expect(await download()).toMatchObject({ ok: true });
    expect(hub.requests.filter((request) => request.includes('bytes='))).toEqual([]);
  });
});

describe('what is stored', () => {
  it('is refused when it changed, or when the browser cleared a part of it', async () => {
    await download();
    const [key] = [...cache.entries.keys()].filter((url) => url.includes('.onnx?part=1'));
    const before = cache.entries.get(key ?? '') ?? new Uint8Array();
    cache.entries.set(key ?? '', before.map((byte) => byte ^ 1));
    await expect(store.readAll(id, sha256)).rejects.toThrow('not what was downloaded');
    cache.entries.delete(key ?? '');
    await expect(store.readAll(id, sha256)).rejects.toThrow('no longer whole');
  });

  it('is gone when it is removed, and says how much that was', async () => {
    await download();
    expect(await store.list()).toHaveLength(1);
    expect(await store.remove(id)).toBe(modelBytes(model));
    expect(cache.entries.size).toBe(0);
  });
});

describe('what the server says of the hub', () => {
  it('is a mirror, with the usual models or its own', () => {
    expect(readHub({ origin: 'https://models.example.com/hf/' })).toEqual({ ...defaultHub, origin: 'https://models.example.com/hf' });
    expect(readHub(hub.describe())).toEqual(hub.describe());
    expect(hubFileUrl('https://models.example.com/hf', model, 'config.json')).toBe(`https://models.example.com/hf/${id}/resolve/abc123/config.json`);
  });

  it.each([
    ['no address', { origin: undefined }],
    ['an address that is none', { origin: 'models' }],
    ['a script', { origin: 'javascript:alert(1)' }],
    ['a path that climbs', { files: [{ path: '../secret', bytes: 1 }] }],
    ['a name that climbs', { id: '../secret' }],
    ['a model without files', { files: [] }],
    ['a pooling nobody knows', { pooling: 'max' }],
  ])('is not taken with %s', (_, wrong) => {
    const { origin, ...changes } = { origin: hub.origin, ...wrong } as Record<string, unknown>;
    expect(readHub({ origin: hub.origin, models: [{ ...model }] })).not.toBeNull();
    expect(readHub({ origin, models: [{ ...model, ...changes }] })).toBeNull();
  });
});
