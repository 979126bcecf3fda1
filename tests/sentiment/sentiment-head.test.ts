import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Head } from '../../src/classifier/create-head.ts';
import { moodSignals, moodSignalsLength } from '../../src/sentiment/mood-signals.ts';
import { readMood } from '../../src/sentiment/read-mood.ts';
import { readMoodLabels, sentimentByHead, type MoodHead } from '../../src/sentiment/sentiment-head.ts';
import type { Sentiment } from '../../src/sentiment/sentiment.ts';
import { loadHead } from '../../training/load-head.ts';

let head: Head;

beforeAll(async () => {
  const loaded = await loadHead('sentiment');
  if (!loaded.ok) throw new Error(loaded.message);
  head = loaded.value;
});

function read(text: string): Sentiment {
  const sentiment = sentimentByHead(head, text);
  if (sentiment === null) throw new Error('labels that are no moods');
  return sentiment;
}

/** A head that always answers with these shares. */
function fixedHead(labels: readonly string[], shares: readonly number[]): MoodHead {
  return { metadata: { ...head.metadata, labels }, probabilities: () => Float32Array.from(shares), explain: () => [] };
}

describe('the mood by the head that ships', () => {
  it.each([
    ['Two hours on hold and then you hung up on me. Unbelievable.', 'negative'],
    ['great job losing my bag again', 'negative'],
    ['Thanks for nothing.', 'negative'],
    ['flight cancelled, no one at the desk, no rebooking, nothing', 'negative'],
    ['I am sorry to have to say that this is the third wrong part.', 'negative'],
    ['What is the delivery time to Hamburg?', 'neutral'],
    ['Please cancel order LL-48213, thank you.', 'neutral'],
    ['can I bring a pram on the 9.40?', 'neutral'],
    ['It came this morning and it is perfect, thank you so much!', 'positive'],
    ['no complaints at all, you sorted it in an hour', 'positive'],
  ])('%s is %s', (text, label) => {
    expect(read(text).label).toBe(label);
  });

  it('adds three classes up from five, and lies between its ends', () => {
    const sure = sentimentByHead(fixedHead(['angry', 'frustrated', 'neutral', 'content', 'happy'], [0.3, 0.25, 0.4, 0.03, 0.02]), 'x');
    expect(sure).toMatchObject({ label: 'negative', mood: 'angry', confidence: 0.55, polarity: -0.412 });
  });

  it('goes by a head that knows three classes only, how strong the feeling is by the rules', () => {
    const three = fixedHead(['negative', 'neutral', 'positive'], [0.7, 0.2, 0.1]);
    expect(sentimentByHead(three, 'This is a disgrace, you liars!')).toMatchObject({ label: 'negative', mood: 'angry' });
    expect(sentimentByHead(three, 'It is late.')).toMatchObject({ label: 'negative', mood: 'frustrated' });
  });

  it('does not go by labels that are no moods', () => {
    expect(readMoodLabels(['track_order', 'get_refund'])).toBeNull();
    expect(sentimentByHead(fixedHead(['a', 'b'], [0.5, 0.5]), 'x')).toBeNull();
    expect(readMoodLabels(['Negative', 'NEUTRAL', 'positive'])).toEqual(['negative', 'neutral', 'positive']);
  });

  it('names the words that carried it, as they are written', () => {
    const text = 'The box was wet and the Chair is RUINED, absolutely appalling.';
    const { words } = read(text);
    expect(words.length).toBeGreaterThan(0);
    for (const word of words) expect(text).toContain(word);
    expect(words.map((word) => word.toLowerCase())).toContain('appalling');
  });

  it('keeps its bounds for any text', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300 }), (text) => {
      const { polarity, confidence, label, mood } = read(text);
      expect(Math.abs(polarity)).toBeLessThanOrEqual(1);
      expect(confidence).toBeGreaterThan(0.3);
      expect(confidence).toBeLessThanOrEqual(1);
      expect(label === 'negative').toBe(mood === 'angry' || mood === 'frustrated');
      const signals = moodSignals(readMood(text));
      expect(signals).toHaveLength(moodSignalsLength);
      expect(signals.every((signal) => Math.abs(signal) <= 2 && !Number.isNaN(signal))).toBe(true);
    }), { numRuns: 200 });
  });
});
