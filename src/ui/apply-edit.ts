/** One replacement in a field of text, and what is selected after it. */
interface TextEdit {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
  readonly start: number;
  readonly end: number;
}

/** Puts an edit into the field as typing would: the browser's own undo takes it back. */
export function applyEdit(area: HTMLTextAreaElement, { from, to, insert, start, end }: TextEdit): void {
  area.focus();
  area.setSelectionRange(from, to);
  if (from !== to || insert !== '') {
    // Nothing that replaced it keeps the undo of a text field, and every browser still has it.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- see above
    const done = insert === '' ? document.execCommand('delete') : document.execCommand('insertText', false, insert);
    if (!done) {
      area.setRangeText(insert, from, to);
      area.dispatchEvent(new Event('input', { bubbles: true }));
    }
  }
  area.setSelectionRange(start, end);
}
