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
