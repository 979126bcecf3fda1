import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHead, decideLabel } from '../../src/classifier/create-head.ts';
import { tinyData, tinyHead, tinyMetadata, tinyTrained } from './tiny-head.ts';

describe('a head', () => {
  it('labels texts it was not trained on by what they have in common with those it was', () => {
    const head = tinyHead();
    expect(head.predict('has my package been lost?').label).toBe('track');
    expect(head.predict('i would like a refund').label).toBe('refund');
    expect(head.predict('PASSWORD forgotten!!').label).toBe('password');
  });

  it('knows a word it never met by what it means', () => {
    expect(tinyData.texts.join(' ')).not.toMatch(/rebate|restitution/);
    expect(tinyHead().predict('rebate or restitution').label).toBe('refund');
  });

  it('names its version and path, and ranks at most five labels, best first', () => {
    const prediction = tinyHead().predict('where is my order');
    expect(prediction).toMatchObject({ version: 'tiny@0', path: 'model', outOfScope: false });
    const confidences = prediction.ranked.map((score) => score.confidence);
    expect(confidences).toEqual([...confidences].sort((a, b) => b - a));
    expect(prediction.ranked[0]).toEqual({ label: prediction.label, confidence: prediction.confidence });
  });

  it('gives probabilities that sum to one for any text', () => {
    const head = tinyHead();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const sum = head.probabilities(text).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 4);
      }),
    );
  });

  it('says out of scope when no label is likely enough', () => {
    const metadata = { ...tinyMetadata(), outOfScopeThreshold: 0.9 };
    const unsure = decideLabel(metadata, Float32Array.of(0.1, 0.2, 0.3, 0.4));
    expect(unsure).toMatchObject({ label: 'out_of_scope', outOfScope: true });
    expect(unsure.ranked.map((score) => score.label)).toContain('out_of_scope');
    expect(decideLabel(metadata, Float32Array.of(0.01, 0.02, 0.95, 0.02)).outOfScope).toBe(false);
  });

  it('reads a huge text only as far as its limit and answers', () => {
    const text = `forgot my password ${'lorem ipsum dolor '.repeat(60_000)}`;
    expect(tinyHead().metadata.labels).toContain(tinyHead().predict(text).label);
  });

  it('explains its label by the words that spoke for it, at their place in the text', () => {
    const text = 'Hello there, I forgot my PASSWORD again';
    const words = tinyHead().explain(text);
    for (const word of words) expect(text.slice(word.start, word.end)).toBe(word.text);
    const strongest = [...words].sort((a, b) => b.weight - a.weight).slice(0, 2);
    expect(strongest.map((word) => word.text).sort()).toEqual(['PASSWORD', 'forgot']);
    expect(words.filter((word) => word.weight > 0).reduce((sum, word) => sum + word.weight, 0)).toBeCloseTo(1, 5);
    expect(tinyHead().explain(text, 'no such label')).toEqual([]);
  });

  it('refuses weights of another shape, and an embedding of another length', () => {
    const { weights } = tinyTrained();
    expect(() => createHead(tinyMetadata(), { ...weights, bias: new Float32Array(2) })).toThrow(/do not fit/);
    const width = tinyMetadata().labels.length;
    const withEmbedding = createHead(tinyMetadata(), { ...weights, embedding: new Float32Array(8 * width).fill(1) });
    expect(() => withEmbedding.predict('text', new Float32Array(7))).toThrow(/reads 8/);
    expect(withEmbedding.predict('where is my parcel', new Float32Array(8)).label).toBe('track');
  });
});
