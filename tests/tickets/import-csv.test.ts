import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { createCsvReader, withoutFormulaGuard, type CsvOptions } from '../../src/tickets/read-ticket-csv.ts';
import type { FileProblem, RefusedRow, SourceRow } from '../../src/tickets/source-row.ts';
import { csvCell } from '../../src/tickets/write-ticket-csv.ts';

interface Whole {
  readonly columns: readonly string[];
  readonly notes: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly refused: readonly RefusedRow[];
  readonly problem: FileProblem | null;
}

/** Reads a text in pieces of `size` characters. */
function readCsv(text: string, options: CsvOptions = {}, size = text.length): Whole {
  const reader = createCsvReader(options);
  const parts = [];
  for (let at = 0; at < text.length; at += size) parts.push(reader.read(text.slice(at, at + size)));
  parts.push(reader.end());
  return {
    columns: reader.columns(),
    notes: reader.notes(),
    rows: parts.flatMap((part) => part.rows),
    refused: parts.flatMap((part) => part.refused),
    problem: parts.map((part) => part.problem).find((each) => each !== null) ?? null,
  };
}

function table(whole: Whole): string[][] {
  return whole.rows.map((row) => [...row.cells.values()]);
}

describe('reading tickets from CSV', () => {
  it('reads cells of many lines, with quotes and commas in them, and knows the line of every row', () => {
    const whole = readCsv('id,text\n1,"one\ntwo ""quoted"", three"\n\n2,plain "quotes" inside\n3,"last"');
    expect(table(whole)).toEqual([['1', 'one\ntwo "quoted", three'], ['2', 'plain "quotes" inside'], ['3', 'last']]);
    expect(whole.rows.map((row) => row.line)).toEqual([2, 5, 6]);
    expect(whole.refused).toEqual([]);
  });

  it.each([[';'], ['\t'], ['|'], [',']])('finds the delimiter %j', (delimiter) => {
    const lines = [['id', 'text', 'price'], ['1', 'hello', '3'], ['2', 'you; and, I | or', '4']];
    const whole = readCsv(lines.map((cells) => cells.map((cell) => (cell.includes(delimiter) ? `"${cell}"` : cell)).join(delimiter)).join('\r\n'));
    expect(whole.columns).toEqual(['id', 'text', 'price']);
    expect(table(whole)).toEqual(lines.slice(1));
  });

  it('reads a file with one column whose texts hold commas', () => {
    const whole = readCsv('message\nHello, where is it\nI want, if I may, my money back\nThanks');
    expect(whole.columns).toEqual(['message']);
    expect(table(whole)).toEqual([['Hello, where is it'], ['I want, if I may, my money back'], ['Thanks']]);
  });

  it('gives columns numbers when the first line is data, and says so', () => {
    const whole = readCsv('17,jane@example.com,Where is my parcel?\n18,joe@example.com,I want a refund.');
    expect(whole.columns).toEqual(['Column 1', 'Column 2', 'Column 3']);
    expect(whole.rows).toHaveLength(2);
    expect(whole.notes.join()).toContain('looks like data');
    expect(readCsv('a,b\n1,2', { hasHeader: false }).rows).toHaveLength(2);
  });

  it('gives columns without a name, or with the same one, names of their own', () => {
    expect(readCsv('name,,name\n1,2,3', { hasHeader: true }).columns).toEqual(['name', 'Column 2', 'name (2)']);
  });

  it('takes a first line for names although one stands twice, when exports use such names', () => {
    const whole = readCsv('Ref;Betreff;Nachricht; ;E-Mail;Nachricht;Datum\n1;Hallo;Wo ist es?;;a@example.com;;2026-03-01\n');
    expect(whole.columns).toEqual(['Ref', 'Betreff', 'Nachricht', 'Column 4', 'E-Mail', 'Nachricht (2)', 'Datum']);
    expect(whole.rows).toHaveLength(1);
    expect(readCsv('hello,hello,there\nyes,no,maybe\n').rows).toHaveLength(2);
  });

  it('takes a byte order mark and a line that tells Excel the delimiter', () => {
    const whole = readCsv('\ufeffsep=;\r\nid;text\r\n1;a,b,c,d\r\n');
    expect(whole.columns).toEqual(['id', 'text']);
    expect(table(whole)).toEqual([['1', 'a,b,c,d']]);
    expect(whole.rows[0]?.line).toBe(3);
  });

  it('takes old Mac line ends, and mixed ones', () => {
    expect(table(readCsv('id,text\r1,a\r2,b\r\n3,c\n4,d'))).toHaveLength(4);
  });

  it('names the line where a quote opened that never closes, and keeps the rows before it', () => {
    const whole = readCsv('id,text\n1,fine\n2,"opens\nand goes on\n3,to the end');
    expect(whole.problem).toMatchObject({ code: 'unclosed-quote' });
    expect(whole.problem?.message).toContain('line 3');
    expect(table(whole)).toEqual([['1', 'fine']]);
  });

  it('refuses a row whose quote closes in the middle of a cell, and reads on', () => {
    const whole = readCsv('id,text,x\n1,"he said "hi" to me",2\n2,"fine",3\n');
    expect(whole.refused).toHaveLength(1);
    expect(whole.refused[0]).toMatchObject({ line: 2 });
    expect(whole.refused[0]?.reason).toContain('line 2');
    expect(table(whole)).toEqual([['2', 'fine', '3']]);
  });

  it('loses one row to one stray quote, wherever it stands, and none of those below', () => {
    const whole = readCsv('id,text,x\n1,"quo"ted,x\n2,fine,x\n3,"a 5" pipe",x\n4,"fine, too",x\n5,"quo"ted,"two\nlines"\n6,"fine",x\n7,"quo"ted,x\n');
    expect(whole.problem).toBeNull();
    expect(whole.refused.map((row) => row.line)).toEqual([2, 4, 6, 9]);
    expect(table(whole)).toEqual([['2', 'fine', 'x'], ['4', 'fine, too', 'x'], ['6', 'fine', 'x']]);
    expect(whole.refused[0]).toMatchObject({ reason: expect.stringContaining('opened on line 2') as string, excerpt: '1,quo"ted,x' });
  });

  it('keeps a text of several lines together although a word in it stands in lone quotes', () => {
    const whole = readCsv('id,text,x\n1,"he said "hi" to me\nand "bye, bye" too",2\n2,"fine",3\n');
    expect(whole.refused.map((row) => row.line)).toEqual([2]);
    expect(table(whole)).toEqual([['2', 'fine', '3']]);
  });

  it('refuses rows with too many cells, forgives missing and empty ones at the end', () => {
    const whole = readCsv('id,text,x\n1,a,b\n2,a,b,c\n3,a\n4,a,b,,\n');
    expect(whole.refused.map((row) => row.line)).toEqual([3]);
    expect(whole.refused[0]?.reason).toContain('4 cells, but there are 3 columns');
    expect(table(whole)).toEqual([['1', 'a', 'b'], ['3', 'a', ''], ['4', 'a', 'b']]);
  });

  it('refuses a repeated header, as joined files have it', () => {
    expect(readCsv('id,text\n1,a\nid,text\n2,b').refused).toMatchObject([{ line: 3, reason: 'It repeats the header.' }]);
  });

  it('says that a file is empty', () => {
    for (const text of ['', '\ufeff', ' \n\n']) expect(readCsv(text, {}, 1).problem?.code).toBe('empty');
  });

  it('reads a megabyte in one cell, and stops at a cell that can only be a quote that never closes', () => {
    const long = 'lorem ipsum\n'.repeat(90_000);
    const whole = readCsv(`id,text\n1,"${long}"\n2,b\n`, {}, 65_536);
    expect(table(whole).map((cells) => cells[1]?.length)).toEqual([long.length, 1]);
    expect(whole.rows[1]?.line).toBe(90_003);
    const reader = createCsvReader();
    reader.read(`id,text\n1,"${'x'.repeat(100_000)}`);
    let problem: FileProblem | null = null;
    for (let i = 0; i < 400 && !problem; i += 1) ({ problem } = reader.read('y\n'.repeat(50_000)));
    expect(problem?.message).toContain('line 2');
  });

  it('agrees with Papa Parse on any sound file, however the file is cut into pieces', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'B', ' ', ',', ';', '"', '\n', 'é', '=', '\t', '🙂'), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 7 }), (rows, size) => {
        const text = Papa.unparse([['c1', 'c2', 'c3'], ...rows], { newline: '\n', quotes: true });
        const expected = (Papa.parse<string[]>(text, { delimiter: ',', newline: '\n' }).data).slice(1);
        const whole = readCsv(text, { delimiter: ',', hasHeader: true }, size);
        const blank = (cells: readonly string[]): boolean => cells.every((value) => value.trim() === '');
        expect(table(whole)).toEqual(expected.filter((cells) => !blank(cells)).map((cells) => cells.map(withoutFormulaGuard)));
        expect(whole.refused).toEqual([]);
      }),
    );
  });

  it('never throws, and accounts for every row, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', ';'), maxLength: 60 }), fc.integer({ min: 1, max: 9 }), (text, size) => {
        const whole = readCsv(text, {}, size);
        const inOne = readCsv(text);
        expect(table(whole)).toEqual(table(inOne));
        expect(whole.rows.map((row) => row.line)).toEqual(inOne.rows.map((row) => row.line));
        expect(whole.refused).toEqual(inOne.refused);
      }),
    );
  });

  it('takes off the apostrophe that the export puts before formulas, and only that one', () => {
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', "'", 'a', '1', '"', ',', ' ', '\n'), maxLength: 10 }), (text) => {
      const line = `x,${csvCell(text)},y`;
      expect(table(readCsv(`a,b,c\n${line}\n`, { delimiter: ',', hasHeader: true }))[0]?.[1]).toBe(text);
    }));
    expect(csvCell('=HYPERLINK("http://x")')).toBe(`"'=HYPERLINK(""http://x"")"`);
    for (const start of ['=', '+', '-', '@', '\t', '\r']) expect(csvCell(`${start}1`)).toMatch(/^"?'/);
    expect(csvCell('plain')).toBe('plain');
  });
});
