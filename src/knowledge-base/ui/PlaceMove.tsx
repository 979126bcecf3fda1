import ArrowDown from 'lucide-react/icons/arrow-down';
import ArrowUp from 'lucide-react/icons/arrow-up';
import { classes } from '../../ui/classes.ts';
import styles from './PlaceMove.module.css';

/** How many places a hit moved against the desk's ranking; nothing where it stands as it did. */
export function PlaceMove({ move }: { readonly move: number | 'new' | undefined }) {
  if (move === undefined || move === 0) return null;
  if (move === 'new') return <span className={classes(styles.move, styles.up)}>new</span>;
  const by = Math.abs(move);
  return (
    <span className={classes(styles.move, move > 0 ? styles.up : styles.down)}>
      {move > 0 ? <ArrowUp aria-hidden="true" /> : <ArrowDown aria-hidden="true" />}
      {by}
      <span className="visually-hidden">{` ${by === 1 ? 'place' : 'places'} ${move > 0 ? 'up' : 'down'}`}</span>
    </span>
  );
}
