import { useDeferredValue, useEffect, useState } from 'react';
import type { ArticleText } from '../article-text.ts';
import type { Passage } from '../article.ts';
import { checkArticle, countWords, type ArticleWarning } from '../check-article.ts';
import { splitPassages } from '../split-passages.ts';

export interface ArticleCheck {
  readonly text: ArticleText;
  readonly words: number;
  readonly passages: readonly Passage[];
  readonly warnings: readonly ArticleWarning[];
}

/** Reading a text may take this share of the time while somebody types; a very long one is read less often. */
const share = 4;

function check(text: ArticleText, articleIds: ReadonlySet<string>): ArticleCheck {
  return {
    text,
    words: countWords(text.body),
    passages: splitPassages({ ...text, id: 'preview', status: 'draft', updatedAt: 0 }),
    warnings: checkArticle(text, articleIds),
  };
}

/** What is to be said about the text, a moment behind the typing. */
export function useArticleCheck(text: ArticleText, articleIds: ReadonlySet<string>): ArticleCheck {
  const late = useDeferredValue(text);
  const [state, setState] = useState(() => ({ ids: articleIds, check: check(text, articleIds), took: 0 }));
  useEffect(() => {
    if (state.check.text === late && state.ids === articleIds) return;
    const timer = setTimeout(() => {
      const from = performance.now();
      const checked = check(late, articleIds);
      setState({ ids: articleIds, check: checked, took: performance.now() - from });
    }, state.took * share);
    return () => clearTimeout(timer);
  }, [late, articleIds, state]);
  return state.check;
}
