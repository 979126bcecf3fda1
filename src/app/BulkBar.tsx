import Archive from 'lucide-react/icons/archive';
import Ellipsis from 'lucide-react/icons/ellipsis';
import Mail from 'lucide-react/icons/mail';
import MailOpen from 'lucide-react/icons/mail-open';
import GitMerge from 'lucide-react/icons/git-merge';
import Route from 'lucide-react/icons/route';
import Tag from 'lucide-react/icons/tag';
import X from 'lucide-react/icons/x';
import { useLocation } from 'wouter';
import { count } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { labelWords } from '../text/label-words.ts';
import { breakpoints, useMedia } from '../ui/media.ts';
import { Menu } from '../ui/Menu.tsx';
import type { Desk } from './desk-context.ts';
import { intentLabels } from './intent-labels.ts';
import { mergeTicked } from './merge-dialog-ask.ts';
import { useStore } from './store.ts';
import styles from './BulkBar.module.css';

/** What can be done with all ticked tickets at once. It stands where the filter bar stood. */
export function BulkBar({ desk, selection }: { readonly desk: Desk; readonly selection: ReadonlySet<string> }) {
  const { actions, inbox } = desk;
  const [, navigate] = useLocation();
  const playbook = useStore(desk.playbook);
  const engine = useStore(desk.engineState);
  const ids = [...selection];
  const narrow = useMedia(breakpoints.narrow);

  function then(done: Promise<boolean>): void {
    void done.then((did) => {
      if (did) inbox.select([]);
    });
  }

  return (
    <div className={styles.bar} role="toolbar" aria-label="Selected tickets">
      <IconButton label="Clear the selection" keys="Escape" icon={<X />} className={styles.icon ?? ''} onPress={() => inbox.select([])} />
      <span className={styles.count} role="status">
        {count(ids.length)} selected
      </span>
      <IconButton label="Close" keys="e" icon={<Archive />} className={styles.icon ?? ''} onPress={() => then(actions.close(ids))} />
      <IconButton label="Mark read" icon={<MailOpen />} className={styles.icon ?? ''} onPress={() => then(actions.markRead(ids, true))} />
      <IconButton label="Mark unread" keys="u" icon={<Mail />} className={styles.icon ?? ''} onPress={() => then(actions.markRead(ids, false))} />
      <Menu
        trigger={<IconButton label="Set the queue" icon={<Route />} className={styles.icon ?? ''} />}
        label="Queue"
        choices={[...playbook.queues.map(({ id, name }) => ({ id, label: name })), { id: '', label: 'As triage says' }]}
        onChoose={(id) => then(actions.setQueue(ids, id === '' ? null : id))}
      />
      <Menu
        trigger={<IconButton label="Set the intent" icon={<Tag />} className={styles.icon ?? ''} />}
        label="Intent"
        choices={[...intentLabels(playbook, engine).map((label) => ({ id: label, label: labelWords(label) })), { id: '', label: 'As triage says' }]}
        onChoose={(id) => then(actions.setIntent(ids, id === '' ? null : id))}
      />
      {ids.length > 1 && !narrow && <IconButton label="Merge" keys="t" icon={<GitMerge />} className={styles.icon ?? ''} onPress={() => mergeTicked(inbox)} />}
      <Menu
        trigger={<IconButton label="More" icon={<Ellipsis />} className={styles.icon ?? ''} />}
        label="More"
        choices={[
          { id: 'all', label: `Select all ${count(inbox.filteredIds().length)} in the list` },
          ...(ids.length > 1 ? [{ id: 'merge', label: 'Merge into one ticket' }] : []),
          { id: 'reopen', label: 'Open again' },
          { id: 'retriage', label: 'Triage again' },
          { id: 'export', label: 'Export these' },
        ]}
        onChoose={(id) => {
          if (id === 'all') inbox.select(inbox.filteredIds());
          else if (id === 'merge') mergeTicked(inbox);
          else if (id === 'reopen') then(actions.reopen(ids));
          else if (id === 'retriage') then(actions.retriage(ids));
          else navigate('/import?export=selected');
        }}
        placement="bottom end"
      />
    </div>
  );
}
