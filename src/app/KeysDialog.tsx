import { Dialog } from '../ui/Dialog.tsx';
import { Keys } from '../ui/Keys.tsx';
import { commandGroups, commands } from './commands.ts';
import { useStore } from './store.ts';
import styles from './KeysDialog.module.css';

/** Keys of parts that are not on screen now, so that the list is whole wherever it is opened. */
const elsewhere = [
  { group: 'Ticket', label: 'Reply', keys: 'r' },
  { group: 'Ticket', label: 'Write a draft', keys: 'd' },
  { group: 'Ticket', label: 'Label the intent', keys: 'l' },
  { group: 'Ticket', label: 'Route to a queue', keys: 'm' },
  { group: 'Ticket', label: 'Merge with another ticket', keys: 't' },
  { group: 'Ticket', label: 'Send', keys: 'mod+enter' },
  { group: 'List', label: 'Next ticket', keys: 'j' },
  { group: 'List', label: 'Previous ticket', keys: 'k' },
  { group: 'List', label: 'Open ticket', keys: 'Enter' },
  { group: 'List', label: 'Select ticket', keys: 'x' },
  { group: 'List', label: 'Select all, in the list', keys: 'mod+a' },
  { group: 'List', label: 'Back, or clear', keys: 'Escape' },
  { group: 'Ticket', label: 'Done: close, or open again', keys: 'e' },
  { group: 'Ticket', label: 'Mark unread or read', keys: 'u' },
] as const;

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const present = useStore(commands);
  const taken = new Set<string>();
  const all = [...present, ...elsewhere].filter((each) => {
    if (each.keys === undefined || taken.has(each.keys)) return false;
    taken.add(each.keys);
    return true;
  });
  return (
    <Dialog title="Keys" open onClose={onClose} width={720}>
      <div className={styles.columns}>
        {commandGroups.map((group) => {
          const inGroup = all.filter((each) => each.group === group);
          if (inGroup.length === 0) return null;
          return (
            <section key={group} className={styles.group}>
              <h3 className={styles.heading}>{group}</h3>
              <dl>
                {inGroup.map(({ label, keys }) => (
                  <div key={label} className={styles.row}>
                    <dt>{label}</dt>
                    <dd>
                      <Keys keys={keys ?? ''} />
                      <span className="visually-hidden">{keys}</span>
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section className={styles.group}>
          <h3 className={styles.heading}>In the search field</h3>
          <dl>
            {[
              ['“exact words”', 'a phrase'],
              ['from:maren', 'a customer'],
              ['intent:refund', 'what they want'],
              ['queue:billing', 'where it goes'],
              ['is:escalated', 'also unread, ready, unsure, closed, urgent, merged'],
              ['due:soon', 'an answer is due within an hour; also 4h, today, overdue'],
              ['-is:unread', 'the opposite'],
            ].map(([example, what]) => (
              <div key={example} className={styles.row}>
                <dt className={styles.example}>{example}</dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
