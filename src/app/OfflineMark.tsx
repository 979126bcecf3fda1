import WifiOff from 'lucide-react/icons/wifi-off';
import { useSyncExternalStore } from 'react';
import styles from './OfflineMark.module.css';

function subscribe(listener: () => void): () => void {
  addEventListener('online', listener);
  addEventListener('offline', listener);
  return () => {
    removeEventListener('online', listener);
    removeEventListener('offline', listener);
  };
}

/** Says that the network is off, which changes nothing here: everything goes on. */
export function OfflineMark() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <span className={styles.place} role="status">
      {!online && (
        <span className={styles.mark} title="The network is off. Everything here goes on working.">
          <WifiOff aria-hidden="true" />
          <span>Offline</span>
          <span className="visually-hidden">. Everything here goes on working.</span>
        </span>
      )}
    </span>
  );
}
