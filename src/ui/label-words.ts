/** A label as words: `track_order` → "Track order", `out_of_scope` → "Out of scope". */
export function labelWords(label: string): string {
  const words = label.replace(/[_-]+/g, ' ').trim();
  return words === '' ? 'No label' : words.charAt(0).toUpperCase() + words.slice(1);
}

const languageNames = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** A language code as its English name; "Unknown" for `und` or what is no code. */
export function languageWords(code: string): string {
  if (code === 'und') return 'Unknown';
  if (code === 'mis') return 'Another language';
  try {
    return languageNames.of(code) ?? code;
  } catch {
    return code;
  }
}
