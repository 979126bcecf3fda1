import { actions, type Action } from '../playbook/playbook.ts';
import type { Archive, Circumstances, DecidedColumns } from './archive.ts';
import { changeKinds, differ, outlookOf, type ChangeKind, type Difference } from './rehearse.ts';

/** How many tickets go from one place to another; those that stay where they are go to the same. */
export interface Flow<Place extends string = string> {
  readonly from: Place;
  readonly to: Place;
  readonly tickets: number;
}

/** How two playbooks, or a head and another, differ over an archive. */
export interface Comparison {
  readonly tickets: number;
  readonly untriaged: number;
  /** Tickets of which heads would be asked anew once the change is applied (`isReadAnew`): they may come out otherwise still. */
  readonly readAnew: number;
  /** Tickets of which anything comes out otherwise. */
  readonly changed: number;
  readonly kinds: Readonly<Record<ChangeKind, number>>;
  readonly byAction: readonly Flow<Action>[];
  /** Ids of queues. */
  readonly byQueue: readonly Flow[];
}

/** Which of the changed tickets are asked for. */
export interface ChangeFilter {
  readonly kind?: ChangeKind;
  readonly action?: { readonly from: Action; readonly to: Action };
  readonly queue?: { readonly from: string; readonly to: string };
}

/** One ticket that comes out otherwise. */
export interface ChangedTicket extends Difference {
  readonly id: string;
  readonly subject: string;
  readonly customer: string;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
}

/** What changed, with the means to list it: lives where the archive does. */
export class ComparedArchive {
  readonly comparison: Comparison;
  readonly #archive: Archive;
  readonly #before: DecidedColumns;
  readonly #after: DecidedColumns;
  /** A bit a kind. */
  readonly #kinds: Uint8Array;
  /** Rows of changed tickets, newest first. */
  readonly #changed: Uint32Array;

  constructor(archive: Archive, before: DecidedColumns, after: DecidedColumns) {
    this.#archive = archive;
    this.#before = before;
    this.#after = after;
    this.#kinds = new Uint8Array(archive.rows);
    const kinds = Object.fromEntries(changeKinds.map((kind) => [kind, 0])) as Record<ChangeKind, number>;
    const actionFlows = new Map<number, number>();
    const queueFlows = new Map<string, number>();
    const changed: number[] = [];
    for (let row = 0; row < archive.rows; row++) {
      if (archive.at(row) === null) continue;
      const bits = kindsOf(before, after, row);
      this.#kinds[row] = bits;
      if (bits !== 0) changed.push(row);
      changeKinds.forEach((kind, place) => (kinds[kind] += (bits >> place) & 1));
      const action = (before.action[row] ?? 0) * actions.length + (after.action[row] ?? 0);
      actionFlows.set(action, (actionFlows.get(action) ?? 0) + 1);
      const queue = `${before.queue[row] ?? 0} ${after.queue[row] ?? 0}`;
      queueFlows.set(queue, (queueFlows.get(queue) ?? 0) + 1);
    }
    const updatedAt = (row: number): number => archive.at(row)?.ticket.updatedAt ?? 0;
    this.#changed = Uint32Array.from(changed.sort((a, b) => updatedAt(b) - updatedAt(a) || a - b));
    this.comparison = {
      tickets: archive.size,
      untriaged: archive.untriaged,
      readAnew: after.readAnew,
      changed: changed.length,
      kinds,
      byAction: Array.from(actionFlows, ([key, tickets]) => ({ from: actionAt(Math.floor(key / actions.length)), to: actionAt(key % actions.length), tickets })),
      byQueue: Array.from(queueFlows, ([key, tickets]) => {
        const [from = 0, to = 0] = key.split(' ').map(Number);
        return { from: archive.text(from), to: archive.text(to), tickets };
      }),
    };
  }

  /** Changed tickets that pass the filter, newest first: how many there are, and those from `from` on, at most `count`. */
  list(filter: ChangeFilter, from: number, count: number, before: Circumstances, after: Circumstances): { readonly total: number; readonly tickets: readonly ChangedTicket[] } {
    const wanted = this.#changed.filter((row) => this.#passes(row, filter));
    const tickets = Array.from(wanted.subarray(from, from + count)).flatMap((row): ChangedTicket[] => {
      const kept = this.#archive.at(row);
      const [was, is] = [before, after].map((circumstances) => {
        const decided = this.#archive.decide(row, circumstances);
        const intent = this.#archive.intentOf(row, circumstances.head);
        return decided === null || intent === null ? null : outlookOf(decided, intent);
      });
      const difference = was && is ? differ(was, is) : null;
      if (kept === null || difference === null) return [];
      const { id, subject, customer, updatedAt } = kept.ticket;
      return [{ id, subject, customer: customer.name, updatedAt, ...difference }];
    });
    return { total: wanted.length, tickets };
  }

  #passes(row: number, { kind, action, queue }: ChangeFilter): boolean {
    const [before, after] = [this.#before, this.#after];
    if (kind !== undefined && ((this.#kinds[row] ?? 0) & (1 << changeKinds.indexOf(kind))) === 0) return false;
    if (action !== undefined && (actionAt(before.action[row]) !== action.from || actionAt(after.action[row]) !== action.to)) return false;
    return queue === undefined || (this.#archive.text(before.queue[row] ?? 0) === queue.from && this.#archive.text(after.queue[row] ?? 0) === queue.to);
  }
}

function actionAt(place = 0): Action {
  return actions[place] ?? 'human';
}

/** The kinds of `differ`, told from columns; a test holds the two against each other. */
function kindsOf(before: DecidedColumns, after: DecidedColumns, row: number): number {
  const was = before.reasons[row] ?? 0;
  const is = after.reasons[row] ?? 0;
  let bits = 0;
  const set = (kind: ChangeKind, holds: boolean): void => {
    if (holds) bits |= 1 << changeKinds.indexOf(kind);
  };
  set('escalated', was === 0 && is !== 0);
  set('calmed', was !== 0 && is === 0);
  set('reasons', was !== 0 && is !== 0 && was !== is);
  for (const kind of ['action', 'queue', 'priority', 'intent'] as const) set(kind, before[kind][row] !== after[kind][row]);
  return bits;
}
