export const longestTitle = 300;

/**
 * Text as an article may hold it: one kind of line end, no zero bytes or other control characters, no halves of
 * characters (they can't be stored as UTF-8), no marks that turn the direction of what follows.
 */
export function cleanText(text: string): string {
  return (
    text
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      // eslint-disable-next-line no-control-regex -- these are what is to go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufeff\u202a-\u202e\u2066-\u2069]/g, '')
      .replace(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\ufffd')
  );
}

/** A title: one line, at most 300 characters. */
export function cleanTitle(text: string): string {
  const title = cleanText(text.slice(0, 4 * longestTitle)).replace(/\s+/g, ' ').trim();
  return title.length > longestTitle ? `${title.slice(0, longestTitle - 1).replace(/[\uD800-\uDBFF]$/, '').trimEnd()}…` : title;
}
