/** A label's name as a person writes it: "track_order" and "track-order" become "Track order". Names that are written out stay as they are. */
export function readableLabel(label: string): string {
  const spaced = label.replace(/[_-]+/g, ' ').trim();
  return spaced === '' ? '(no name)' : spaced.slice(0, 1).toUpperCase() + spaced.slice(1);
}
