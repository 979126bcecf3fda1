import { largestFile } from '../playbook/largest-file.ts';
import type { ReadPlaybook } from '../playbook/playbook-file.ts';
import type { Template } from '../playbook/playbook.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';

/** What no playbook of people takes to read. */
const longestMs = 30_000;

/** Reads a playbook's file in a worker of its own, which is ended with `signal` or when it takes too long. A file that can't be used is said so in words. */
export async function readPlaybookInWorker(file: Blob, kept: readonly Template[], signal: AbortSignal): Promise<Outcome<ReadPlaybook, 'bad-file' | 'stopped'>> {
  if (file.size > largestFile * 4) return refuse(`it is larger than ${largestFile / 1_000_000} MB`);
  const text = await file.text();
  if (signal.aborted) return failure('stopped', 'Reading was stopped. Nothing was changed.');
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./playbook-file.worker.ts', import.meta.url), { type: 'module', name: 'tabdesk-playbook-file' });
    const end = (outcome: Outcome<ReadPlaybook, 'bad-file' | 'stopped'>): void => {
      clearTimeout(timer);
      worker.terminate();
      resolve(outcome);
    };
    const timer = setTimeout(() => end(refuse('it takes too long to read')), longestMs);
    signal.addEventListener('abort', () => end(failure('stopped', 'Reading was stopped. Nothing was changed.')), { once: true });
    worker.addEventListener('message', ({ data }: MessageEvent<Outcome<ReadPlaybook, 'bad-file'>>) => end(data));
    worker.addEventListener('error', () => end(refuse('it can not be read on this device')));
    worker.postMessage({ text, kept });
  });
}

function refuse(why: string): { readonly ok: false; readonly code: 'bad-file'; readonly message: string } {
  return failure('bad-file', `This file can not be used as a playbook: ${why}. Nothing was changed.`);
}
