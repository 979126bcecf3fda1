import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent, type ReactNode } from 'react';
import Ellipsis from 'lucide-react/icons/ellipsis';
import HistoryIcon from 'lucide-react/icons/history';
import type { ArticleText } from '../article-text.ts';
import type { Article } from '../article.ts';
import type { ArticleWarning } from '../check-article.ts';
import { describeArticle } from '../compare-articles.ts';
import { continueList, editMarkdown, pasteAddress, type MarkdownCommand, type MarkdownEdit, type Written } from '../edit-markdown.ts';
import { applyEdit } from '../../ui/apply-edit.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { classes } from '../../ui/classes.ts';
import { messageTime, plural } from '../../ui/format-time.ts';
import { useMedia } from '../../ui/media.ts';
import { ArticleChanges } from './ArticleChanges.tsx';
import { ArticleEditorFields, type KnownChoices } from './ArticleEditorFields.tsx';
import { ArticleEditorPreview } from './ArticleEditorPreview.tsx';
import { ArticleEditorToolbar, commandOf } from './ArticleEditorToolbar.tsx';
import { ArticleEditorWarnings } from './ArticleEditorWarnings.tsx';
import { useArticleCheck } from './use-article-check.ts';
import styles from './ArticleEditor.module.css';

/** Where the writing stands on its way to the disk. */
export type EditorKeeping =
  | { readonly status: 'same' | 'waiting' }
  | { readonly status: 'kept'; readonly at: number }
  | { readonly status: 'failed'; readonly message: string };

interface LinkTarget {
  readonly id: string;
  readonly title: string;
}

type Side = 'write' | 'preview' | 'changes';

/** Wide enough for the text and its preview beside one another. */
const beside = '(min-width: 1000px)';

export interface ArticleEditorProps {
  readonly text: ArticleText;
  /** Rises when the text was replaced by something other than typing. */
  readonly replaced: number;
  /** As it is saved; null for one that never was. */
  readonly article: Article | null;
  readonly changed: boolean;
  readonly keeping: EditorKeeping;
  /** What another tab made of it while something unsaved stands here; `text` is null where it threw it away. */
  readonly conflict: { readonly text: ArticleText | null } | null;
  /** The article was saved since these changes began. */
  readonly behind: boolean;
  readonly known: KnownChoices;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly busy: boolean;
  readonly error: string | null;
  readonly before: ReactNode;
  /** Between the text and the buttons: what publishing it would do. */
  readonly beforePublish?: ReactNode;
  readonly onChange: (changes: Partial<ArticleText>) => void;
  readonly onKeep: () => void;
  readonly onPublish: () => void;
  readonly onDiscard: () => void;
  readonly onKeepMine: () => void;
  readonly onTakeTheirs: () => void;
  /** Other things to do: their names and what they do. */
  readonly more: readonly { readonly id: string; readonly label: string; readonly danger?: boolean; readonly run: () => void }[];
  readonly onVersions: (() => void) | null;
  readonly onClose: () => void;
  readonly onArticle: (id: string) => void;
}

/** An article being written: Markdown beside what will be read, what it is about, and what to do with it. */
export function ArticleEditor(props: ArticleEditorProps) {
  const { text, replaced, article, changed, conflict, behind, known, busy, onChange } = props;
  const wide = useMedia(beside);
  const [side, setSide] = useState<Side>(wide ? 'preview' : 'write');
  const [tried, setTried] = useState(false);
  const title = useRef<HTMLInputElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const preview = useRef<HTMLDivElement>(null);
  const lead = useRef<'text' | 'preview'>('text');
  const articleIds = useMemo(() => new Set(known.articles.map(({ id }) => id)), [known.articles]);
  const check = useArticleCheck(text, articleIds);
  const shown: Side = wide && side === 'write' ? 'preview' : side;
  const writing = wide || shown === 'write';
  const noTitle = text.title.trim() === '';
  const noBody = text.body.trim() === '';

  useEffect(() => {
    // A new article begins with its title, another one with its text; not on a phone, where the keyboard would cover both.
    if (!matchMedia('(pointer: coarse)').matches) (article === null ? title : area).current?.focus({ preventScroll: true });
    // Only at first: the caret is the writer's afterwards.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);

  // A text put here from elsewhere leaves the caret where it was, as far as there is text.
  const caret = useRef(0);
  useLayoutEffect(() => {
    const element = area.current;
    if (element && document.activeElement === element) element.setSelectionRange(caret.current, caret.current);
  }, [replaced]);

  // These go by the field itself, so that what holds them is not made anew with each letter.
  const edit = useCallback((make: (written: Written) => MarkdownEdit | null): boolean => {
    const element = area.current;
    const made = element && make({ text: element.value, start: element.selectionStart, end: element.selectionEnd });
    if (!element || !made) return false;
    applyEdit(element, made);
    return true;
  }, []);
  const run = useCallback((command: MarkdownCommand): void => void edit((written) => editMarkdown(command, written)), [edit]);
  const link = useCallback((linked: LinkTarget): void => void edit((written) => linkTo(written, linked)), [edit]);

  const publish = (): void => {
    setTried(true);
    if (noTitle) title.current?.focus();
    else if (noBody) area.current?.focus();
    else if (!busy && conflict === null) props.onPublish();
  };

  const pressed = (event: KeyboardEvent<HTMLElement>): void => {
    // Keys of what opens over the editor are its own.
    if (!(event.target instanceof Element) || !event.currentTarget.contains(event.target)) return;
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      publish();
    } else if (event.code === 'KeyS' && !event.shiftKey) {
      event.preventDefault();
      props.onKeep();
    }
  };

  const typed = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    const command = commandOf(event);
    if (command) {
      event.preventDefault();
      run(command);
    } else if (event.key === 'Enter' && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.nativeEvent.isComposing) {
      if (edit(continueList)) event.preventDefault();
    }
  };

  const pasted = (event: ClipboardEvent<HTMLTextAreaElement>): void => {
    const address = event.clipboardData.getData('text/plain');
    if (edit((written) => pasteAddress(written, address))) event.preventDefault();
  };

  /** The other side goes to the same share of its height. */
  const follow = (from: 'text' | 'preview'): void => {
    if (lead.current !== from || !area.current || !preview.current) return;
    const [leading, following] = from === 'text' ? [area.current, preview.current] : [preview.current, area.current];
    const room = leading.scrollHeight - leading.clientHeight;
    if (room > 0) following.scrollTop = (leading.scrollTop / room) * (following.scrollHeight - following.clientHeight);
  };

  const showPlace = ({ at }: ArticleWarning): void => {
    if (!at) return;
    if (!wide) setSide('write');
    // On a phone the field is not there until then.
    requestAnimationFrame(() => {
      const element = area.current;
      if (!element) return;
      lead.current = 'text';
      element.focus();
      element.setSelectionRange(at.start, at.end);
      // Where the field can tell no positions, its line is found by its share of the lines.
      const line = element.value.slice(0, at.start).split('\n').length - 1;
      element.scrollTop = Math.max(0, (line / Math.max(1, element.value.split('\n').length)) * element.scrollHeight - element.clientHeight / 3);
    });
  };

  const compared = conflict ? conflict.text : article;
  return (
    <section className={styles.editor} aria-label="Editor" onKeyDown={pressed}>
      <EditorHeader article={article} changed={changed} keeping={props.keeping} now={props.now} before={props.before} more={props.more} onKeep={props.onKeep} onVersions={props.onVersions} />
      {conflict !== null && <Conflict {...props} onCompare={() => setSide('changes')} />}
      {conflict === null && behind && article !== null && (
        <div className={styles.notice} role="status">
          <p>The article itself was saved since you began these changes. They are kept; publishing them goes over it.</p>
          <Button size="small" onPress={() => setSide('changes')}>
            Compare with it
          </Button>
        </div>
      )}
      <div className={styles.head}>
        <label className="visually-hidden" htmlFor="article-title">
          Title
        </label>
        <input
          ref={title}
          id="article-title"
          className={styles.title}
          value={text.title}
          maxLength={300}
          placeholder="What a customer would ask"
          autoComplete="off"
          aria-invalid={tried && noTitle}
          {...(tried && noTitle ? { 'aria-describedby': 'article-title-wrong' } : {})}
          onChange={(event) => onChange({ title: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing) return;
            event.preventDefault();
            area.current?.focus();
          }}
        />
        {tried && noTitle && (
          <p id="article-title-wrong" className={styles.wrong}>
            Give the article a title.
          </p>
        )}
        <ArticleEditorFields products={text.products} intents={text.intents} language={text.language} known={known} onChange={onChange} />
      </div>
      <div className={styles.bar}>
        <div className={styles.sides} role="group" aria-label="Show">
          {(wide ? (['preview', 'changes'] as const) : (['write', 'preview', 'changes'] as const)).map((each) => (
            <button
              key={each}
              type="button"
              className={classes(styles.side, each === shown && styles.chosen)}
              aria-pressed={each === shown}
              disabled={each === 'changes' && compared === null}
              onClick={() => setSide(each)}
            >
              {{ write: 'Write', preview: 'Preview', changes: 'Changes' }[each]}
            </button>
          ))}
        </div>
        <p className={styles.counts}>
          {plural(check.words, 'word')} · {plural(check.passages.length, 'passage')}
        </p>
      </div>
      {writing && (
        <div className={styles.write}>
          <ArticleEditorToolbar articles={known.articles} onEdit={run} onLink={link} />
          <label className="visually-hidden" htmlFor="article-text">
            Text
          </label>
          <textarea
            ref={area}
            id="article-text"
            className={styles.text}
            value={text.body}
            placeholder={'Begin with the answer in one or two sentences.\n\n## How to do it\n\n1. One step on each line.\n2. Short sections with headings are found best.'}
            lang={text.language}
            spellCheck
            aria-invalid={tried && noBody}
            {...(tried && noBody ? { 'aria-describedby': 'article-text-wrong' } : {})}
            onChange={(event) => onChange({ body: event.target.value })}
            onSelect={(event) => {
              caret.current = event.currentTarget.selectionStart;
            }}
            onKeyDown={typed}
            onPaste={pasted}
            onScroll={() => follow('text')}
            onFocus={() => (lead.current = 'text')}
            onPointerEnter={() => (lead.current = 'text')}
          />
          {tried && noBody && (
            <p id="article-text-wrong" className={styles.wrong}>
              Write the text.
            </p>
          )}
        </div>
      )}
      {shown === 'preview' && (
        <ArticleEditorPreview
          scroller={preview}
          title={text.title}
          body={check.text.body}
          language={text.language}
          passages={check.passages}
          onScroll={() => follow('preview')}
          onLead={() => (lead.current = 'preview')}
          onArticle={props.onArticle}
        />
      )}
      {shown === 'changes' && (
        <div className={styles.preview} role="region" aria-label="Changes" tabIndex={0}>
          <p className={styles.compared}>{conflict ? 'From the other tab’s text to yours' : article?.status === 'published' ? 'From the published article to your text' : 'From the saved draft to your text'}</p>
          {compared && <ArticleChanges before={describeArticle(conflict ? compared : { ...compared, status: 'published' })} after={describeArticle(check.text)} />}
        </div>
      )}
      <footer className={styles.foot}>
        <ArticleEditorWarnings warnings={noBody && noTitle ? [] : check.warnings} onShow={showPlace} />
        {props.beforePublish}
        {props.error !== null && (
          <p className={styles.error} role="alert">
            {props.error}
          </p>
        )}
        <div className={styles.actions}>
          <Button variant="primary" keys="mod+enter" isDisabled={busy || conflict !== null || (!changed && article?.status === 'published')} onPress={publish}>
            {busy ? 'Publishing…' : article?.status === 'published' ? 'Publish changes' : 'Publish'}
          </Button>
          {changed && (
            <Button isDisabled={busy || conflict !== null} onPress={props.onDiscard}>
              {article === null ? 'Discard' : 'Discard changes'}
            </Button>
          )}
          <Button variant="quiet" className={styles.close ?? ''} onPress={props.onClose}>
            Close
          </Button>
        </div>
      </footer>
    </section>
  );
}

/** Where it stands, and what else can be done. */
const EditorHeader = memo(function EditorHeader({
  article,
  changed,
  keeping,
  now,
  before,
  more,
  onKeep,
  onVersions,
}: Pick<ArticleEditorProps, 'article' | 'changed' | 'keeping' | 'now' | 'before' | 'more' | 'onKeep' | 'onVersions'>) {
  const state =
    article === null ? (
      <Chip tone="warn">New, not published</Chip>
    ) : article.status === 'draft' ? (
      <Chip tone="warn">Draft, not searched</Chip>
    ) : changed ? (
      <Chip tone="accent">Changes not published</Chip>
    ) : (
      <Chip tone="good">Published</Chip>
    );
  return (
    <header className={styles.header}>
      {before}
      <h1 className="visually-hidden">{article === null ? 'New article' : `Edit “${article.title}”`}</h1>
      {state}
      {keeping.status === 'failed' ? (
        <p className={classes(styles.keeping, styles.failed)} role="alert">
          Your text is not being kept: copy it before you leave. {keeping.message}{' '}
          <Button size="small" onPress={onKeep}>
            Try again
          </Button>
        </p>
      ) : (
        <p className={styles.keeping} data-keeping={keeping.status}>
          {keeping.status === 'waiting' ? 'Keeping…' : keeping.status === 'kept' ? `Kept on this device, ${messageTime(keeping.at, now)}` : article === null ? 'Kept on this device as you type' : 'No changes'}
        </p>
      )}
      <div className={styles.tools}>
        {onVersions && (
          <Button size="small" variant="quiet" icon={<HistoryIcon />} onPress={onVersions}>
            Versions
          </Button>
        )}
        {more.length > 0 && (
          <Menu
            label="More"
            placement="bottom end"
            trigger={<IconButton label="More" icon={<Ellipsis />} />}
            choices={more.map(({ id, label, danger }) => ({ id, label, ...(danger === true ? { danger } : {}) }))}
            onChoose={(id) => more.find((each) => each.id === id)?.run()}
          />
        )}
      </div>
    </header>
  );
});

function Conflict({ conflict, onKeepMine, onTakeTheirs, onCompare }: ArticleEditorProps & { readonly onCompare: () => void }) {
  const theirs = conflict?.text ?? null;
  return (
    <div className={classes(styles.notice, styles.conflict)} role="alert">
      <p>
        {theirs === null
          ? 'Another tab threw this article away while you were writing. Your text is here, and not kept until you choose.'
          : 'Another tab changed this article while you were writing. Nothing was overwritten; your text is not kept until you choose.'}
      </p>
      <div className={styles.choose}>
        {theirs !== null && (
          <Button size="small" onPress={onCompare}>
            Compare
          </Button>
        )}
        <Button size="small" onPress={onKeepMine}>
          Keep mine
        </Button>
        <Button size="small" onPress={onTakeTheirs}>
          {theirs === null ? 'Throw mine away too' : 'Take the other’s'}
        </Button>
      </div>
    </div>
  );
}

/** A link to another article, on the words that are selected or its title. */
function linkTo({ text, start, end }: Written, { id, title }: LinkTarget): MarkdownEdit {
  const chosen = text.slice(start, end).trim();
  const words = (chosen === '' || /[[\]\n]/.test(chosen) ? title : chosen).replace(/[[\]]/g, '');
  const insert = `[${words}](/knowledge/${encodeURIComponent(id)})`;
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}
