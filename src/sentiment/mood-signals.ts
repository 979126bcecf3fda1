import type { MoodReading } from './read-mood.ts';
import { sentimentByRules, weighReading } from './score-sentiment.ts';

/** Named by a head that reads them, so that it is not given numbers that mean something else. */
export const moodSignalsVersion = 'mood-signals@1';
export const moodSignalsLength = 20;

/**
 * What words and marks say about a mood, as numbers about -1…1 for a head to learn from beside the n-grams: they carry over to
 * texts whose n-grams nobody has seen. Order and meaning belong to `moodSignalsVersion`.
 */
export function moodSignals(reading: MoodReading): Float32Array {
  const { score, strength } = weighReading(reading);
  const { label, polarity } = sentimentByRules(reading);
  const { bad, good, vader, words, shouted, bangs, questions, incredulous, smiles, frowns, asksOnly, weighed } = reading;
  return Float32Array.of(
    polarity,
    label === 'negative' ? 1 : 0,
    label === 'positive' ? 1 : 0,
    vader.compound,
    vader.negative * 2,
    vader.positive * 2,
    Math.tanh(strength / 2),
    Math.tanh(score / 8),
    Math.tanh(bad / 4),
    Math.tanh(good / 4),
    bad > 0 ? 1 : 0,
    good > 0 ? 1 : 0,
    weighed.some(({ weight }) => weight <= -2.9) ? 1 : 0,
    bangs / 4,
    Math.min(1, shouted / 4),
    questions > 0 ? 1 : 0,
    incredulous ? 1 : 0,
    (smiles - frowns) / 2,
    asksOnly ? 1 : 0,
    Math.tanh(words / 40),
  );
}
