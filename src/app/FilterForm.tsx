import { Button } from '../ui/Button.tsx';
import { Checkbox } from '../ui/Checkbox.tsx';
import { count } from '../ui/format-time.ts';
import { Select } from '../ui/Select.tsx';
import { facetNames, valueWords } from './facet-words.ts';
import { facetFields, nothingNarrowed } from './inbox-filter.ts';
import type { InboxStore } from './inbox-store.ts';
import { useStore } from './store.ts';
import styles from './InboxHead.module.css';

const any = 'any';

/** Everything the list can be narrowed by, with how many open tickets have each value. */
export function FilterForm({ inbox, queueNames }: { readonly inbox: InboxStore; readonly queueNames: ReadonlyMap<string, string> }) {
  const { filter } = useStore(inbox);
  return (
    <div className={styles.form}>
      {facetFields.map((field) => {
        const options = inbox.facet(field);
        return (
          <Select
            key={field}
            label={facetNames[field]}
            value={filter[field] ?? any}
            onChange={(id) => inbox.setFilter({ [field]: id === any ? null : id })}
            options={[
              { id: any, label: 'Any' },
              ...options.map(({ value, count: tickets }) => ({ id: value, label: valueWords(field, value, queueNames), note: count(tickets) })),
            ]}
          />
        );
      })}
      <div className={styles.formFoot}>
        <Checkbox checked={filter.unread} onChange={(unread) => inbox.setFilter({ unread })}>
          Unread only
        </Checkbox>
        <Button size="small" variant="quiet" onPress={() => inbox.setFilter(nothingNarrowed)}>
          Clear all
        </Button>
      </div>
    </div>
  );
}
