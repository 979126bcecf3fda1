import { describe, expect, it } from 'vitest';
import { createJsonlReader } from '../../src/tickets/read-ticket-jsonl.ts';

function read(text: string, size = Math.max(1, text.length)) {
  const reader = createJsonlReader();
  const parts = [];
  for (let at = 0; at < text.length; at += size) parts.push(reader.read(text.slice(at, at + size)));
  parts.push(reader.end());
  return {
    columns: reader.columns(),
    rows: parts.flatMap((part) => part.rows),
    refused: parts.flatMap((part) => part.refused),
    problem: parts.map((part) => part.problem).find((each) => each !== null) ?? null,
  };
}

describe('reading tickets from JSONL', () => {
  it('makes columns of nested objects and keeps lists as JSON', () => {
    const { rows, columns } = read('{"id":7,"customer":{"name":"Jo"},"messages":[{"text":"Hi"}],"open":true,"x":null}\r\n');
    expect(columns).toEqual(['id', 'customer.name', 'messages', 'open', 'x']);
    expect([...(rows[0]?.cells ?? [])]).toEqual([['id', '7'], ['customer.name', 'Jo'], ['messages', '[{"text":"Hi"}]'], ['open', 'true'], ['x', '']]);
  });

  it.each([1, 3, 1000])('refuses lines that are no object, with their number, in pieces of %i', (size) => {
    const { rows, refused } = read('{"a":"1"}\n\nnot json\n[1]\n{"a":"2"\n{"a":"3"}', size);
    expect(rows.map((row) => row.line)).toEqual([1, 6]);
    expect(refused.map((row) => row.line)).toEqual([3, 4, 5]);
    expect(refused[0]?.reason).toContain('not valid JSON');
  });

  it('says at which character of its line a row is broken, and names no other line', () => {
    const { refused } = read('{"id":"1"}\n  {"id":"2" "text":"x"}\n');
    expect(refused).toMatchObject([{ line: 2 }]);
    expect(refused[0]?.reason).toMatch(/ at character 13$/);
    expect(refused[0]?.reason).not.toMatch(/line|column|position/);
  });

  it('says that one JSON list is no JSONL, and that nothing is nothing', () => {
    expect(read('[\n{"a":1}\n]').problem?.code).toBe('not-jsonl');
    for (const text of ['', '\n \n']) expect(read(text).problem?.code).toBe('empty');
  });

  it('keeps odd keys apart from the language they are read in', () => {
    const { rows } = read('{"__proto__":"x","constructor":"y"}');
    expect(rows[0]?.cells.get('__proto__')).toBe('x');
    expect(rows[0]?.cells.get('toString')).toBeUndefined();
  });
});
