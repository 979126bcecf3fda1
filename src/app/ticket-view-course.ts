import { useEffect, useState } from 'react';
import type { Ticket } from '../tickets/ticket.ts';

const none: readonly number[] = [];

/**
 * Polarity of each of the customer's messages, oldest first: the course of the mood. The sentiment lexicon is loaded
 * only where a thread has more than one message to compare.
 */
export function useCourse(ticket: Ticket): readonly number[] {
  const [course, setCourse] = useState<{ readonly ticket: Ticket; readonly polarities: readonly number[] } | null>(null);
  useEffect(() => {
    const written = ticket.messages.filter((message) => message.from === 'customer');
    if (written.length < 2) return;
    let gone = false;
    void import('../sentiment/score-sentiment.ts').then(({ scoreSentiment }) => {
      if (!gone) setCourse({ ticket, polarities: written.map((message) => scoreSentiment(message.text).polarity) });
    });
    return () => {
      gone = true;
    };
  }, [ticket]);
  return course?.ticket.id === ticket.id ? course.polarities : none;
}
