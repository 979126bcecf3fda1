import { describe, expect, it, vi } from 'vitest';
import { createBacklog, type BacklogParts } from '../../src/app/triage-backlog.ts';
import type { Backlog } from '../../src/app/desk-context.ts';
import { failure, success } from '../../src/tickets/outcome.ts';
import type { Ticket } from '../../src/tickets/ticket.ts';
import type { Triage } from '../../src/triage/triage.ts';

const ticket = (id: string): Ticket => ({
  id,
  subject: id,
  channel: 'email',
  status: 'open',
  unread: true,
  customer: { id: 'c', name: 'Maren' },
  messages: [{ id: `${id}-0`, from: 'customer', author: 'Maren', at: 0, text: 'hello' }],
  createdAt: 0,
  updatedAt: 0,
});

/** A desk in memory: tickets left, and an engine that answers as told. */
function desk(ids: readonly string[], changes: Partial<BacklogParts> = {}) {
  const left = new Map(ids.map((id) => [id, ticket(id)]));
  const saved: string[] = [];
  const batches: number[] = [];
  const parts: BacklogParts = {
    engine: {
      triageMany: (tickets) => {
        batches.push(tickets.length);
        return Promise.resolve(success({ triages: tickets.map(({ id }) => ({ ticketId: id }) as Triage), missing: [] }));
      },
    },
    ready: () => Promise.resolve(success(null)),
    list: () => Promise.resolve([...left.keys()]),
    read: (ids) => Promise.resolve(ids.flatMap((id) => left.get(id) ?? [])),
    save: (triages) => {
      for (const { ticketId } of triages) {
        left.delete(ticketId);
        saved.push(ticketId);
      }
      return Promise.resolve(success(null));
    },
    isCurrent: () => true,
    wantedVersions: () => '1',
    now: () => 0,
    breathe: () => Promise.resolve(),
    alone: (work) => work(),
    ...changes,
  };
  return { left, saved, batches, backlog: createBacklog(parts) };
}

/** Resolves when the backlog has come to rest. */
function rest(backlog: Backlog): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (backlog.get().status !== 'running') setTimeout(() => (backlog.get().status === 'running' ? undefined : resolve()), 5);
    };
    backlog.subscribe(look);
    setTimeout(look, 5);
  });
}

describe('triage in the background', () => {
  it('works through everything in batches, newest first as offered', async () => {
    const { backlog, saved, batches } = desk(Array.from({ length: 450 }, (_, i) => `t${i}`));
    backlog.wake();
    await rest(backlog);
    expect(saved).toHaveLength(450);
    expect(saved[0]).toBe('t0');
    expect(Math.max(...batches)).toBeLessThanOrEqual(192);
    expect(backlog.get()).toMatchObject({ status: 'idle', done: 450, total: 450 });
  });

  it('saves results as they are made, each once, while the engine goes on', async () => {
    const saves: string[][] = [];
    let finish = (): void => undefined;
    const { backlog } = desk(['a', 'b', 'c'], {
      engine: {
        triageMany: async (tickets, _now, job) => {
          const triages = tickets.map(({ id }) => ({ ticketId: id }) as Triage);
          job?.onProgress?.({ status: 'triaging', done: 2, total: 3, triages: triages.slice(0, 2) });
          await new Promise<void>((resolve) => (finish = resolve));
          return success({ triages, missing: [] });
        },
      },
      list: () => Promise.resolve(saves.flat().length === 3 ? [] : ['a', 'b', 'c']),
      save: (triages) => {
        saves.push(triages.map(({ ticketId }) => ticketId));
        return Promise.resolve(success(null));
      },
    });
    backlog.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(saves).toEqual([['a', 'b']]);
    expect(backlog.get()).toMatchObject({ status: 'running', done: 2, total: 3 });
    finish();
    await rest(backlog);
    expect(saves).toEqual([['a', 'b'], ['c']]);
  });

  it('reads the next tickets while the engine works, never one that is under way', async () => {
    const asked: string[] = [];
    const { backlog, saved } = desk(Array.from({ length: 500 }, (_, i) => `t${i}`), {
      engine: {
        triageMany: async (tickets) => {
          asked.push(...tickets.map(({ id }) => id));
          // Long enough for the next to be read: the database still offers these.
          await new Promise((resolve) => setTimeout(resolve, 5));
          return success({ triages: tickets.map(({ id }) => ({ ticketId: id }) as Triage), missing: [] });
        },
      },
    });
    backlog.wake();
    await rest(backlog);
    expect(asked).toHaveLength(500);
    expect(new Set(asked).size).toBe(500);
    expect(new Set(saved).size).toBe(500);
  });

  it('says so when saving breaks in a way nobody foresaw', async () => {
    const { backlog } = desk(['a'], { save: () => Promise.reject(new Error('a bug')) });
    backlog.wake();
    await rest(backlog);
    expect(backlog.get()).toMatchObject({ status: 'failed', message: expect.stringContaining('a bug') as string });
  });

  it('does not go round for ever on rows whose ticket is gone', async () => {
    const { backlog } = desk([], { list: () => Promise.resolve(['gone']) });
    backlog.wake();
    await rest(backlog);
    expect(backlog.get().status).toBe('idle');
  });

  it('takes tickets that came meanwhile before those that waited already', async () => {
    let time = 0;
    const asked: string[] = [];
    const { backlog, left } = desk(Array.from({ length: 600 }, (_, i) => `t${i}`), {
      now: () => (time += 1000),
      list: () => Promise.resolve(left.has('new') ? ['new', ...[...left.keys()].filter((id) => id !== 'new')] : [...left.keys()]),
      engine: {
        triageMany: (tickets) => {
          asked.push(...tickets.map(({ id }) => id));
          if (asked.length < 200) {
            left.set('new', ticket('new'));
            backlog.wake();
          }
          return Promise.resolve(success({ triages: tickets.map(({ id }) => ({ ticketId: id }) as Triage), missing: [] }));
        },
      },
    });
    backlog.wake();
    await rest(backlog);
    expect(asked).toHaveLength(601);
    expect(asked.indexOf('new')).toBeLessThan(450);
  });

  it('never offers a ticket twice that the engine could not answer', async () => {
    let asked = 0;
    const { backlog } = desk(['bad'], {
      engine: {
        triageMany: (tickets) => {
          asked += 1;
          return Promise.resolve(success({ triages: [], missing: tickets.map(({ id }) => id) }));
        },
      },
    });
    backlog.wake();
    await rest(backlog);
    backlog.wake();
    await rest(backlog);
    expect(asked).toBe(1);
  });

  it('does not go round for ever on tickets that come out with other versions than wanted', async () => {
    let saves = 0;
    const { backlog } = desk(['a', 'b'], {
      isCurrent: () => false,
      save: () => {
        saves += 1;
        return Promise.resolve(success(null));
      },
    });
    backlog.wake();
    await rest(backlog);
    expect(saves).toBe(1);
  });

  it('does those again that were made while the playbook changed', async () => {
    let version = 1;
    const made: string[] = [];
    const { backlog } = desk(['a'], {
      engine: {
        triageMany: (tickets) => {
          const by = version;
          // The change comes while these are under way.
          version = 2;
          return Promise.resolve(success({ triages: tickets.map(({ id }) => ({ ticketId: id, versions: { playbook: String(by) } }) as unknown as Triage), missing: [] }));
        },
      },
      list: () => Promise.resolve(made.at(-1) === 'a by 2' ? [] : ['a']),
      save: (triages) => {
        made.push(...triages.map(({ ticketId, versions }) => `${ticketId} by ${versions.playbook ?? ''}`));
        return Promise.resolve(success(null));
      },
      isCurrent: ({ versions }) => versions.playbook === String(version),
      wantedVersions: () => String(version),
    });
    backlog.wake();
    await rest(backlog);
    expect(made).toEqual(['a by 1', 'a by 2']);
  });

  it('stops and says why when nothing can be saved, and goes on when asked', async () => {
    let full = true;
    const saved: string[] = [];
    const left = ['a', 'b'];
    const { backlog } = desk([], {
      list: () => Promise.resolve([...left]),
      read: (ids) => Promise.resolve(ids.map(ticket)),
      save: (triages) => {
        if (full) return Promise.resolve(failure('disk-full', 'No more room.'));
        saved.push(...triages.map(({ ticketId }) => ticketId));
        left.length = 0;
        return Promise.resolve(success(null));
      },
    });
    backlog.wake();
    await rest(backlog);
    expect(backlog.get()).toMatchObject({ status: 'failed', message: 'No more room.' });
    full = false;
    backlog.resume();
    await rest(backlog);
    expect(saved).toEqual(['a', 'b']);
    expect(backlog.get().status).toBe('idle');
  });

  it('pauses at once, does nothing when woken, and resumes where it was', async () => {
    const { backlog, saved, left } = desk(Array.from({ length: 200 }, (_, i) => `t${i}`), {
      breathe: () => new Promise((resolve) => setTimeout(resolve, 1)),
    });
    const stop = backlog.subscribe(() => {
      if (backlog.get().status === 'running' && backlog.get().done >= 64) {
        stop();
        backlog.pause();
      }
    });
    backlog.wake();
    await rest(backlog);
    expect(backlog.get().status).toBe('paused');
    // What the engine had already answered is not thrown away.
    await vi.waitFor(() => expect(saved).toHaveLength(192), 10_000);
    backlog.wake();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(saved).toHaveLength(192);
    backlog.resume();
    await rest(backlog);
    expect(left.size).toBe(0);
    expect(new Set(saved).size).toBe(200);
  });

  it('says so when there is no engine', async () => {
    const { backlog } = desk(['a'], { ready: () => Promise.resolve(failure('internal', 'The engine could not start.')) });
    backlog.wake();
    await rest(backlog);
    expect(backlog.get()).toMatchObject({ status: 'failed', message: 'The engine could not start.' });
  });
});
