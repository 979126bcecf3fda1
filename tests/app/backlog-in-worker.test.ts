import { describe, expect, it } from 'vitest';
import { createBacklogInWorker } from '../../src/app/backlog-in-worker.ts';
import type { FromTriageWorker, ToTriageWorker } from '../../src/app/triage-backlog-messages.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';

/** A worker that only keeps what it is sent. */
class FakeWorker extends EventTarget {
  readonly heard: ToTriageWorker[] = [];
  ended = false;
  postMessage(message: ToTriageWorker): void {
    this.heard.push(message);
  }
  terminate(): void {
    this.ended = true;
  }
  say(data: FromTriageWorker): void {
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
}

function open(isWork: () => Promise<boolean>, keepMs = 10) {
  const workers: FakeWorker[] = [];
  const backlog = createBacklogInWorker({
    startWorker() {
      const worker = new FakeWorker();
      workers.push(worker);
      return worker;
    },
    load: () => ({ modelsUrl: '/models/', intentHead: 'intent', encoder: null, playbook: defaultPlaybook }),
    anythingToDo: isWork,
    keepMs,
  });
  return { backlog, workers };
}

const settle = (ms = 0): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('background triage in a worker of its own', () => {
  it('starts none while there is nothing to do', async () => {
    const { backlog, workers } = open(() => Promise.resolve(false));
    backlog.wake();
    await settle();
    expect(workers).toHaveLength(0);
  });

  it('starts one however often it is woken, and says what the worker says', async () => {
    const { backlog, workers } = open(() => Promise.resolve(true));
    backlog.wake();
    backlog.wake();
    await settle();
    backlog.wake();
    expect(workers).toHaveLength(1);
    expect(workers[0]?.heard.map(({ type }) => type)).toEqual(['start', 'wake', 'wake']);
    workers[0]?.say({ type: 'state', state: { status: 'running', done: 1, total: 5 } });
    expect(backlog.get()).toEqual({ status: 'running', done: 1, total: 5 });
  });

  it('looks again for work that came while it was looking', async () => {
    const answers: ((isWork: boolean) => void)[] = [];
    const { backlog, workers } = open(() => new Promise((resolve) => answers.push(resolve)));
    backlog.wake();
    backlog.wake();
    answers[0]?.(false);
    await settle();
    answers[1]?.(true);
    await settle();
    expect(workers).toHaveLength(1);
  });

  it('ends the worker when it has rested, and starts another when there is work again', async () => {
    const { backlog, workers } = open(() => Promise.resolve(true));
    backlog.wake();
    await settle();
    workers[0]?.say({ type: 'rest' });
    await settle(30);
    expect(workers[0]?.ended).toBe(true);
    backlog.wake();
    await settle();
    expect(workers).toHaveLength(2);
  });

  it('keeps a resting worker that is given work', async () => {
    const { backlog, workers } = open(() => Promise.resolve(true), 30);
    backlog.wake();
    await settle();
    workers[0]?.say({ type: 'rest' });
    backlog.wake();
    await settle(60);
    expect(workers[0]?.ended).toBe(false);
  });

  it('tells when the worker dies, and begins with a fresh one when asked to go on', async () => {
    const { backlog, workers } = open(() => Promise.resolve(true));
    backlog.wake();
    await settle();
    workers[0]?.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }));
    expect(backlog.get()).toMatchObject({ status: 'failed', message: expect.stringContaining('out of memory') as string });
    expect(workers[0]?.ended).toBe(true);
    backlog.resume();
    await settle();
    expect(workers).toHaveLength(2);
    expect(backlog.get().status).toBe('idle');
  });

  it('tells why nobody can say whether there is work', async () => {
    const { backlog } = open(() => Promise.reject(new Error('The engine could not start.')));
    backlog.wake();
    await settle();
    expect(backlog.get()).toMatchObject({ status: 'failed', message: 'The engine could not start.' });
  });

  it('stays paused whatever the worker or the desk says, until it is resumed', async () => {
    const { backlog, workers } = open(() => Promise.resolve(true));
    backlog.wake();
    await settle();
    backlog.pause();
    workers[0]?.say({ type: 'state', state: { status: 'running', done: 2, total: 5 } });
    backlog.wake();
    expect(backlog.get().status).toBe('paused');
    expect(workers[0]?.heard.at(-1)).toEqual({ type: 'pause' });
    backlog.resume();
    expect(workers[0]?.heard.at(-1)).toEqual({ type: 'resume' });
  });
});
