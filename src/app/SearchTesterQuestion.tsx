import { useEffect, useRef, useState } from 'react';
import { useLiveQuery } from 'dexie-react-hooks';
import Search from 'lucide-react/icons/search';
import X from 'lucide-react/icons/x';
import { IconButton } from '../ui/IconButton.tsx';
import { languageWords } from '../ui/language-words.ts';
import { Popover } from '../ui/Popover.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { shortTime } from '../ui/format-time.ts';
import { useCommands } from './commands.ts';
import { useDesk } from './desk-context.ts';
import type { TestedQuestion } from './search-tester-address.ts';
import { longestQuery, requestQuery } from './ticket-view-search.ts';
import { useNow } from './use-now.ts';
import styles from './SearchTester.module.css';

const any = 'any';

/** The question, with the filters it is asked under. */
export function SearchTesterQuestion({ asked, onAsk }: { readonly asked: TestedQuestion; readonly onAsk: (changes: Partial<TestedQuestion>) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const { products, languages } = useFacets();
  useCommands([
    {
      id: 'tester-question',
      label: 'Ask another question',
      group: 'List',
      keys: '/',
      words: 'search tester find',
      run: () => {
        field.current?.focus();
        field.current?.select();
      },
    },
  ]);
  // Whoever comes without a question came to ask one; on a phone the keyboard would cover the tickets to choose from.
  const [empty] = useState(asked.question === '' && asked.ticket === undefined && !matchMedia('(pointer: coarse)').matches);
  useEffect(() => {
    if (empty) field.current?.focus({ preventScroll: true });
  }, [empty]);
  return (
    <>
      <div className={styles.question} role="search" aria-label="The knowledge base">
        <Search aria-hidden="true" />
        <textarea
          ref={field}
          rows={1}
          aria-label="Question"
          placeholder="What would a customer ask?"
          value={asked.question}
          maxLength={longestQuery}
          onChange={(event) => onAsk({ question: event.target.value, ticket: undefined })}
        />
        {asked.question !== '' && (
          <IconButton
            label="Clear the question"
            icon={<X />}
            className={styles.clear ?? ''}
            onPress={() => {
              onAsk({ question: '', ticket: undefined });
              field.current?.focus();
            }}
          />
        )}
      </div>
      <div className={styles.filters}>
        <Popover trigger={<Button className={styles.fromTicket ?? ''}>Take a ticket’s question</Button>} label="Recent tickets" placement="bottom start" width={380}>
          {(close) => (
            <TicketQuestions
              onPick={(asked) => {
                onAsk(asked);
                close();
              }}
            />
          )}
        </Popover>
        {products.length > 0 && (
          <Select
            label="Product"
            hideLabel
            options={[{ id: any, label: 'Any product' }, ...products.map((name) => ({ id: `product ${name}`, label: name }))]}
            value={asked.product === undefined ? any : `product ${asked.product}`}
            onChange={(id) => onAsk({ product: id === any ? undefined : id.slice('product '.length) })}
            className={styles.filter ?? ''}
          />
        )}
        {(languages.length > 1 || asked.language !== undefined) && (
          <Select
            label="Language"
            hideLabel
            options={[{ id: any, label: 'Any language' }, ...languages.map((id) => ({ id, label: languageWords(id) }))]}
            value={asked.language ?? any}
            onChange={(id) => onAsk({ language: id === any ? undefined : id })}
            className={styles.filter ?? ''}
          />
        )}
        <Select
          label="Articles"
          hideLabel
          options={[
            { id: 'published', label: 'Published articles' },
            { id: 'draft', label: 'Drafts' },
            { id: any, label: 'Published and drafts' },
          ]}
          value={asked.status ?? 'published'}
          onChange={(id) => onAsk({ status: id === 'draft' || id === any ? id : undefined })}
          className={styles.filter ?? ''}
        />
      </div>
    </>
  );
}

/** Products and languages that articles are about or in. */
function useFacets(): { readonly products: readonly string[]; readonly languages: readonly string[] } {
  const { db } = useDesk();
  const facets = useLiveQuery(async () => {
    const [products, languages] = [new Set<string>(), new Set<string>()];
    await db.articles.each((article) => {
      languages.add(article.language);
      for (const product of article.products) products.add(product);
    });
    return { products: [...products].sort(), languages: [...languages].sort() };
  }, [db]);
  return facets ?? noFacets;
}

const noFacets = { products: [], languages: [] };
const ticketsOffered = 8;

/** What customers asked last; picking one asks the same. */
export function TicketQuestions({ onPick }: { readonly onPick: (asked: Pick<TestedQuestion, 'question' | 'ticket'>) => void }) {
  const { db } = useDesk();
  const now = useNow();
  const tickets = useLiveQuery(async () => {
    // Newest first; more than are offered, since some hold no words.
    const rows = await db.inbox.where('[order+id]').below([Infinity, '']).limit(3 * ticketsOffered).toArray();
    const found = await db.tickets.bulkGet(rows.map(({ id }) => id));
    return found.flatMap((ticket) => (ticket ? [{ ticket, question: requestQuery(ticket) }] : [])).filter(({ question }) => question.trim() !== '').slice(0, ticketsOffered);
  }, [db]);
  if (!tickets) return null;
  if (tickets.length === 0) return <p className={styles.startText}>There are no tickets yet to take a question from.</p>;
  return (
    <ul role="list" className={styles.tickets} aria-label="Questions of recent tickets">
      {tickets.map(({ ticket, question }) => (
        <li key={ticket.id}>
          <button type="button" className={styles.ticket} onClick={() => onPick({ question, ticket: ticket.id })}>
            <span className={styles.ticketText}>{question.trim().replace(/\s+/g, ' ')}</span>
            <span className={styles.ticketNote}>
              {ticket.customer.name} · {shortTime(ticket.updatedAt, now)}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
