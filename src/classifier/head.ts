/** How a text becomes a sparse vector. Training and inference read the same spec, so they can't drift apart. */
export interface FeatureSpec {
  /** Bumped when the code that reads the spec changes what it yields. */
  readonly version: number;
  /** Smallest and largest word n-gram. */
  readonly words: readonly [number, number];
  /** Smallest and largest character n-gram, taken inside word boundaries. */
  readonly characters: readonly [number, number];
  /** Hash buckets, a power of two. */
  readonly buckets: number;
  /**
   * Concepts of the hand-written lexicon (text/lexicon.ts) and pairs of them at most `window` words apart; `share` is their
   * length as a vector, where word and character n-grams have length 1 each.
   */
  readonly concepts?: { readonly lexicon: number; readonly window: number; readonly share: number };
  /** Character n-grams reach over the ends of words. */
  readonly acrossWords?: boolean;
  /** Pairs of word beginnings of so many letters, less than `window` words between them; `share` as with the concepts. */
  readonly pairs?: { readonly window: number; readonly letters: number; readonly share: number };
  /** The encoder whose sentence embedding is appended, if any: `name@version`, since the next version's numbers mean something else. */
  readonly embedding?: { readonly model: string; readonly dimension: number };
}

export interface LabelScore {
  readonly label: string;
  /** Calibrated probability, 0..1. */
  readonly confidence: number;
}

/** A head's answer for one text. */
export interface Prediction {
  /** The label, or `out_of_scope`. */
  readonly label: string;
  /** Calibrated probability of `label`, 0..1. */
  readonly confidence: number;
  /** Best first, at most five, the chosen label included. */
  readonly ranked: readonly LabelScore[];
  readonly outOfScope: boolean;
  /** `name@version` of the head, or `rules@1`. */
  readonly version: string;
  readonly path: 'model' | 'rules';
}

export interface LabelMetrics {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

export interface HeadMetrics {
  readonly accuracy: number;
  readonly macroF1: number;
  /** Expected calibration error over 15 equal-width bins, after temperature scaling. */
  readonly ece: number;
  readonly perLabel: Readonly<Record<string, LabelMetrics>>;
  readonly rows: number;
}

/**
 * Turns scores into probabilities: softmax(score / temperature), or with an offset logistic(score / temperature + offset)
 * divided by the sum over the labels.
 */
export interface Calibration {
  readonly temperature: number;
  readonly offset?: number;
}

/** `public/models/<name>/metadata.json` of a head. */
export interface HeadMetadata {
  readonly format: 'tabdesk-head';
  readonly formatVersion: 1;
  readonly kind: 'intent' | 'product' | 'sentiment' | 'priority' | 'custom';
  readonly name: string;
  readonly version: string;
  readonly labels: readonly string[];
  /** Label that means "none of the others", if the label set has one. */
  readonly outOfScopeLabel?: string;
  readonly features: FeatureSpec;
  readonly calibration: Calibration;
  /** Below this top probability a prediction counts as out of scope. */
  readonly outOfScopeThreshold: number;
  readonly metrics: Readonly<Record<string, HeadMetrics>>;
  /** SHA-256 (hex) of the training data. */
  readonly dataHash: string;
  /** SHA-256 (hex) of `weights.bin`. */
  readonly checksum: string;
  /** Bytes of `weights.bin`. */
  readonly bytes: number;
  readonly seed: number;
  readonly trainer: string;
  readonly createdAt: string;
}
