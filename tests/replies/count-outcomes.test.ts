import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countOutcomes, type CountedOutcome } from '../../src/replies/count-outcomes.ts';

let next = 0;
const outcome = (changes: Partial<CountedOutcome> = {}): CountedOutcome => ({ ticketId: `t-${next++}`, at: 100, intent: 'track_order', source: 'template', outcome: 'accepted', distance: 0, ...changes });
const times = (count: number, changes: Partial<CountedOutcome>): CountedOutcome[] => Array.from({ length: count }, () => outcome(changes));
const edited = (distance: number, changes: Partial<CountedOutcome> = {}) => outcome({ outcome: 'edited', distance, ...changes });

describe('what became of drafts', () => {
  it('is counted per intent and per source, most first, with the median of the edits', () => {
    const report = countOutcomes([outcome(), edited(0.1), edited(0.5), edited(0.3), outcome({ outcome: 'rejected', distance: 1 }), outcome({ intent: 'get_refund', source: 'llm' })], 0);
    expect(report.byIntent.map(({ key, total, accepted, edited: changed, rejected, medianDistance }) => [key, total, accepted, changed, rejected, medianDistance])).toEqual([
      ['track_order', 5, 1, 3, 1, 0.3],
      ['get_refund', 1, 1, 0, 0, null],
    ]);
    expect(report.bySource.map(({ key, total }) => [key, total])).toEqual([['template', 5], ['llm', 1]]);
    expect(report.all).toMatchObject({ total: 6, accepted: 2, edited: 3, rejected: 1 });
  });

  it('takes what lies between for an even number of edits', () => {
    expect(countOutcomes([edited(0.2), edited(0.4)], 0).all.medianDistance).toBeCloseTo(0.3, 12);
  });

  it('leaves out what is older, and has the newest first', () => {
    const report = countOutcomes([outcome({ at: 10 }), outcome({ at: 20, ticketId: 'middle' }), outcome({ at: 30, ticketId: 'newest' })], 20);
    expect(report.byIntent[0]?.outcomes.map(({ ticketId }) => ticketId)).toEqual(['newest', 'middle']);
  });

  it('loses none and counts none twice', () => {
    const any = fc.record({ ticketId: fc.string(), at: fc.nat(), intent: fc.constantFrom('', 'a', '__proto__'), source: fc.constantFrom('template', 'llm'), outcome: fc.constantFrom('accepted' as const, 'edited' as const, 'rejected' as const), distance: fc.double({ min: 0, max: 1, noNaN: true }) });
    fc.assert(
      fc.property(fc.array(any), (all) => {
        const report = countOutcomes(all, -Infinity);
        for (const groups of [report.byIntent, report.bySource]) {
          expect(groups.reduce((sum, { total }) => sum + total, 0)).toBe(all.length);
          for (const { total, accepted, edited: changed, rejected } of groups) expect(accepted + changed + rejected).toBe(total);
        }
      }),
    );
  });
});

describe('a template is pointed out', () => {
  const rewritten = (outcomes: readonly CountedOutcome[]) => countOutcomes(outcomes, 0).rewritten.map(({ templateId }) => templateId);
  const of = { templateId: 'a' };

  it('when more than half of five drafts or more were edited or not used, and says so', () => {
    const outcomes = [...times(2, of), ...times(2, { ...of, outcome: 'edited', distance: 0.1 }), outcome({ ...of, outcome: 'rejected', distance: 1 })];
    expect(countOutcomes(outcomes, 0).rewritten).toMatchObject([{ templateId: 'a', reason: 'Of 5 drafts 2 were edited and 1 was not used.' }]);
  });

  it('when its edits change much, seldom as they may be', () => {
    const report = countOutcomes([...times(9, of), ...times(3, { ...of, outcome: 'edited', distance: 0.42 })], 0).rewritten;
    expect(report[0]?.reason).toBe('Of 12 drafts 3 were edited. Half of the edits change 42% of the words or more.');
  });

  it('but not before five drafts, not at half, not for small or single edits, and not without a template', () => {
    expect(rewritten(times(4, { ...of, outcome: 'rejected' }))).toEqual([]);
    expect(rewritten([...times(3, of), ...times(3, { ...of, outcome: 'rejected' })])).toEqual([]);
    expect(rewritten([...times(9, of), ...times(3, { ...of, outcome: 'edited', distance: 0.29 })])).toEqual([]);
    expect(rewritten([...times(9, of), ...times(2, { ...of, outcome: 'edited', distance: 0.9 })])).toEqual([]);
    expect(rewritten(times(9, { outcome: 'rejected' }))).toEqual([]);
  });

  it('worst first', () => {
    expect(rewritten([...times(2, { templateId: 'some' }), ...times(4, { templateId: 'some', outcome: 'rejected' }), ...times(5, { templateId: 'every', outcome: 'rejected' })])).toEqual(['every', 'some']);
  });
});
