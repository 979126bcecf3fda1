import { Command } from 'cmdk';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Dialog } from 'react-aria-components/Dialog';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';
import { useLocation } from 'wouter';
import { classes } from '../ui/classes.ts';
import { Keys } from '../ui/Keys.tsx';
import { labelWords } from '../text/label-words.ts';
import overlay from '../ui/Dialog.module.css';
import { commandGroups, commands, type Command as DeskCommand } from './commands.ts';
import type { Desk } from './desk-context.ts';
import { foldText } from './fold-text.ts';
import { intentLabels } from './intent-labels.ts';
import { palettePlaceholder } from './palette-placeholder.ts';
import { useStore } from './store.ts';
import styles from './CommandPalette.module.css';

/** Tickets and articles shown at most: the palette is for going there, the search field for looking around. */
const atMost = 8;

interface Item {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly note?: string | undefined;
  readonly keys?: string | undefined;
  readonly words?: string | undefined;
  readonly run: () => void;
}

export interface CommandPaletteProps {
  readonly desk: Desk | null;
  readonly typed: string;
  readonly onType: (typed: string) => void;
  /** Enter was pressed before the palette was there: it takes the first it finds. */
  readonly entered: boolean;
  readonly onClose: () => void;
}

/** Every wish in one field: commands, filters, tickets by subject, articles by title. */
export function CommandPalette({ desk, typed, onType, entered, onClose }: CommandPaletteProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (!entered) return undefined;
    // By then the list has chosen its first entry.
    const timer = setTimeout(() => field.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })), 0);
    return () => clearTimeout(timer);
  }, [entered]);
  const offered = useStore(commands);
  const items = useMemo(() => [...fromCommands(offered), ...(desk ? fromDesk(desk) : [])], [offered, desk]);
  const articles = useArticles(desk);
  const wanted = foldText(typed.trim());
  const [, navigate] = useLocation();

  const tickets = useMemo(() => (desk && wanted.length > 1 ? findTickets(desk, wanted) : []), [desk, wanted]);
  const found: readonly Item[] =
    wanted.length > 1
      ? [
          ...tickets.map(({ id, subject, customerName }) => ({
            id: `ticket ${id}`,
            label: subject,
            note: customerName,
            group: 'Tickets',
            run: () => navigate(`/ticket/${encodeURIComponent(id)}`),
          })),
          ...articles
            .filter(({ title }) => wanted.split(/\s+/).every((word) => foldText(title).includes(word)))
            .slice(0, atMost)
            .map(({ id, title }) => ({ id: `article ${id}`, label: title, group: 'Articles', run: () => navigate(`/knowledge/${encodeURIComponent(id)}`) })),
        ]
      : [];

  function choose(item: Item): void {
    onClose();
    // After the palette is gone, so that focus goes where the command wants it.
    setTimeout(item.run, 0);
  }

  // Filters and labels are many: they show up once one types.
  const visible = wanted === '' ? items.filter(({ group }) => !group.startsWith('Filter by') && !group.startsWith('Label') && !group.startsWith('Route')) : items;
  return (
    <ModalOverlay
      className={classes(overlay.overlay, styles.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={classes(overlay.modal, styles.modal)}>
        <Dialog aria-label="Find a command" className={classes(styles.dialog)}>
          <Command label="Commands" loop filter={score}>
            <Command.Input ref={field} autoFocus className={styles.input} placeholder={palettePlaceholder} value={typed} onValueChange={onType} />
            <Command.List className={styles.list}>
              <Command.Empty className={styles.empty}>Nothing is called that. Try fewer letters.</Command.Empty>
              {groupsOf(visible).map(([group, members]) => (
                <Command.Group key={group} heading={group} className={styles.group}>
                  {members.map((item) => (
                    <Entry key={item.id} item={item} onChoose={choose} />
                  ))}
                </Command.Group>
              ))}
              {groupsOf(found).map(([group, members]) => (
                <Command.Group key={group} heading={group} className={styles.group} forceMount>
                  {members.map((item) => (
                    <Entry key={item.id} item={item} onChoose={choose} always />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Entry({ item, onChoose, always = false }: { readonly item: Item; readonly onChoose: (item: Item) => void; readonly always?: boolean }) {
  return (
    <Command.Item value={item.id} keywords={[item.label, item.words ?? '']} className={styles.item} onSelect={() => onChoose(item)} forceMount={always}>
      <span className={styles.label}>{item.label}</span>
      {item.note !== undefined && <span className={styles.note}>{item.note}</span>}
      {item.keys !== undefined && <Keys keys={item.keys} />}
    </Command.Item>
  );
}

/** All typed words must begin a word of the label or its synonyms; the label counts more than the synonyms. */
function score(_value: string, search: string, keywords: string[] | undefined): number {
  const [label = '', words = ''] = (keywords ?? []).map(foldText);
  const all = foldText(search).split(/\s+/).filter((word) => word !== '');
  const begins = (text: string, word: string): boolean => text.startsWith(word) || text.includes(` ${word}`);
  if (!all.every((word) => begins(label, word) || begins(words, word))) return 0;
  return all.every((word) => begins(label, word)) ? (label.startsWith(all[0] ?? '') ? 1 : 0.8) : 0.4;
}

function groupsOf(items: readonly Item[]): readonly (readonly [string, readonly Item[]])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups];
}

function fromCommands(offered: readonly DeskCommand[]): readonly Item[] {
  return commandGroups.flatMap((group) => offered.filter((command) => command.group === group && command.keyOnly !== true));
}

/** What depends on the desk: filters by queue and intent, labels and routes for the ticked tickets. */
function fromDesk(desk: Desk): readonly Item[] {
  const playbook = desk.playbook.get();
  const intents = intentLabels(playbook, desk.engineState.get());
  const ticked = desk.inbox.selectedIds();
  const filters = [
    ...playbook.queues.map(({ id, name }) => ({ id: `queue ${id}`, label: `Filter by queue: ${name}`, group: 'Filter by', run: () => desk.inbox.setFilter({ queue: id }) })),
    ...intents.map((intent) => ({ id: `intent ${intent}`, label: `Filter by intent: ${labelWords(intent)}`, group: 'Filter by', run: () => desk.inbox.setFilter({ intent }) })),
  ];
  if (ticked.length === 0) return filters;
  return [
    ...playbook.queues.map(({ id, name }) => ({
      id: `route ${id}`,
      label: `Route the ${ticked.length} selected to ${name}`,
      group: 'Route',
      run: () => void desk.actions.setQueue(ticked, id),
    })),
    ...intents.map((intent) => ({
      id: `label ${intent}`,
      label: `Label the ${ticked.length} selected ${labelWords(intent)}`,
      group: 'Label',
      run: () => void desk.actions.setIntent(ticked, intent),
    })),
    ...filters,
  ];
}

function findTickets(desk: Desk, wanted: string): readonly { readonly id: string; readonly subject: string; readonly customerName: string }[] {
  const words = wanted.split(/\s+/);
  const found = [];
  for (const id of desk.inbox.allIds()) {
    const row = desk.inbox.row(id);
    if (!row) continue;
    const text = foldText(`${row.subject}\n${row.customerName}\n${row.id}`);
    if (words.every((word) => text.includes(word))) found.push(row);
    if (found.length >= atMost) break;
  }
  return found;
}

function useArticles(desk: Desk | null): readonly { readonly id: string; readonly title: string }[] {
  const [articles, setArticles] = useState<readonly { readonly id: string; readonly title: string }[]>([]);
  useEffect(() => {
    let gone = false;
    desk?.db.articles.toArray().then(
      (all) => {
        if (!gone) setArticles(all.map(({ id, title }) => ({ id, title })));
      },
      () => {
        // Without articles the palette still has everything else.
      },
    );
    return () => {
      gone = true;
    };
  }, [desk]);
  return articles;
}
