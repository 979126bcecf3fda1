import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continueList, editMarkdown, pasteAddress, type MarkdownCommand, type MarkdownEdit, type Written } from '../../src/knowledge-base/edit-markdown.ts';

/** "a [b] c" is the text "a b c" with "b" selected; "a | c" has the caret at the bar. */
function read(shown: string): Written {
  const bar = shown.indexOf('|>');
  if (bar !== -1) return { text: shown.replace('|>', ''), start: bar, end: bar };
  const start = shown.indexOf('«');
  const end = shown.indexOf('»') - 1;
  return { text: shown.replace(/[«»]/g, ''), start, end };
}

function show({ text }: Written, { from, to, insert, start, end }: MarkdownEdit): string {
  const next = text.slice(0, from) + insert + text.slice(to);
  return start === end ? `${next.slice(0, start)}|>${next.slice(start)}` : `${next.slice(0, start)}«${next.slice(start, end)}»${next.slice(end)}`;
}

function edit(command: MarkdownCommand, shown: string): string {
  const written = read(shown);
  return show(written, editMarkdown(command, written));
}

describe('marks in a line', () => {
  it('go around what is selected and come off again', () => {
    expect(edit('bold', 'send «it back» now')).toBe('send **«it back»** now');
    expect(edit('bold', 'send **«it back»** now')).toBe('send «it back» now');
    expect(edit('bold', 'send «**it back**» now')).toBe('send «it back» now');
    expect(edit('italic', 'send «it» now')).toBe('send *«it»* now');
    expect(edit('italic', 'send **«it»** now')).toBe('send ***«it»*** now');
  });

  it('go around the word at the caret, or an example', () => {
    expect(edit('bold', 'send it ba|>ck')).toBe('send it **«back»**');
    expect(edit('bold', 'send |> back')).toBe('send **«bold words»** back');
    expect(edit('bold', 'send « it » back')).toBe('send  **«it»**  back');
  });
});

describe('links', () => {
  it('wait for the address of words, and for the words of an address', () => {
    expect(edit('link', 'see «the terms» here')).toBe('see [the terms](«address») here');
    expect(edit('link', 'see «https://example.com/a» here')).toBe('see [«words»](https://example.com/a) here');
    expect(edit('link', 'see |> here')).toBe('see [«words»](address) here');
  });

  it('are made by pasting an address over words', () => {
    const written = read('see «the terms» here');
    const made = pasteAddress(written, ' https://example.com/a ');
    expect(made && show(written, made)).toBe('see [the terms](https://example.com/a)|> here');
    expect(pasteAddress(written, 'some words')).toBeNull();
    expect(pasteAddress(written, 'javascript:alert(1)')).toBeNull();
    expect(pasteAddress(read('see |> here'), 'https://example.com')).toBeNull();
  });
});

describe('lines', () => {
  it('become headings of two levels and plain again', () => {
    expect(edit('heading', 'Before\nHow to« send» it\nafter')).toBe('Before\n## How to« send» it\nafter');
    expect(edit('heading', '## How |>to')).toBe('### How |>to');
    expect(edit('heading', '### How |>to')).toBe('How |>to');
    expect(edit('heading', '|>')).toBe('## «Heading»');
  });

  it('become lists and numbered steps, one into the other, and plain again', () => {
    expect(edit('steps', '«Open it.\nPress it.»')).toBe('«1. Open it.\n2. Press it.»');
    expect(edit('list', '«1. Open it.\n2. Press it.»')).toBe('«- Open it.\n- Press it.»');
    expect(edit('list', '«- Open it.\n- Press it.»')).toBe('«Open it.\nPress it.»');
    expect(edit('steps', 'one|>')).toBe('1. one|>');
    expect(edit('list', '«a\n\nb»')).toBe('«- a\n\n- b»');
  });

  it('have a blank line between a text and the list below it', () => {
    expect(edit('list', 'You need:\n«a\nb»')).toBe('You need:\n\n«- a\n- b»');
  });

  it('make room for a table', () => {
    expect(edit('table', 'Prices:|>')).toMatch(/^Prices:\n\n\| «What» \|[^\n]*\n\|---\|---\|---\|\n/);
  });
});

describe('Enter in a list', () => {
  const enter = (shown: string): string | null => {
    const written = read(shown);
    const made = continueList(written);
    return made && show(written, made);
  };
  it('begins the next item, counting on, and ends the list in an item without words', () => {
    expect(enter('- one|>')).toBe('- one\n- |>');
    expect(enter('  9. one|>\nx')).toBe('  9. one\n  10. |>\nx');
    expect(enter('> said|>')).toBe('> said\n> |>');
    expect(enter('1. one\n2. |>')).toBe('1. one\n\n|>');
    expect(enter('- |>')).toBe('|>');
  });
  it('is a new line anywhere else', () => {
    expect(enter('plain|>')).toBeNull();
    expect(enter('|>- one')).toBeNull();
    expect(enter('- «one»')).toBeNull();
  });
});

describe('any edit', () => {
  it('selects within the text it makes, and leaves what is outside of it alone', () => {
    const texts = fc.array(fc.constantFrom('a', 'word ', '\n', '\n\n', '**', '*', '# ', '## ', '- ', '1. ', '> ', '[x](y)', '| a |', 'é', '🙂', ' '), { maxLength: 30 }).map((parts) => parts.join(''));
    const commands = fc.constantFrom<MarkdownCommand>('heading', 'bold', 'italic', 'link', 'list', 'steps', 'quote', 'table');
    fc.assert(
      fc.property(texts, commands, fc.nat(), fc.nat(), (text, command, a, b) => {
        const [one, two] = [a % (text.length + 1), b % (text.length + 1)];
        const written = { text, start: Math.min(one, two), end: Math.max(one, two) };
        for (const made of [editMarkdown(command, written), continueList(written)]) {
          if (!made) continue;
          const next = text.slice(0, made.from) + made.insert + text.slice(made.to);
          expect(made.from >= 0 && made.from <= made.to && made.to <= text.length).toBe(true);
          expect(made.start >= 0 && made.start <= made.end && made.end <= next.length).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
