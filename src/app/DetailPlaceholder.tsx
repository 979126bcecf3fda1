import { useContext } from 'react';
import { plural } from '../ui/format-time.ts';
import { Keys } from '../ui/Keys.tsx';
import { DeskContext, type Desk } from './desk-context.ts';
import { isNarrowed } from './inbox-filter.ts';
import { useStore } from './store.ts';
import styles from './DetailPlaceholder.module.css';

/** What stands where a ticket will be: how the desk is, and how to begin. */
export function DetailPlaceholder({ open }: { readonly open: boolean }) {
  const desk = useContext(DeskContext);
  return <div className={styles.place}>{open && desk && <Overview desk={desk} />}</div>;
}

function Overview({ desk }: { readonly desk: Desk }) {
  const { counts, loaded, total, filter } = useStore(desk.inbox);
  // Counts follow the filter: under one they say nothing about the whole desk.
  if (!loaded || total === 0) return null;
  if (isNarrowed(filter)) return <p className={styles.keys}>Choose a ticket to read it here.</p>;
  return (
    <div className={styles.overview}>
      <h2 className={styles.title}>{counts.open === 0 ? 'Nobody is waiting' : `${plural(counts.open, 'customer')} ${counts.open === 1 ? 'is' : 'are'} waiting`}</h2>
      {counts.open > 0 && (
        <ul role="list" className={styles.facts}>
          <li>
            <b>{counts.escalated}</b> {counts.escalated === 1 ? 'needs' : 'need'} a person
          </li>
          <li>
            <b>{counts.ready}</b> {counts.ready === 1 ? 'has' : 'have'} an answer ready to send
          </li>
          <li>
            <b>{counts.unsure}</b> {counts.unsure === 1 ? 'is' : 'are'} unsure: read {counts.unsure === 1 ? 'it' : 'them'} yourself
          </li>
        </ul>
      )}
      <p className={styles.keys}>
        <Keys keys="j" /> <Keys keys="k" /> move · <Keys keys="enter" /> open · <Keys keys="/" /> search · <Keys keys="?" /> all keys
      </p>
    </div>
  );
}
