import { memo, useState } from 'react';
import { Toolbar } from 'react-aria-components/Toolbar';
import Bold from 'lucide-react/icons/bold';
import BookOpen from 'lucide-react/icons/book-open';
import Heading from 'lucide-react/icons/heading';
import Italic from 'lucide-react/icons/italic';
import LinkIcon from 'lucide-react/icons/link';
import List from 'lucide-react/icons/list';
import ListOrdered from 'lucide-react/icons/list-ordered';
import Table from 'lucide-react/icons/table';
import TextQuote from 'lucide-react/icons/text-quote';
import type { MarkdownCommand } from '../edit-markdown.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { classes } from '../../ui/classes.ts';
import styles from './ArticleEditorToolbar.module.css';

interface Tool {
  readonly command: MarkdownCommand;
  readonly label: string;
  readonly keys: string;
  /** `code` of the key held with Ctrl or ⌘, and whether with Shift: the same key on every keyboard. */
  readonly code: string;
  readonly shift: boolean;
  readonly Icon: typeof Bold;
  /** Begins a group. */
  readonly apart?: true;
}

const tools: readonly Tool[] = [
  { command: 'heading', label: 'Heading', keys: 'mod+shift+h', code: 'KeyH', shift: true, Icon: Heading },
  { command: 'bold', label: 'Bold', keys: 'mod+b', code: 'KeyB', shift: false, Icon: Bold },
  { command: 'italic', label: 'Italic', keys: 'mod+i', code: 'KeyI', shift: false, Icon: Italic },
  { command: 'steps', label: 'Numbered steps', keys: 'mod+shift+7', code: 'Digit7', shift: true, Icon: ListOrdered, apart: true },
  { command: 'list', label: 'List', keys: 'mod+shift+8', code: 'Digit8', shift: true, Icon: List },
  { command: 'table', label: 'Table', keys: 'mod+shift+9', code: 'Digit9', shift: true, Icon: Table },
  { command: 'quote', label: 'Quote', keys: 'mod+shift+.', code: 'Period', shift: true, Icon: TextQuote },
  { command: 'link', label: 'Link', keys: 'mod+shift+l', code: 'KeyL', shift: true, Icon: LinkIcon, apart: true },
];

/** The edit a key asks for, or null. Keys go by their place: Shift+7 is "/" on half of the keyboards. */
export function commandOf(event: { readonly code: string; readonly shiftKey: boolean; readonly ctrlKey: boolean; readonly metaKey: boolean; readonly altKey: boolean }): MarkdownCommand | null {
  if (event.altKey || !(event.ctrlKey || event.metaKey)) return null;
  return tools.find(({ code, shift }) => code === event.code && shift === event.shiftKey)?.command ?? null;
}

/** Edits of the Markdown by press; arrow keys go from one to the next. */
export const ArticleEditorToolbar = memo(function ArticleEditorToolbar({
  articles,
  onEdit,
  onLink,
}: {
  readonly articles: readonly { readonly id: string; readonly title: string }[];
  readonly onEdit: (command: MarkdownCommand) => void;
  readonly onLink: (article: { readonly id: string; readonly title: string }) => void;
}) {
  return (
    <Toolbar aria-label="Formatting" className={classes(styles.toolbar)}>
      {tools.flatMap(({ command, label, keys, Icon, apart }) => [
        apart === true ? <span key={`before ${command}`} className={styles.gap} aria-hidden="true" /> : null,
        <IconButton key={command} label={label} keys={keys} icon={<Icon />} onPress={() => onEdit(command)} />,
      ])}
      <Popover label="Link to an article" placement="bottom start" trigger={<IconButton label="Link to an article" icon={<BookOpen />} />}>
        {(close) => (
          <ArticlePicker
            articles={articles}
            onPick={(article) => {
              close();
              onLink(article);
            }}
          />
        )}
      </Popover>
    </Toolbar>
  );
});

const mostFound = 30;

function ArticlePicker({
  articles,
  onPick,
}: {
  readonly articles: readonly { readonly id: string; readonly title: string }[];
  readonly onPick: (article: { readonly id: string; readonly title: string }) => void;
}) {
  const [typed, setTyped] = useState('');
  const words = typed.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const found = articles.filter(({ title }) => words.every((word) => title.toLowerCase().includes(word))).slice(0, mostFound);
  return (
    <>
      <TextField label="Link to an article" placeholder="Its title" value={typed} onChange={setTyped} autoFocus />
      <div className={styles.found}>
        {found.map((article) => (
          <button key={article.id} type="button" className={styles.article} onClick={() => onPick(article)}>
            {article.title}
          </button>
        ))}
        {found.length === 0 && <p className={styles.none}>No article is called that.</p>}
      </div>
    </>
  );
}
