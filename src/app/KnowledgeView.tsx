import { lazy, useEffect, type ReactNode } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { useLocation, useSearchParams } from 'wouter';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import BookOpen from 'lucide-react/icons/book-open';
import HistoryIcon from 'lucide-react/icons/history';
import PanelLeft from 'lucide-react/icons/panel-left';
import Pencil from 'lucide-react/icons/pencil';
import type { Article } from '../knowledge-base/article.ts';
import { ArticleView } from '../knowledge-base/ui/ArticleView.tsx';
import { versionsOf } from '../storage/article-versions.ts';
import { discardArticleDraft, putBackArticleDraft } from '../storage/save-article-drafts.ts';
import { markReviewed } from '../storage/publish-article.ts';
import { putBackArticles, removeArticles } from '../storage/save-articles.ts';
import type { ArticleDraft } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { messageTime } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { newArticleId, newIdPrefix } from './article-writing.ts';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import { articlePath } from './knowledge-view-articles.ts';
import { KnowledgeTabs } from './KnowledgeTabs.tsx';
import { KnowledgeViewAnswered } from './KnowledgeViewAnswered.tsx';
import { KnowledgeViewReview } from './KnowledgeViewReview.tsx';
import { articleFilter, KnowledgeViewSide } from './KnowledgeViewSide.tsx';
import { createStore, useStore } from './store.ts';
import { useArticles } from './use-articles.ts';
import { useNow } from './use-now.ts';
import { ViewBoundary } from './ViewBoundary.tsx';
import styles from './KnowledgeView.module.css';

// Whoever reads an article needs neither.
const loadEditing = () => import('./KnowledgeViewEditing.tsx');
const KnowledgeViewEditing = lazy(() => loadEditing().then(({ KnowledgeViewEditing: view }) => ({ default: view })));
const KnowledgeViewVersions = lazy(() => import('./KnowledgeViewVersions.tsx').then(({ KnowledgeViewVersions: view }) => ({ default: view })));

/** The words that `span` ("12-48", UTF-16 offsets) names in a passage; empty for none, or for one that is none. */
function citedWords(text: string, span: string | null): string {
  const [, start = '', end = ''] = /^(\d{1,6})-(\d{1,6})$/.exec(span ?? '') ?? [];
  return start === '' ? '' : text.slice(Number(start), Number(end));
}

/** From this width on the list stays beside the editor, unless it was put away. */
const roomy = '(min-width: 1400px)';
const listAway = createStore(false);

/** The knowledge base: articles to find, read, write and look through. */
export function KnowledgeView({ articleId }: { readonly articleId: string | null }) {
  const { db, notify, undoStack } = useDesk();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const passageId = params.get('passage');
  const narrow = useMedia(breakpoints.narrow);
  const wide = useMedia(roomy);
  const away = useStore(listAway);
  const { show } = useStore(articleFilter);
  const state = useArticles(show === 'removed');
  const { articles, rows, reasons, uses } = state;
  const passage = useLiveQuery(async () => (passageId === null ? null : ((await db.passages.get(passageId)) ?? null)), [db, passageId]);
  const draft = useLiveQuery(async () => (articleId === null ? null : ((await db.articleDrafts.get(articleId)) ?? null)), [db, articleId]);
  const article = articles?.find((each) => each.id === articleId) ?? null;
  const isNew = articleId?.startsWith(newIdPrefix) === true && article === null;
  // Something never saved can only be written.
  const doing = articleId === null ? null : params.has('versions') && !isNew ? 'versions' : (params.has('edit') && (article !== null || draft)) || isNew ? 'edit' : 'read';

  const open = (id: string, passageToShow?: string): void => {
    navigate(`${articlePath(id)}${passageToShow === undefined ? '' : `?passage=${encodeURIComponent(passageToShow)}`}`);
  };
  const write = (): void => navigate(articlePath(newArticleId(), 'edit'));

  /** Answers what went wrong, or null. */
  const remove = async (kept: Article): Promise<string | null> => {
    const removed = await removeArticles(db, [kept.id]);
    if (!removed.ok) return removed.message;
    if (window.location.pathname === articlePath(kept.id)) navigate('/knowledge');
    undoStack.done(`“${kept.title}” removed`, () => putBackArticles(db, removed.value));
    return null;
  };

  const confirmRight = async (found: Article): Promise<void> => {
    const at = Date.now();
    const marked = await markReviewed(db, found.id, at);
    if (!marked.ok) {
      notify({ text: marked.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    undoStack.done(`“${found.title}” is still right`, () => markReviewed(db, found.id, marked.value));
  };

  // The editor is at hand before it is asked for. A failure shows when it is opened.
  useEffect(() => {
    const timer = setTimeout(() => void loadEditing().catch(() => undefined), 1500);
    return () => clearTimeout(timer);
  }, []);

  useCommands([
    { id: 'new-article', label: 'Write a new article', group: 'List', words: 'create knowledge', run: write },
    ...(article && doing === 'read'
      ? [
          { id: 'edit-article', label: 'Edit the article', group: 'List' as const, keys: 'e', words: 'change write', run: () => navigate(articlePath(article.id, 'edit')) },
          { id: 'article-versions', label: 'Show the versions of the article', group: 'List' as const, keys: 'v', words: 'history compare restore', run: () => navigate(articlePath(article.id, 'versions')) },
        ]
      : []),
  ]);

  const importButton = (
    <Button size="small" onPress={() => navigate('/knowledge/tools/import')}>
      Import
    </Button>
  );

  const besideEditor = wide && !away;
  const showSide = !narrow ? doing === 'read' || doing === null || besideEditor : articleId === null;
  const backToList = narrow && <IconButton label="Back to the articles" icon={<ArrowLeft />} onPress={() => navigate('/knowledge')} />;
  const back = (
    <IconButton label={article ? 'Back to the article' : 'Back to the articles'} icon={<ArrowLeft />} onPress={() => navigate(article ? articlePath(article.id) : '/knowledge')} />
  );
  const toggleList = wide ? (
    <IconButton label={away ? 'Show the list' : 'Hide the list'} icon={<PanelLeft />} onPress={() => listAway.set(!away)} />
  ) : (
    back
  );

  const content = (): ReactNode => {
    if (articleId !== null && doing === 'versions') {
      return (
        <ViewBoundary name={`${articleId} versions`}>
          <KnowledgeViewVersions articleId={articleId} before={toggleList} back={wide} />
        </ViewBoundary>
      );
    }
    if (articleId !== null && doing === 'edit' && articles) {
      return (
        <ViewBoundary name={`${articleId} edit`}>
          <KnowledgeViewEditing
            key={articleId}
            articleId={articleId}
            articles={articles}
            before={toggleList}
            onClose={() => navigate(article ? articlePath(article.id) : '/knowledge')}
            onRemove={remove}
          />
        </ViewBoundary>
      );
    }
    if (article) {
      return (
        <ArticleView
          article={article}
          passage={passage?.articleId === article.id ? passage : null}
          quote={passage?.articleId === article.id ? citedWords(passage.text, params.get('span')) : ''}
          before={backToList}
          onArticle={open}
          actions={
            <>
              <Button size="small" variant="quiet" icon={<HistoryIcon />} onPress={() => navigate(articlePath(article.id, 'versions'))}>
                Versions
              </Button>
              <Button size="small" icon={<Pencil />} onPress={() => navigate(articlePath(article.id, 'edit'))}>
                {draft?.articleId === article.id ? 'Go on writing' : 'Edit'}
              </Button>
            </>
          }
          notes={
            <>
              {draft?.articleId === article.id && <Unpublished draft={draft} article={article} />}
              <KnowledgeViewReview reasons={reasons.get(article.id) ?? []} onRight={() => void confirmRight(article)} onEdit={() => navigate(articlePath(article.id, 'edit'))} />
            </>
          }
          footer={<KnowledgeViewAnswered articleId={article.id} use={uses.get(article.id)} />}
        />
      );
    }
    if (!articles || (articleId !== null && draft === undefined)) return null;
    if (articleId !== null) return <Gone articleId={articleId} />;
    if (rows.every((row) => row.state === 'removed')) {
      return (
        <EmptyState
          icon={<BookOpen />}
          title="Replies are written from articles"
          actions={
            <>
              <Button variant="primary" onPress={write}>
                Write the first one
              </Button>
              {importButton}
            </>
          }
        >
          Import the articles of your help centre, or write one about what customers ask most.
        </EmptyState>
      );
    }
    return (
      <EmptyState icon={<BookOpen />} title="Choose an article">
        Or search: words and meaning are both looked at, and each hit says how it was found.
      </EmptyState>
    );
  };

  return (
    <div className={styles.room}>
      {(!narrow || articleId === null) && <KnowledgeTabs current="articles" />}
      <div className={showSide ? styles.view : styles.alone}>
        {showSide && (
          <section className={styles.side} aria-label="Articles">
            <KnowledgeViewSide
              state={state}
              openId={articleId}
              onOpen={open}
              actions={
                <>
                  {importButton}
                  <Button size="small" onPress={write}>
                    New
                  </Button>
                </>
              }
            />
          </section>
        )}
        {(!narrow || !showSide) && (
          <section className={styles.content} aria-label="Article" {...(doing === 'read' || doing === null ? { tabIndex: 0 } : {})}>
            {content()}
          </section>
        )}
      </div>
    </div>
  );
}

/** A published article has changes that nobody is answered from yet. */
function Unpublished({ draft, article }: { readonly draft: ArticleDraft; readonly article: Article }) {
  const { db, notify, undoStack } = useDesk();
  const now = useNow();
  const discard = async (): Promise<void> => {
    const dropped = await discardArticleDraft(db, draft.articleId, draft.updatedAt);
    if (!dropped.ok) notify({ text: dropped.message, tone: 'bad', forMs: 12_000 });
    else undoStack.done(`Changes to “${article.title}” discarded`, () => putBackArticleDraft(db, draft));
  };
  return (
    <section className={styles.unpublished} aria-label="Changes not published">
      <p>
        {article.status === 'published' ? 'Changes to this article are not published yet' : 'Changes to this draft are not saved as a version yet'}, last written {messageTime(draft.updatedAt, now)}.
      </p>
      <Button size="small" variant="quiet" onPress={() => void discard()}>
        Discard
      </Button>
    </section>
  );
}

/** An address that no article is at: what is kept of a removed one can be put back. */
function Gone({ articleId }: { readonly articleId: string }) {
  const { db } = useDesk();
  const [, navigate] = useLocation();
  const known = useLiveQuery(async () => ({ kept: await versionsOf(db, articleId).count(), there: (await db.articles.get(articleId)) !== undefined }), [db, articleId]);
  // Saved a moment ago: the list is about to know it.
  if (!known || known.there) return null;
  const { kept } = known;
  return (
    <EmptyState
      level={1}
      title={kept === 0 ? 'This article is gone' : 'This article was removed'}
      actions={
        <>
          {kept > 0 && <Button onPress={() => navigate(articlePath(articleId, 'versions'))}>Its versions</Button>}
          <Button onPress={() => navigate('/knowledge')}>All articles</Button>
        </>
      }
    >
      {kept === 0 ? 'It was removed or renamed. Search for its words to find what replaced it.' : 'Its versions are kept: look at them, and put it back if it is missed.'}
    </EmptyState>
  );
}
