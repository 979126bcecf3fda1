import { useCallback, useDeferredValue, useEffect, useMemo, useState, type ReactNode } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { sameText, unreviewed, type ArticleText } from '../knowledge-base/article-text.ts';
import type { Article } from '../knowledge-base/article.ts';
import { ArticleEditor } from '../knowledge-base/ui/ArticleEditor.tsx';
import { putBackArticleDraft } from '../storage/save-article-drafts.ts';
import { takeBackSave, type SavedArticle } from '../storage/publish-article.ts';
import { success } from '../tickets/outcome.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { openWriting, type Writing } from './article-writing.ts';
import { useDesk, type Desk } from './desk-context.ts';
import { intentLabels } from './intent-labels.ts';
import { KnowledgeViewEffects } from './KnowledgeViewEffects.tsx';
import { articlePath } from './knowledge-view-articles.ts';
import { useStore } from './store.ts';
import { useNow } from './use-now.ts';
import styles from './KnowledgeView.module.css';

/** Languages offered beside those the desk knows. */
const commonLanguages = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt'];

/** The editor of one article, with its text on disk moments after it was typed. Each article has one of its own (`key`). */
export function KnowledgeViewEditing({
  articleId,
  articles,
  before,
  onClose,
  onRemove,
}: {
  readonly articleId: string;
  readonly articles: readonly Article[];
  readonly before: ReactNode;
  readonly onClose: () => void;
  readonly onRemove: (article: Article) => Promise<string | null>;
}) {
  const desk = useDesk();
  const [writing] = useState(() => openWriting({ db: desk.db, articleId, now: Date.now }));
  useEffect(() => {
    writing.start();
    const keep = (): void => {
      if (document.visibilityState === 'hidden') void writing.flush();
    };
    document.addEventListener('visibilitychange', keep);
    window.addEventListener('pagehide', keep);
    return () => {
      document.removeEventListener('visibilitychange', keep);
      window.removeEventListener('pagehide', keep);
      leave(writing, desk);
    };
  }, [writing, desk]);
  return <Editing writing={writing} desk={desk} articles={articles} before={before} onClose={onClose} onRemove={onRemove} />;
}

/** What was written stays, and whoever went to another page is told so; what could not be kept is told, with the text. */
function leave(writing: Writing, { notify }: Desk): void {
  const { changed, text, elsewhere } = writing.get();
  const name = text.title.trim() === '' ? 'The new article' : `“${text.title.trim()}”`;
  const goOn = { label: 'Go on writing', run: () => navigate(articlePath(writing.articleId, 'edit')) };
  void writing.close().then((kept) => {
    if (!kept) {
      const copy = { label: 'Copy the text', run: () => void navigator.clipboard.writeText(`# ${text.title}\n\n${text.body}`) };
      notify({ text: `${name} could not be kept as you left it${elsewhere ? ': another tab changed it' : ''}.`, tone: 'bad', action: copy, forMs: null });
    } else if (changed && !isHere(writing.articleId)) notify({ text: `${name} is kept, and not published`, action: goOn });
  });
}

function Editing({
  writing,
  desk,
  articles,
  before,
  onClose,
  onRemove,
}: {
  readonly writing: Writing;
  readonly desk: Desk;
  readonly articles: readonly Article[];
  readonly before: ReactNode;
  readonly onClose: () => void;
  readonly onRemove: (article: Article) => Promise<string | null>;
}) {
  const { db, notify, undoStack } = desk;
  const now = useNow();
  const state = useStore(writing);
  const playbook = useStore(desk.playbook);
  const engine = useStore(desk.engineState);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [asking, setAsking] = useState<Article['status'] | null>(null);
  const { article, text, changed, elsewhere, behind } = state;
  const known = useMemo(
    () => ({
      products: [...new Set([...playbook.products.map(({ name }) => name), ...articles.flatMap(({ products }) => products)])],
      intents: [...new Set([...intentLabels(playbook, engine).filter((label) => label !== 'out_of_scope'), ...articles.flatMap(({ intents }) => intents)])],
      languages: [...new Set([...commonLanguages, ...(playbook.languages ?? []), ...articles.map(({ language }) => language)])],
      articles: articles.filter(({ id }) => id !== writing.articleId).map(({ id, title }) => ({ id, title })),
    }),
    [playbook, engine, articles, writing],
  );
  // What publishing would do is worked out for the text as it stands between two words.
  const late = useDeferredValue(text);
  const draft = useMemo<Article>(() => {
    return { ...(article ? unreviewed(article) : {}), ...late, id: writing.articleId, status: 'published', updatedAt: article?.updatedAt ?? 0 };
  }, [article, late, writing]);

  // What follows goes by the writing as it is when pressed, and so stays the same from letter to letter.
  const save = useCallback(
    async (status: Article['status'], over = false): Promise<void> => {
      const { text: sent, article: replaced } = writing.get();
      const title = sent.title.trim();
      if (title === '' || sent.body.trim() === '') {
        setError('Give it a title and a text first.');
        return;
      }
      setBusy(true);
      setError(null);
      const saved = await writing.publish(status, over);
      setBusy(false);
      if (!saved.ok) {
        if (saved.code === 'published-elsewhere') setAsking(status);
        // A conflict has its own words above the text.
        else if (saved.code !== 'changed-elsewhere') setError(saved.message);
        return;
      }
      const said = status === 'published' ? 'published' : replaced?.status === 'published' ? 'is a draft again' : 'saved as a draft';
      undoStack.done(`“${title}” ${said}`, () => takeBack(desk, saved.value));
      if (isHere(writing.articleId)) navigate(articlePath(saved.value.id), { replace: true });
    },
    [writing, desk, undoStack],
  );

  const discard = async (): Promise<void> => {
    const dropped = await writing.discard();
    if (!dropped.ok) {
      if (dropped.code !== 'changed-elsewhere') setError(dropped.message);
      return;
    }
    const back = dropped.value;
    if (isHere(writing.articleId)) onClose();
    if (!back) return;
    undoStack.done(article ? `Changes to “${article.title}” discarded` : 'The new article discarded', async () => {
      const put = await putBackArticleDraft(db, back);
      if (put.ok) navigate(articlePath(back.articleId, 'edit'));
      return put;
    });
  };

  const change = useCallback(
    (changes: Partial<ArticleText>): void => {
      setError(null);
      writing.change(changes);
    },
    [writing],
  );
  const keep = useCallback((): void => {
    void writing.flush().then((kept) => {
      if (kept) notify({ text: 'Kept on this device', forMs: 2500 });
    });
  }, [writing, notify]);
  const more = useMemo(
    () => [
      article?.status === 'published'
        ? { id: 'unpublish', label: 'Make it a draft again', run: () => void save('draft') }
        : { id: 'keep', label: 'Save a version without publishing', run: () => void save('draft') },
      ...(article ? [{ id: 'remove', label: 'Remove the article', danger: true, run: () => void onRemove(article).then(setError) }] : []),
    ],
    [article, save, onRemove],
  );
  const saved = article !== null;
  const versions = useMemo(() => (saved ? () => navigate(articlePath(writing.articleId, 'versions')) : null), [saved, writing]);

  if (!state.loaded) return <div className={styles.opening} aria-busy="true" />;
  return (
    <>
      <ArticleEditor
        text={text}
        replaced={state.replaced}
        article={article}
        changed={changed}
        keeping={state.keeping}
        conflict={elsewhere}
        behind={behind}
        known={known}
        now={now}
        busy={busy}
        error={error}
        before={before}
        beforePublish={<KnowledgeViewEffects draft={draft} article={article} />}
        onChange={change}
        onKeep={keep}
        onPublish={() => void save('published')}
        onDiscard={() => void discard()}
        onKeepMine={() => writing.keepMine()}
        onTakeTheirs={() => {
          const mine = writing.takeTheirs();
          if (sameText(mine, writing.get().text)) return;
          undoStack.done('Took the other tab’s text', () => {
            writing.change(mine);
            return Promise.resolve(success(null));
          });
        }}
        more={more}
        onVersions={versions}
        onClose={onClose}
        onArticle={(id) => navigate(articlePath(id))}
      />
      <Dialog
        title="Publish over the newer version?"
        open={asking !== null}
        onClose={() => setAsking(null)}
        footer={
          <>
            <Button onPress={() => setAsking(null)}>Go on writing</Button>
            <Button
              variant="primary"
              onPress={() => {
                setAsking(null);
                if (asking !== null) void save(asking, true);
              }}
            >
              Publish over it
            </Button>
          </>
        }
      >
        <p>The article was saved since you began these changes. Publishing yours replaces that text; it stays among the versions, and “Changes” shows what differs.</p>
      </Dialog>
    </>
  );
}

/** Whether the page still shows this article: whoever went elsewhere while something was saved is left there. */
function isHere(articleId: string): boolean {
  return window.location.pathname === articlePath(articleId);
}

/** Undoes a save and, where the page still shows what it made, goes back to writing. */
async function takeBack({ db }: Desk, saved: SavedArticle): ReturnType<typeof takeBackSave> {
  const back = await takeBackSave(db, saved);
  const { draft } = saved.before;
  if (back.ok && draft && isHere(saved.id)) navigate(articlePath(draft.articleId, 'edit'), { replace: true });
  return back;
}
