import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'triage-'));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the program; `stopReadingAfter` closes our end of its standard output after so many characters, as `head` does. */
function triage(args: readonly string[], input?: string, stopReadingAfter = Infinity): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'training/triage.ts', ...args], { cwd: root });
    let out = '';
    let err = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > stopReadingAfter) child.stdout.destroy();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input ?? '');
  });
}

function rowsOf(text: string): Record<string, unknown>[] {
  return text.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('npm run triage', () => {
  it('triages CSV with several text columns, tells bad rows by line, and writes a file', { timeout: 60_000 }, async () => {
    const file = write('a.csv', 'no,title,words\n7,Invoice,"Please send the invoice\nfor LL-48213"\n8,x,y,too,many\n9,,I will sue you\n');
    const out = join(folder, 'a.jsonl');
    const { code, out: printed, err } = await triage([file, '--text', 'title', '--text', 'words', '--id', 'no', '--out', out]);
    expect(code).toBe(0);
    expect(printed).toBe('');
    expect(err).toMatch(/line 4: It has 5 cells/);
    expect(err).toMatch(/2 rows triaged, 1 refused/);
    const rows = rowsOf(readFileSync(out, 'utf8'));
    expect(rows.map(({ id, line }) => [id, line])).toEqual([['7', 2], ['9', 5]]);
    expect(rows[0]).toMatchObject({ entities: [{ kind: 'order', value: 'LL-48213' }] });
    expect(rows[1]).toMatchObject({ escalation: { escalated: true }, route: { action: 'human' }, priority: { level: 'urgent' } });
    expect(existsSync(`${out}.partial`)).toBe(false);
  });

  it('reads JSONL from standard input and writes standard output, the same on every run', { timeout: 60_000 }, async () => {
    const input = '{"id":"a","text":"where is my parcel?"}\nnot json\n{"id":"b","text":"thank you, the lamp is lovely!"}\n';
    const [first, second] = await Promise.all([triage(['-'], input), triage(['-'], input)]);
    expect(first.code).toBe(0);
    expect(rowsOf(first.out).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(first.err).toMatch(/line 2: It is not valid JSON/);
    expect(second.out).toBe(first.out);
  });

  it('says in one line what is wrong with input it cannot use, and ends with 2', { timeout: 120_000 }, async () => {
    const binary = write('b.csv', new Uint8Array([1, 0, 2, 0, 3]));
    const csv = write('c.csv', 'subject,body\nHello,World\n');
    const quote = write('d.csv', 'id,text\n1,fine\n2,"never closed\n3,more\n');
    const out = join(folder, 'd.jsonl');
    const cases: readonly (readonly [readonly string[], string, RegExp])[] = [
      [[join(folder, 'none.csv')], '', /none\.csv: no such file\.$/],
      [[csv, '--text', 'message'], '', /no column "message"; it has "subject", "body"\.$/],
      [['-'], '', /standard input: is empty\.$/],
      [[binary], '', /is binary/],
      [[quote, '--text', 'text', '--out', out], '', /quote opened on line 3 is never closed/],
      [[csv, '--head', 'no-such-head'], '', /No head "no-such-head"/],
      [[], '', /^No file given\. Usage/],
      [[csv, '--colour'], '', /Unknown option '--colour'/],
    ];
    for (const [args, input, message] of cases) {
      const { code, out: printed, err } = await triage(args, input);
      const last = err.trim().split('\n').at(-1) ?? '';
      expect(last).toMatch(message);
      expect(code).toBe(2);
      if (!args.includes('--text')) expect(printed).toBe('');
    }
    expect(existsSync(out)).toBe(false);
  });

  it('says so, and ends with 2, when the output can not be written: a missing folder, a folder, a full disk', { timeout: 120_000 }, async () => {
    const file = write('e.csv', `id,text\n${'1,where is my parcel\n'.repeat(400)}`);
    const cases: readonly (readonly [string, RegExp])[] = [
      [join(folder, 'no-such-folder/x.jsonl'), /no-such-folder.x\.jsonl: can not be written \(ENOENT/],
      [folder, /: is a folder, not a file\.$/],
      // A device that takes nothing; only Linux has it.
      ...(existsSync('/dev/full') ? [['/dev/full', /^\/dev\/full: can not be written \(ENOSPC/] as const] : []),
    ];
    for (const [out, message] of cases) {
      const { code, out: printed, err } = await triage([file, '--text', 'text', '--out', out]);
      expect(err.trim()).toMatch(message);
      expect(err.trim().split('\n')).toHaveLength(1);
      expect(printed).toBe('');
      expect(code).toBe(2);
    }
  });

  it('takes several columns after one --text, before or after the file', { timeout: 120_000 }, async () => {
    const file = write('f.csv', 'no,title,words\n7,Invoice,"please send it for LL-48213"\n');
    const forms = [
      [file, '--text', 'title', 'words'],
      ['--text', 'title', 'words', file],
      ['--text', 'title', file, '--text', 'words'],
      ['--text', 'title', 'words', '--id', 'no', file],
    ];
    const said = await Promise.all(forms.map((form) => triage([...form, '--id', 'no'])));
    for (const { code, out } of said) {
      expect(code).toBe(0);
      expect(out).toBe(said[0]?.out);
    }
    expect(said[0]?.out).toMatch(/LL-48213/);
    const two = await triage([file, file, '--text', 'title', 'words']);
    expect([two.code, two.err]).toEqual([2, expect.stringMatching(/^One file at a time/)]);
  });

  it('stops quietly when nobody reads any more', { timeout: 60_000 }, async () => {
    const file = write('many.csv', `text\n${'"where is my parcel LL-48213, please tell me"\n'.repeat(3_000)}`);
    const { code, err } = await triage([file, '--text', 'text'], undefined, 10);
    expect(code).toBe(0);
    expect(err).not.toMatch(/EPIPE|Error/);
  });
});
