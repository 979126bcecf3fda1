import { useEffect, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { useLocation, useSearchParams } from 'wouter';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import BookOpen from 'lucide-react/icons/book-open';
import Pencil from 'lucide-react/icons/pencil';
import { ArticleEditor, type ArticleText } from '../knowledge-base/ui/ArticleEditor.tsx';
import { freeId } from '../knowledge-base/name-article.ts';
import { ArticleView } from '../knowledge-base/ui/ArticleView.tsx';
import { removeArticles } from '../storage/save-articles.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { plural } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { useDesk } from './desk-context.ts';
import { importArticles, saveArticle } from './knowledge-view-articles.ts';
import { KnowledgeViewAnswered } from './KnowledgeViewAnswered.tsx';
import { KnowledgeViewSide } from './KnowledgeViewSide.tsx';
import { unsavedArticles } from './unsaved-writing.ts';
import styles from './KnowledgeView.module.css';

/** The article to go on editing when it is opened. */
function unsavedOf(id: string | null): string | null {
  return id !== null && unsavedArticles.has(id) ? id : null;
}

/** The knowledge base: articles to find, read, write and import. */
export function KnowledgeView({ articleId }: { readonly articleId: string | null }) {
  const { db, notify, undoStack } = useDesk();
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const passageId = params.get('passage');
  const narrow = useMedia(breakpoints.narrow);
  // The id of the article being edited, or `new`, which no article is called. What was left unsaved is taken up again.
  const [editing, setEditing] = useState(() => unsavedOf(articleId));
  const [shownId, setShownId] = useState(articleId);
  if (shownId !== articleId) {
    setShownId(articleId);
    setEditing(unsavedOf(articleId));
  }
  useEffect(
    () => () => {
      const unsaved = editing === null ? undefined : unsavedArticles.get(editing);
      if (editing === null || !unsaved) return;
      const goOn = (): void => {
        setEditing(editing);
        navigate(`/knowledge/${encodeURIComponent(editing)}`);
      };
      if (editing === 'new') notify({ text: 'The new article is not saved. “New” goes on with it.' });
      else notify({ text: `“${unsaved.title}” is not saved`, action: { label: 'Go on writing', run: goOn } });
    },
    [editing, navigate, notify],
  );
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const articles = useLiveQuery(() => db.articles.orderBy('id').toArray(), [db]);
  const passage = useLiveQuery(async () => (passageId === null ? null : ((await db.passages.get(passageId)) ?? null)), [db, passageId]);
  const article = articles?.find((each) => each.id === articleId) ?? null;

  /** Ends the editing for good: saved, removed or cancelled. */
  const endEditing = (): void => {
    if (editing !== null) unsavedArticles.delete(editing);
    setEditing(null);
  };

  const open = (id: string, passageToShow?: string): void => {
    if (id !== editing) setEditing(unsavedOf(id));
    navigate(`/knowledge/${encodeURIComponent(id)}${passageToShow === undefined ? '' : `?passage=${encodeURIComponent(passageToShow)}`}`);
  };

  const save = async (text: ArticleText): Promise<void> => {
    setSaving(true);
    setError(null);
    const base = editing === 'new' ? null : article;
    const id = base?.id ?? freeId(text.title, new Set(articles?.map((each) => each.id)));
    const saved = await saveArticle(db, { language: 'en', products: [], intents: [], ...base, id, ...text, updatedAt: Date.now() });
    setSaving(false);
    if (!saved.ok) {
      setError(saved.message);
      return;
    }
    endEditing();
    notify({ text: 'Article saved', tone: 'good' });
    open(id);
  };

  const remove = async (): Promise<void> => {
    if (!article) return;
    const kept = article;
    const removed = await removeArticles(db, [kept.id]);
    if (!removed.ok) {
      setError(removed.message);
      return;
    }
    endEditing();
    navigate('/knowledge');
    undoStack.done(`“${kept.title}” removed`, () => saveArticle(db, kept));
  };

  const addFiles = async (files: FileList | null): Promise<void> => {
    if (!files || files.length === 0) return;
    const read = await importArticles(db, [...files], Date.now());
    if (!read.ok) {
      notify({ text: read.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    const { saved, refused } = read.value;
    const first = refused[0];
    notify({
      text: [saved > 0 ? `${plural(saved, 'article')} imported` : '', first ? `${first.file} refused: ${first.reason}${refused.length > 1 ? ` And ${plural(refused.length - 1, 'other')}.` : ''}` : '']
        .filter((part) => part !== '')
        .join('. '),
      tone: first ? 'bad' : 'good',
      forMs: first ? null : 6000,
    });
  };

  const back = narrow && <IconButton label="Back to the articles" icon={<ArrowLeft />} onPress={() => navigate('/knowledge')} />;
  const importButton = (
    <FileTrigger acceptedFileTypes={['.md', '.markdown', '.txt']} allowsMultiple onSelect={(files) => void addFiles(files)}>
      <Button size="small">Import Markdown</Button>
    </FileTrigger>
  );

  const content =
    editing !== null ? (
      <ArticleEditor
        key={editing}
        article={editing === 'new' ? null : article}
        unsaved={unsavedArticles.get(editing)}
        onText={(text) => {
          if (text) unsavedArticles.set(editing, text);
          else unsavedArticles.delete(editing);
        }}
        saving={saving}
        error={error}
        onSave={(text) => void save(text)}
        onCancel={() => {
          endEditing();
          setError(null);
        }}
        {...(editing === 'new' ? {} : { onRemove: () => void remove() })}
      />
    ) : article ? (
      <ArticleView
        article={article}
        passage={passage?.articleId === article.id ? passage : null}
        before={back}
        actions={
          <Button size="small" icon={<Pencil />} onPress={() => setEditing(article.id)}>
            Edit
          </Button>
        }
        footer={<KnowledgeViewAnswered articleId={article.id} />}
      />
    ) : articleId !== null && articles ? (
      <EmptyState title="This article is gone" actions={<Button onPress={() => navigate('/knowledge')}>All articles</Button>}>
        It was removed or renamed. Search for its words to find what replaced it.
      </EmptyState>
    ) : articles?.length === 0 ? (
      <EmptyState
        icon={<BookOpen />}
        title="Replies are written from articles"
        actions={
          <>
            <Button variant="primary" onPress={() => setEditing('new')}>
              Write the first one
            </Button>
            {importButton}
          </>
        }
      >
        Import the Markdown files of your help centre, or write an article about what customers ask most.
      </EmptyState>
    ) : articleId === null && articles ? (
      <EmptyState icon={<BookOpen />} title="Choose an article">
        Or search: words and meaning are both looked at, and each hit says how it was found.
      </EmptyState>
    ) : null;

  const showSide = !narrow || (articleId === null && editing === null);
  return (
    <div className={styles.view}>
      {showSide && (
        <section className={styles.side} aria-label="Articles">
          <KnowledgeViewSide
            articles={articles ?? null}
            openId={articleId}
            onOpen={open}
            actions={
              <>
                {importButton}
                <Button
                  size="small"
                  onPress={() => {
                    setError(null);
                    setEditing('new');
                  }}
                >
                  New
                </Button>
              </>
            }
          />
        </section>
      )}
      {(!narrow || !showSide) && (
        <section className={styles.content} aria-label="Article" tabIndex={0}>
          {content}
        </section>
      )}
    </div>
  );
}
