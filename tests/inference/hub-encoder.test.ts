import { describe, expect, it } from 'vitest';
import { EmbedQueue } from '../../src/inference/embed-queue.ts';
import type { Encoder } from '../../src/inference/encoder.ts';
import { HubWorkerFailed, startHubEncoder, type HubEncoderWorker } from '../../src/inference/hub-encoder.ts';
import type { FromHubEncoder } from '../../src/inference/hub-encoder-messages.ts';
import { tryEncoder } from '../../src/inference/try-encoder.ts';

/** Gives each text its length; told what it was asked in which order. */
function lengths(): Encoder & { readonly read: string[] } {
  const read: string[] = [];
  return {
    dimension: 2,
    read,
    embed(texts, use) {
      read.push(...texts.map((text) => `${use} ${text}`));
      if (texts.includes('bad')) return Promise.reject(new Error('can not be read'));
      return Promise.resolve(Float32Array.from(texts.flatMap((text) => [text.length, 1])));
    },
    dispose: () => Promise.resolve(),
  };
}

describe('what a slow encoder has to read', () => {
  it('takes questions before passages, even in the middle of a batch, and answers each whole', async () => {
    const encoder = lengths();
    const done: (readonly [number, number[]])[] = [];
    let breaths = 0;
    const queue = new EmbedQueue(encoder, {
      onDone: (job, vectors) => done.push([job, [...vectors]]),
      onError: (job) => done.push([job, []]),
      breathe() {
        breaths += 1;
        if (breaths === 1) {
          queue.add(2, ['where'], 'query');
          queue.add(3, ['later'], 'query');
        }
        return Promise.resolve();
      },
    });
    queue.add(1, ['a', 'bb', 'ccc'], 'passage');
    await expect.poll(() => done.length).toBe(3);
    expect(encoder.read).toEqual(['passage a', 'query where', 'query later', 'passage bb', 'passage ccc']);
    expect(done).toEqual([[2, [5, 1]], [3, [5, 1]], [1, [1, 1, 2, 1, 3, 1]]]);
  });

  it('goes on after a text that can not be read', async () => {
    const done: number[] = [];
    const failed: string[] = [];
    const queue = new EmbedQueue(lengths(), { onDone: (job) => done.push(job), onError: (job, why) => failed.push(`${job} ${why}`), breathe: () => Promise.resolve() });
    queue.add(1, ['bad', 'good'], 'passage');
    queue.add(2, ['good'], 'passage');
    await expect.poll(() => done).toEqual([2]);
    expect(failed).toEqual(['1 can not be read']);
  });
});

describe('trying a model', () => {
  const reading = (row: (text: string) => readonly number[], dimension = 2): Encoder => ({
    dimension,
    embed: (texts) => Promise.resolve(Float32Array.from(texts.flatMap(row))),
    dispose: () => Promise.resolve(),
  });

  it('tells how fast it reads', async () => {
    let now = 0;
    expect(await tryEncoder(reading((text) => [text.length, 1]), () => (now += 300))).toBeCloseTo(1000 / 300);
  });

  it.each([
    ['another length', () => [1, 2, 3], 'gives 3 numbers'],
    ['values that are none', () => [Number.NaN, 1], 'no numbers'],
    ['the same for everything', () => [1, 1], 'every sentence as the same'],
  ] as const)('refuses one that gives %s', async (_, row, why) => {
    await expect(tryEncoder(reading(row), () => 0)).rejects.toThrow(why);
  });
});

/** A worker that answers as it is told, and can die. */
function makeWorkers(answer: (texts: readonly string[]) => FromHubEncoder | null) {
  const listeners: { message: (message: FromHubEncoder) => void; failure: (why: string) => void }[] = [];
  const state = { started: 0, ended: 0, die: (why: string): void => listeners.at(-1)?.failure(why) };
  const start = (): HubEncoderWorker => {
    state.started += 1;
    const mine: (typeof listeners)[number] = { message: () => undefined, failure: () => undefined };
    listeners.push(mine);
    return {
      postMessage(message) {
        if (message.type === 'start') mine.message({ type: 'started', about: { id: message.id, name: 'n', version: 'v', dimension: 1, perSecond: 5 } });
        else {
          const said = answer(message.texts);
          if (said !== null) mine.message({ ...said, job: message.job } as FromHubEncoder);
        }
      },
      terminate() {
        state.ended += 1;
      },
      onMessage(listener) {
        mine.message = listener;
      },
      onFailure(listener) {
        mine.failure = listener;
      },
    };
  };
  return { state, start };
}

const files = { wasm: 'w', mjs: 'm' };

describe('an encoder in a worker of its own', () => {
  it('is started again when its worker died, and given up when that goes on', async () => {
    let isDead = true;
    const { state, start } = makeWorkers((texts) => {
      if (isDead) {
        state.die('out of memory');
        return null;
      }
      return { type: 'vectors', job: 0, data: Float32Array.from(texts.map((text) => text.length)) };
    });
    const encoder = await startHubEncoder('a/b', files, start);
    await expect(encoder.embed(['one'], 'passage')).rejects.toThrow('out of memory');
    isDead = false;
    expect([...(await encoder.embed(['four'], 'passage'))]).toEqual([4]);
    expect(state.started).toBe(2);
    isDead = true;
    for (let i = 0; i < 2; i += 1) await expect(encoder.embed(['one'], 'passage')).rejects.toThrow('out of memory');
    await expect(encoder.embed(['one'], 'passage')).rejects.toThrow('stopped several times');
    expect(state.ended).toBe(3);
  });

  it('answers whoever waits when it is put away', async () => {
    const { state, start } = makeWorkers(() => null);
    const encoder = await startHubEncoder('a/b', files, start);
    const waiting = encoder.embed(['one'], 'passage');
    // The question is on its way only after a turn.
    await new Promise((resolve) => setTimeout(resolve, 0));
    await encoder.dispose();
    await expect(waiting).rejects.toThrow('put away');
    await expect(encoder.embed(['one'], 'passage')).rejects.toThrow('put away');
    expect(state.ended).toBe(1);
  });

  it('says why it did not start', async () => {
    const start = (): HubEncoderWorker => {
      let hear: (message: FromHubEncoder) => void = () => undefined;
      return {
        postMessage: () => hear({ type: 'failed', message: 'it is no longer in this browser' }),
        terminate: () => undefined,
        onMessage(listener) {
          hear = listener;
        },
        onFailure: () => undefined,
      };
    };
    await expect(startHubEncoder('a/b', files, start)).rejects.toThrow('no longer in this browser');
    await expect(startHubEncoder('a/b', files, start)).rejects.not.toBeInstanceOf(HubWorkerFailed);
  });

  it('tells a worker that can not be loaded from a model that is no good', async () => {
    const start = (): HubEncoderWorker => {
      let fail: (why: string) => void = () => undefined;
      return {
        postMessage: () => fail('its worker could not be started'),
        terminate: () => undefined,
        onMessage: () => undefined,
        onFailure(listener) {
          fail = listener;
        },
      };
    };
    await expect(startHubEncoder('a/b', files, start)).rejects.toBeInstanceOf(HubWorkerFailed);
  });
});
