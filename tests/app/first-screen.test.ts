import { describe, expect, it } from 'vitest';
import { createTicketSearch } from '../../src/app/search-tickets.ts';
import { labelWords } from '../../src/text/label-words.ts';
import { languageWords } from '../../src/ui/language-words.ts';
import { bytes, plural, shortCount, shortTime } from '../../src/ui/format-time.ts';
import { percent } from '../../src/ui/percent.ts';

describe('what the list says', () => {
  it('tells time as short as a list needs it', () => {
    const now = new Date(2026, 5, 15, 12, 0).getTime();
    const ago = (ms: number): string => shortTime(now - ms, now);
    expect([ago(5_000), ago(12 * 60_000), ago(3 * 3_600_000), ago(8 * 86_400_000)]).toEqual(['now', '12 min', '3 h', '7 Jun']);
    expect(shortTime(new Date(2024, 2, 14).getTime(), now)).toBe('14 Mar 2024');
  });

  it('speaks of labels, languages, counts and sizes in words', () => {
    expect(labelWords('track_order')).toBe('Track order');
    expect([languageWords('de'), languageWords('und'), languageWords('mis'), languageWords('not a code')]).toEqual(['German', 'Unknown', 'Another language', 'not a code']);
    expect([plural(1, 'ticket'), plural(8469, 'ticket')]).toEqual(['1 ticket', '8,469 tickets']);
    expect([shortCount(0), shortCount(304), shortCount(1262), shortCount(8789), shortCount(50_000)]).toEqual(['0', '304', '1.3k', '8.8k', '50k']);
    expect([bytes(0), bytes(1536), bytes(14_264_838)]).toEqual(['0 bytes', '1.5 KB', '14 MB']);
  });

  it('never says 100% of what is not certain', () => {
    expect([percent(0.999), percent(1), percent(0.815)]).toEqual(['99%', '100%', '82%']);
  });
});

describe('search when its worker can not help', () => {
  it('answers from the rows in memory, and says that this is all there is', async () => {
    const search = createTicketSearch({
      startWorker: () => {
        throw new Error('no workers here');
      },
      findInRows: (words) => new Set(words),
      onGrown: () => undefined,
    });
    expect(await search.find(['a', 'b'])).toEqual({ ids: new Set(['a', 'b']), complete: true });
  });
});
