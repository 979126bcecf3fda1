import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findNearDuplicates } from '../../training/data/near-duplicates.ts';
import { readRequestFile } from '../../training/data/read-requests.ts';
import { groupRequests, splitRequests, splits } from '../../training/data/split-requests.ts';
import { loadHead, sha256 } from '../../training/load-head.ts';
import { judgeRows } from '../../training/judge-rows.ts';
import { readLabelledCsv } from '../../training/read-labelled-csv.ts';
import { evaluate } from '../../src/classifier/evaluate.ts';
import { root, runProgram } from './run-program.ts';

function readSplit(split: string): { texts: readonly string[]; labels: readonly string[]; groups: readonly string[] } {
  const rows = readLabelledCsv(join(root, `data/requests.${split}.csv`), 'text', 'intent');
  if (!rows.ok) throw new Error(rows.message);
  return { ...rows.value, groups: rows.value.groups ?? [] };
}

describe('the labelled requests', () => {
  it('are split as the committed files say, with under 2% near-duplicates', () => {
    const { status, stdout, stderr } = runProgram('data/build-requests.ts', '--check');
    expect(status, stderr).toBe(0);
    expect(stdout).toMatch(/28 labels/);
  });

  it('keep paraphrases on one side, and every label in every split', () => {
    const sides = new Map<string, string>();
    for (const split of splits) {
      const { labels, groups } = readSplit(split);
      expect(new Set(labels).size).toBe(28);
      for (const group of groups) {
        expect(sides.get(group) ?? split).toBe(split);
        sides.set(group, split);
      }
    }
  });
});

const bitext = ['train', 'dev'].map((split) => join(root, `../shared/datasets/bitext-intents.${split}.csv`)).filter((file) => existsSync(file));

describe.skipIf(bitext.length === 0)('the labelled requests beside the public set whose labels they use', () => {
  it('have no sentence of it, whatever the case and punctuation', () => {
    const plain = (text: string): string => (text.toLowerCase().replaceAll(/['’]/g, '').match(/[a-z0-9]+/g) ?? []).join(' ');
    const theirs = new Set<string>();
    for (const file of bitext) {
      const rows = readLabelledCsv(file, 'utterance', 'intent');
      if (!rows.ok) throw new Error(rows.message);
      for (const text of rows.value.texts) theirs.add(plain(text));
    }
    expect(theirs.size).toBeGreaterThan(1000);
    expect(splits.flatMap((split) => readSplit(split).texts).filter((text) => theirs.has(plain(text)))).toEqual([]);
  });
});

describe('reading requests', () => {
  it('knows paraphrases, comments and line breaks', () => {
    const { requests, problems } = readRequestFile('track_order.txt', 'where is it\n= where has it got to\n\n# a note\nline one\\nline two\n');
    expect(problems).toEqual([]);
    expect(requests.map((request) => request.text)).toEqual(['where is it', 'where has it got to', 'line one\nline two']);
    expect(requests.map((request) => request.paraphraseOf)).toEqual(['track_order:1', 'track_order:1', 'track_order:5']);
  });

  it('names each line that breaks the format', () => {
    const { problems } = readRequestFile('x.txt', '= nothing above\n=close\nfine\r\n');
    expect(problems).toHaveLength(3);
    expect(problems.join()).toMatch(/x\.txt:1.*x\.txt:2.*x\.txt:3/);
  });
});

describe('near-duplicates', () => {
  it('are texts that differ only in numbers, capitals or a letter', () => {
    const pairs = findNearDuplicates([
      'Please cancel my order LL-48213 today', 'please cancel my order LL-90001 today!', 'please cancel my ordr 12345 today',
      'Where is my parcel?', 'I would like my money back for the lamp',
    ]);
    expect(pairs.map(({ first, second }) => [first, second])).toContainEqual([0, 1]);
    expect(pairs.every(({ first, second }) => first < 3 && second < 3)).toBe(true);
  });

  it('are found exactly as comparing every pair finds them', () => {
    const words = ['cancel', 'my', 'order', 'now', 'please', 'lamp', 'today'];
    const texts = Array.from({ length: 150 }, (_, i) => [0, 1, 2, 3].map((k) => words[Math.floor(i / 7 ** k) % 7 ^ (k % 2)] ?? 'x').join(' '));
    const found = new Set(findNearDuplicates(texts).map(({ first, second }) => `${first} ${second}`));
    const alone = texts.flatMap((one, first) =>
      texts.flatMap((two, second) => (first < second && findNearDuplicates([one, two]).length > 0 ? [`${first} ${second}`] : [])),
    );
    expect(found).toEqual(new Set(alone));
  });

  it('join groups, so that a split never tears them apart', () => {
    const requests = Array.from({ length: 60 }, (_, i) => ({
      text: `${'abcdefghijklmnopqrst'.slice(i % 20)} request about ${String.fromCharCode(97 + (i % 20)).repeat(9)} number ${i}`,
      label: 'x', paraphraseOf: `x:${i}`, file: 'x.txt', line: i,
    }));
    const { rows } = groupRequests(requests);
    const parts = splitRequests(rows);
    expect(splits.map((split) => parts[split].length).reduce((sum, length) => sum + length)).toBe(60);
    for (const row of rows) expect(splits.filter((split) => parts[split].some((other) => other.group === row.group))).toHaveLength(1);
  });
});

describe('the shipped intent head', () => {
  it('was trained on the committed training split and scores what its description says', async () => {
    const loaded = await loadHead('intent');
    if (!loaded.ok) throw new Error(loaded.message);
    const head = loaded.value;
    expect(head.metadata.dataHash).toBe(sha256(readFileSync(join(root, 'data/requests.train.csv'))));
    expect(head.metadata.bytes).toBeLessThan(2_000_000);
    for (const split of ['validation', 'test']) {
      const { texts, labels } = readSplit(split);
      const metrics = evaluate(judgeRows(head, texts, labels).judged);
      expect(metrics.accuracy).toBeCloseTo(head.metadata.metrics[split]?.accuracy ?? 0, 3);
      expect(metrics.accuracy).toBeGreaterThan(0.84);
      expect(metrics.ece).toBeLessThan(0.05);
    }
  });
});
