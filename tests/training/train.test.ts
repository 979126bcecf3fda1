import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyData } from '../classifier/tiny-head.ts';
import { root, runProgram } from './run-program.ts';

interface Report {
  readonly accuracy: number;
  readonly macroF1: number;
  readonly perLabel: Record<string, { f1: number; support: number }>;
  readonly trainSeconds: number;
  readonly predictMicros: number;
  readonly rows: number;
  readonly labelsAbsentFromHead: readonly string[];
}

let folder = '';
const path = (name: string): string => join(folder, name);
const columns = ['--text', 'text', '--label', 'intent', '--json'];
const report = (stdout: string): Report => JSON.parse(stdout) as Report;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tabdesk-train-'));
  const rows = tinyData.texts.map((text, i) => `"${text}",${tinyData.labels[i] ?? ''}`);
  writeFileSync(path('data.csv'), `text,intent\n${rows.join('\n')}\n`);
  writeFileSync(path('empty.csv'), '');
  writeFileSync(path('blank.csv'), '\n  \n\r\n\n');
  writeFileSync(path('header.csv'), 'text,intent\n');
  writeFileSync(path('one-label.csv'), 'text,intent\na,x\nb,x\n');
  writeFileSync(path('quote.csv'), `text,intent\n"never closed,x\nb,y\n`);
  writeFileSync(path('binary.csv'), Uint8Array.of(1, 0, 255, 0, 3));
  writeFileSync(path('latin.csv'), Uint8Array.of(116, 101, 120, 116, 44, 105, 10, 233, 44, 120, 10));
  writeFileSync(path('bom.csv'), `\uFEFFtext,intent\n${rows.join('\n')}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm run train', () => {
  it('cross-validates, saves a head that evaluate reads, and prints one JSON object and nothing else', () => {
    const trained = runProgram('train.ts', '--data', path('data.csv'), '--folds', '4', '--out', path('head'), ...columns);
    expect(trained.status, trained.stderr).toBe(0);
    expect(trained.stdout.trim().split('\n')).toHaveLength(1);
    const figures = report(trained.stdout);
    expect(figures.rows).toBe(20);
    expect(figures.accuracy).toBeGreaterThan(0.4);
    expect(figures.trainSeconds).toBeGreaterThan(0);
    expect(figures.predictMicros).toBeGreaterThan(0);
    expect(Object.keys(figures.perLabel).sort()).toEqual(['out_of_scope', 'password', 'refund', 'track']);

    const evaluated = runProgram('evaluate.ts', '--head', path('head'), '--data', path('data.csv'), ...columns);
    expect(evaluated.status, evaluated.stderr).toBe(0);
    expect(report(evaluated.stdout)).toMatchObject({ accuracy: 1, macroF1: 1, labelsAbsentFromHead: [] });
  });

  it('measures on a test file, drawing the same few examples a label for the same seed', () => {
    const run = (): Report =>
      report(runProgram('train.ts', '--data', path('bom.csv'), '--test', path('data.csv'), '--shots', '2', '--seed', '5', ...columns).stdout);
    const figures = run();
    expect(figures.rows).toBe(20);
    expect(figures.accuracy).toBeLessThan(1);
    expect(run().accuracy).toBe(figures.accuracy);
  });

  it.each([
    ['no such file', ['--data', 'nowhere.csv'], /no such file/],
    ['an empty file', ['--data', 'empty.csv'], /is empty/],
    ['a file of blank lines', ['--data', 'blank.csv'], /blank\.csv: the file is empty/],
    ['a header and no rows', ['--data', 'header.csv'], /no row has both/],
    ['one label only', ['--data', 'one-label.csv'], /one label only/],
    ['an unclosed quote', ['--data', 'quote.csv'], /never closed \(line 2\)/],
    ['a binary file', ['--data', 'binary.csv'], /binary/],
    ['another encoding', ['--data', 'latin.csv'], /not UTF-8/],
    ['a folder', ['--data', '.'], /is no file/],
    ['too many folds', ['--data', 'data.csv', '--folds', '50'], /smaller --folds/],
    ['a number that is none', ['--data', 'data.csv', '--shots', 'many'], /--shots must be a whole number/],
    ['an unknown option', ['--data', 'data.csv', '--speed', '9'], /Usage/],
    ['a missing option', [], /--data is missing/],
  ])('refuses %s with one clear line', (_, options, line) => {
    const given = options.map((option) => (/\.csv$|^\.$/.test(option) ? path(option) : option));
    const { status, stdout, stderr } = runProgram('train.ts', ...given, ...columns);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(line);
  });

  const places: readonly (readonly [string, () => string, RegExp])[] = [
    ['a file', () => path('data.csv'), /data\.csv: is a file, not a folder/],
    ['a folder within a file', () => path('data.csv/head'), /data\.csv: is a file, not a folder/],
    ['a place where none can be made', () => '/proc/head', /\/proc\/head: can not be written/],
  ];
  // In /proc, which only Linux has, no folder can be made, and Node's own way of making several at once never ends.
  it.each(places.filter(([, out]) => !out().startsWith('/proc') || process.platform === 'linux'))('refuses --out that names %s with one clear line, before it trains', (_, out, line) => {
    const { status, stdout, stderr } = runProgram('train.ts', '--data', path('data.csv'), '--out', out(), ...columns);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    // The accuracy of a fold would stand here too.
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr).toMatch(line);
  });

  it('names the columns there are when one is missing', () => {
    const { status, stderr } = runProgram('train.ts', '--data', path('data.csv'), '--text', 'body', '--label', 'intent', '--json');
    expect(status).toBe(2);
    expect(stderr).toMatch(/no column "body"; it has "text", "intent"/);
  });
});

describe('npm run evaluate', () => {
  it('reports labels that the head does not have', () => {
    writeFileSync(path('other.csv'), 'text,intent\nwhere is my parcel,track_order\nhello,greeting\n');
    const { status, stdout } = runProgram('evaluate.ts', '--head', 'intent', '--data', path('other.csv'), ...columns);
    expect(status).toBe(0);
    expect(report(stdout).labelsAbsentFromHead).toEqual(['greeting']);
  });

  it.runIf(existsSync('/dev/full'))('says in one line that its result can not be written', () => {
    writeFileSync(path('one.csv'), 'text,intent\nwhere is my parcel,track_order\n');
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'training/evaluate.ts', '--head', 'intent', '--data', path('one.csv'), ...columns],
      { cwd: root, encoding: 'utf8', stdio: ['ignore', full, 'pipe'] },
    );
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr.trim()).toMatch(/^standard output: can not be written \(ENOSPC.*\)\.$/);
  });

  it('refuses a head that is not there, or is damaged, with one clear line', () => {
    const missing = runProgram('evaluate.ts', '--head', 'nobody', '--data', path('data.csv'), ...columns);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toMatch(/No head "nobody"/);
    const weights = readFileSync(path('head/weights.bin'));
    writeFileSync(path('head/weights.bin'), weights.subarray(0, weights.length - 7));
    const damaged = runProgram('evaluate.ts', '--head', path('head'), '--data', path('data.csv'), ...columns);
    expect(damaged.status).toBe(2);
    expect(damaged.stderr).toMatch(/damaged or of another version/);
  });
});
