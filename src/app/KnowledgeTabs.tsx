import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { classes } from '../ui/classes.ts';
import styles from './KnowledgeTabs.module.css';

/** The rooms of the knowledge base: the articles, and what keeps them right, each under its own address. */
const rooms = [
  { id: 'articles', name: 'Articles', path: '/knowledge' },
  { id: 'search', name: 'Search tester', path: '/knowledge/tools/search' },
  { id: 'tests', name: 'Questions', path: '/knowledge/tools/tests' },
  { id: 'gaps', name: 'Gaps', path: '/knowledge/tools/gaps' },
  { id: 'overlaps', name: 'Overlaps', path: '/knowledge/tools/overlaps' },
  { id: 'import', name: 'Import and export', path: '/knowledge/tools/import' },
] as const;

/** The way from each room of the knowledge base to the others. */
export function KnowledgeTabs({ current }: { readonly current: string }) {
  const here = useRef<HTMLAnchorElement>(null);
  // On a phone not all of them fit.
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav className={styles.tabs} aria-label="Knowledge">
      {rooms.map(({ id, name, path }) => (
        <Link key={id} ref={id === current ? here : null} href={path} data-name={name} className={classes(styles.tab, id === current && styles.here)} {...(id === current ? { 'aria-current': 'page' as const } : {})}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
