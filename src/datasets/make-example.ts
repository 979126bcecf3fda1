import { readLimit } from '../text/tokenise.ts';
import { htmlToText, looksLikeHtml } from '../tickets/html-to-text.ts';
import type { SourceRow } from '../tickets/source-row.ts';
import { labelsFrom, longestLabel, type Example } from './dataset.ts';
import type { LabelMapping } from './map-label-columns.ts';

/** What was changed or noticed on the way in, counted for the report. */
export type ExampleNote = 'text-shortened' | 'no-words' | 'unlabelled-in-part';

export type MadeExample =
  | { readonly ok: true; readonly example: Example; /** The number the row had in the dataset it was exported from. */ readonly id: number | null; readonly notes: readonly ExampleNote[] }
  | { readonly ok: false; readonly reason: string };

/** Line ends unified, control characters that mean nothing in text removed: as a ticket's text is cleaned. */
function cleanText(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, '');
}

/** Cut at the limit, never within a surrogate pair. */
function shorten(text: string, longest: number): string {
  if (text.length <= longest) return text;
  return text.slice(0, /[\ud800-\udbff]/.test(text[longest - 1] ?? '') ? longest - 1 : longest).trimEnd();
}

/** A label as it is kept: composed, on one line, no spaces around it. */
export function cleanLabel(label: string): string {
  return cleanText(label).normalize('NFC').replace(/\s+/g, ' ').trim();
}

/** The only label of a JSON list (`["refund"]`), as annotation tools write it; the cell itself where it is none. */
function onlyLabel(cell: string): string | null {
  if (!/^\s*\[[^]*\]\s*$/.test(cell)) return cell;
  try {
    const list: unknown = JSON.parse(cell);
    if (!Array.isArray(list) || !list.every((item) => typeof item === 'string' || typeof item === 'number')) return cell;
    return list.length > 1 ? null : String(list[0] ?? '');
  } catch {
    return cell;
  }
}

/**
 * The text of an example from its parts, as triage joins a subject and a message: one below the other, those that are empty or only
 * repeat the beginning of the next left out.
 */
export function joinParts(parts: readonly string[]): string {
  if (parts.length === 1) return parts[0] ?? '';
  const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();
  return parts
    .filter((part, at) => {
      const own = plain(part.slice(0, 1000)).replace(/(?:…|\.{3})$/, '');
      return own !== '' && !parts.slice(at + 1).some((later) => plain(later.slice(0, 2000)).startsWith(own));
    })
    .join('\n');
}

/**
 * One row as an example, or the reason it can't be one. The text is cleaned as a ticket's is (with `mapping.html`, markup becomes
 * text) and cut at what is read of a text, 20,000 characters. Each label column may have one label of at most 100 characters; a row
 * without any is refused.
 */
export function makeExample(row: SourceRow, mapping: LabelMapping): MadeExample {
  const notes: ExampleNote[] = [];
  const cell = (column: string): string => row.cells.get(column) ?? '';
  const parts = mapping.text.map((column) => {
    const text = cleanText(cell(column));
    return (mapping.html && looksLikeHtml(text) ? htmlToText(text) : text).trim();
  });
  const whole = joinParts(parts);
  const text = shorten(whole, readLimit.characters);
  if (text === '') return { ok: false, reason: 'It has no text.' };
  if (text.length < whole.length) notes.push('text-shortened');
  if (!/[\p{L}\p{N}]/u.test(text)) notes.push('no-words');

  const labels: [string, string][] = [];
  for (const { column, name } of mapping.labels) {
    const one = onlyLabel(cell(column));
    if (one === null) return { ok: false, reason: `It has more than one label in “${column}”. Keep one.` };
    const label = cleanLabel(one);
    if (label.length > longestLabel) return { ok: false, reason: `Its label in “${column}” is longer than ${longestLabel} characters.` };
    if (label !== '') labels.push([name, label]);
  }
  if (labels.length === 0) return { ok: false, reason: mapping.labels.length === 1 ? 'It has no label.' : 'It has no label in any of the columns.' };
  if (labels.length < mapping.labels.length) notes.push('unlabelled-in-part');
  const group = mapping.group === undefined ? '' : cleanLabel(cell(mapping.group)).slice(0, 200);
  const ticketId = mapping.ticketId === undefined ? '' : cell(mapping.ticketId).trim().slice(0, 200);
  const byTriage = mapping.labelledBy !== undefined && cell(mapping.labelledBy).trim() === 'triage';
  const number = mapping.rowId === undefined ? '' : cell(mapping.rowId).trim();
  return {
    ok: true,
    example: {
      text,
      labels: labelsFrom(labels),
      ...(group === '' ? {} : { group }),
      ...(ticketId === '' ? {} : { ticketId }),
      ...(byTriage ? { labelledBy: 'triage' } : {}),
    },
    id: /^\d{1,9}$/.test(number) ? Number(number) : null,
    notes,
  };
}
