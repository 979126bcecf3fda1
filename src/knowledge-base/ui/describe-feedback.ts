import type { Hit } from '../article.ts';

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/**
 * What agents' feedback did to a hit, in words, or null where it added nothing. `places` are those it gained by it,
 * negative for lost: "Moved up: its article helped 2 times for such questions". A hit whose rivals lost more than it did
 * has gained a place and scores lower all the same.
 */
export function describeFeedback({ feedback }: Hit, places: number): string | null {
  if (!feedback || feedback.added === 0) return null;
  const { added, helped, notHelped } = feedback;
  const effect = added > 0 ? (places > 0 ? 'Moved up' : 'Scores higher') : places < 0 ? 'Moved down' : 'Scores lower';
  const said = [helped > 0 ? `helped ${times(helped)}` : '', notHelped > 0 ? `was no help ${times(notHelped)}` : ''].filter((part) => part !== '');
  return `${effect}: its article ${said.join(' and ')} for such questions`;
}
