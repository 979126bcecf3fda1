import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreSentiment } from '../../src/sentiment/score-sentiment.ts';

describe('sentiment of support mail', () => {
  it.each([
    ['This is a disgrace. Three weeks and no reply. I want my money back NOW!!', 'negative', 'angry'],
    ['The desk arrived broken and nobody answers my mails, I am very disappointed.', 'negative', 'frustrated'],
    ['Thanks for nothing.', 'negative', 'angry'],
    ['Not happy with this at all.', 'negative', 'frustrated'],
    ['still waiting, this is the third time I ask', 'negative', 'frustrated'],
    ['What is the delivery time to Hamburg?', 'neutral', 'neutral'],
    ['Please cancel order LL-48213, thank you.', 'neutral', 'neutral'],
    ['Thank you so much, the lamp is lovely and Tom was very helpful!', 'positive', 'happy'],
    ['It is back, thank you. You have been brilliant.', 'positive', 'happy'],
  ])('%s is %s', (text, label, mood) => {
    const sentiment = scoreSentiment(text);
    expect(sentiment.label).toBe(label);
    expect(sentiment.mood).toBe(mood);
  });

  it.each([
    'how do I cancel an order?', 'cancel my membership', 'can you tell me where i can cancel my orders', 'there is a problem with my order',
    'I have an error at checkout', 'a screw is missing from the box', 'tell me a joke', 'I was sent the wrong size', 'which Loom sofa is it?',
  ])('hears no complaint in a calm request: %s', (text) => {
    expect(scoreSentiment(text).label).toBe('neutral');
  });

  it.each([
    'I want to cancel, this is a disgrace', 'another problem and nobody answers', 'CANCEL MY ORDER NOW!!!', 'your service is a joke',
    'you sent me the wrong item again', 'Cancel everything?! Still no reply', 'the screw is missing AND THE LEG IS BROKEN',
  ])('hears one where the same words stand beside anything else negative: %s', (text) => {
    expect(scoreSentiment(text).label).toBe('negative');
  });

  it('hears anger in a shouted sentence with many exclamation marks', () => {
    expect(scoreSentiment('WHERE IS MY REFUND I HAVE BEEN WAITING FOR 3 WEEKS!!!!').mood).toBe('angry');
    expect(scoreSentiment('WHERE IS MY ORDER').mood).toBe('neutral');
  });

  it('says the same softer when negated', () => {
    expect(scoreSentiment('I am angry about this.').polarity).toBeLessThan(scoreSentiment('I am not angry about this.').polarity);
    expect(scoreSentiment('The sofa is not great.').polarity).toBeLessThan(scoreSentiment('The sofa is great.').polarity);
  });

  it('hears capitals and exclamation marks', () => {
    expect(scoreSentiment('THIS IS TERRIBLE service!!!').polarity).toBeLessThan(scoreSentiment('This is terrible service').polarity);
  });

  it('names the words as written, strongest first, of the side it took', () => {
    expect(scoreSentiment('Absolutely Disgraceful, and the box was late').words[0]).toBe('Disgraceful');
  });

  it('keeps its bounds and its word for any text', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), (text) => {
        const { polarity, confidence, label, mood } = scoreSentiment(text);
        expect(polarity).toBeGreaterThanOrEqual(-1);
        expect(polarity).toBeLessThanOrEqual(1);
        expect(confidence).toBeGreaterThanOrEqual(0.5);
        expect(confidence).toBeLessThanOrEqual(1);
        expect(label === 'negative').toBe(mood === 'angry' || mood === 'frustrated');
        expect(label === 'positive').toBe(mood === 'content' || mood === 'happy');
      }),
    );
    expect(scoreSentiment('__proto__ constructor toString').label).toBe('neutral');
    expect(scoreSentiment('awful '.repeat(200_000)).label).toBe('negative');
  });
});
