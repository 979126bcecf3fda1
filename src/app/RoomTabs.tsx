import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { classes } from '../ui/classes.ts';
import styles from './RoomTabs.module.css';

/** The way from each room of a part of the desk to the others, each under its own address. */
export function RoomTabs({ label, rooms, current }: { readonly label: string; readonly rooms: readonly { readonly id: string; readonly name: string; readonly path: string }[]; readonly current: string }) {
  const here = useRef<HTMLAnchorElement>(null);
  // On a phone not all of them fit.
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [current]);
  return (
    <nav className={styles.tabs} aria-label={label}>
      {rooms.map(({ id, name, path }) => (
        <Link key={id} ref={id === current ? here : null} href={path} data-name={name} className={classes(styles.tab, id === current && styles.here)} {...(id === current ? { 'aria-current': 'page' as const } : {})}>
          {name}
        </Link>
      ))}
    </nav>
  );
}
