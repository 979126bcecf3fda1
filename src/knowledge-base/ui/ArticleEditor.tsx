import { useState } from 'react';
import type { Article } from '../article.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { TextField } from '../../ui/TextField.tsx';
import styles from './ArticleEditor.module.css';

/** What can be changed about an article here. */
export type ArticleText = Pick<Article, 'title' | 'body' | 'status'>;

function textOf(article: Article | null): ArticleText {
  return { title: article?.title ?? '', body: article?.body.trim() ?? '', status: article?.status ?? 'published' };
}

/** Title and Markdown of an article; saving makes it searchable at once, unless it is kept as a draft. */
export function ArticleEditor({
  article,
  unsaved,
  onText,
  saving,
  error,
  onSave,
  onCancel,
  onRemove,
}: {
  /** Null for a new one. */
  readonly article: Article | null;
  /** What was written earlier and not saved. */
  readonly unsaved: ArticleText | undefined;
  /** Told of every change, and with undefined when the text is again what it was. */
  readonly onText: (text: ArticleText | undefined) => void;
  readonly saving: boolean;
  readonly error: string | null;
  readonly onSave: (text: ArticleText) => void;
  readonly onCancel: () => void;
  readonly onRemove?: () => void;
}) {
  const [text, setText] = useState<ArticleText>(unsaved ?? textOf(article));
  const { title, body } = text;
  const [tried, setTried] = useState(false);
  const noTitle = title.trim() === '';
  const noBody = body.trim() === '';
  const change = (changes: Partial<ArticleText>): void => {
    const next = { ...text, ...changes };
    setText(next);
    const before = textOf(article);
    onText(next.title === before.title && next.body === before.body && next.status === before.status ? undefined : next);
  };
  return (
    <form
      className={styles.editor}
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (!noTitle && !noBody) onSave({ ...text, title: title.trim(), body: body.trim() });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit();
      }}
    >
      <h1 className={styles.heading}>{article ? 'Edit the article' : 'New article'}</h1>
      <TextField label="Title" value={title} onChange={(next) => change({ title: next })} autoFocus error={tried && noTitle ? 'Give the article a title.' : null} placeholder="What a customer would ask" />
      <TextField
        label="Text"
        value={body}
        onChange={(next) => change({ body: next })}
        rows={18}
        error={tried && noBody ? 'Write the text.' : null}
        note="Markdown: ## for a heading, 1. for steps, - for lists. Short sections with headings are found best."
        className={styles.text ?? ''}
      />
      <Checkbox checked={text.status !== 'draft'} onChange={(published) => change({ status: published ? 'published' : 'draft' })}>
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
