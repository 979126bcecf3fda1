import type { Hit } from '../article.ts';

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

/**
 * What agents' feedback did to a hit, in words, or null where it added nothing. `places` are those it gained by it,
 * negative for lost: "Moved up: its article helped 2 times for such questions".
 */
export function describeFeedback({ feedback }: Hit, places: number): string | null {
  if (!feedback || feedback.added === 0) return null;
  const { added, helped, notHelped } = feedback;
  const effect = places > 0 ? 'Moved up' : places < 0 ? 'Moved down' : added > 0 ? 'Scores higher' : 'Scores lower';
  const said = [
    helped > 0 ? `its article helped ${times(helped)}` : '',
    notHelped > 0 ? `${helped > 0 ? 'and ' : 'its article '}did not help ${times(notHelped)}` : '',
  ].filter((part) => part !== '');
  return `${effect}: ${said.join(' ')} for such questions`;
}
