import { useMemo, type ReactNode } from 'react';
import ArrowLeft from 'lucide-react/icons/arrow-left';
import { describeChanges } from '../playbook/describe-changes.ts';
import type { PlaybookVersion } from '../storage/schema.ts';
import { Button } from '../ui/Button.tsx';
import { fullTime } from '../ui/format-time.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useDesk } from './desk-context.ts';
import { putInForce } from './playbook-apply.ts';
import { useStore } from './store.ts';
import page from './PlaybookView.module.css';
import styles from './PlaybookHistory.module.css';

/** One version: what it changed, how it differs from what is in force, and the way back to it. */
export function PlaybookHistoryVersion({ version, before, newest, onBack }: { readonly version: PlaybookVersion; readonly before: PlaybookVersion | null; readonly newest: boolean; readonly onBack?: () => void }) {
  const desk = useDesk();
  const inForce = useStore(desk.playbook);
  const changed = useMemo(() => (before === null ? [] : describeChanges(before.playbook, version.playbook)), [before, version]);
  const back = useMemo(() => describeChanges(inForce, version.playbook), [inForce, version]);
  const said = `Version ${version.number} restored`;
  return (
    <div className={page.page}>
      <header className={page.head}>
        {onBack !== undefined && <IconButton label="Back to the versions" icon={<ArrowLeft />} onPress={onBack} />}
        <h1 className={page.title}>Version {version.number}</h1>
        {back.length > 0 && (
          <Button variant="primary" onPress={() => void putInForce(desk, version.playbook, { note: said, origin: 'restored' }, said)}>
            Restore
          </Button>
        )}
      </header>
      <p className={page.note}>
        {fullTime(version.savedAt)}
        {version.origin !== 'edited' || before === null ? `. ${version.note}` : ''}
      </p>
      {before !== null && (
        <Changes title="What it changed" changes={changed}>
          Only what no reader sees.
        </Changes>
      )}
      {newest && back.length === 0 ? (
        <p className={page.aside}>This is the playbook in force.</p>
      ) : (
        <Changes title="What restoring it would change now" changes={back}>
          Nothing: the playbook in force says the same.
        </Changes>
      )}
    </div>
  );
}

/** Changes in sentences, those taken away and those put in told apart by their arrows. */
export function Changes({ title, changes, children }: { readonly title: string; readonly changes: readonly string[]; readonly children: ReactNode }) {
  return (
    <section className={page.section} aria-label={title}>
      <h2 className={page.sectionTitle}>{title}</h2>
      {changes.length === 0 ? (
        <p className={page.aside}>{children}</p>
      ) : (
        <ul role="list" className={styles.changes}>
          {changes.slice(0, 200).map((change) => (
            <li key={change}>{change}</li>
          ))}
          {changes.length > 200 && <li>and {changes.length - 200} more</li>}
        </ul>
      )}
    </section>
  );
}
