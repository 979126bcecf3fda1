import { useMemo, useRef } from 'react';
import { FileTrigger } from 'react-aria-components/FileTrigger';
import { useLocation, useSearchParams } from 'wouter';
import Ellipsis from 'lucide-react/icons/ellipsis';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import { defaultTemplates } from '../playbook/default-templates.ts';
import { readTemplates, writeTemplates } from '../playbook/exchange-templates.ts';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import { plural } from '../ui/format-time.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { useCommands } from './commands.ts';
import { useDesk, type Desk } from './desk-context.ts';
import { saveFile } from './import-view-save-file.ts';
import { groupTemplates, listTemplates, replaceTemplates, startTemplate, templatePath } from './replies-templates.ts';
import { RepliesTemplatesEditor } from './RepliesTemplatesEditor.tsx';
import { RepliesTemplatesList, templateFilter } from './RepliesTemplatesList.tsx';
import { useStore } from './store.ts';
import { templateEdits } from './unsaved-writing.ts';
import styles from './RepliesTemplates.module.css';

/** The templates of the desk: the list by intent, and the one being changed with its preview. */
export function RepliesTemplates() {
  const desk = useDesk();
  const playbook = useStore(desk.playbook);
  const edits = useStore(templateEdits);
  const filter = useStore(templateFilter);
  const narrow = useMedia(breakpoints.narrow);
  const [, navigate] = useLocation();
  const [params] = useSearchParams();
  const openId = params.get('template');
  const search = useRef<HTMLInputElement>(null);
  const listed = useMemo(() => listTemplates(playbook.templates, edits), [playbook.templates, edits]);
  const groups = useMemo(() => groupTemplates(listed, filter), [listed, filter]);
  const saved = playbook.templates.find(({ id }) => id === openId) ?? null;
  const edit = openId === null ? undefined : edits.get(openId);

  const write = (): void => {
    const intent = (edit?.text ?? saved)?.intent ?? playbook.queues[0]?.intents[0] ?? 'track_order';
    navigate(templatePath(startTemplate({ intent, body: '' })));
  };
  const step = (by: number): void => {
    const rows = groups.flatMap((group) => group.rows);
    const at = rows.findIndex(({ template }) => template.id === openId);
    const next = rows[at === -1 ? 0 : at + by];
    if (next) navigate(templatePath(next.template.id));
  };
  useCommands([
    { id: 'new-template', label: 'Write a new template', group: 'List', words: 'create reply', run: write },
    {
      id: 'search-templates',
      label: 'Search the templates',
      group: 'List',
      keys: '/',
      run: () => {
        search.current?.focus();
        search.current?.select();
      },
    },
    { id: 'next-template', label: 'Next template', group: 'List', keys: 'j', keyOnly: true, run: () => step(1) },
    { id: 'previous-template', label: 'Previous template', group: 'List', keys: 'k', keyOnly: true, run: () => step(-1) },
  ]);

  const content = openId !== null && (saved ?? edit) ? <RepliesTemplatesEditor key={openId} id={openId} saved={saved} edit={edit} narrow={narrow} /> : openId !== null ? <Gone /> : <Choose count={listed.length} onWrite={write} />;
  return (
    <div className={styles.view}>
      {(!narrow || openId === null) && (
        <section className={styles.side} aria-label="Templates">
          <RepliesTemplatesList
            listed={listed}
            groups={groups}
            openId={openId}
            search={search}
            actions={
              <>
                <More desk={desk} />
                <Button size="small" onPress={write}>
                  New
                </Button>
              </>
            }
          />
        </section>
      )}
      {(!narrow || openId !== null) && (
        <section className={styles.content} aria-label="Template">
          {content}
        </section>
      )}
    </div>
  );
}

function Choose({ count, onWrite }: { readonly count: number; readonly onWrite: () => void }) {
  if (count === 0) {
    return (
      <EmptyState icon={<MessageSquareText />} title="There are no templates" actions={<Button variant="primary" onPress={onWrite}>Write the first one</Button>}>
        A template is what a reply to one intent says. Without one, drafts are written from articles alone.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<MessageSquareText />} title="Choose a template">
      Drafts begin with the template for the customer’s intent, product and language, filled with what is known of the ticket.
    </EmptyState>
  );
}

function Gone() {
  const [, navigate] = useLocation();
  return (
    <EmptyState level={1} title="This template is gone" actions={<Button onPress={() => navigate('/replies')}>All templates</Button>}>
      It was deleted, or it was new and never saved.
    </EmptyState>
  );
}

/** What is done with all of them at once. */
function More({ desk }: { readonly desk: Desk }) {
  const { templates } = useStore(desk.playbook);
  const chooser = useRef<HTMLButtonElement>(null);
  const missing = defaultTemplates.filter(({ id }) => !templates.some((each) => each.id === id));
  const bring = async (file: File): Promise<void> => {
    const read = readTemplates(await file.text(), desk.playbook.get());
    if (!read.ok) {
      desk.notify({ text: read.message, tone: 'bad', forMs: 15_000 });
      return;
    }
    const { added, changed, same } = read.value;
    const unchanged = same > 0 ? `, ${same} the same` : '';
    if (added + changed === 0) desk.notify({ text: `Nothing to change: ${plural(same, 'template is', 'templates are')} here already` });
    else await replaceTemplates(desk, read.value.templates, `Templates imported: ${added} added, ${changed} changed${unchanged}`);
  };
  const run: Readonly<Record<string, () => void>> = {
    export: () => saveFile(new Blob([writeTemplates(templates)], { type: 'application/json' }), 'tabdesk-templates.json'),
    import: () => chooser.current?.click(),
    restore: () => void replaceTemplates(desk, [...templates, ...missing], `${plural(missing.length, 'template')} put back`),
  };
  return (
    <>
      <Menu
        label="All templates"
        placement="bottom end"
        trigger={<IconButton label="Export, import" icon={<Ellipsis />} />}
        choices={[
          { id: 'export', label: 'Export all templates' },
          { id: 'import', label: 'Import templates' },
          ...(missing.length > 0 ? [{ id: 'restore', label: 'Put back deleted ones', note: String(missing.length) }] : []),
        ]}
        onChoose={(id) => run[id]?.()}
      />
      {/* Pressed by the menu, which is gone by the time a file is chosen. */}
      <span hidden>
        <FileTrigger acceptedFileTypes={['.json']} onSelect={(files) => void (files?.[0] && bring(files[0]))}>
          <Button ref={chooser}>Import templates</Button>
        </FileTrigger>
      </span>
    </>
  );
}
