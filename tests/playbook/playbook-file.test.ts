import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { standardRules } from '../../src/escalation/standard-rules.ts';
import { defaultPlaybook } from '../../src/playbook/default-playbook.ts';
import { readPlaybookFile, writePlaybookFile } from '../../src/playbook/playbook-file.ts';
import type { Playbook } from '../../src/playbook/playbook.ts';
import { arbitraryPlaybook } from './arbitrary-playbook.ts';

const whole = { templates: true };
const small: Playbook = { ...defaultPlaybook, rules: standardRules, templates: [] };
const head = 'tabdesk: playbook\nformatVersion: 1\n';

/** Why a file is refused; fails the test where it is not. */
function refusal(text: string): string {
  const read = readPlaybookFile(text, []);
  if (read.ok) throw new Error('the file was taken');
  expect(read.message).toMatch(/^This file can not be used as a playbook: .*\. Nothing was changed\.$/s);
  return read.message;
}

/** The small playbook's file with some lines in another place of it. */
function withRules(rules: string): string {
  return writePlaybookFile({ ...small, rules: [] }, whole).replace(/^rules: .*$/m, () => `rules:\n${rules}`);
}

function rule(id: string, when: string): string {
  return `  - {id: ${id}, title: ${id}, group: other, severity: normal, negatable: true, when: [${when}]}\n`;
}

describe('a playbook as a file', () => {
  it('reads back the same, whatever stands in it', () => {
    fc.assert(
      fc.property(arbitraryPlaybook, (playbook) => {
        const text = writePlaybookFile(playbook, whole);
        expect(readPlaybookFile(text, [])).toEqual({ ok: true, value: { playbook, withTemplates: true } });
      }),
      { numRuns: 300 },
    );
  });

  it('reads back the same as JSON', () => {
    const content = JSON.stringify({ tabdesk: 'playbook', formatVersion: 1, ...defaultPlaybook });
    expect(readPlaybookFile(content, [])).toEqual({ ok: true, value: { playbook: defaultPlaybook, withTemplates: true } });
  });

  it('explains each of its sections, and has rules as one would say them', () => {
    const text = writePlaybookFile(small, whole);
    for (const section of ['products', 'thresholds', 'queues', 'actions', 'rules']) expect(text).toMatch(new RegExp(`\\n# .+\\n${section}:`));
    expect(text).toContain('- mood: [ angry, frustrated ]');
    expect(text).toContain('- waitingHours: 72');
    expect(text).toContain('- ruleDidNotFire: third-unanswered');
  });

  it('leaves the templates out where that is chosen, and whoever reads it keeps theirs', () => {
    const text = writePlaybookFile(defaultPlaybook, { templates: false });
    expect(text).not.toContain('templates:');
    expect(text.length).toBeLessThan(6_000);
    expect(readPlaybookFile(text, defaultPlaybook.templates)).toEqual({ ok: true, value: { playbook: defaultPlaybook, withTemplates: false } });
  });

  it('damaged anywhere is read or refused in words, and never more', () => {
    const text = writePlaybookFile({ ...small, products: [], rules: standardRules.slice(0, 3) }, whole);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(text.length), fc.nat(6), fc.oneof(fc.string({ maxLength: 4 }), fc.constantFrom('*a', '&a ', '!!x ', '- - -', '[[', '\u0000', '\n', '{', '"'))), { minLength: 1, maxLength: 4 }), (edits) => {
        let damaged = text;
        for (const [at, gone, put] of edits) damaged = damaged.slice(0, at) + put + damaged.slice(at + gone);
        const read = readPlaybookFile(damaged, []);
        if (!read.ok) expect(read.message).toMatch(/^This file can not be used/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a hostile file', () => {
  it.each([
    ['nothing', '', 'it is empty'],
    ['bytes', '\u0000\u0001\u0002', 'it is no text'],
    ['something else', 'version: 3\nnlu: []', 'tabdesk: playbook'],
    ['a file of a later program', head.replace('1', '2'), 'newer version'],
    ['a huge one', `# ${'x'.repeat(5_000_001)}`, 'larger than 5 MB'],
    ['references', `${head}a: &x [1]\nb: *x`, 'references are not allowed'],
    ['a list that holds itself', `${head}a: &x [*x]`, 'references are not allowed'],
    ['references that grow (a billion laughs)', `${head}a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]`, 'references are not allowed'],
    ['a tag that would run something', `${head}a: !!js/function "alert(1)"`, 'tag'],
    ['a directive', `%TAG ! tag:example.com,2000:\n---\n${head}`, 'directives'],
    ['several documents', `${head}---\n${head}`, 'several documents'],
    ['a name that stands twice', `${head}version: a\nversion: b`, '“version” stands twice'],
    ['a name twice in JSON', '{"tabdesk":"playbook","formatVersion":1,"version":"a","version":"b"}', 'stands twice'],
    ['a prototype', `${head}__proto__: {a: 1}`, '__proto__'],
    ['lists in lists', `${head}a: ${'['.repeat(60)}${']'.repeat(60)}`, 'nested deeper'],
    ['a hundred thousand lists in lists', `${head}a: ${'['.repeat(100_000)}`, 'nested deeper'],
    ['a hundred thousand lists begun on one line', `${head}a:\n  ${'- '.repeat(100_000)}x`, 'nested deeper'],
    ['a line far to the right', `${head}a:\n${' '.repeat(100_000)}- x`, 'nested deeper'],
    ['a misspelt section', writePlaybookFile(small, whole).replace('thresholds:', 'treshholds:'), 'thresholds'],
    ['a misspelt name in a queue', writePlaybookFile(small, whole).replace('    name: Billing', '    name: Billing\n    atmost: human'), '“queues.1.atmost” is nothing a playbook has'],
    ['thresholds that contradict', writePlaybookFile({ ...small, thresholds: { sure: 0.4, likely: 0.9 } }, whole), 'likely'],
    ['a confidence above one', writePlaybookFile({ ...small, thresholds: { sure: 85, likely: 0.5 } }, whole), 'must not be above 1'],
    ['a text for a number', writePlaybookFile(small, whole).replace('sure: 0.85', 'sure: high'), 'thresholds.sure: should be a number'],
  ])('is refused in words: %s', (_, text, why) => {
    expect(refusal(text)).toContain(why);
  });

  it.each([
    ['a pattern that looks ahead', rule('a', "{pattern: '(a+)+(?=b)$'}"), 'looking ahead'],
    ['a pattern that refers back', rule('a', "{pattern: '(a+)+\\1$'}"), 'references back'],
    ['huge repetition', rule('a', "{pattern: '((a{1,100}){1,100}){1,100}'}"), 'can’t be used|can\'t be used'],
    ['a very long pattern', rule('a', `{pattern: '${'ab|'.repeat(400)}c'}`), 'longer than 500'],
    ['rules that ask in a circle', `${rule('a', '{ruleFired: b}')}${rule('b', '{ruleFired: c}')}${rule('c', '{ruleFired: a}')}`, 'circle'],
    ['ten thousand rules', Array.from({ length: 10_000 }, (_, at) => rule(`r${at}`, '{words: [x]}')).join(''), '10,000; 300 is the most'],
    ['words that fit everything', rule('a', "{words: ['a*']}"), 'nearly every word'],
    ['a condition nobody knows', rule('a', '{weather: rain}'), '“weather” is no condition'],
    ['a mood nobody has', rule('a', '{mood: [furious]}'), 'angry'],
    ['an any within an any', rule('a', '{any: [{any: [{words: [x]}]}]}'), 'no condition that can stand in “any”'],
    ['a rule without conditions', rule('a', ''), 'empty list'],
    ['two rules of one id', rule('a', '{words: [x]}').repeat(2), 'stands for two'],
    ['a wording that is not there', rule('a', '{says: moon}'), 'no wording “moon”'],
  ])('is refused in words: %s', (_, rules, why) => {
    expect(refusal(withRules(rules))).toMatch(new RegExp(why));
  });

  it('with a pattern that stalls other matchers is taken, since it can not stall this one', () => {
    expect(readPlaybookFile(withRules(rule('a', "{pattern: '(a+)+$'}")), []).ok).toBe(true);
  });
});
