/** A label as words: `track_order` → "Track order", `out_of_scope` → "Out of scope". */
export function labelWords(label: string): string {
  const words = label.replace(/[_-]+/g, ' ').trim();
  return words === '' ? 'No label' : words.charAt(0).toUpperCase() + words.slice(1);
}
