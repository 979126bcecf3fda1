import { createStore, type Store } from './store.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'tabdesk.theme';

function read(): Theme {
  try {
    const saved = localStorage.getItem(key);
    return themes.find((each) => each === saved) ?? 'system';
  } catch {
    return 'system';
  }
}

const chosen = createStore<Theme>('system');

export const theme: Store<Theme> = chosen;

function show(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
}

/** Shows the saved theme; to be called before the first render. */
export function restoreTheme(): void {
  const saved = read();
  chosen.set(saved);
  show(saved);
}

export function setTheme(next: Theme): void {
  chosen.set(next);
  show(next);
  try {
    localStorage.setItem(key, next);
  } catch {
    // Without storage the choice lasts as long as the tab.
  }
}
