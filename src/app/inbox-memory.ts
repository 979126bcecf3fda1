import { inboxSorts, inboxTabs, type InboxFilter } from './inbox-filter.ts';

const key = 'tabdesk.inbox';

/** Tab and order as they were left; what narrows the list is not remembered, so that nobody misses tickets tomorrow. */
export function restoreFilter(): Partial<InboxFilter> {
  try {
    const saved = JSON.parse(localStorage.getItem(key) ?? '{}') as { tab?: unknown; sort?: unknown };
    const tab = inboxTabs.find((each) => each === saved.tab);
    const sort = inboxSorts.find((each) => each === saved.sort);
    return { ...(tab ? { tab } : {}), ...(sort ? { sort } : {}) };
  } catch {
    return {};
  }
}

export function saveFilter({ tab, sort }: InboxFilter): void {
  try {
    localStorage.setItem(key, JSON.stringify({ tab, sort }));
  } catch {
    // Without storage the choice lasts as long as the tab.
  }
}
