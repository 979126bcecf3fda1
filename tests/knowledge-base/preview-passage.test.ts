import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { previewPassage, readPassageLines } from '../../src/knowledge-base/preview-passage.ts';
import { splitPassages } from '../../src/knowledge-base/split-passages.ts';

describe('a passage to read', () => {
  it('shows lists, steps and tables as words', () => {
    expect(previewPassage('Try this first.\n\n- Wait 10 minutes\n- Check the spam folder.\n\n1. Open Account.\n2. Press Save.')).toBe(
      'Try this first. Wait 10 minutes · Check the spam folder. 1. Open Account. 2. Press Save.',
    );
    expect(previewPassage('What you see | Why\n--- | ---\nTwo amounts | One is held')).toBe('What you see – Why · Two amounts – One is held');
    // A table without names over its columns.
    expect(previewPassage('|\nReturn | £3.95, free for Circle')).toBe('Return – £3.95, free for Circle');
  });

  it('takes the marks of emphasis, code, headings and links away, and no others', () => {
    expect(previewPassage('## Press **Save** in `Account`, see [the _new_ page](https://larchandloom.example/a)')).toBe('Press Save in Account, see the new page');
    expect(previewPassage('2 * 3 * 4 and snake_case_name stay [1].')).toBe('2 * 3 * 4 and snake_case_name stay [1].');
  });

  it('keeps every word of an article as it is cut', () => {
    const [passage] = splitPassages({
      id: 'a', title: 'A', status: 'published', language: 'en', products: [], intents: [], updatedAt: 0,
      body: 'One **two** three.\n\n| What you see | Why |\n|---|---|\n| four | *five* |\n\n- six\n  - seven',
    });
    expect(previewPassage(passage?.text ?? '')).toBe('One two three. What you see – Why · four – five · six · seven');
  });

  it('is one line and takes any text in linear time', () => {
    fc.assert(fc.property(fc.string({ maxLength: 300, unit: fc.constantFrom('*', '_', '[', ']', '(', ')', '`', '|', '-', 'a', ' ', '\n') }), (text) => {
      expect(previewPassage(text)).not.toContain('\n');
      expect(readPassageLines(text).every((line) => /[\p{L}\p{N}]/u.test(line))).toBe(true);
    }));
    for (const mark of ['*', '_', '[', '`', '| ', '**a ']) previewPassage(mark.repeat(100_000));
  });
});
