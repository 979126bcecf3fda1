import { numberedId } from './article-id.ts';
import { sameText } from './article-text.ts';
import type { Article } from './article.ts';
import { hashText } from './hash-text.ts';
import { createNearDuplicates, foldText, shinglesOf } from './near-duplicates.ts';
import type { ReadArticle } from './read-article.ts';

/** An article that another one is like: one of the desk, by its id, or an earlier one of the same import, by its index. */
export interface LikeArticle {
  readonly in: 'desk' | 'import';
  readonly id: string;
  readonly index: number | null;
  readonly title: string;
}

/** What an article of an import is to those that are there. */
export type ImportVerdict =
  | { readonly kind: 'new' }
  /** It has the id of an article of the desk that says something else. */
  | { readonly kind: 'changes'; readonly of: LikeArticle }
  | { readonly kind: 'same'; readonly of: LikeArticle }
  | { readonly kind: 'near'; readonly of: LikeArticle; readonly overlap: number };

/** What to do with it: `add` under an id of its own, `replace` the desk's article it changes or resembles, or leave it out. */
export type ImportChoice = 'add' | 'replace' | 'skip';

export interface PlannedArticle {
  readonly read: ReadArticle;
  readonly verdict: ImportVerdict;
  /** What a person may choose; the first is what happens if nobody does. */
  readonly choices: readonly ImportChoice[];
}

/** Below this a text alone says too little: its title must be the same too. */
const tellingLength = 40;

function keyOf(article: Article, folded: string): string {
  return hashText(folded.length < tellingLength ? `${foldText(article.title)}\n${folded}` : folded);
}

function isSame(a: Article, b: Article): boolean {
  return a.status === b.status && sameText(a, b);
}

interface Seen {
  readonly like: LikeArticle;
  readonly article: Article;
}

/**
 * Plans an import: each article is new, changes one of the desk (the same id, or the same web address), says the same as
 * one of the desk or of the import, or nearly the same. Ids that two articles of the import share are made different, by
 * language or number, in their order, so that the same import again finds what it brought. Yields the number planned, so
 * that the caller can tell how far it is; ends with the plan, in the order given.
 */
export function* planArticleImport(found: readonly ReadArticle[], existing: readonly Article[]): Generator<number, PlannedArticle[]> {
  const byId = new Map<string, Seen>();
  const bySource = new Map<string, string>();
  const byText = new Map<string, Seen>();
  const near = createNearDuplicates<Seen>();
  const taken = new Map<string, Article>();
  const plan: PlannedArticle[] = [];
  let done = 0;

  const remember = (seen: Seen, folded: string): void => {
    const key = keyOf(seen.article, folded);
    if (!byText.has(key)) byText.set(key, seen);
    near.add(seen, shinglesOf(folded));
  };
  for (const article of existing) {
    const seen: Seen = { like: { in: 'desk', id: article.id, index: null, title: article.title }, article };
    byId.set(article.id, seen);
    if (article.source !== undefined && /^https?:/.test(article.source)) bySource.set(article.source, article.id);
    remember(seen, foldText(article.body));
    yield done;
  }

  for (const read of found) {
    const id = idFor(read);
    const article = { ...read.article, id };
    const folded = foldText(article.body);
    const like = byText.get(keyOf(article, folded));
    const same = like !== undefined && foldText(like.article.body) === folded ? like : undefined;
    const present = byId.get(id);
    const verdict = judge(article, folded, present, same);
    const wanted = { ...read, article };
    plan.push({ read: wanted, verdict, choices: choicesFor(verdict) });
    // Also of one that is left out: the same import again must come to the same ids.
    if (!taken.has(id)) taken.set(id, article);
    if (verdict.kind !== 'same') {
      remember({ like: { in: 'import', id, index: plan.length - 1, title: article.title }, article }, folded);
    }
    done += 1;
    yield done;
  }
  return plan;

  function idFor({ article, idGiven }: ReadArticle): string {
    const own = idGiven ? article.id : (bySource.get(article.source ?? '') ?? article.id);
    const before = taken.get(own);
    if (before === undefined || isSame(before, { ...article, id: own })) return own;
    // Translations of one article often share its number.
    const base = before.language === article.language ? own : `${own}-${article.language.toLowerCase()}`;
    return numberedId(base, { has: (id) => taken.has(id) && !isSame(taken.get(id) ?? before, { ...article, id }) });
  }

  function judge(article: Article, folded: string, present: Seen | undefined, same: Seen | undefined): ImportVerdict {
    if (present !== undefined) return isSame(present.article, article) ? { kind: 'same', of: present.like } : { kind: 'changes', of: present.like };
    if (same !== undefined) return { kind: 'same', of: same.like };
    const close = near.find(shinglesOf(folded));
    return close === null ? { kind: 'new' } : { kind: 'near', of: close.owner.like, overlap: close.overlap };
  }
}

function choicesFor(verdict: ImportVerdict): readonly ImportChoice[] {
  switch (verdict.kind) {
    case 'new':
      return ['add', 'skip'];
    case 'changes':
      return ['replace', 'add', 'skip'];
    case 'same':
      return ['skip', 'add'];
    case 'near':
      return verdict.of.in === 'desk' ? ['add', 'replace', 'skip'] : ['add', 'skip'];
  }
}

/**
 * The articles to write, by what was chosen for each (its first choice where nothing was). An added one whose id is taken
 * gets the next free one; of two that replace one article the later stays. `taken` are the ids in use.
 */
export function settleArticleImport(plan: readonly PlannedArticle[], chosen: ReadonlyMap<number, ImportChoice>, taken: ReadonlySet<string>): Article[] {
  const articles = new Map<string, Article>();
  plan.forEach(({ read, verdict, choices }, index) => {
    const wanted = chosen.get(index);
    const choice = wanted !== undefined && choices.includes(wanted) ? wanted : choices[0];
    const { article } = read;
    if (choice === 'skip') return;
    const id = choice === 'replace' && verdict.kind !== 'new' ? verdict.of.id : numberedId(article.id, { has: (each) => taken.has(each) || articles.has(each) });
    articles.set(id, { ...article, id });
  });
  return [...articles.values()];
}
