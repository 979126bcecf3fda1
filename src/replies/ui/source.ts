/** A passage a reply may cite, with the number it is cited by. */
export interface Source {
  readonly number: number;
  readonly passageId: string;
  readonly articleId: string;
  readonly title: string;
  /** The innermost heading it stands under. */
  readonly heading?: string;
  /** The sentence that supports what is cited, or the passage's beginning. */
  readonly quote: string;
  /** The whole passage, when it is at hand. */
  readonly text?: string;
}
