import { classes } from './classes.ts';
import styles from './Keys.module.css';

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

const shown: Readonly<Record<string, string>> = {
  mod: mac ? '⌘' : 'Ctrl',
  shift: mac ? '⇧' : 'Shift',
  alt: mac ? '⌥' : 'Alt',
  enter: '↵',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
};

/** Keys as they are called on this device: "g i" is two after one another, "mod+k" is held together. */
export function Keys({ keys, className }: { readonly keys: string; readonly className?: string }) {
  return (
    <span className={classes(styles.keys, className)} aria-hidden="true">
      {keys.split(' ').map((stroke, index) => (
        <kbd key={index} className={styles.key}>
          {stroke
            .split('+')
            .map((part) => shown[part.toLowerCase()] ?? (part.length === 1 ? part.toUpperCase() : part))
            .join(mac ? '' : ' ')}
        </kbd>
      ))}
    </span>
  );
}
