import { useState } from 'react';
import type { Article } from '../article.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './ArticleEditor.module.css';

/** What can be changed about an article here. */
export type ArticleText = Pick<Article, 'title' | 'body' | 'status'>;

/** Title and Markdown of an article; saving makes it searchable at once, unless it is kept as a draft. */
export function ArticleEditor({
  article,
  saving,
  error,
  onSave,
  onCancel,
  onRemove,
}: {
  /** Null for a new one. */
  readonly article: Article | null;
  readonly saving: boolean;
  readonly error: string | null;
  readonly onSave: (text: ArticleText) => void;
  readonly onCancel: () => void;
  readonly onRemove?: () => void;
}) {
  const [title, setTitle] = useState(article?.title ?? '');
  const [body, setBody] = useState(article?.body.trim() ?? '');
  const [published, setPublished] = useState(article?.status !== 'draft');
  const [tried, setTried] = useState(false);
  const noTitle = title.trim() === '';
  const noBody = body.trim() === '';
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!noTitle && !noBody) onSave({ title: title.trim(), body: body.trim(), status: published ? 'published' : 'draft' });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
      }}
    >
      <h1 className={styles.heading}>{article ? 'Edit the article' : 'New article'}</h1>
      <TextField label="Title" value={title} onChange={setTitle} autoFocus error={tried && noTitle ? 'Give the article a title.' : null} placeholder="What a customer would ask" />
      <TextField
        label="Text"
        value={body}
        onChange={setBody}
        rows={18}
        error={tried && noBody ? 'Write the text.' : null}
        note="Markdown: ## for a heading, 1. for steps, - for lists. Short sections with headings are found best."
        className={styles.text ?? ''}
      />
      <Checkbox checked={published} onChange={setPublished}>
        Published: searched, and cited in replies
      </Checkbox>
      {error !== null && (
        <p className={styles.error} role="alert">
          {error}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" variant="primary" keys="mod+enter" isDisabled={saving}>
          {saving ? 'Saving…' : 'Save'}
        </Button>
        <Button onPress={onCancel}>Cancel</Button>
        {onRemove && (
          <Button variant="danger" className={styles.remove ?? ''} onPress={onRemove}>
            Remove
          </Button>
        )}
      </div>
    </form>
  );
}
