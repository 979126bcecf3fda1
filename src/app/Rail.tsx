import BookOpen from 'lucide-react/icons/book-open';
import ChartNoAxesColumn from 'lucide-react/icons/chart-no-axes-column';
import FlaskConical from 'lucide-react/icons/flask-conical';
import Inbox from 'lucide-react/icons/inbox';
import MessageSquareText from 'lucide-react/icons/message-square-text';
import Route from 'lucide-react/icons/route';
import Settings from 'lucide-react/icons/settings';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { classes } from '../ui/classes.ts';
import { Keys } from '../ui/Keys.tsx';
import styles from './Rail.module.css';

/** The rooms of the desk: at the left, or at the foot of a phone. */
export function Rail({ location }: { readonly location: string }) {
  return (
    <nav className={styles.rail} aria-label="Rooms">
      <Link href="/" className={classes(styles.brand)} aria-label="Tabdesk, to the inbox">
        T
      </Link>
      <Room href="/" label="Inbox" keys="g i" icon={<Inbox />} here={location === '/' || location.startsWith('/ticket/')} />
      <Room href="/workload" label="Workload" keys="g w" icon={<ChartNoAxesColumn />} here={location === '/workload'} />
      <Room href="/knowledge" label="Knowledge" keys="g k" icon={<BookOpen />} here={location.startsWith('/knowledge')} />
      <Room href="/replies" label="Replies" keys="g r" icon={<MessageSquareText />} here={location.startsWith('/replies')} />
      <Room href="/playbook" label="Playbook" keys="g p" icon={<Route />} here={location.startsWith('/playbook')} />
      <Room href="/studio" label="Studio" keys="g t" icon={<FlaskConical />} here={location.startsWith('/studio')} />
      <span className={styles.gap} />
      <Room href="/settings" label="Settings" keys="g s" icon={<Settings />} here={location === '/settings'} />
    </nav>
  );
}

interface RoomProps {
  readonly href: string;
  readonly label: string;
  readonly keys: string;
  readonly icon: ReactNode;
  readonly here: boolean;
}

/** On a phone the word stands under the icon; elsewhere it shows beside it on hover and focus. */
function Room({ href, label, keys, icon, here }: RoomProps) {
  return (
    <Link href={href} className={classes(styles.room, here && styles.here)} {...(here ? { 'aria-current': 'page' as const } : {})}>
      {icon}
      <span className={styles.word}>
        {label}
        <Keys keys={keys} className={classes(styles.keys)} />
      </span>
    </Link>
  );
}
