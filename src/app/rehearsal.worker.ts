import { createWebEnvironment } from '../inference/environment-web.ts';
import { openDatabase } from '../storage/open-database.ts';
import { failure, type Outcome } from '../tickets/outcome.ts';
import { createHeadOpener } from './open-candidate-head.ts';
import { RehearsalJob } from './rehearsal-job.ts';
import type { FromRehearsal, RehearsalErrorCode, RehearsalModels, ToRehearsal } from './rehearsal-messages.ts';

/*
 * Rehearsals away from the page. The archive is read from the database here and stays here: 50,000 threads would hold the page up on
 * their way through it. A question that comes stops the one before, whose answer nobody wants any more.
 */
function post(message: FromRehearsal): void {
  globalThis.postMessage(message);
}

const tellEveryMs = 80;

let job: Promise<Outcome<RehearsalJob, RehearsalErrorCode>> | null = null;
let newest = 0;
const stopped = new Set<number>();
let last: Promise<unknown> = Promise.resolve();

async function open(models: RehearsalModels): Promise<Outcome<RehearsalJob, RehearsalErrorCode>> {
  const opened = await openDatabase();
  if (!opened.ok) return failure('storage', opened.message);
  const environment = createWebEnvironment();
  return { ok: true, value: new RehearsalJob({ db: opened.value, openHead: createHeadOpener(opened.value, environment, models), clock: () => environment.clock(), yieldToEvents: () => environment.yieldToEvents() }) };
}

function describe(error: unknown): Outcome<never, RehearsalErrorCode> {
  return failure('internal', `The rehearsal could not go on. Nothing was changed; try again. (${error instanceof Error ? error.message : String(error)})`);
}

async function rehearse({ id, question, models }: Extract<ToRehearsal, { readonly type: 'rehearse' }>): Promise<void> {
  let told = 0;
  const isStopped = (): boolean => id !== newest || stopped.has(id);
  try {
    const made = await (job ??= open(models));
    const outcome = made.ok
      ? await made.value.run(
          id,
          question,
          (step) => {
            const now = performance.now();
            if (now - told < tellEveryMs && step.done > 0) return;
            told = now;
            post({ type: 'step', id, step });
          },
          isStopped,
        )
      : made;
    // The next question tries to open it again.
    if (!made.ok) job = null;
    post({ type: 'done', id, outcome });
  } catch (error) {
    post({ type: 'done', id, outcome: describe(error) });
  } finally {
    stopped.delete(id);
  }
}

globalThis.addEventListener('message', ({ data }: MessageEvent<ToRehearsal>) => {
  if (data.type === 'stop') stopped.add(data.id);
  else if (data.type === 'rehearse') {
    newest = data.id;
    last = last.then(() => rehearse(data));
  } else {
    const { id, request } = data;
    void (job ?? Promise.resolve(failure('gone', ''))).then((made) => {
      try {
        post({ type: 'done', id, outcome: made.ok ? made.value.list(request) : made });
      } catch (error) {
        post({ type: 'done', id, outcome: describe(error) });
      }
    });
  }
});
