import type { Outcome } from '../tickets/outcome.ts';
import { askHubSize, downloadHubModel, hostOf, type DownloadHost } from './download-hub-model.ts';
import type { FromDownloadWorker, HubSize, ToDownloadWorker } from './hub-download-messages.ts';
import { hubFailure, type HubErrorCode } from './hub-failures.ts';
import { hexSha256, openHubStore, type StoredModel } from './hub-store.ts';

/*
 * The only code of the desk that can reach another address: the server gives this script, by its file name, a content
 * security policy with the hub in it (proxy/static-app.ts). So it is kept to that: it is told a model's name, and never
 * sees a ticket, an article or a question. One task, then it is done.
 */
const stop = new AbortController();
let violations = 0;
globalThis.addEventListener('securitypolicyviolation', () => {
  violations += 1;
});

const host: DownloadHost = {
  fetch: (url, init) => fetch(url, init),
  sha256: hexSha256,
  async wasBlocked() {
    // The event comes after the rejection.
    await new Promise((resolve) => setTimeout(resolve, 50));
    return violations > 0;
  },
};

function post(message: FromDownloadWorker): void {
  globalThis.postMessage(message);
}

async function run({ type, origin, model }: Extract<ToDownloadWorker, { type: 'ask' | 'download' }>): Promise<Outcome<HubSize | StoredModel, HubErrorCode>> {
  if (type === 'ask') return askHubSize(origin, model, host, stop.signal);
  const store = await openHubStore();
  if (store === null) return hubFailure('no-storage', hostOf(origin));
  let told = 0;
  const download = (): Promise<Outcome<StoredModel, HubErrorCode>> =>
    downloadHubModel(
      origin,
      model,
      store,
      host,
      (progress) => {
        // Ten a second are as many as anyone can see.
        if (Date.now() - told < 100) return;
        told = Date.now();
        post({ type: 'progress', ...progress });
      },
      stop.signal,
    );
  // Two tabs writing one model would lay pieces over each other's.
  return navigator.locks.request(`tabdesk-hub-${model.id}`, { ifAvailable: true }, (lock) =>
    lock === null ? Promise.resolve(hubFailure('elsewhere', hostOf(origin))) : download(),
  );
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ToDownloadWorker>) => {
  if (data.type === 'stop') stop.abort();
  else void run(data).then((outcome) => post({ type: 'end', outcome }));
});
