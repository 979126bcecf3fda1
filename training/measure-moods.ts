import { evaluate, type Judged } from '../src/classifier/evaluate.ts';
import type { Head } from '../src/classifier/create-head.ts';
import { scoreSentiment } from '../src/sentiment/score-sentiment.ts';
import { sentimentByHead } from '../src/sentiment/sentiment-head.ts';
import type { Sentiment } from '../src/sentiment/sentiment.ts';
import { scoreVader } from '../src/sentiment/vader.ts';

export interface MoodFigures {
  readonly rows: number;
  /** Right among negative, neutral and positive, and the mean F1 of the three. */
  readonly accuracy: number;
  readonly macroF1: number;
}

export type MoodReader = (text: string) => Pick<Sentiment, 'label' | 'confidence'>;

const classOf: Readonly<Record<string, Sentiment['label']>> = {
  angry: 'negative', frustrated: 'negative', negative: 'negative', neutral: 'neutral', content: 'positive', happy: 'positive', positive: 'positive',
};

/** Three classes of any of the five moods or three classes. */
export function threeClasses(label: string): string {
  return classOf[label] ?? label;
}

/** How often a reader is right on texts with their labels, three or five. */
export function measureMoods(texts: readonly string[], labels: readonly string[], read: MoodReader): MoodFigures {
  const judged = texts.map((text, i): Judged => {
    const { label, confidence } = read(text);
    return { label: threeClasses(labels[i] ?? ''), predicted: label, confidence };
  });
  const { accuracy, macroF1 } = evaluate(judged);
  return { rows: texts.length, accuracy, macroF1 };
}

/** The readers that are compared: the head as the desk goes by it, the rules it falls back on, and VADER at its authors' thresholds. */
export function moodReaders(head: Head): Readonly<Record<'head' | 'rules' | 'vader', MoodReader>> {
  return {
    head: (text) => sentimentByHead(head, text) ?? scoreSentiment(text),
    rules: scoreSentiment,
    vader: (text) => {
      const { compound } = scoreVader(text);
      return { label: compound >= 0.05 ? 'positive' : compound <= -0.05 ? 'negative' : 'neutral', confidence: Math.abs(compound) };
    },
  };
}
