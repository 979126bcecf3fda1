import type { ReplyEvent } from '../replies/reply-event.ts';
import type { ReplyRequest } from '../replies/reply-request.ts';
import { ReplyFailure } from './reply-failure.ts';

/** Tokens as the API counts them. */
export type Usage = Omit<Extract<ReplyEvent, { type: 'usage' }>, 'type'>;

export interface UpstreamReader {
  /** The events of a reply that one event of the Messages stream stands for, in order. Throws a `ReplyFailure` for what can not be read. */
  read(event: unknown): ReplyEvent[];
  /** To be called when the stream ends: throws when it ended too early. */
  end(): void;
  /** As far as told; null before the start. */
  readonly usage: Usage | null;
  /** Characters passed on: what was written, where the API did not get to count it. */
  readonly written: number;
  readonly started: boolean;
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the Messages stream into the reply's own events. What arrives is checked, not trusted: an unknown event or block is passed over (the
 * API may add some), a known one that is misshapen ends the reply. Blocks are numbered anew, text blocks alone, so that thinking leaves no gap.
 */
export function readUpstream(passages: ReplyRequest['passages'], model: string): UpstreamReader {
  const blocks = new Map<number, number | null>();
  let textBlocks = 0;
  let usage: Usage | null = null;
  let written = 0;
  let stopReason: string | null = null;
  let stopped = false;

  function pass(block: number, text: string): ReplyEvent[] {
    if (text === '') return [];
    written += text.length;
    return [{ type: 'text', block, text }];
  }

  /** Citations of other kinds, or of no place in a passage, are nothing the desk could show: they are left out. */
  function cite(block: number, value: unknown): ReplyEvent[] {
    const { type, document_index: passage, start_char_index: start, end_char_index: end, cited_text: quote } = fields(value) ?? {};
    if (type !== 'char_location' || !isCount(passage) || !isCount(start) || !isCount(end) || typeof quote !== 'string' || quote === '') return [];
    const cited = passages[passage];
    // The API counts characters, of which a string has no more than code units.
    if (cited === undefined || start >= end || end > cited.text.length || quote.length > cited.text.length) return [];
    return [{ type: 'citation', block, passage, start, end, quote }];
  }

  function count(value: unknown): void {
    const told = fields(value);
    if (told === null) return;
    const take = (name: string, before: number): number => (isCount(told[name]) ? told[name] : before);
    usage = {
      input: take('input_tokens', usage?.input ?? 0),
      output: take('output_tokens', usage?.output ?? 0),
      cacheRead: take('cache_read_input_tokens', usage?.cacheRead ?? 0),
      cacheWrite: take('cache_creation_input_tokens', usage?.cacheWrite ?? 0),
    };
  }

  function begin(event: Fields): ReplyEvent[] {
    const message = fields(event.message);
    if (message === null || usage !== null) throw garbled();
    count(message.usage);
    usage ??= { input: 0, output: 0, cacheRead: 0, cacheWrite: 0 };
    const told = message.model;
    return [{ type: 'start', model: typeof told === 'string' && /^[\w.:@/-]{1,100}$/.test(told) ? told : model }];
  }

  function beginBlock(event: Fields): ReplyEvent[] {
    const block = fields(event.content_block);
    const index = event.index;
    if (block === null || !isCount(index) || blocks.has(index)) throw garbled();
    if (block.type !== 'text') {
      blocks.set(index, null);
      return [];
    }
    const number = textBlocks++;
    blocks.set(index, number);
    const cited = Array.isArray(block.citations) ? block.citations.flatMap((each) => cite(number, each)) : [];
    return [...(typeof block.text === 'string' ? pass(number, block.text) : []), ...cited];
  }

  function goOn(event: Fields): ReplyEvent[] {
    const delta = fields(event.delta);
    const index = event.index;
    const block = isCount(index) ? blocks.get(index) : undefined;
    if (delta === null || block === undefined) throw garbled();
    if (block === null) return [];
    if (delta.type === 'citations_delta') return cite(block, delta.citation);
    if (delta.type !== 'text_delta') return [];
    if (typeof delta.text !== 'string') throw garbled();
    return pass(block, delta.text);
  }

  return {
    read(value) {
      const event = fields(value);
      if (event === null || typeof event.type !== 'string') throw garbled();
      const { type } = event;
      if (type === 'message_start') return begin(event);
      if (!/^(?:content_block_(?:start|delta)|message_(?:delta|stop))$/.test(type)) return [];
      if (usage === null || stopped) throw garbled();
      if (type === 'content_block_start') return beginBlock(event);
      if (type === 'content_block_delta') return goOn(event);
      if (type === 'message_delta') {
        const reason = fields(event.delta)?.stop_reason;
        if (typeof reason === 'string') stopReason = reason;
        count(event.usage);
        return [];
      }
      if (stopReason === null) throw garbled();
      stopped = true;
      return [{ type: 'usage', ...usage }, { type: 'done', reason: doneReason(stopReason) }];
    },
    end() {
      if (stopped) return;
      if (usage === null) throw garbled();
      throw new ReplyFailure('upstream-cut', 'The reply broke off before its end. What came so far is there; ask again for a whole one.');
    },
    get usage() {
      return usage;
    },
    get written() {
      return written;
    },
    get started() {
      return usage !== null;
    },
  };
}

function doneReason(reason: string): 'finished' | 'cut' | 'refused' {
  if (reason === 'refusal') return 'refused';
  return reason === 'end_turn' || reason === 'stop_sequence' ? 'finished' : 'cut';
}

function garbled(): ReplyFailure {
  return new ReplyFailure('upstream-garbled', 'The answer of the language model could not be read. The ticket and the draft are as they were. Try again.');
}

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
