import { useContext } from 'react';
import { count, plural } from '../ui/format-time.ts';
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
  const { counts, untriaged, loaded, total, filter } = useStore(desk.inbox);
  // Counts follow the filter: under one they say nothing about the whole desk.
  if (!loaded || total === 0) return null;
  if (isNarrowed(filter)) return <p className={styles.keys}>Choose a ticket to read it here.</p>;
  const facts = [
    { of: counts.escalated, words: `${counts.escalated === 1 ? 'needs' : 'need'} a person` },
    { of: counts.ready, words: `${counts.ready === 1 ? 'has' : 'have'} an answer ready to send` },
    { of: counts.unsure, words: counts.unsure === 1 ? 'is unsure: read it yourself' : 'are unsure: read them yourself' },
    // Nobody knows yet what these are: a 0 above would say that they are none of it.
    ...(untriaged > 0 ? [{ of: untriaged, words: `${untriaged === 1 ? 'is' : 'are'} still to be triaged` }] : []),
  ];
  return (
    <div className={styles.overview}>
      <h2 className={styles.title}>{counts.open === 0 ? 'Nobody is waiting' : `${plural(counts.open, 'customer')} ${counts.open === 1 ? 'is' : 'are'} waiting`}</h2>
      {counts.open > 0 && (
        <ul role="list" className={styles.facts}>
          {facts
            .filter(({ of }) => of > 0 || untriaged === 0)
            .map(({ of, words }) => (
              <li key={words}>
                <b>{count(of)}</b> <span>{words}</span>
              </li>
            ))}
        </ul>
      )}
      <p className={styles.keys}>
        <Keys keys="j" /> <Keys keys="k" /> move · <Keys keys="enter" /> open · <Keys keys="/" /> search · <Keys keys="?" /> all keys
      </p>
    </div>
  );
}
