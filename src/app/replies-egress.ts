import type { ReceiptRow } from '../storage/egress-receipts.ts';
import type { Desk } from './desk-context.ts';

/** How requests that left are told of. */

/** What became of a request: in a row, and in full. */
export const outcomeWords: Readonly<Record<ReceiptRow['outcome'], { readonly short: string; readonly words: string }>> = {
  finished: { short: 'Answered', words: 'Answered' },
  sending: { short: 'Under way', words: 'Under way, or cut off with its tab' },
  stopped: { short: 'Stopped', words: 'Stopped by you; what was sent before had left' },
  failed: { short: 'Failed', words: 'Failed' },
};

const variants: Readonly<Record<ReceiptRow['variant'], string>> = { standard: '', shorter: 'shorter', warmer: 'warmer', formal: 'more formal' };

/** Why it went: "A draft", "A draft, shorter", "An automatic reply". */
export function purposeWords({ purpose, variant }: Pick<ReceiptRow, 'purpose' | 'variant'>): string {
  const way = variants[variant];
  return `${purpose === 'draft' ? 'A draft' : 'An automatic reply'}${way === '' ? '' : `, ${way}`}`;
}

export function hostOf(address: string): string {
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

/** The subject of a ticket that is still here. */
export function subjectOf({ inbox }: Desk, ticketId: string): string {
  return inbox.row(ticketId)?.subject ?? '';
}

export function receiptName(desk: Desk, ticketId: string): string {
  const subject = subjectOf(desk, ticketId);
  return subject === '' ? `Ticket ${ticketId}` : subject;
}

/** The address of the list, of one ticket's requests, and of a receipt in it. */
export function egressPath({ ticket = null, receipt = null }: { readonly ticket?: string | null; readonly receipt?: string | null }): string {
  const params = new URLSearchParams({ ...(ticket === null ? {} : { ticket }), ...(receipt === null ? {} : { receipt }) }).toString();
  return `/replies/egress${params === '' ? '' : `?${params}`}`;
}
