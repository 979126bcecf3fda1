import type { Pseudonyms } from '../tickets/personal.ts';
import { originalOffset } from '../tickets/pseudonyms.ts';
import { createRestorer } from '../tickets/restore-stream.ts';
import type { Citation } from './draft.ts';
import type { ReplyEvent } from './reply-event.ts';
import type { SentPassage } from './write-reply-request.ts';

/** The reply so far: plain text with citation markers (`[1]`), as the editor takes it. */
export interface AssembledReply {
  readonly text: string;
  readonly citations: readonly Citation[];
}

export interface ReplyAssembler {
  readonly push: (event: ReplyEvent) => void;
  /** The reply up to here; call `end` first for what was held back. */
  readonly soFar: () => AssembledReply;
  /** Nothing more comes: what was held back and the last citations are put in. */
  readonly end: () => void;
}

/** No-break space: a marker never stands alone on a line. */
const glue = '\u00a0';
const closing = /^[.!?…,;:)\]”"’']{1,3}/;

/**
 * Makes the reply of its events as they come: tokens become what they stand for, and a block's citations become markers after it, numbered
 * in the order they are met. A citation whose words do not stand in the passage it names is left out: nobody could open it. Pure but for its
 * own state.
 */
export function createReplyAssembler(passages: readonly SentPassage[], pseudonyms: Pseudonyms): ReplyAssembler {
  const citations: Citation[] = [];
  let text = '';
  /** Markers of the block that ended last, which wait for a full stop that may begin the next one. */
  let markers = '';
  let block = -1;
  let cited = new Set<number>();
  let restorer = createRestorer(pseudonyms);

  const add = (words: string): void => {
    if (words === '') return;
    if (markers === '') {
      text += words;
      return;
    }
    const stop = closing.exec(words)?.[0] ?? '';
    text = `${withMarkers(text + stop, markers)}${words.slice(stop.length)}`;
    markers = '';
  };
  const endBlock = (): void => {
    add(restorer.end());
    restorer = createRestorer(pseudonyms);
    markers += [...cited].map((number) => `[${number}]`).join('');
    cited = new Set();
  };
  const cite = (event: Extract<ReplyEvent, { type: 'citation' }>): void => {
    const source = passages[event.passage];
    const found = source && locate(source, event);
    if (!source || !found) return;
    const { passage } = source;
    const quote = passage.text.slice(found.start, found.end);
    let citation = citations.find((each) => each.passageId === passage.id && each.quote === quote);
    if (citation === undefined) {
      citation = { number: citations.length + 1, passageId: passage.id, articleId: passage.articleId, title: passage.title, quote };
      citations.push(citation);
    }
    cited.add(citation.number);
  };
  return {
    push(event) {
      if (event.type !== 'text' && event.type !== 'citation') return;
      if (event.block !== block) {
        endBlock();
        block = event.block;
      }
      if (event.type === 'text') add(restorer.push(event.text));
      else cite(event);
    },
    soFar: () => ({ text: markers === '' ? text : withMarkers(text, markers), citations: [...citations] }),
    end: endBlock,
  };
}

/** Markers after the last word, before the white space that follows it. */
function withMarkers(text: string, markers: string): string {
  const words = text.trimEnd();
  return `${words}${words === '' ? '' : glue}${markers}${text.slice(words.length)}`;
}

/**
 * Where the cited words stand in the passage as it is on the device. The API counts characters as code points; where its offsets do not
 * hold the words it quotes, the words themselves are looked for.
 */
function locate({ passage, sent }: SentPassage, { start, end, quote }: { readonly start: number; readonly end: number; readonly quote: string }): { start: number; end: number } | null {
  const words = quote.trim();
  if (words === '') return null;
  const points = Array.from(sent.text);
  const near = points.slice(0, start).join('').length;
  const there = points.slice(start, end).join('').includes(words) ? sent.text.indexOf(words, near) : closest(sent.text, words, near);
  if (there < 0) return null;
  const from = originalOffset(sent, there);
  const to = there + words.length >= sent.text.length ? passage.text.length : originalOffset(sent, there + words.length);
  return to > from ? { start: from, end: to } : null;
}

function closest(text: string, words: string, near: number): number {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}
