import { useState, type ReactNode } from 'react';
import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import type { Hit, SearchResult } from '../../knowledge-base/article.ts';
import { HitList, type HitJudging } from '../../knowledge-base/ui/HitList.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { PanelSection } from './PanelSection.tsx';
import styles from './TriagePanel.module.css';

/** What was found for the ticket, or for what the agent asked instead. */
export type KnowledgeSearch =
  | { readonly status: 'waiting'; readonly message: string }
  | { readonly status: 'searching' }
  | { readonly status: 'found'; readonly result: SearchResult }
  | { readonly status: 'failed'; readonly message: string };

/** The passages that answer the ticket, numbered as the reply cites them, and a field to ask otherwise. */
export function KnowledgeSection({
  search,
  numbers,
  asked,
  onAsk,
  onOpen,
  onCite,
  judging,
  after,
}: {
  readonly search: KnowledgeSearch;
  readonly numbers: ReadonlyMap<string, number>;
  /** What the agent asked instead of the ticket's own words; empty for the ticket. */
  readonly asked: string;
  readonly onAsk: (question: string) => void;
  readonly onOpen: (hit: Hit) => void;
  readonly onCite?: ((hit: Hit) => void) | undefined;
  readonly judging?: HitJudging | undefined;
  /** What stands below the hits: the way to why it is these. */
  readonly after?: ReactNode;
}) {
  const [typed, setTyped] = useState(asked);
  return (
    <PanelSection title="From the knowledge base">
      <form
        className={styles.ask}
        role="search"
        aria-label="The knowledge base"
        onSubmit={(event) => {
          event.preventDefault();
          onAsk(typed.trim());
        }}
      >
        <Search aria-hidden="true" />
        <input
          type="text"
          aria-label="Ask the knowledge base something else"
          placeholder="Ask something else"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        {(typed !== '' || asked !== '') && (
          <IconButton
            label="Back to the ticket’s own words"
            icon={<X />}
            className={styles.clear ?? ''}
            onPress={() => {
              setTyped('');
              onAsk('');
            }}
          />
        )}
      </form>
      <Found search={search} numbers={numbers} asked={asked} onOpen={onOpen} onCite={onCite} judging={judging} after={after} />
    </PanelSection>
  );
}

function Found({
  search,
  numbers,
  asked,
  onOpen,
  onCite,
  judging,
  after,
}: {
  readonly search: KnowledgeSearch;
  readonly numbers: ReadonlyMap<string, number>;
  readonly asked: string;
  readonly onOpen: (hit: Hit) => void;
  readonly onCite: ((hit: Hit) => void) | undefined;
  readonly judging: HitJudging | undefined;
  readonly after: ReactNode;
}) {
  if (search.status === 'waiting' || search.status === 'failed') return <p className={styles.note}>{search.message}</p>;
  if (search.status === 'searching') {
    return (
      <div className={styles.searching} aria-label="Searching">
        {[0, 1, 2].map((row) => (
          <div key={row}>
            <Skeleton width="60%" height="13px" />
            <Skeleton height="12px" />
            <Skeleton width="85%" height="12px" />
          </div>
        ))}
      </div>
    );
  }
  const { hits, confident } = search.result;
  if (hits.length === 0) {
    return (
      <p className={styles.note}>
        {asked === '' ? 'No article answers this.' : `Nothing found for “${asked}”.`} Try other words, or write an article about it.
      </p>
    );
  }
  return (
    <>
      {!confident && <p className={styles.note}>None of these is a sure answer. Read before you cite.</p>}
      <HitList hits={hits} numbers={numbers} onOpen={onOpen} judging={judging} {...(onCite ? { onCite } : {})} />
      {after !== undefined && <p className={styles.after}>{after}</p>}
    </>
  );
}
