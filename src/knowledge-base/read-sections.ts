import { lexer, type Token, type Tokens } from 'marked';
import { longestArticle } from './article-length.ts';
import { cutMarkdown } from './cut-markdown.ts';

/** What stands under one heading, before the next. */
export interface Section {
  /** The heading and those above it, outermost first. */
  readonly headings: readonly string[];
  /** Plain text of each paragraph, list, table or code block; never empty strings. */
  readonly blocks: readonly string[];
}

/** Markdown as sections of plain text, of at most a million characters. A section without text is left out. */
export function readSections(markdown: string): Section[] {
  const sections: { readonly headings: readonly string[]; readonly blocks: string[] }[] = [];
  const path: { readonly depth: number; readonly text: string }[] = [];
  let current: { readonly headings: readonly string[]; readonly blocks: string[] } = { headings: [], blocks: [] };
  sections.push(current);
  for (const { token, text } of cutMarkdown(markdown.slice(0, longestArticle)).flatMap(readBlocks)) {
    if (token.type === 'heading') {
      const { depth } = token as Tokens.Heading;
      while ((path.at(-1)?.depth ?? 0) >= depth) path.pop();
      if (text !== '') path.push({ depth, text });
      current = { headings: path.map((heading) => heading.text), blocks: [] };
      sections.push(current);
    } else if (text !== '') {
      current.blocks.push(text);
    }
  }
  return sections.filter(({ blocks }) => blocks.length > 0);
}

interface Block {
  readonly token: Token;
  readonly text: string;
}

/** A piece of Markdown; as one paragraph where it is so deeply nested that reading it takes more calls than there may be. */
function readBlocks(piece: string): readonly Block[] {
  try {
    return lexer(piece).map((token) => ({ token, text: token.type === 'heading' ? inline((token as Tokens.Heading).tokens) : blockText(token) }));
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const raw = piece.replace(/[>\s]+/g, ' ').trim();
    return [{ token: { type: 'paragraph', raw, text: raw, tokens: [] }, text: raw }];
  }
}

function blockText(token: Token): string {
  switch (token.type) {
    case 'list':
      return listLines(token as Tokens.List, '').join('\n');
    case 'table': {
      const { header, rows } = token as Tokens.Table;
      return [header, ...rows].map((row) => row.map((cell) => inline(cell.tokens)).join(' | ')).join('\n').trim();
    }
    case 'code':
      return (token as Tokens.Code).text.trim();
    case 'blockquote':
      return ((token as Tokens.Blockquote).tokens).map(blockText).filter((text) => text !== '').join('\n');
    case 'space':
    case 'hr':
    case 'def':
      return '';
    case 'html':
      return plain(withoutTags((token as Tokens.HTML).text));
    default:
      return inline(innerTokens(token) ?? [token]);
  }
}

function listLines(list: Tokens.List, indent: string): string[] {
  const start = list.ordered && typeof list.start === 'number' ? list.start : 1;
  return list.items.flatMap((item, at) => {
    const mark = list.ordered ? `${start + at}.` : '-';
    const own = item.tokens.filter((token) => token.type !== 'list').map(blockText).filter((text) => text !== '');
    const inner = item.tokens.filter((token): token is Tokens.List => token.type === 'list');
    return [`${indent}${mark} ${own.join(' ')}`, ...inner.flatMap((nested) => listLines(nested, `${indent}  `))];
  });
}

function inline(tokens: readonly Token[]): string {
  return plain(tokens.map(inlineText).join(''));
}

function inlineText(token: Token): string {
  if (token.type === 'br') return '\n';
  if (token.type === 'html') return withoutTags((token as Tokens.HTML).text);
  if (token.type === 'image') return (token as Tokens.Image).text;
  const inner = innerTokens(token);
  if (inner !== undefined) return inner.map(inlineText).join('');
  return 'text' in token && typeof token.text === 'string' ? token.text : token.raw;
}

function innerTokens(token: Token): readonly Token[] | undefined {
  return 'tokens' in token ? token.tokens : undefined;
}

function withoutTags(html: string): string {
  return html.replace(/<!--[\s\S]*?-->/g, ' ').replace(/<(script|style)\b[\s\S]*?<\/\1\s*>/gi, ' ').replace(/<[^>]{0,2000}>/g, ' ');
}

const entities: Readonly<Record<string, string>> = {
  amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', pound: '£', euro: '€', ndash: '–', mdash: '—', hellip: '…', times: '×',
};

/** Entities read, spaces evened out; line breaks stay. */
function plain(text: string): string {
  return text
    .replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return entities[name.toLowerCase()] ?? whole;
      const code = decimal !== undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex ?? '', 16);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    })
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n ?/g, '\n')
    .trim();
}
