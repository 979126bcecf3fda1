import { useState, type DragEvent } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import FolderUp from 'lucide-react/icons/folder-up';
import { formatOfText } from '../knowledge-base/article-format.ts';
import { Button } from '../ui/Button.tsx';
import { TextField } from '../ui/TextField.tsx';
import { classes } from '../ui/classes.ts';
import { plural } from '../ui/format-time.ts';
import type { ArticleImports } from './article-imports.ts';
import { filesOfDrop, filesOfList, pastedFile } from './collect-files.ts';
import { useDesk } from './desk-context.ts';
import { readPageList } from './fetch-pages.ts';
import { saveFile } from './import-view-save-file.ts';
import styles from './KnowledgeImport.module.css';

const formatNames = { markdown: 'Markdown', html: 'HTML', csv: 'CSV', json: 'JSON', plain: 'plain text' } as const;
const headless = 'npm run --silent articles -- --pages pages.txt --out articles.jsonl';

/** Everything articles can come from: files, folders, archives, pasted text, a list of pages. */
export function KnowledgeImportChoose({ imports, problem, elsewhere }: { readonly imports: ArticleImports; readonly problem: string | null; readonly elsewhere: readonly string[] }) {
  const [over, setOver] = useState(false);
  const [pasted, setPasted] = useState('');
  const [list, setList] = useState('');
  const pages = readPageList(list, location.origin);
  const pageCount = pages.own.length + pages.others.length;

  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void filesOfDrop(event.dataTransfer).then((files) => imports.look(files));
  };

  return (
    <div className={styles.choose}>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      <div
        className={classes(styles.drop, over && styles.over)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
        }}
        onDrop={drop}
      >
        <FolderUp aria-hidden="true" />
        <div className={styles.dropWords}>
          <p className={styles.strong}>Drop files, folders or a ZIP here</p>
          <p className={styles.note}>
            Markdown, HTML, plain text, or the CSV and JSON exports of Zendesk, Freshdesk, Intercom and Help Scout. You see what will happen to each article before anything is written.
          </p>
        </div>
        <div className={styles.actions}>
          <FileTrigger allowsMultiple onSelect={(files) => void (files && files.length > 0 && imports.look(filesOfList(files)))}>
            <Button variant="primary">Choose files</Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={(files) => void (files && imports.look(filesOfList(files)))}>
            <Button>Choose a folder</Button>
          </FileTrigger>
        </div>
      </div>
      <div className={styles.ways}>
        <div className={styles.way}>
          <TextField
            label="Or paste text"
            rows={6}
            value={pasted}
            onChange={setPasted}
            placeholder={'A title, then the text. Or questions and answers:\n\nQ: Can I send it back?\nA: Yes, within 30 days.'}
          />
          <div className={styles.wayFoot}>
            <Button isDisabled={pasted.trim() === ''} onPress={() => void imports.look([pastedFile(pasted, formatOfText(pasted), Date.now())])}>
              Read this text
            </Button>
            <span className={styles.note}>{pasted.trim() === '' ? 'Markdown, HTML, JSON or plain' : `Read as ${formatNames[formatOfText(pasted)]}`}</span>
          </div>
        </div>
        <div className={styles.way}>
          <TextField label="Or list pages, one address a line" rows={6} value={list} onChange={setList} placeholder={`${location.origin}/help/returns\nhttps://help.example.com/delivery`} />
          <div className={styles.wayFoot}>
            <Button isDisabled={pageCount + pages.wrong.length === 0} onPress={() => void imports.lookAtPages(pages)}>
              {pageCount === 0 ? 'Fetch these pages' : `Fetch ${plural(pageCount, 'page')}`}
            </Button>
            <span className={styles.note}>
              {pages.others.length === 0 ? 'This desk may fetch from its own address only' : `${plural(pages.others.length, 'page')} of other sites: you will be told how`}
            </span>
          </div>
        </div>
      </div>
      {elsewhere.length > 0 && <Elsewhere addresses={elsewhere} />}
    </div>
  );
}

/** How pages of other sites get here: the desk's policy keeps the tab from asking any other server. */
function Elsewhere({ addresses }: { readonly addresses: readonly string[] }) {
  const { notify } = useDesk();
  const copy = (): void => {
    navigator.clipboard.writeText(headless).then(
      () => notify({ text: 'Command copied', tone: 'good', forMs: 2500 }),
      () => notify({ text: 'The browser did not allow copying. Select the command and copy it.', tone: 'bad' }),
    );
  };
  return (
    <div className={styles.elsewhere} role="status">
      <p className={styles.strong}>
        {plural(addresses.length, 'page')} {addresses.length === 1 ? 'is' : 'are'} on other sites
      </p>
      <p className={styles.note}>
        Nothing leaves this device, so this tab asks no other server. On your computer, this command fetches the pages with the same readers; then drop articles.jsonl here.
      </p>
      <code className={styles.command}>{headless}</code>
      <div className={styles.actions}>
        <Button size="small" onPress={() => saveFile(new Blob([`${addresses.join('\n')}\n`], { type: 'text/plain' }), 'pages.txt')}>
          Download pages.txt
        </Button>
        <Button size="small" onPress={copy}>
          Copy the command
        </Button>
      </div>
      <ul className={styles.addresses}>
        {addresses.slice(0, 8).map((address) => (
          <li key={address}>{address}</li>
        ))}
        {addresses.length > 8 && <li>and {plural(addresses.length - 8, 'other')}</li>}
      </ul>
    </div>
  );
}
