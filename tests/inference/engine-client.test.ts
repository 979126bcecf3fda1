import * as Comlink from 'comlink';
import { describe, expect, it } from 'vitest';
import type { Engine, LoadOptions } from '../../src/inference/api.ts';
import { createEngineClient, type EngineClientOptions } from '../../src/inference/engine-client.ts';
import type { EngineWorker } from '../../src/inference/engine-link.ts';
import { serveEngine } from '../../src/inference/engine-service.ts';
import { createRulesEngine } from '../../src/inference/rules-engine.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { makeTickets } from './engine-contract.ts';

const loadOptions: LoadOptions = { modelsUrl: '/nowhere/', intentHead: 'intent', encoder: null, playbook: defaultPlaybook };

/** A worker's life as the test wants it: its engine may die loudly, go silent, or never start. */
interface Death {
  /** The host says that the worker failed. */
  die(): void;
  /** It stops answering, and no one says so. */
  hang(): void;
}

/** A "worker" on this thread behind a real message channel, with a real engine (by rules) in it. */
function workerOnThisThread(wrap: (engine: Engine, death: Death) => Engine): EngineWorker {
  const { port1, port2 } = new MessageChannel();
  const listeners: ((why: string) => void)[] = [];
  const hang = (): void => port2.close();
  const death: Death = {
    hang,
    die() {
      hang();
      for (const listener of listeners) listener('it failed');
    },
  };
  Comlink.expose(serveEngine(wrap(createRulesEngine('A test'), death)), port2);
  return {
    port: port1,
    onFailure: (listener) => listeners.push(listener),
    terminate() {
      port1.close();
      port2.close();
    },
  };
}

function connect(wrap: (engine: Engine, death: Death) => Engine, options: Partial<EngineClientOptions> = {}): { readonly engine: Engine; readonly started: () => number } {
  let started = 0;
  const engine = createEngineClient({
    startWorker() {
      started += 1;
      return workerOnThisThread(wrap);
    },
    createFallback: () => Promise.resolve(createRulesEngine('The engine stopped several times')),
    ...options,
  });
  return { engine, started: () => started };
}

/** An engine that dies whenever it is handed one of these tickets. */
const poisonedBy =
  (...ids: readonly string[]) =>
  (engine: Engine, death: Death): Engine => ({
    ...bound(engine),
    triageMany(tickets, now, job) {
      if (!tickets.some((ticket) => ids.includes(ticket.id))) return engine.triageMany(tickets, now, job);
      death.die();
      return new Promise(() => undefined);
    },
  });

function bound(engine: Engine): Engine {
  return {
    load: engine.load.bind(engine),
    info: engine.info.bind(engine),
    triage: engine.triage.bind(engine),
    triageMany: engine.triageMany.bind(engine),
    embed: engine.embed.bind(engine),
    setPassages: engine.setPassages.bind(engine),
    updatePassages: engine.updatePassages.bind(engine),
    search: engine.search.bind(engine),
    searchMany: engine.searchMany.bind(engine),
    setRanking: engine.setRanking.bind(engine),
    useEncoder: engine.useEncoder.bind(engine),
    useHead: engine.useHead.bind(engine),
    setPlaybook: engine.setPlaybook.bind(engine),
    close: engine.close.bind(engine),
  };
}

describe('the engine client', () => {
  it('starts no worker before the first call', async () => {
    const { engine, started } = connect(bound);
    expect(started()).toBe(0);
    await engine.load(loadOptions);
    expect(started()).toBe(1);
    await engine.close();
  });

  it('names the one ticket that kills the worker twice as missing, and brings back every other', async () => {
    const { engine, started } = connect(poisonedBy('t-70'));
    await engine.load(loadOptions);
    const tickets = makeTickets(150);
    const done = await engine.triageMany(tickets, 0);
    if (!done.ok) throw new Error(done.message);
    expect(done.value.missing).toEqual(['t-70']);
    expect(done.value.triages.map((triage) => triage.ticketId)).toEqual(tickets.map((ticket) => ticket.id).filter((id) => id !== 't-70'));
    expect(started()).toBe(3);
    await engine.close();
  });

  it('goes on in process when the worker keeps dying, without handing it the tickets that killed it', async () => {
    const { engine } = connect(poisonedBy('t-3', 't-5', 't-7'));
    await engine.load(loadOptions);
    const done = await engine.triageMany(makeTickets(10), 0);
    if (!done.ok) throw new Error(done.message);
    expect(done.value.triages.length + done.value.missing.length).toBe(10);
    expect(done.value.missing.slice(0, 2)).toEqual(['t-3', 't-5']);
    const info = await engine.info();
    expect(info.ok && info.value.backend.why).toContain('stopped several times');
    await engine.close();
  });

  it('finds out by heartbeat that a worker is silent, and starts another', async () => {
    let silent = true;
    const { engine, started } = connect(
      (inner, death) => ({
        ...bound(inner),
        triage(ticket, now, job) {
          if (!silent) return inner.triage(ticket, now, job);
          silent = false;
          death.hang();
          return new Promise(() => undefined);
        },
      }),
      { heartbeatMs: 10, missedBeats: 3 },
    );
    await engine.load(loadOptions);
    const [ticket] = makeTickets(1);
    if (!ticket) throw new Error('no ticket');
    const lost = await engine.triage(ticket, 0);
    expect(lost.ok ? '' : lost.code).toBe('worker-crashed');
    const again = await engine.triage(ticket, 0);
    expect(again.ok).toBe(true);
    expect(started()).toBe(2);
    await engine.close();
  });

  it('does not take a busy worker for a dead one as long as it answers', async () => {
    const { engine, started } = connect(
      (inner) => ({ ...bound(inner), search: () => new Promise((resolve) => setTimeout(() => resolve({ ok: false, code: 'internal', message: 'Done late.' }), 300)) }),
      { heartbeatMs: 10, missedBeats: 3 },
    );
    await engine.load(loadOptions);
    const found = await engine.search('x');
    expect(found.ok ? '' : found.message).toBe('Done late.');
    expect(started()).toBe(1);
    await engine.close();
  });

  it('works by rules in process where no worker can be started at all', async () => {
    const { engine } = connect(bound, {
      startWorker() {
        throw new Error('workers are forbidden here');
      },
    });
    const info = await engine.load(loadOptions);
    expect(info.ok && info.value.host).toBe('in-process');
    await engine.close();
  });

  it('answers in words when a request can not be copied to the worker', async () => {
    const { engine } = connect(bound);
    await engine.load(loadOptions);
    const [ticket] = makeTickets(1);
    const odd = { ...ticket, subject: () => 'a function' } as never;
    const done = await engine.triage(odd, 0);
    expect(done.ok ? '' : done.code).toBe('internal');
    await engine.close();
  });

  it('tells the worker to stop a job that was cancelled', async () => {
    let stopped: AbortSignal | undefined;
    const { engine } = connect((inner) => ({
      ...bound(inner),
      embed(_texts, job) {
        stopped = job?.signal;
        return new Promise(() => undefined);
      },
    }));
    await engine.load(loadOptions);
    const controller = new AbortController();
    const pending = engine.embed(['x'], { signal: controller.signal });
    while (stopped === undefined) await new Promise((resolve) => setTimeout(resolve, 1));
    controller.abort();
    const done = await pending;
    expect(done.ok ? '' : done.code).toBe('aborted');
    while (!stopped.aborted) await new Promise((resolve) => setTimeout(resolve, 1));
    await engine.close();
  });
});
