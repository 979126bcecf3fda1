import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { measureRedaction, type RedactionMiss } from '../../training/measure-redaction.ts';
import { readRedactionSet } from '../../training/read-redaction-set.ts';
import { root, runProgram } from './run-program.ts';

const folder = join(root, 'data/redaction');
/** What stands in the set's README of the numbers that can be told by their shape. */
const structured = ['email', 'phone', 'card', 'iban', 'order'] as const;

describe('the marked texts', () => {
  it('are read without their marks, with what the desk knows beforehand', () => {
    const [first, second] = readRedactionSet('# customer: Maren Okafor, Jo\n# agent: Priya\nHi <name>Priya</name>,\nmail &lt;<email>m@example.org</email>&gt; &amp; wait\n---\n\nJust text # customer: no\n---\n');
    expect(first).toEqual({
      text: 'Hi Priya,\nmail <m@example.org> &amp; wait',
      marks: [
        { kind: 'name', start: 3, end: 8 },
        { kind: 'email', start: 16, end: 29 },
      ],
      names: ['Maren Okafor', 'Jo', 'Priya'],
    });
    expect(second).toEqual({ text: 'Just text # customer: no', marks: [], names: [] });
  });

  it.each([
    ['a <name>b', 'Text 1: <name> is not closed.'],
    ['fine\n---\na</name>', 'Text 2: </name> closes nothing.'],
    ['<name>a <email>b</email></name>', 'Text 1: <email> stands inside <name>.'],
    ['<name></name>', 'Text 1: <name> is empty.'],
    ['<town>Leeds</town>', 'Text 1: "<town>" is no mark. A literal one is written &lt;.'],
  ])('are refused when a mark is wrong: %j', (content, message) => expect(() => readRedactionSet(content)).toThrow(message));
});

describe('measuring redaction', () => {
  it('counts what is found, what is found besides and what would leave the device', () => {
    const missed: RedactionMiss[] = [];
    const texts = readRedactionSet('Mail <email>a.b@example.org</email> or <phone>seven seven</phone>, card <name>4242 4242 4242 4242</name>');
    const { texts: count, kinds, all } = measureRedaction(texts, (miss) => missed.push(miss));
    expect(count).toBe(1);
    expect(kinds.email).toEqual({ marked: 1, recall: 1, precision: 1, kept: 1 });
    expect(kinds.phone).toEqual({ marked: 1, recall: 0, precision: null, kept: 0 });
    expect(kinds.name).toEqual({ marked: 1, recall: 0, precision: null, kept: 1 });
    expect(kinds.card).toEqual({ marked: 0, recall: null, precision: 0, kept: null });
    expect(all.marked).toBe(3);
    expect(missed.map(({ what, kind }) => `${what} ${kind}`)).toEqual(['leaked phone', 'missed name', 'wrong card']);
  });

  it('says what is wrong with the command line', () => {
    expect(runProgram('redaction.ts', '--set', '/nowhere-at-all')).toMatchObject({ status: 2, stdout: '', stderr: '/nowhere-at-all is not there. Name the folder of the marked texts with --set.\n' });
    expect(runProgram('redaction.ts', '--part', 'all', '--json').status).toBe(2);
  });

  it('finds the structured details of texts that were never looked at', () => {
    expect(existsSync(folder), 'data/redaction is missing: the marked texts this test measures on').toBe(true);
    const files = readdirSync(folder).filter((name) => name.endsWith('-test.txt'));
    const texts = files.flatMap((name) => readRedactionSet(readFileSync(join(folder, name), 'utf8')));
    expect(texts.length).toBeGreaterThanOrEqual(300);
    const { kinds } = measureRedaction(texts);
    for (const kind of structured) {
      expect(kinds[kind].recall, `recall of ${kind}`).toBeGreaterThanOrEqual(0.98);
      expect(kinds[kind].precision, `precision of ${kind}`).toBeGreaterThanOrEqual(0.95);
    }
  });
});
