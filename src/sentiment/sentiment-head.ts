import type { Head } from '../classifier/create-head.ts';
import { moodSignals, moodSignalsVersion } from './mood-signals.ts';
import { readMood, type MoodReading } from './read-mood.ts';
import { carryingWords, sentimentByRules } from './score-sentiment.ts';
import type { Mood, Sentiment } from './sentiment.ts';

/** What of a head the sentiment needs. */
export type MoodHead = Pick<Head, 'metadata' | 'probabilities' | 'explain'>;

/** Of a text much longer than this its two ends are read: people open with what they feel and close with it. */
const readAtMost = 4_000;
const mostWords = 6;

const names: Readonly<Record<string, Mood | 'negative' | 'positive'>> = {
  angry: 'angry', furious: 'angry', 'very negative': 'angry', very_negative: 'angry',
  frustrated: 'frustrated', unhappy: 'frustrated',
  negative: 'negative', neg: 'negative',
  neutral: 'neutral', mixed: 'neutral', neu: 'neutral', none: 'neutral',
  positive: 'positive', pos: 'positive',
  content: 'content', satisfied: 'content',
  happy: 'happy', delighted: 'happy', 'very positive': 'happy', very_positive: 'happy',
};

/** What each label of a head says of the mood; null where there is one that nobody can tell, and such a head can't be gone by. */
export function readMoodLabels(labels: readonly string[]): readonly (Mood | 'negative' | 'positive')[] | null {
  const read = labels.map((label) => names[label.trim().toLowerCase()]);
  return read.every((name) => name !== undefined) ? read : null;
}

/** Whether the head reads the signals of this program beside the words. */
export function readsMoodSignals({ metadata }: Pick<Head, 'metadata'>): boolean {
  return metadata.features.embedding?.model === moodSignalsVersion;
}

/** What a head reads of a text beside its words: the signals, or the sentence embedding that its host made. */
export function readBesides(head: Pick<Head, 'metadata'>, text: string, embedding?: Float32Array): Float32Array | undefined {
  return readsMoodSignals(head) ? moodSignals(readMood(text)) : embedding;
}

/**
 * How a customer sounds, by a head whose labels are moods or negative, neutral and positive, with VADER and the rules' signals
 * among what it reads. `embedding` is the sentence embedding, for a head that reads one instead. The three classes are sums of
 * the five; where a head knows only three, how strong the feeling is comes from the rules. Null where its labels are no moods.
 * Without `explain` the words are those of the rules' list alone: asking the head costs as much again, and a batch shows nobody.
 */
export function sentimentByHead(head: MoodHead, text: string, embedding?: Float32Array, explain = true): Sentiment | null {
  const meanings = readMoodLabels(head.metadata.labels);
  if (meanings === null) return null;
  const read = text.length > readAtMost ? `${text.slice(0, readAtMost / 2)}\n${text.slice(-readAtMost / 2)}` : text;
  const reading = readMood(read);
  const given = readBesides(head, read, embedding);
  const shares = sumMoods(head.probabilities(read, given), meanings, reading);
  const negative = shares.angry + shares.frustrated;
  const positive = shares.content + shares.happy;
  const label = negative >= positive && negative >= shares.neutral ? 'negative' : positive >= shares.neutral ? 'positive' : 'neutral';
  const mood = label === 'neutral' ? 'neutral' : label === 'negative' ? (shares.angry >= shares.frustrated ? 'angry' : 'frustrated') : shares.happy >= shares.content ? 'happy' : 'content';
  return {
    // A strong feeling lies at the end of the scale, a mild one half way.
    polarity: round(shares.happy + shares.content * 0.6 - shares.frustrated * 0.6 - shares.angry),
    label,
    mood,
    confidence: round(label === 'negative' ? negative : label === 'positive' ? positive : shares.neutral),
    words: explain ? wordsFor(head, read, given, label, mood, meanings, reading) : carryingWords(reading, label),
    version: `${head.metadata.name}@${head.metadata.version}`,
  };
}

function sumMoods(probabilities: Float32Array, meanings: readonly (Mood | 'negative' | 'positive')[], reading: MoodReading): Record<Mood, number> {
  const shares: Record<Mood, number> = { angry: 0, frustrated: 0, neutral: 0, content: 0, happy: 0 };
  let negative = 0;
  let positive = 0;
  meanings.forEach((meaning, i) => {
    const share = probabilities[i] ?? 0;
    if (meaning === 'negative') negative += share;
    else if (meaning === 'positive') positive += share;
    else shares[meaning] += share;
  });
  if (negative > 0 || positive > 0) {
    const { mood } = sentimentByRules(reading);
    shares[mood === 'angry' ? 'angry' : 'frustrated'] += negative;
    shares[mood === 'happy' ? 'happy' : 'content'] += positive;
  }
  return shares;
}

/** The words that spoke for it: those the head weighed, then those of the rules' list. */
function wordsFor(
  head: MoodHead, text: string, given: Float32Array | undefined, label: Sentiment['label'], mood: Mood,
  meanings: readonly (Mood | 'negative' | 'positive')[], reading: MoodReading,
): string[] {
  const at = meanings.findIndex((meaning) => meaning === mood || meaning === label);
  const name = head.metadata.labels[at];
  if (name === undefined || label === 'neutral') return carryingWords(reading, label);
  const listed = carryingWords(reading, label);
  const weighed = head.explain(text, name, given)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map((word) => word.text);
  // A phrase of the list says more than its single words.
  const single = weighed.filter((word) => /\p{L}{3}/u.test(word) && !listed.some((phrase) => phrase.toLowerCase().includes(word.toLowerCase())));
  return [...new Set([...listed, ...single])].slice(0, mostWords);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

