import { diffLines, diffWordsWithSpace, type ChangeObject } from 'diff';
import type { Article } from './article.ts';
import type { ArticleText } from './article-text.ts';
import { countWords } from './check-article.ts';

/** A stretch of text that is in both, or only in the earlier or the later one. */
export interface ComparedPart {
  readonly kind: 'same' | 'added' | 'removed';
  readonly text: string;
}

export interface Comparison {
  readonly parts: readonly ComparedPart[];
  /** Words that came and words that went. */
  readonly added: number;
  readonly removed: number;
}

/** Edits looked for before words give way to lines, and lines to the whole: keeps the worst pair of texts under a tenth of a second. */
const mostEdits = 1500;

/** What became of a text, by words. Texts that have hardly anything in common are compared by lines, or as wholes. */
export function compareTexts(before: string, after: string): Comparison {
  if (before === after) return { parts: before === '' ? [] : [{ kind: 'same', text: before }], added: 0, removed: 0 };
  const changes: ChangeObject<string>[] =
    diffWordsWithSpace(before, after, { maxEditLength: mostEdits }) ??
    diffLines(before, after, { maxEditLength: mostEdits }) ?? [
      { value: before, added: false, removed: true, count: 1 },
      { value: after, added: true, removed: false, count: 1 },
    ];
  let added = 0;
  let removed = 0;
  const parts: ComparedPart[] = [];
  for (const change of changes) {
    if (change.value === '') continue;
    if (change.added) added += countWords(change.value);
    if (change.removed) removed += countWords(change.value);
    parts.push({ kind: change.added ? 'added' : change.removed ? 'removed' : 'same', text: change.value });
  }
  return { parts: joinIslands(parts), added, removed };
}

/** A lone space or comma between two changes is no common ground: runs of small changes read better as one. */
function joinIslands(parts: readonly ComparedPart[]): ComparedPart[] {
  const joined: ComparedPart[] = [];
  let went = '';
  let came = '';
  const close = (): void => {
    // White space at the end of both is common ground.
    const shared = went !== '' && came !== '' ? (/\s*$/.exec(went)?.[0] ?? '') : '';
    const end = shared !== '' && came.endsWith(shared) ? shared : '';
    went = went.slice(0, went.length - end.length);
    came = came.slice(0, came.length - end.length);
    if (went !== '') joined.push({ kind: 'removed', text: went });
    if (came !== '') joined.push({ kind: 'added', text: came });
    if (end !== '') joined.push({ kind: 'same', text: end });
    went = '';
    came = '';
  };
  parts.forEach((part, at) => {
    if (part.kind === 'removed') went += part.text;
    else if (part.kind === 'added') came += part.text;
    else {
      const next = parts[at + 1];
      if (/^[ \t]+$/.test(part.text) && went !== '' && came !== '' && next && next.kind !== 'same') {
        went += part.text;
        came += part.text;
        return;
      }
      close();
      joined.push(part);
    }
  });
  close();
  return joined.reduce<ComparedPart[]>((merged, part) => {
    const last = merged.at(-1);
    if (last?.kind === 'same' && part.kind === 'same') merged[merged.length - 1] = { kind: 'same', text: last.text + part.text };
    else merged.push(part);
    return merged;
  }, []);
}

/** An article as one text to compare: its title, what it is about, and its Markdown. */
export function describeArticle(article: ArticleText & Partial<Pick<Article, 'status'>>): string {
  const lines = [
    article.title,
    article.status === 'draft' ? 'Draft' : '',
    article.products.length > 0 ? `Products: ${article.products.join(', ')}` : '',
    article.intents.length > 0 ? `Answers: ${article.intents.join(', ')}` : '',
    article.language === 'en' ? '' : `Language: ${article.language}`,
  ];
  return `${lines.filter((line) => line !== '').join('\n')}\n\n${article.body.trim()}`;
}
