import type { Prediction } from '../classifier/head.ts';
import { actions, type Playbook } from '../playbook/playbook.ts';
import type { LanguageGuess } from '../text/language.ts';
import { priorities } from '../tickets/priority.ts';
import type { Ticket } from '../tickets/ticket.ts';
import type { Decisions } from './decide-ticket.ts';
import { isCurrent } from './is-current.ts';
import { beforeAnswer, isReadAnew, keepForRehearsal, keptLanguage, keptProduct, reasonsKey, redecide, type KeptTicket, type Moment, type Standing } from './rehearse.ts';
import { ThreadWords } from './thread-words.ts';
import type { Triage } from './triage.ts';

/** Under which circumstances an archive is decided again. */
export interface Circumstances {
  readonly playbook: Playbook;
  readonly moment: Moment;
  /** Milliseconds since the epoch; for tickets that still wait, and for all where the moment is `now`. */
  readonly now: number;
  /** Name of a head whose predictions the archive was told; null for the triages' own. */
  readonly head: string | null;
}

/** What a playbook makes of each ticket, a column a decision; words by their number in the archive's list. */
export interface DecidedColumns {
  /** 0 for calm, else which reasons. */
  readonly reasons: Int32Array;
  readonly queue: Int32Array;
  /** Place in `actions`. */
  readonly action: Uint8Array;
  /** Place in `priorities`. */
  readonly priority: Uint8Array;
  readonly intent: Int32Array;
  /** Tickets of which heads would be asked anew (`isReadAnew`). */
  readonly readAnew: number;
}

/** Called every few tickets with how many are done; awaited where it answers a promise, and false stops. */
export type Pause = (done: number) => Promise<boolean> | boolean;

const pauseEvery = 64;
/** Values of playbooks and heads kept for the next time; each is a column as long as the archive. */
const mostKept = 3;

/**
 * All tickets of a desk, as far as playbooks decide by them: read once, decided again as often as wanted. What costs most (which words
 * stand in which thread, languages, products, predictions of other heads) is remembered from one playbook to the next.
 */
export class Archive {
  /** By row; rows of tickets that are gone are empty and taken again. */
  readonly #rows: (KeptTicket | null)[] = [];
  readonly #rowOf = new Map<string, number>();
  readonly #free: number[] = [];
  readonly #untriaged = new Set<string>();
  readonly #words = new ThreadWords();
  readonly #languages = new Map<string, (LanguageGuess | undefined)[]>();
  readonly #products = new Map<string, (Triage['product'] | undefined)[]>();
  readonly #heads = new Map<string, (Prediction | undefined)[]>();
  readonly #numbers = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];
  #revision = 0;

  /** Rises with every change of what is kept. */
  get revision(): number {
    return this.#revision;
  }

  /** Tickets that can be decided again. */
  get size(): number {
    return this.#rowOf.size;
  }

  /** Tickets that no head has read yet as they are. */
  get untriaged(): number {
    return this.#untriaged.size;
  }

  /** Rows to go through; some may be empty. */
  get rows(): number {
    return this.#rows.length;
  }

  /** Takes a ticket in, or the next state of it. Without a triage of just this state it is only counted. A merged one is part of another. */
  put(ticket: Ticket, triage: Triage | null): void {
    this.remove(ticket.id);
    if (ticket.mergedInto !== undefined) return;
    if (!triage || !isCurrent(triage, ticket)) {
      this.#untriaged.add(ticket.id);
      return;
    }
    const row = this.#free.pop() ?? this.#rows.length;
    this.#rows[row] = keepForRehearsal(ticket, triage);
    this.#rowOf.set(ticket.id, row);
  }

  remove(id: string): void {
    this.#revision += 1;
    this.#untriaged.delete(id);
    const row = this.#rowOf.get(id);
    if (row === undefined) return;
    this.#rowOf.delete(id);
    this.#rows[row] = null;
    this.#free.push(row);
    this.#words.forget(row);
    for (const columns of [this.#languages, this.#products, this.#heads]) for (const column of columns.values()) column[row] = undefined;
  }

  clear(): void {
    this.#revision += 1;
    this.#rows.length = 0;
    this.#free.length = 0;
    this.#rowOf.clear();
    this.#untriaged.clear();
    this.#words.clear();
    for (const columns of [this.#languages, this.#products, this.#heads]) columns.clear();
  }

  at(row: number): KeptTicket | null {
    return this.#rows[row] ?? null;
  }

  /** Makes room for a head's predictions and answers the rows it has none for yet. */
  unpredicted(head: string): number[] {
    const known = column(this.#heads, head);
    return this.#rows.flatMap((kept, row) => (kept === null || known[row] !== undefined ? [] : [row]));
  }

  setPrediction(head: string, row: number, prediction: Prediction): void {
    // Decisions read the label and how sure it is, not the runners-up.
    column(this.#heads, head)[row] = { ...prediction, ranked: [] };
  }

  /** The intent a ticket is decided by. */
  intentOf(row: number, head: string | null): Prediction | null {
    const kept = this.at(row);
    if (kept === null || head === null) return kept?.intent ?? null;
    return this.#heads.get(head)?.[row] ?? null;
  }

  standing(kept: KeptTicket, { moment, now }: Pick<Circumstances, 'moment' | 'now'>): Standing {
    return moment === 'now' ? { ticket: kept.ticket, now } : beforeAnswer(kept.ticket, now);
  }

  /** Decides one ticket, of another standing than the circumstances say where one is given; null for an empty row or one the head has not read. */
  decide(row: number, circumstances: Circumstances, standing?: Standing): Decisions | null {
    const kept = this.at(row);
    const intent = this.intentOf(row, circumstances.head);
    if (kept === null || intent === null) return null;
    const { playbook } = circumstances;
    const language = this.#languageOf(row, kept, playbook);
    const product = this.#productOf(row, kept, playbook);
    return redecide(kept, playbook, standing ?? this.standing(kept, circumstances), { intent, language, product, memory: this.#words.of(row) });
  }

  /** Decides every ticket; null where `pause` stopped it. */
  async decideAll(circumstances: Circumstances, pause: Pause): Promise<DecidedColumns | null> {
    const rows = this.rows;
    let readAnew = 0;
    const made = { reasons: new Int32Array(rows), queue: new Int32Array(rows), action: new Uint8Array(rows), priority: new Uint8Array(rows), intent: new Int32Array(rows) };
    for (let row = 0; row < rows; row++) {
      if (row % pauseEvery === 0 && !(await pause(row))) return null;
      const decided = this.decide(row, circumstances);
      const kept = this.at(row);
      if (decided === null || kept === null) continue;
      if (isReadAnew(kept, this.#languageOf(row, kept, circumstances.playbook), this.#productOf(row, kept, circumstances.playbook))) readAnew += 1;
      const { escalation, route, priority } = decided;
      // Escalated without a reason is no calm either.
      made.reasons[row] = escalation.escalated ? this.#number(`escalated\n${reasonsKey(escalation.reasons)}`) : 0;
      made.queue[row] = this.#number(route.queue);
      made.action[row] = actions.indexOf(route.action);
      made.priority[row] = priorities.indexOf(priority.level);
      made.intent[row] = this.#number(this.intentOf(row, circumstances.head)?.label ?? '');
    }
    return { ...made, readAnew };
  }

  #productOf(row: number, kept: KeptTicket, playbook: Playbook): Triage['product'] {
    const products = column(this.#products, productsKey(playbook));
    let product = products[row];
    if (product === undefined) products[row] = product = keptProduct(kept, playbook);
    return product;
  }

  #languageOf(row: number, kept: KeptTicket, playbook: Playbook): LanguageGuess {
    const languages = column(this.#languages, JSON.stringify(playbook.languages ?? null));
    return (languages[row] ??= keptLanguage(kept, playbook));
  }

  /** What a number in a column stands for. */
  text(number: number): string {
    return this.#texts[number] ?? '';
  }

  #number(text: string): number {
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#texts.length;
      this.#numbers.set(text, number);
      this.#texts.push(text);
    }
    return number;
  }
}

const productKeys = new WeakMap<Playbook['products'], string>();

function productsKey({ products }: Playbook): string {
  let key = productKeys.get(products);
  if (key === undefined) productKeys.set(products, (key = JSON.stringify(products)));
  return key;
}

/** The column under a key, the newest last; the oldest makes room for another. */
function column<T>(columns: Map<string, (T | undefined)[]>, key: string): (T | undefined)[] {
  let found = columns.get(key);
  if (found === undefined) {
    found = [];
    columns.set(key, found);
    for (const oldest of columns.keys()) {
      if (columns.size <= mostKept) break;
      columns.delete(oldest);
    }
  }
  return found;
}
