import { connectEngine } from '../../src/inference/connect.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { quantile } from './quantile.ts';

export interface EngineFigures {
  readonly backend: string;
  readonly path: 'model' | 'rules';
  readonly loadMs: number;
  /** One ticket there and back, in milliseconds. */
  readonly triageP50Ms: number;
  readonly triageP95Ms: number;
  /** What the triage itself told it took. */
  readonly insideP50Ms: number;
  readonly tenThousandMs: number;
  /** Longest time the page's own thread was busy in one go meanwhile; 0 when never over 50 ms. */
  readonly longestBlockMs: number;
}

const rounds = 300;

/** Runs in the page: triage through the worker as the app does it. */
export async function measureEngine(tickets: readonly Ticket[]): Promise<EngineFigures> {
  const blocks: number[] = [];
  const observer = new PerformanceObserver((list) => blocks.push(...list.getEntries().map((entry) => entry.duration)));
  observer.observe({ type: 'longtask' });
  const engine = connectEngine();
  try {
    const now = Date.now();
    const began = performance.now();
    const loaded = await engine.load({ modelsUrl: `${location.origin}/models/`, intentHead: 'intent', encoder: null, playbook: defaultPlaybook });
    if (!loaded.ok) throw new Error(loaded.message);
    const loadMs = performance.now() - began;

    const times: number[] = [];
    const inside: number[] = [];
    for (let i = 0; i < rounds; i += 1) {
      const ticket = tickets[i % tickets.length];
      if (ticket === undefined) throw new Error('no tickets to measure with');
      const start = performance.now();
      const done = await engine.triage(ticket, now);
      if (!done.ok) throw new Error(done.message);
      times.push(performance.now() - start);
      inside.push(done.value.timings.total ?? 0);
    }

    const rounds10k = Math.ceil(10_000 / tickets.length);
    const many = Array.from({ length: rounds10k }, (_, round) => tickets.map((ticket) => ({ ...ticket, id: `${ticket.id}-${round}` })))
      .flat()
      .slice(0, 10_000);
    // What came before is not what is measured; the observer reports a task only after it.
    await new Promise((resolve) => setTimeout(resolve, 100));
    blocks.length = 0;
    const start = performance.now();
    const done = await engine.triageMany(many, now, { onProgress: () => undefined });
    const tenThousandMs = performance.now() - start;
    if (!done.ok || done.value.triages.length !== many.length) throw new Error('not every ticket was triaged');
    await new Promise((resolve) => setTimeout(resolve, 100));
    return {
      backend: loaded.value.backend.name,
      path: done.value.triages[0]?.path ?? 'rules',
      loadMs,
      triageP50Ms: quantile(times, 0.5),
      triageP95Ms: quantile(times, 0.95),
      insideP50Ms: quantile(inside, 0.5),
      tenThousandMs,
      longestBlockMs: Math.max(0, ...blocks),
    };
  } finally {
    observer.disconnect();
    await engine.close();
  }
}
