import { describe, expect, it } from 'vitest';
import { parseRanking, rankingWeights, sameRanking } from '../../src/knowledge-base/parse-ranking.ts';
import { defaultRanking } from '../../src/knowledge-base/rank-hits.ts';

describe('settings of the ranking, as they were saved', () => {
  it('are read back as they are; the measured ones can all be set by hand', () => {
    expect(parseRanking({ ...defaultRanking })).toEqual(defaultRanking);
    expect(sameRanking(defaultRanking, { ...defaultRanking })).toBe(true);
  });

  it.each([
    ['nothing', undefined],
    ['a word', 'fast'],
    ['one missing', { ...defaultRanking, titleWeight: undefined }],
    ['one below nothing', { ...defaultRanking, feedbackWeight: -1 }],
    ['one beyond its end', { ...defaultRanking, headingWeight: rankingWeights.headingWeight.most + 1 }],
    ['one that is no number', { ...defaultRanking, vectorWeightCovered: Number.NaN }],
    ['a word for the checkbox', { ...defaultRanking, collapse: 'yes' }],
  ])('are none where there is %s', (_, value) => {
    expect(parseRanking(value)).toBeNull();
  });
});
