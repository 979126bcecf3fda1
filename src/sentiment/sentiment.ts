export const moods = ['angry', 'frustrated', 'neutral', 'content', 'happy'] as const;
export type Mood = (typeof moods)[number];

export interface Sentiment {
  /** -1 (worst) … 1 (best). */
  readonly polarity: number;
  readonly label: 'negative' | 'neutral' | 'positive';
  readonly mood: Mood;
  /** 0..1 */
  readonly confidence: number;
  /** The words that carried it, strongest first, as written in the text. */
  readonly words: readonly string[];
  readonly version: string;
}
