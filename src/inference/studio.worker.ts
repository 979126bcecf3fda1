import type { LabelledSet } from '../studio/labelled-set.ts';
import { createWebEnvironment } from './environment-web.ts';
import { StudioInHost } from './studio-in-host.ts';
import type { StudioReply, StudioRequest } from './studio-messages.ts';

/*
 * Training and judging away from the page and from the engine, which goes on triaging. Whoever wants a job to stop ends the worker:
 * nothing it does is half-done anywhere else.
 */
function post(reply: StudioReply): void {
  globalThis.postMessage(reply);
}

let studio: StudioInHost | null = null;
let known: { readonly key: string; readonly set: LabelledSet } | null = null;

async function answer({ id, models, job, setKey, set, current }: StudioRequest): Promise<void> {
  if (set !== null) known = { key: setKey, set };
  if (known?.key !== setKey) throw new Error('the worker was not told the dataset');
  studio ??= new StudioInHost(createWebEnvironment(), models, Date.now);
  const outcome = await studio.run(known.set, job, current, (step) => post({ id, type: 'step', step }));
  post({ id, type: 'done', outcome });
}

globalThis.addEventListener('message', ({ data }: MessageEvent<StudioRequest>) => {
  answer(data).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    post({ id: data.id, type: 'done', outcome: { ok: false, code: 'internal', message: `The studio could not do this. Nothing was changed. (${why})` } });
  });
});
