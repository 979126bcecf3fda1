import fc from 'fast-check';
import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/classifier/seeded-random.ts';
import { judge } from '../../src/evaluation/judge.ts';
import { writeModelCard, type ModelCardFacts } from '../../src/evaluation/model-card.ts';
import { makeAnswers } from './make-answers.ts';

const facts: ModelCardFacts = {
  name: 'Intents',
  version: '1.2.0',
  kind: 'intent',
  createdAt: '2026-03-01T12:00:00Z',
  trainer: 'linear SVM',
  backend: 'wasm',
  seed: 7,
  checksum: 'abc123',
  notes: 'Refund and return were merged.',
  data: { name: 'shop.csv', hash: 'def456', trainingRows: 12_000, labels: [{ label: 'a', rows: 11_995 }, { label: 'b', rows: 5 }, { label: 'c', rows: 12 }], findings: ['2 rows without text.'], expectedWrong: 0.021 },
  heldOut: '20% held out, near-duplicates together',
  judgement: judge(makeAnswers('abc', ['aa', 'aa', 'ab', 'bb']), { random: seededRandom(1), resamples: 50 }),
  baselines: [{ name: 'always the commonest label', accuracy: { value: 0.75, low: 0.5, high: 1 }, macroF1: null }],
  confusions: ['A is taken for B 1 of 3 times.'],
  calibration: { before: 0.09, after: 0.02 },
  coverage: [
    { acceptedError: 0.05, point: { threshold: 0.81, coveredRows: 1200, wrongRows: 40, coverage: 0.6, error: 0.033, errorBound: 0.045 } },
    { acceptedError: 0.01, point: null },
  ],
  outOfScope: { threshold: 0.4, recall: { value: 0.6, low: 0.5, high: 0.7 }, inScopeAccuracy: 0.9, accuracyLost: 0.012 },
};

describe('the model card', () => {
  it('tells the figures with their intervals', () => {
    const card = writeModelCard(facts);
    expect(card).toMatch(/^# Intents 1\.2\.0\n/);
    expect(card).toContain('| Made | 2026-03-01T12:00:00Z |');
    expect(card).toContain('Judged on 4 rows that it was not trained on (20% held out, near-duplicates together).');
    expect(card).toMatch(/\| This model \| 75\.0% \(\d+\.\d% to \d+\.\d%\) \| /);
    expect(card).toContain('| always the commonest label | 75.0% (50.0% to 100.0%) | not known |');
    expect(card).toContain('- A is taken for B 1 of 3 times.');
    expect(card).toContain('Expected calibration error: 2.0%, 9.0% before calibration.');
    expect(card).toContain('60.0% of requests can be answered without a person, at a confidence of 0.810 or more (40 of 1,200 such held-out rows were wrong, which puts the true share at 4.5% or less).');
    expect(card).toContain('With at most 1.0% wrong answers accepted, nothing can be promised');
    expect(card).toContain('60.0% (50.0% to 70.0%) are found, at the cost of 1.2 points of accuracy');
    expect(card).toContain('Rows a label, fewest to most | 5 to 11,995');
    expect(card).toContain('- 2 rows without text.');
    expect(card).toContain('Labels likely wrong, estimated | 2.1%');
  });

  it('draws its limits from the figures alone', () => {
    const card = writeModelCard(facts);
    expect(card).toContain('- 1 of 3 labels was learned from fewer than 10 rows.');
    expect(card).toContain('- 1 of 3 labels has no held-out rows: nothing is known of it.');
    expect(card).toContain('- 2 of 3 labels were judged on fewer than 10 rows');
    expect(card).not.toContain('was not measured');
  });

  it('claims nothing of what was not measured', () => {
    const { notes, backend, baselines, confusions, calibration, coverage, outOfScope, data, ...bare } = facts;
    expect([notes, backend, baselines, confusions, calibration, coverage, outOfScope]).not.toContain(undefined);
    const card = writeModelCard({ ...bare, data: { hash: data.hash, trainingRows: 0, labels: [] }, judgement: null });
    expect(card).toContain('Nothing is known of how well it does.');
    expect(card).toContain('How well its confidence fits its accuracy was not measured.');
    expect(card).toContain('How it does on requests that fit no label was not measured');
    expect(card).not.toMatch(/## (Notes|What it confuses|How far)/);
    expect(card).not.toMatch(/undefined|NaN|null|Infinity/);
  });

  it('shows the ten weakest of many labels, the weakest first', () => {
    const labels = 'abcdefghijkl';
    const pairs = Array.from(labels).flatMap((letter, at) => [letter + letter, letter + (at === 4 ? 'a' : letter)]);
    const card = writeModelCard({ ...facts, judgement: judge(makeAnswers(labels, pairs), { random: seededRandom(1), resamples: 20 }) });
    const table = card.slice(card.indexOf('The 10 weakest of 12 labels'));
    expect(table).toMatch(/F1 \|\n\| --- \| --- \| --- \| --- \| --- \|\n\| e \|/);
  });

  it('shows a hostile label as text and nothing else', () => {
    const text = fc.array(fc.constantFrom('#', '*', '_', '`', '[', ']', '(', ')', '<img src=x>', '|', '\n', '\r', '\u2028', '- ', '1. ', '> ', '+', '=', '--', '~~', '!', '\\', '&amp;', 'http://x.de', 'www.x.de', 'a@b.de', 'word', ' ', '\t', '\u202e', '$'), { maxLength: 8 }).map((parts) => parts.join(''));
    const plainHtml = marked.parse(writeModelCard(facts), { async: false });
    const tags = (html: string): string[] => html.match(/<[a-z0-9]+/g) ?? [];
    fc.assert(
      fc.property(text, (hostile) => {
        const answers = { ...makeAnswers('abc', ['aa', 'aa', 'ab', 'bb']), labels: [hostile, 'b', 'c'] };
        const card = writeModelCard({
          ...facts,
          // Something must be there for the heading and the paragraph to be one.
          name: `m${hostile}`,
          notes: `${hostile}m`,
          heldOut: hostile,
          trainer: hostile,
          confusions: [`${hostile}m`],
          data: { ...facts.data, name: hostile, findings: [`${hostile}m`] },
          judgement: judge(answers, { random: seededRandom(1), resamples: 5 }),
        });
        expect(tags(marked.parse(card, { async: false }))).toEqual(tags(plainHtml));
      }),
      { numRuns: 300 },
    );
  });
});
