import type { Pseudonyms } from './personal.ts';
import { unfinishedFrom } from './token-text.ts';

/** Puts details back in a text that comes piece by piece. */
export interface Restorer {
  /** The text to show for this piece: what is sure, with its details; what may be the beginning of a token waits for the next. */
  push(delta: string): string;
  /** What still waits, at the end of the text. */
  end(): string;
}

/**
 * A restorer for one streamed text: all it gives out together is `pseudonyms.restore` of all it was given, however it was cut. Half a token
 * is never given out; never more than a token's length (24 characters) waits.
 */
export function createRestorer(pseudonyms: Pick<Pseudonyms, 'restore'>): Restorer {
  let waiting = '';
  // What was given out last, as it came: a token without brackets begins no word only by what stands before it.
  let before = '';
  // A word sign before the first token of a piece keeps "XNAME_1" a word across two pieces.
  const context = (): string => (/[\p{L}\p{N}_\\]$/u.test(before) ? 'x' : ' ');
  const give = (raw: string): string => {
    if (raw === '') return '';
    const restored = pseudonyms.restore(context() + raw).slice(1);
    before = (before + raw).slice(-2);
    return restored;
  };
  return {
    push(delta) {
      const raw = waiting + delta;
      // The first half of a sign beyond U+FFFF is no sign yet, and what stands before it not ended.
      const from = Math.max(0, unfinishedFrom(context() + raw.replace(/[\ud800-\udbff]$/, '')) - 1);
      waiting = raw.slice(from);
      return give(raw.slice(0, from));
    },
    end() {
      const raw = waiting;
      waiting = '';
      return give(raw);
    },
  };
}
