import { useEffect, useState } from 'react';
import { useDesk } from './desk-context.ts';
import { readTesterAddress, testerAddress, type TestedQuestion } from './search-tester-address.ts';
import { requestQuery } from './ticket-view-search.ts';

/** Browsers refuse an address that is changed with every key press. */
const writeAfterMs = 300;

function addressNow(): string {
  return location.pathname + location.search;
}

/** What is asked, kept in the address: a link to it asks it, and so does going back. What a ticket asks is read from the ticket. */
export function useTestedQuestion(): readonly [TestedQuestion, (changes: Partial<TestedQuestion>) => void] {
  const { db } = useDesk();
  const [asked, setAsked] = useState(() => readTesterAddress(new URLSearchParams(location.search)));

  useEffect(() => {
    const address = testerAddress(asked);
    const timer = setTimeout(() => {
      // Whoever has gone elsewhere meanwhile is not called back.
      if (address.split('?')[0] === location.pathname && addressNow() !== address) history.replaceState(history.state, '', address);
    }, writeAfterMs);
    return () => clearTimeout(timer);
  }, [asked]);

  useEffect(() => {
    const here = location.pathname;
    // One's own writing replaces the address; these are links, and going back and forth.
    const read = (): void => {
      if (location.pathname === here) setAsked(readTesterAddress(new URLSearchParams(location.search)));
    };
    addEventListener('pushState', read);
    addEventListener('popstate', read);
    return () => {
      removeEventListener('pushState', read);
      removeEventListener('popstate', read);
    };
  }, []);

  const { ticket } = asked;
  const wordless = ticket !== undefined && asked.question === '';
  useEffect(() => {
    if (!wordless) return;
    let gone = false;
    void db.tickets.get(ticket).then((found) => {
      // Of a ticket that is gone, or says nothing, there is nothing to ask.
      const question = found ? requestQuery(found) : '';
      if (!gone) setAsked((before) => ({ ...before, question, ticket: question === '' ? undefined : ticket }));
    });
    return () => {
      gone = true;
    };
  }, [db, ticket, wordless]);

  return [asked, (changes) => setAsked((before) => ({ ...before, ...changes }))];
}
