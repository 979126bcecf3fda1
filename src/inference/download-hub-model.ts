import { failure, success, type Outcome } from '../tickets/outcome.ts';
import { hubFailure, type HubErrorCode, type HubFailure } from './hub-failures.ts';
import { hubFileUrl, modelBytes, type HubFile, type HubModel } from './hub-models.ts';
import { storedBytes, withFile, type HubStore, type StoredModel } from './hub-store.ts';

/** What a download needs from where it runs. */
export interface DownloadHost {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  readonly sha256: (bytes: Uint8Array<ArrayBuffer>) => Promise<string>;
  /** Whether the page's policy, not the network, stopped a request to this address just now. */
  readonly wasBlocked: () => Promise<boolean>;
}

export interface DownloadProgress {
  readonly doneBytes: number;
  readonly totalBytes: number;
}

/** Bytes of a piece: what a cut connection costs at most, and what a download holds in memory. */
const partBytes = 2 * 1024 * 1024;
/** How much more than expected a file may have before it is refused. */
const tooMuch = 1.5;
/** A small file may grow by this much all the same. */
const slackBytes = 64 * 1024;
/** Milliseconds without a single byte after which a connection counts as cut. */
const stalledMs = 30_000;

class HubProblem extends Error {
  constructor(readonly code: Exclude<HubErrorCode, 'internal'>) {
    super(code);
  }
}

/** Nothing of the desk goes along: no cookie, no referrer, no cache of the browser that would keep the file twice. */
const plainRequest: RequestInit = { mode: 'cors', credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store' };

/**
 * Asks the hub what the model's files have, without fetching them. Bytes of the whole model, and whether the hub said so
 * of every file (it need not: then it is what the list says).
 */
export async function askHubSize(
  origin: string,
  model: HubModel,
  host: DownloadHost,
  signal: AbortSignal,
): Promise<Outcome<{ readonly bytes: number; readonly exact: boolean }, HubErrorCode>> {
  return settle(origin, host, signal, async () => {
    let bytes = 0;
    let exact = true;
    for (const file of model.files) {
      const response = await host.fetch(hubFileUrl(origin, model, file.path), { ...plainRequest, method: 'HEAD', signal: withTimeout(signal) });
      checkAnswer(response);
      const told = Number(response.headers.get('content-length') ?? 0);
      if (told > limitOf(file)) throw new HubProblem('too-large');
      // Smaller than expected is a compressed transfer.
      if (told < file.bytes) exact &&= file.sha256 !== null && told > 0;
      bytes += Math.max(told, file.bytes);
    }
    return success({ bytes, exact });
  });
}

/**
 * Downloads what is missing of a model, file by file, each in pieces that are kept at once. Answers the stored model, whole
 * but still `partial`: whoever has seen it embed a sentence makes it ready. A failure leaves what is sound of it, for
 * another try, except where there is no room: then all of it is removed.
 */
export async function downloadHubModel(
  origin: string,
  model: HubModel,
  store: HubStore,
  host: DownloadHost,
  onProgress: (progress: DownloadProgress) => void,
  signal: AbortSignal,
): Promise<Outcome<StoredModel, HubErrorCode>> {
  const done = await settle(origin, host, signal, async () => {
    let stored = await begin(origin, model, store);
    const totalBytes = modelBytes(model);
    for (const file of model.files) {
      if (stored.files.some(({ path, sha256 }) => path === file.path && sha256 !== null)) continue;
      stored = await downloadFile(origin, file, stored, store, host, (doneBytes) => onProgress({ doneBytes, totalBytes: Math.max(totalBytes, doneBytes) }), signal);
    }
    return success(stored);
  });
  if (!done.ok && done.code === 'disk-full') await store.remove(model.id);
  return done;
}

/** What is here already, or a new beginning: another commit's pieces fit nothing. */
async function begin(origin: string, model: HubModel, store: HubStore): Promise<StoredModel> {
  const before = await store.read(model.id);
  if (before !== null && before.model.revision === model.revision && before.origin === origin) return { ...before, model };
  await store.remove(model.id);
  const files = model.files.map(({ path }) => ({ path, parts: [], sha256: null }));
  const stored: StoredModel = { format: 1, state: 'partial', model, origin, files, perSecond: null };
  await store.write(stored);
  return stored;
}

async function downloadFile(
  origin: string,
  file: HubFile,
  before: StoredModel,
  store: HubStore,
  host: DownloadHost,
  report: (doneBytes: number) => void,
  signal: AbortSignal,
): Promise<StoredModel> {
  let stored = before;
  const { path } = file;
  const stall = new Stall(signal);
  const have = bytesOf(stored, path);
  const fromStart = have === 0;
  try {
    const isWhole = !fromStart && have >= file.bytes && file.sha256 !== null;
    if (!isWhole) {
      // A range without an end is a request the hub need not be asked leave for first.
      const headers = fromStart ? {} : { headers: { range: `bytes=${have}-` } };
      const response = await host.fetch(hubFileUrl(origin, stored.model, path), { ...plainRequest, ...headers, signal: stall.signal });
      // It has no more than we have: what we have is then checked as it is.
      if (response.status !== 416) {
        checkAnswer(response);
        if (!fromStart && !goesOn(response, have)) stored = await store.dropFile(stored, path);
        stored = await takeBody(response, file, stored, store, stall, report);
      }
    }
    const bytes = await store.readFile(stored, path);
    const sha256 = await host.sha256(bytes);
    if (file.sha256 !== null && sha256 !== file.sha256) {
      await store.dropFile(stored, path);
      throw new HubProblem('changed');
    }
    stored = withFile(stored, { path, parts: stored.files.find((each) => each.path === path)?.parts ?? [], sha256 });
    await store.write(stored);
    return stored;
  } finally {
    stall.end();
  }
}

/** Whether an answer to a request for the rest is the rest. One that says nothing of where it begins is believed. */
function goesOn(response: Response, have: number): boolean {
  if (response.status !== 206) return false;
  const range = response.headers.get('content-range');
  return range === null || range.startsWith(`bytes ${have}-`);
}

async function takeBody(
  response: Response,
  file: HubFile,
  before: StoredModel,
  store: HubStore,
  stall: Stall,
  report: (doneBytes: number) => void,
): Promise<StoredModel> {
  let stored = before;
  if (response.body === null) throw new HubProblem('cut');
  const reader = response.body.getReader();
  const piece = new Uint8Array(partBytes);
  let filled = 0;
  const keep = async (): Promise<void> => {
    if (filled === 0) return;
    stored = await store.addPart(stored, file.path, piece.slice(0, filled));
    filled = 0;
  };
  let problem: Error | null = null;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      stall.alive();
      for (let at = 0; at < value.byteLength; ) {
        const take = Math.min(partBytes - filled, value.byteLength - at);
        piece.set(value.subarray(at, at + take), filled);
        filled += take;
        at += take;
        if (filled === partBytes) await keep();
      }
      if (bytesOf(stored, file.path) + filled > limitOf(file)) {
        await reader.cancel();
        await store.dropFile(stored, file.path);
        throw new HubProblem('too-large');
      }
      report(storedBytes(stored) + filled);
    }
  } catch (error) {
    problem = error instanceof Error ? error : new Error(String(error));
  }
  if (problem instanceof HubProblem) throw problem;
  // What came before the connection broke is good, and is kept.
  await keep();
  if (problem !== null) throw isDiskFull(problem) || (isAbort(problem) && !stall.isStalled) ? problem : new HubProblem('cut');
  if (file.sha256 !== null && bytesOf(stored, file.path) < file.bytes) throw new HubProblem('cut');
  return stored;
}

function bytesOf(stored: StoredModel, path: string): number {
  return stored.files.find((file) => file.path === path)?.parts.reduce((sum, part) => sum + part, 0) ?? 0;
}

function limitOf(file: HubFile): number {
  return Math.max(file.bytes * tooMuch, file.bytes + slackBytes);
}

function checkAnswer(response: Response): void {
  const { status } = response;
  if (status === 404 || status === 410) throw new HubProblem('not-found');
  if (status === 401 || status === 403) throw new HubProblem('refused');
  if (!response.ok) throw new HubProblem('hub-error');
  if (response.headers.get('content-type')?.startsWith('text/html') === true) throw new HubProblem('not-a-model');
}

function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isDiskFull(error: unknown): boolean {
  return error instanceof Error && /quota/i.test(`${error.name} ${error.message}`);
}

function withTimeout(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(stalledMs)]);
}

/** Ends a request in which nothing has come for too long. */
class Stall {
  readonly #controller = new AbortController();
  readonly signal: AbortSignal;
  #timer: ReturnType<typeof setTimeout> | undefined;
  isStalled = false;

  constructor(outer: AbortSignal) {
    this.signal = AbortSignal.any([outer, this.#controller.signal]);
    this.alive();
  }

  alive(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.isStalled = true;
      this.#controller.abort();
    }, stalledMs);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** Runs one task so that it ends in words. */
async function settle<T>(
  origin: string,
  host: DownloadHost,
  signal: AbortSignal,
  work: () => Promise<Outcome<T, HubErrorCode>>,
): Promise<Outcome<T, HubErrorCode>> {
  const name = hostOf(origin);
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) return hubFailure('aborted', name);
    return await describe(error, name, host);
  }
}

async function describe(error: unknown, name: string, host: DownloadHost): Promise<HubFailure> {
  if (error instanceof HubProblem) return hubFailure(error.code, name);
  if (isDiskFull(error)) return hubFailure('disk-full', name);
  // A request that gets no answer rejects with a TypeError, whatever the reason; a timeout with one of its own name.
  if (error instanceof TypeError) return hubFailure((await host.wasBlocked()) ? 'blocked' : 'offline', name);
  if (error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name)) return hubFailure('offline', name);
  const said = error instanceof Error ? error.message : String(error);
  return failure('internal', `The download failed unexpectedly (${said.split('\n', 1)[0] ?? ''}). Nothing was changed. Try again.`);
}

/** The hub's name for people: `huggingface.co`. */
export function hostOf(origin: string): string {
  return URL.canParse(origin) ? new URL(origin).host : origin;
}
