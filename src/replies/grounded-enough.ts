import type { Grounding } from './ground-reply.ts';

declare const grounded: unique symbol;

/** A reply that was seen to say nothing the knowledge base does not. Only `groundedEnough` makes one. */
export type Grounded = Grounding & { readonly [grounded]: true };

/**
 * The grounding as proof that the reply may go out unread, or null: where a figure, date or amount is wrong, something says the opposite of a
 * passage, a link is invented, a placeholder is left, it states nothing at all, or passages bear out less than `bar` (0..1) of what it states.
 * A bar that is no number is never reached.
 */
export function groundedEnough(grounding: Grounding, bar: number): Grounded | null {
  const { claims, supported, placeholders, problems, sentences } = grounding;
  if (placeholders > 0 || claims === 0 || sentences.some(({ verdict }) => verdict === 'wrong')) return null;
  if (problems.some(({ kind }) => kind !== 'unsupported')) return null;
  return supported / claims >= bar ? (grounding as Grounded) : null;
}
