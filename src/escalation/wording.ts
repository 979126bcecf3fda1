/**
 * One thing customers say in many ways. Patterns read one sentence; they are linear: single classes, bounded gaps. They come with
 * the program, so they may use the browser's own regular expressions, which a desk's own patterns may not (`compile-pattern.ts`).
 */
export interface Wording {
  readonly name: string;
  readonly patterns: readonly RegExp[];
  /** The sentence means something harmless. */
  readonly unless?: readonly RegExp[];
}

export const words = (source: string): RegExp => new RegExp(source, 'i');
/** Up to four words in between. */
export const gap = String.raw`(?:[ ,'’-]{1,3}[\w'’-]{1,30}){0,4}?[ ,'’-]{1,3}`;
export const wideGap = gap.replace('{0,4}', '{0,6}');
