import { useEffect } from 'react';
import { registerSW } from 'virtual:pwa-register';
import { notify } from './toasts.ts';

/** Looked for again this often in a tab that stays open. */
const lookEveryMs = 60 * 60 * 1000;

/** Registers the service worker, and says when a newer version waits. Production only: in development there is none. */
export function UpdatePrompt() {
  useEffect(() => {
    const update = registerSW({
      onNeedRefresh() {
        notify({ text: 'A new version is ready', action: { label: 'Reload', run: () => void update(true) }, forMs: null });
      },
      onOfflineReady() {
        notify({ text: 'Tabdesk now also works with the network off', forMs: 5000 });
      },
      onRegisteredSW(_url, registration) {
        if (!registration) return;
        setInterval(() => {
          // Offline the look fails; the next one comes.
          registration.update().catch(() => undefined);
        }, lookEveryMs);
      },
    });
  }, []);
  return null;
}
