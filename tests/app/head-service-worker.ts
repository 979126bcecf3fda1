import { parseHead } from '../../src/classifier/parse-head.ts';

/** What the page asks: a head as its file has it, and texts with their embeddings. */
export interface AskedOfWorker {
  readonly metadata: string;
  readonly weights: Uint8Array<ArrayBuffer>;
  readonly texts: readonly string[];
  readonly embeddings: readonly Float32Array[];
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function answer({ metadata, weights, texts, embeddings }: AskedOfWorker): Promise<unknown> {
  const head = await parseHead(metadata, weights, sha256);
  if (!head.ok) return head.message;
  return texts.map((text, at) => [...head.value.probabilities(text, embeddings[at])]);
}

// Built as a page's module, run as a service worker.
addEventListener('message', (event: MessageEvent<AskedOfWorker>) => {
  void answer(event.data).then((told) => event.ports[0]?.postMessage(told));
});
