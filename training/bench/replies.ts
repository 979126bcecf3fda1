import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as wait } from 'node:timers/promises';
import { writePrompt } from '../../src/replies/write-prompt.ts';
import { ask, lampRequest, testKey } from '../../tests/proxy/serve-replies.ts';
import { startStandInApi, writeAnswer, type StandInAnswer, type StandInApi } from '../../tests/proxy/stand-in-api.ts';
import type { BenchRow } from './bench-row.ts';
import { quantile, toHundredth } from './quantile.ts';
import type { HostMemory } from './reply-host.ts';

const rounds = 300;
const streams = 200;
const aborts = 1_000;
const mb = (bytes: number): number => Math.round((bytes / 1_048_576) * 10) / 10;

/**
 * What the proxy adds to the API's own time until the first words, what it takes to hold many slow replies, and what those who went away
 * leave behind. The API is a stand-in on a loopback port in this process; the proxy runs in another.
 */
export async function measure(): Promise<BenchRow[]> {
  const api = await startStandInApi({ keep: false });
  const host = fork(fileURLToPath(new URL('reply-host.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx', '--expose-gc'],
    env: { ...process.env, ANTHROPIC_API_KEY: testKey, ANTHROPIC_BASE_URL: api.origin, TABDESK_RATE_PER_MINUTE: '100000', TABDESK_DAILY_TOKENS: '1000000000000' },
  });
  try {
    const [{ port }] = (await once(host, 'message')) as [{ readonly port: number }];
    const origin = `http://127.0.0.1:${port}`;
    return [...(await measureFirstWords(api, origin)), ...(await measureHolding(api, host, origin)), ...(await measureLeaving(api, host, origin))];
  } finally {
    host.disconnect();
    await api.close();
  }
}

async function memoryOf(host: ChildProcess, when: 'now' | 'settled'): Promise<HostMemory> {
  host.send(when);
  const [memory] = (await once(host, 'message')) as [HostMemory];
  return memory;
}

/** Milliseconds from the request to the first chunk that holds `mark`; the rest is read as well. */
async function timeTo(mark: string, send: () => Promise<Response>): Promise<number> {
  const began = performance.now();
  const response = await send();
  const decoder = new TextDecoder();
  let text = '';
  let first: number | null = null;
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (first === null && text.includes(mark)) first = performance.now() - began;
  }
  if (first === null) throw new Error(`no ${mark} came: ${text.slice(0, 200)}`);
  return first;
}

async function measureFirstWords(api: StandInApi, origin: string): Promise<BenchRow[]> {
  api.answer(writeAnswer);
  const { system, content } = writePrompt(lampRequest());
  const body = JSON.stringify({ model: 'claude-sonnet-5-5', max_tokens: 2_000, stream: true, system, messages: [{ role: 'user', content }] });
  const direct = (): Promise<Response> => fetch(`${api.origin}/v1/messages`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${testKey}` }, body });
  const times: { direct: number[]; proxy: number[] } = { direct: [], proxy: [] };
  for (let round = -30; round < rounds; round++) {
    const alone = await timeTo('text_delta', direct);
    const through = await timeTo('event: text', () => ask(origin));
    // The first ones warm both up.
    if (round < 0) continue;
    times.direct.push(alone);
    times.proxy.push(through);
  }
  const added = (share: number): number => toHundredth(quantile(times.proxy, share) - quantile(times.direct, share));
  const told = `${toHundredth(quantile(times.proxy, 0.5))} ms against ${toHundredth(quantile(times.direct, 0.5))} ms, ${rounds} each`;
  return [
    { name: 'time until the first words, added by the proxy: median', value: added(0.5), unit: 'ms', bar: { below: 30 }, note: told },
    { name: 'the same, 95th percentile', value: added(0.95), unit: 'ms', bar: { below: 30 } },
  ];
}

async function measureHolding(api: StandInApi, host: ChildProcess, origin: string): Promise<BenchRow[]> {
  // About fifteen seconds a reply, in some ninety pieces.
  const long = 'A sentence of a reply that comes slowly, as they do. '.repeat(40);
  api.answer({ kind: 'message', blocks: [{ text: long }], between: 150 } satisfies StandInAnswer);
  const readAll = async (): Promise<boolean> => {
    const text = await (await ask(origin)).text();
    return text.includes('"type":"done","reason":"finished"');
  };
  const before = await memoryOf(host, 'settled');
  const began = performance.now();
  const held = Promise.all(Array.from({ length: streams }, readAll));
  const samples: HostMemory[] = [];
  let over = false;
  void held.finally(() => (over = true)).catch(() => undefined);
  while (!over as boolean) {
    await wait(500);
    samples.push(await memoryOf(host, 'now'));
  }
  const whole = (await held).filter(Boolean).length;
  const took = Math.round((performance.now() - began) / 100) / 10;
  const after = await memoryOf(host, 'settled');
  // Once all are open, what is held must not grow with what has passed through.
  const steady = samples.slice(Math.floor(samples.length * 0.2));
  const middle = Math.floor(steady.length / 2);
  const median = (values: readonly HostMemory[]): number => quantile(values.map(({ rss }) => rss), 0.5);
  return [
    { name: `${streams} slow replies at once, held to their end`, value: whole, unit: 'of 200', bar: { atLeast: streams }, note: `${took} s; ${api.mostOpen} open at the API` },
    { name: 'memory of the proxy while it holds them, above that at rest: peak', value: mb(Math.max(...samples.map(({ rss }) => rss)) - before.rss), unit: 'MB', bar: { below: 150 }, note: `RSS at rest ${mb(before.rss)} MB` },
    { name: 'the same, second half of the time against the first', value: mb(median(steady.slice(middle)) - median(steady.slice(0, middle))), unit: 'MB', bar: { below: 25 } },
    { name: 'heap of the proxy afterwards, above that before', value: mb(after.heap - before.heap), unit: 'MB', bar: { below: 10 } },
  ];
}

async function measureLeaving(api: StandInApi, host: ChildProcess, origin: string): Promise<BenchRow[]> {
  api.answer(({ text }) => (text.includes('Silent shop') ? { kind: 'silent' } : { kind: 'endless', every: 20 }));
  // The first ones warm the path up: what is compiled for them is no leak.
  await leave(api, origin, 300);
  const before = await memoryOf(host, 'settled');
  await leave(api, origin, aborts);
  const after = await memoryOf(host, 'settled');
  return [
    { name: `calls to the API still open after ${aborts} askers went away`, value: api.open(), unit: 'calls', bar: { below: 1 } },
    { name: 'heap of the proxy after them, above that before', value: mb(after.heap - before.heap), unit: 'MB', bar: { below: 10 } },
  ];
}

/** Every other one leaves before the API has answered, the rest while it does. */
async function leave(api: StandInApi, origin: string, count: number): Promise<void> {
  const batch = 100;
  for (let done = 0; done < count; done += batch) {
    const leaving = new AbortController();
    const asked = Array.from({ length: batch }, async (_, at) => {
      const response = await ask(origin, lampRequest(at % 2 > 0 ? { shop: 'Silent shop' } : {}), leaving);
      await response.body?.getReader().read();
      return response;
    });
    const settled = Promise.allSettled(asked);
    await until(() => api.open() === batch);
    leaving.abort();
    await settled;
    await until(() => api.open() === 0);
  }
}

/** Waits, but not for ever: the figure that follows says what was not reached. */
async function until(reached: () => boolean): Promise<void> {
  for (let round = 0; round < 500 && !reached(); round++) await wait(20);
}
