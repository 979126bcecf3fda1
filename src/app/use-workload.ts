import { useEffect, useState } from 'react';
import { createWorkloadCount, type Workload } from '../sla/workload.ts';
import { breathe } from '../storage/breathe.ts';
import type { Playbook } from '../playbook/playbook.ts';
import type { Desk } from './desk-context.ts';
import type { InboxStore } from './inbox-store.ts';

/** Longest piece of counting at once, so that a key pressed meanwhile is answered within a frame or two. */
const sliceMs = 8;
/** How old the figures may be. */
const staleMs = 30_000;
/** While tickets come in by the hundred, counting rests for so long in between. */
const restMs = 1_000;

/** Counts the whole inbox in slices; null where `alive` says no in between. */
export async function countWorkload(inbox: Pick<InboxStore, 'allIds' | 'row'>, playbook: Playbook, now: number, alive: () => boolean): Promise<Workload | null> {
  const count = createWorkloadCount(playbook, now);
  let began = performance.now();
  let seen = 0;
  for (const id of inbox.allIds()) {
    const row = inbox.row(id);
    if (row) count.add(row);
    seen += 1;
    if (seen % 256 !== 0 || performance.now() - began < sliceMs) continue;
    await breathe();
    if (!alive()) return null;
    began = performance.now();
  }
  await breathe();
  return alive() ? count.finish() : null;
}

/** The workload of the desk, counted again with every change and every half minute; null until it is known. */
export function useWorkload({ inbox, playbook }: Pick<Desk, 'inbox' | 'playbook'>): Workload | null {
  const [workload, setWorkload] = useState<Workload | null>(null);
  useEffect(() => {
    let alive = true;
    let state: 'running' | 'changed' | 'due' | 'resting' = 'resting';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let finished = -restMs;

    function runIn(ms: number, next: 'due' | 'resting'): void {
      clearTimeout(timer);
      state = next;
      timer = setTimeout(() => void run(), ms);
    }
    async function run(): Promise<void> {
      state = 'running';
      const counted = inbox.get().loaded ? await countWorkload(inbox, playbook.get(), Date.now(), () => alive) : null;
      if (!alive) return;
      finished = performance.now();
      if (counted) setWorkload(counted);
      // What the count did not see as it is now is counted next; otherwise only time passes.
      if (hasChanged()) runIn(restMs, 'due');
      else runIn(staleMs, 'resting');
    }
    const hasChanged = (): boolean => state === 'changed';
    /** One's own change shows at once, a flood once a second. */
    function changed(): void {
      if (state === 'running') state = 'changed';
      else if (state === 'resting') runIn(Math.max(0, finished + restMs - performance.now()), 'due');
    }
    void run();
    const stops = [inbox.subscribe(changed), playbook.subscribe(changed)];
    return () => {
      alive = false;
      clearTimeout(timer);
      for (const stop of stops) stop();
    };
  }, [inbox, playbook]);
  return workload;
}
