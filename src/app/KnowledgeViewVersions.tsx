import { useState, type ReactNode } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import { navigate } from 'wouter/use-browser-location';
import { textOf } from '../knowledge-base/article-text.ts';
import { splitPassages } from '../knowledge-base/split-passages.ts';
import { ArticleVersions } from '../knowledge-base/ui/ArticleVersions.tsx';
import { forgetRemovedArticles, readVersions } from '../storage/article-versions.ts';
import { restoreVersion, takeBackSave } from '../storage/publish-article.ts';
import { readArticle } from '../storage/save-article-drafts.ts';
import type { ArticleVersion } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { useDesk } from './desk-context.ts';
import { articlePath } from './knowledge-view-articles.ts';
import { useNow } from './use-now.ts';
import styles from './KnowledgeView.module.css';

/** The versions of an article, of a removed one too: to compare, to restore, and in the end to forget. */
export function KnowledgeViewVersions({
  articleId,
  before,
  back,
}: {
  readonly articleId: string;
  readonly before: ReactNode;
  /** Offers the way back to the article, where `before` is something else. */
  readonly back: boolean;
}) {
  const { db, notify, undoStack } = useDesk();
  const now = useNow();
  const [forgetting, setForgetting] = useState(false);
  const known = useLiveQuery(async () => ({ id: articleId, versions: await readVersions(db, articleId), ...(await readArticle(db, articleId)) }), [db, articleId]);
  if (known?.id !== articleId) return <div className={styles.opening} aria-busy="true" />;
  const { versions, article, draft } = known;
  const title = article?.title ?? versions[0]?.article.title ?? '';
  if (versions.length === 0) {
    return (
      <EmptyState level={1} title="This article is gone" actions={<Button onPress={() => navigate('/knowledge')}>All articles</Button>}>
        Nothing of it is kept on this device.
      </EmptyState>
    );
  }

  const restore = async ({ number }: ArticleVersion): Promise<void> => {
    const restored = await restoreVersion(db, articleId, number, Date.now(), splitPassages);
    if (!restored.ok) {
      notify({ text: restored.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    undoStack.done(article ? `Version ${number} of “${title}” restored` : `“${title}” put back`, () => takeBackSave(db, restored.value));
  };

  const forget = async (): Promise<void> => {
    setForgetting(false);
    const forgotten = await forgetRemovedArticles(db, [articleId]);
    if (!forgotten.ok) {
      notify({ text: forgotten.message, tone: 'bad', forMs: 12_000 });
      return;
    }
    notify({ text: `“${title}” is forgotten` });
    navigate('/knowledge');
  };

  return (
    <>
      <ArticleVersions
        key={articleId}
        title={title}
        versions={versions}
        draft={draft ? textOf(draft.article) : null}
        article={article}
        now={now}
        before={before}
        actions={
          article ? (
            back && (
              <Button size="small" onPress={() => navigate(articlePath(articleId))}>
                Back to the article
              </Button>
            )
          ) : (
            <Button size="small" variant="danger" onPress={() => setForgetting(true)}>
              Forget for good
            </Button>
          )
        }
        onRestore={(version) => void restore(version)}
      />
      <Dialog
        title={`Forget “${title}” for good?`}
        open={forgetting}
        onClose={() => setForgetting(false)}
        footer={
          <>
            <Button onPress={() => setForgetting(false)}>Keep it</Button>
            <Button variant="danger" onPress={() => void forget()}>
              Forget it
            </Button>
          </>
        }
      >
        <p>The article was removed; its versions are all that is left of it. Without them it can not be put back.</p>
      </Dialog>
    </>
  );
}
